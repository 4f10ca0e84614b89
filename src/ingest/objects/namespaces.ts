import { labelsInjectedFor } from './injectors';
import { labelFacts } from '../../model/labels';
import { impliedLabels, NAMESPACE_NAME_LABEL } from '../../model/snapshot';
import { Namespace } from '../../model/workload';
import { ObjectKind } from '../collecting/object-kind';
import { valueAt } from '../reading/fields';
import { readLabels } from '../reading/labels';
import { ManifestObject } from '../reading/manifest-object';

export const NAMESPACE: ObjectKind = {
  kind: 'Namespace',
  groups: [''],
  isClusterScoped: true,
  read: (object, { namespaces }) => namespaces.add(object, readNamespace(object)),
};

/** A Namespace object. The cluster sets the label with its name, whatever the manifest says. */
function readNamespace({ name, root, origin }: ManifestObject): Namespace {
  const labels = new Map([...readLabels(root.get('metadata').get('labels')), [NAMESPACE_NAME_LABEL, name]]);
  const injectedLabels = labelsInjectedFor(root.get('metadata'));
  const oldIsolation = valueAt(root.get('metadata').get('annotations').value, OLD_ISOLATION);
  return {
    name,
    labels: labelFacts(labels),
    injectedLabels,
    ...typeof oldIsolation === 'string' ? { oldIsolation } : {},
    implied: false,
    origin,
  };
}

const OLD_ISOLATION = 'net.beta.kubernetes.io/network-policy';

/** The given namespaces, and one for each name that something else stands in. */
export function withImplied(given: readonly Namespace[], names: Iterable<string>): Map<string, Namespace> {
  const namespaces = new Map(given.map(namespace => [namespace.name, namespace]));
  for (const name of names) {
    if (!namespaces.has(name)) {
      namespaces.set(name, {
        name, labels: impliedLabels(name), injectedLabels: [], implied: true, origin: { object: `Namespace ${name}` },
      });
    }
  }
  return namespaces;
}
