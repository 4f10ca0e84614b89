import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { expectGolden, goldenFiles } from './golden';
import { Files, netpol } from './terminal';

const ROOT = path.join(__dirname, '..', '..');
const SHOP = goldenFiles('upgrade/shop.yaml');
const [TEXT] = Object.values(SHOP);
const SCHEMA = JSON.parse(readFileSync(path.join(ROOT, 'schema', 'upgrade.schema.json'), 'utf8')) as object;
const isOfSchema = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);

const POD = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\n---\n`;
const PODS = POD('web') + POD('db');
const POLICY = (name: string, spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n---\n`;
const ADMIT_WEB = POLICY('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}');
const RANGE = POLICY('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 5432, endPort: 5440}]}]}');
const CIDR = POLICY('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.7/24}}]}]}');
const INERT_CIDR = POLICY('db', '{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], egress: [{to: [{ipBlock: {cidr: 203.0.113.7/24}}]}]}');
const BLOCK = POLICY('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}');
const EGRESS = POLICY('web', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}');
const CILIUM = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: own, namespace: shop}\nspec: {endpointSelector: {}, ingress: [{}]}\n---\n';
const KNOWN = ['--node-cidr', '192.168.0.0/16', '--pod-cidr', '10.244.0.0/16'];

async function upgrade(from: string, to: string, text: string, ...options: readonly string[]) {
  return netpol(['upgrade', '--from', from, '--to', to, 'a.yaml', ...options], { 'a.yaml': text });
}

describe('what it prints, byte for byte', () => {
  test.each<[string, string, string, string[]]>([
    ['cilium', 'cilium-1.15', 'cilium-1.20', []],
    ['cilium-by-source', 'cilium-1.20', 'cilium-1.15', ['--by', 'source']],
    ['from-kubernetes', 'kubernetes', 'cilium-1.20', ['--node-cidr', '192.168.0.0/16']],
    ['strict-cidrs', 'kubernetes-1.35', 'kubernetes-1.36', []],
    ['nothing-enforces', 'calico', 'flannel', []],
    ['of-unknown-version', 'gke-dataplane-v2', 'cilium-1.15', []],
    ['focus', 'cilium-1.15', 'cilium-1.20', ['--workload', 'shop/db']],
    ['json', 'cilium-1.15', 'cilium-1.20', ['--format', 'json']],
  ])('%s', async (name, from, to, options) => {
    const { code, out } = await netpol(['upgrade', '--from', from, '--to', to, 'upgrade', ...options], SHOP);
    expect(code).toBe(0);
    expectGolden(`upgrade/${name}.out`, out);
  });
});

test('of manifests that both read alike it says that they are equal, and nothing else', async () => {
  const folder = path.join(ROOT, 'examples', 'cilium-cluster', 'dist');
  const files: Files = Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const { code, out } = await netpol(['upgrade', '--from', 'cilium-1.15', '--to', 'cilium-1.20', '.', '--exit-code'], files, '', 200);
  expect([code, out]).toEqual([0, 'equal: every connection is the same in `cilium-1.15` and in `cilium-1.20`, and every policy is enforced and accepted alike\n']);
});

describe('the first line', () => {
  test.each<[string, string, string, string, string[], string]>([
    ['unknown in both is not equal', 'cilium-1.15', 'cilium-1.20', PODS + ADMIT_WEB + CILIUM, KNOWN,
      'from `cilium-1.15` to `cilium-1.20` no difference is known: between 8 pairs of endpoints something is unknown in both'],
    ['unknown in one only', 'kubernetes', 'cilium-1.20', PODS + BLOCK, ['--node-cidr', '192.168.0.0/16'],
      'from `kubernetes` to `cilium-1.20` the readings differ only in what is unknown: closed between 2 pairs'],
    ['the own node alone', 'kubernetes', 'cilium-1.20', PODS + EGRESS, KNOWN, 'from `kubernetes` to `cilium-1.20`: closed between 1 pair'],
    ['an object alone', 'kubernetes-1.35', 'kubernetes-1.36', PODS + CIDR, KNOWN,
      'from `kubernetes-1.35` to `kubernetes-1.36`: 1 policy is enforced or accepted otherwise'],
    ['a refused rule that counts for nothing', 'kubernetes-1.35', 'kubernetes-1.36', PODS + INERT_CIDR, KNOWN,
      'from `kubernetes-1.35` to `kubernetes-1.36`: 1 policy is enforced or accepted otherwise'],
    ['a refusal of which it is not known whether it is new', 'kubernetes', 'kubernetes-1.36', PODS + CIDR, KNOWN,
      'from `kubernetes` to `kubernetes-1.36` the readings differ only in what is unknown: 1 policy is enforced or accepted otherwise'],
    ['what was not asked for', 'cilium-1.15', 'cilium-1.20', PODS + RANGE, [...KNOWN, '--port', 'udp/53'],
      'equal: every connection that was asked for is the same in `cilium-1.15` and in `cilium-1.20`, and every policy is enforced and accepted alike'],
  ])('%s', async (_, from, to, text, options, expected) => {
    const { out } = await netpol(['upgrade', '--from', from, '--to', to, 'a.yaml', ...options], { 'a.yaml': text }, '', 400);
    expect(out.split('\n')[0]).toBe(expected);
  });
});

describe('the exit code', () => {
  test.each<[string, string, string, string, string[], number]>([
    ['nothing changes', 'cilium-1.15', 'cilium-1.20', PODS + ADMIT_WEB, ['--exit-code'], 0],
    ['something opens', 'cilium-1.15', 'cilium-1.20', PODS + RANGE, ['--exit-code'], 1],
    ['something opens, and nobody asked', 'cilium-1.15', 'cilium-1.20', PODS + RANGE, [], 0],
    ['something closes', 'cilium-1.20', 'cilium-1.15', PODS + RANGE, ['--exit-code'], 0],
    ['something opens elsewhere', 'cilium-1.15', 'cilium-1.20', PODS + RANGE, ['--exit-code', '--port', 'udp'], 0],
    ['what was denied is unknown', 'cilium-1.15', 'kubernetes', PODS + BLOCK, ['--exit-code'], 1],
    ['what was unknown is denied', 'kubernetes', 'cilium-1.15', PODS + BLOCK, ['--exit-code'], 0],
    ['a kind of policy is not enforced any more', 'cilium-1.15', 'calico', PODS + CILIUM, ['--exit-code'], 1],
    ['a policy is refused', 'kubernetes-1.35', 'kubernetes-1.36', PODS + CIDR, ['--exit-code'], 1],
    ['a policy is accepted again', 'kubernetes-1.36', 'kubernetes-1.35', PODS + CIDR, ['--exit-code'], 0],
    ['an input that cannot be read', 'cilium-1.15', 'cilium-1.20', 'kind: [', ['--exit-code'], 3],
  ])('%s', async (_, from, to, text, options, expected) => {
    expect((await upgrade(from, to, text, ...options)).code).toBe(expected);
  });
});

describe('a command line that makes no sense', () => {
  test.each<[string[], string, string]>([
    [['a.yaml', '--to', 'cilium-1.20'], 'there is no `--from`', 'name both: `--from cilium-1.15 --to cilium-1.20`'],
    [['a.yaml', '--from', 'cilium-1.20'], 'there is no `--to`', 'name both: `--from cilium-1.15 --to cilium-1.20`'],
    [['a.yaml', '--from', 'cilium-1.51', '--to', 'cilium-1.20'], '`--from` is `cilium-1.51`, which enforces nothing that netpol knows', 'did you mean `cilium-1.15`?'],
    [['a.yaml', '--from', 'calcio', '--to', 'cilium-1.20'], '`--from` is `calcio`, which enforces nothing that netpol knows', 'did you mean `calico`?'],
    [['a.yaml', '--from', 'calico', '--to', 'kubernets'], '`--to` is `kubernets`, which enforces nothing that netpol knows', 'did you mean `kubernetes`?'],
    [['a.yaml', '--from', 'calico', '--to', 'kubernetes-2.0'], '`--to` is `kubernetes-2.0`, which enforces nothing that netpol knows',
      'write a version of Kubernetes as in `kubernetes-1.36`'],
    [['a.yaml', '--from', 'calico', '--to', 'istio'], '`--to` is `istio`, which enforces nothing that netpol knows',
      'it knows `kubernetes`, `cilium-1.15`, `cilium-1.16`, `cilium-1.17`, `cilium-1.18`, `cilium-1.19`, `cilium-1.20`, `gke-dataplane-v2`, '
      + '`antrea`, `aws-vpc`, `azure`, `calico`, `flannel`, `kindnet`, `kubenet`, `kube-router`, `ovn-kubernetes`, `weave`, `other`, '
      + 'and versions of Kubernetes: `kubernetes-1.36`'],
    [['a.yaml', '--from', 'calico', '--to', 'calico'], '`--from` and `--to` are both `calico`', 'name two that may differ: `--from cilium-1.15 --to cilium-1.20`'],
    [['--from', 'calico', '--to', 'flannel'], 'there is no PATH to read', 'name files or folders, or `-` for stdin'],
    [['a.yaml', '--from', 'kubernetes', '--to', 'kubernetes-1.36', '--policy-controller', 'x'],
      '`--policy-controller` is there, and neither `--from` nor `--to` is a network driver', 'say what gives the pods their network: `--from flannel`'],
    [['a.yaml', '--from', 'kubernetes', '--to', 'calico', '--dialect', 'kubernetes'], '`--dialect` is not an option', '`--help` lists the options'],
  ])('%j', async (args, message, help) => {
    const { code, out, err } = await netpol(['upgrade', ...args], { 'a.yaml': PODS });
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(`error[usage]: ${message}\nhelp: ${help}\nusage: netpol upgrade --from NAME --to NAME PATH... [options]\n`);
  });
});

describe('what is known about the cluster', () => {
  const FACTS = (text: string): Files => ({ 'a.yaml': PODS + RANGE, 'facts.yaml': text });
  const run = async (from: string, to: string, files: Files) => netpol(['upgrade', '--from', from, '--to', to, 'a.yaml', '--facts', 'facts.yaml'], files);

  test('a fact that only one of the two reads is no fault', async () => {
    const { code, err } = await run('kubernetes', 'cilium-1.20', FACTS('sctpEnabled: true\n'));
    expect([code, err]).toEqual([0, '']);
  });

  test('a fact that none of the two reads is one', async () => {
    const { code, err } = await run('kubernetes', 'calico', FACTS('sctpEnabled: true\n'));
    expect(code).toBe(3);
    expect(err).toContain('is a setting of Cilium, but the dialect is `kubernetes`');
  });

  test('a patch release is that of one version, and two are compared', async () => {
    const { code, err } = await run('cilium-1.19', 'cilium-1.20', FACTS('ciliumPatchVersion: 2\n'));
    expect(code).toBe(3);
    expect(err).toContain('is of one version of Cilium, and two are compared\n');
    expect(err).toContain('help: leave the fact out, and name the patch release of each: `--from cilium-1.19.3 --to cilium-1.20.2`');
  });

  test.each<[string, string, string, number]>([
    ['of the version that it is of it is read', 'cilium-1.19', 'cilium-1.20', 0],
    ['of other versions it is left out, which is said of each', 'cilium-1.17', 'cilium-1.18', 2],
  ])('of the patch release that netpol.yaml tells of its target: %s', async (_, from, to, amount) => {
    const { code, err } = await netpol(['upgrade', '--from', from, '--to', to, 'a.yaml'], {
      'a.yaml': PODS + RANGE,
      'netpol.yaml': 'target: {networkDriver: cilium, ciliumVersion: "1.19"}\nfacts: {ciliumPatchVersion: 2}\n',
    });
    expect([code, err.match(/is left out: it is told of/g)?.length ?? 0]).toEqual([0, amount]);
  });

  test('patch releases of one version may differ', async () => {
    const pod = PODS.replace('labels: {app: web}', 'labels: {app: web, host: x}') + POLICY('all', '{podSelector: {}}');
    const { out } = await upgrade('cilium-1.20.1', 'cilium-1.20.2', pod, ...KNOWN);
    expect(out.split('\n')[0]).toMatch(/^from `cilium-1\.20\.1` to `cilium-1\.20\.2`: closed between /);
  });
});

test('stdin answers as a file does, and what is wrong with it is said once', async () => {
  const text = `${PODS}${RANGE}${CILIUM}`;
  const { code, out, err } = await netpol(['upgrade', '--from', 'cilium-1.15', '--to', 'cilium-1.20', '-'], {}, text);
  expect([code, out]).toEqual([0, (await upgrade('cilium-1.15', 'cilium-1.20', text)).out.replaceAll('a.yaml', 'stdin')]);
  expect(err.match(/^(warning|info)\[/gm)).toHaveLength(1);
});

describe('what it writes as JSON is of the published schema', () => {
  test.each<[string, string, string, string]>([
    ['nothing', 'cilium-1.15', 'cilium-1.20', PODS],
    ['a shop', 'cilium-1.15', 'cilium-1.20', TEXT],
    ['the own node', 'kubernetes', 'cilium-1.20', TEXT],
    ['what is unknown', 'kubernetes', 'gke-dataplane-v2', TEXT],
    ['refused policies', 'kubernetes-1.35', 'kubernetes-1.36', TEXT],
    ['other kinds', 'cilium-1.15', 'calico', PODS + CILIUM],
    ['a slip in the input', 'calico', 'flannel', PODS.replace('labels: {app: web}', 'labels: {app: 1}')],
  ])('%s', async (_, from, to, text) => {
    const { out } = await upgrade(from, to, text, '--format', 'json');
    expect(isOfSchema(JSON.parse(out)) ? [] : isOfSchema.errors).toEqual([]);
  });

  test('and the schema knows every field that is written', async () => {
    const { out } = await upgrade('cilium-1.15', 'cilium-1.20', TEXT, '--format', 'json');
    const { properties } = SCHEMA as { readonly properties: object };
    expect(Object.keys(JSON.parse(out) as object).sort()).toEqual(Object.keys(properties).sort());
  });
});
