import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { Cluster } from './apps';
import { definitionsOf } from './definitions';
import { defaultDenyManifest, policyManifests } from './policies';
import { deploymentManifest, namespaceManifest } from './workloads';

/** The manifests of a cluster, namespace by namespace. */
export function manifestsOf(cluster: Cluster): Map<string, object[]> {
  const policies = policyManifests(cluster);
  const manifests = new Map(cluster.namespaces.map((name): [string, object[]] =>
    [name, [namespaceManifest(name), defaultDenyManifest(name)]]));
  for (const app of cluster.apps) {
    manifests.get(app.namespace)!.push(
      ...app.components.map(component => deploymentManifest(component, cluster.shape.replicas)),
      policies.get(app)!,
    );
  }
  return manifests;
}

/** The folders of a cluster that has been written. */
export interface Written {
  /** One file of block-style YAML for each namespace. */
  readonly yaml: string;
  /** The same as one JSON list for each namespace. */
  readonly json: string;
}

/** Writes a cluster below the folder, in place of what is there; definitions of custom resources as YAML only. */
export function writeCluster(cluster: Cluster, folder: string): Written {
  const { definitionBytes = 0, seed } = cluster.shape;
  const written = writeManifests(manifestsOf(cluster), folder);
  definitionsOf(definitionBytes, seed).forEach(({ name, yaml }) => writeFileSync(path.join(written.yaml, `${name}.yaml`), yaml));
  return written;
}

/** Writes manifests below the folder, in place of what is there. */
export function writeManifests(manifests: ReadonlyMap<string, readonly object[]>, folder: string): Written {
  const written: Written = { yaml: path.join(folder, 'yaml'), json: path.join(folder, 'json') };
  Object.values(written).forEach(name => {
    rmSync(name, { recursive: true, force: true });
    mkdirSync(name, { recursive: true });
  });
  for (const [namespace, items] of manifests) {
    const list = { apiVersion: 'v1', kind: 'List', items };
    // Repeated objects are written again: nobody writes aliases.
    const documents = items.map(item => stringify(item, { aliasDuplicateObjects: false }));
    writeFileSync(path.join(written.yaml, `${namespace}.yaml`), documents.join('---\n'));
    writeFileSync(path.join(written.json, `${namespace}.json`), `${JSON.stringify(list, undefined, 2)}\n`);
  }
  return written;
}
