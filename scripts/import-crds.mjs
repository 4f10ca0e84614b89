// `NETPOL_SHARED=<folder> node scripts/import-crds.mjs [<folder to write to>]`: generates the typed classes of the
// Crossplane objects that make a Magnum cluster, and the schemas that the tests hold every such object against.
//
// Its folder crds/crossplane holds the CRDs of the package xpkg.crossplane.io/crossplane-contrib/provider-openstack: the files
// containerinfra.*.yaml of its package/crds. The classes come from `cdk8s import` as they are. A name that ends with
// .generated.ts keeps the linter away from them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const GROUPS = ['containerinfra.openstack.m.crossplane.io', 'containerinfra.openstack.crossplane.io'];
const KINDS = ['clustertemplatev1s', 'clusterv1s', 'nodegroupv1s'];

if (!process.env.NETPOL_SHARED) {
  console.error('NETPOL_SHARED is not set: name the folder that holds the CRDs of provider-openstack in crds/crossplane');
  process.exit(1);
}
const crds = path.join(process.env.NETPOL_SHARED, 'crds', 'crossplane');
const target = path.resolve(process.argv[2] ?? root);
const classes = path.join(target, 'src', 'imports');
const schemas = path.join(target, 'test', 'cluster', 'schemas');
const scratch = mkdtempSync(path.join(tmpdir(), 'netpol-import-'));
try {
  for (const group of GROUPS) {
    const texts = KINDS.map((kind) => readFileSync(path.join(crds, `${group}_${kind}.yaml`), 'utf8'));
    importClasses(group, texts.join(''));
    texts.forEach((text, index) => {
      mkdirSync(schemas, { recursive: true });
      writeFileSync(path.join(schemas, `${group}_${KINDS[index]}.json`), `${JSON.stringify(reduced(parse(text)), null, 1)}\n`);
    });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** One module a group: `cdk8s import` overwrites the module when it is given the CRDs of a group one by one. */
function importClasses(group, text) {
  const input = path.join(scratch, `${group}.yaml`);
  const output = path.join(scratch, group);
  writeFileSync(input, text);
  const cdk8s = path.join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  const args = [cdk8s, 'import', input, '--language', 'typescript', '--output', output, '--no-save'];
  const run = spawnSync(process.execPath, args, {
    cwd: scratch,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
  });
  const written = run.status === 0 ? readdirSync(output) : [];
  if (written.length !== 1) {
    throw new Error(`cdk8s import of ${group} wrote ${written.length} files:\n${run.stdout}${run.stderr}${run.error ?? ''}`);
  }
  mkdirSync(classes, { recursive: true });
  cpSync(path.join(output, written[0]), path.join(classes, `${group}.generated.ts`));
}

/** What of a CRD decides whether the API server accepts an object: no descriptions, and no status, which nobody writes. */
function reduced(crd) {
  const { group, names, scope, versions } = crd.spec;
  const [version] = versions.filter(({ storage }) => storage);
  const schema = withoutDescriptions(version.schema.openAPIV3Schema);
  delete schema.properties.status;
  return { apiVersion: `${group}/${version.name}`, kind: names.kind, scope, schema };
}

function withoutDescriptions(schema) {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'description').map(([keyword, value]) => {
    if (keyword === 'properties') {
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, property]) => [name, withoutDescriptions(property)]))];
    }
    return [keyword, ['items', 'additionalProperties'].includes(keyword) ? withoutDescriptions(value) : value];
  }));
}
