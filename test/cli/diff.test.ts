import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { expectGolden, goldenFiles } from './golden';
import { Files, netpol } from './terminal';
import { renderCsvComparison } from '../../src/render/csv-comparison';
import { ALL_ADDRESSES } from '../../src/sets/addresses';
import { TrafficSet } from '../../src/sets/traffic-set';
import { sharedFolder } from '../shared';

const STATES = goldenFiles('diff/old/shop.yaml', 'diff/new/shop.yaml');
const [OLD, NEW] = Object.values(STATES);
const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'schema', 'diff.schema.json'), 'utf8')) as object;
const isOfSchema = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);

const POD = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\n---\n`;
const CLOSED = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: closed, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Ingress, Egress]}\n---\n';
const PERHAPS = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: perhaps, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}
---
`;
/** What stderr says of what became unknown. */
const UNKNOWN = `warning[output]: between 4 pairs of endpoints something is unknown now that was not
note: the address of a pod is not known before it runs, so an ipBlock may or may not contain it
help: declare where pods get theirs with \`--pod-cidr CIDR\`, or say \`--external-blocks\`

`;

const PODS = POD('web') + POD('db');

describe('what it prints, byte for byte', () => {
  test.each<[string, string[]]>([
    ['diff/text', []],
    ['diff/text-by-source', ['--by', 'source']],
    ['diff/text-facts', ['--pod-cidr', '10.0.0.0/8', '--driver', 'cilium-1.18']],
    ['diff/json', ['--format', 'json']],
    ['diff/md', ['--format', 'md']],
    ['diff/csv', ['--format', 'csv']],
    ['diff/text-focus', ['--workload', 'shop/web', '--direction', 'ingress', '--port', 'tcp/8080']],
  ])('%s', async (name, options) => {
    const { code, out, err } = await netpol(['diff', 'diff/old', 'diff/new', ...options], STATES);
    expect(code).toBe(0);
    expectGolden(`${name}.out`, out);
    expect(err).toBe(name === 'diff/text-facts' ? '' : UNKNOWN);
  });
});

const NP_GUARD = sharedFolder('corpora', 'np-guard');

/** Trees of other people, of which one state follows the other. */
const TREES: readonly (readonly [string, string])[] = [
  ['semanticDiff-different-topologies-policy-a', 'semanticDiff-different-topologies-policy-b'],
  ['netpol_named_port_test', 'test_with_named_ports_changed_netpol'],
  ['onlineboutique', 'new_online_boutique'],
];

if (NP_GUARD === undefined) {
  test.skip('trees of the corpora are not compared: NETPOL_SHARED does not name their folder', () => undefined);
} else {
  test.each(TREES)('from %s to %s of the corpus', async (old, recent) => {
    const { code, out } = await netpol(['diff', old, recent, '--no-config'], { ...treeOf(old), ...treeOf(recent) });
    expect(code).toBe(0);
    expectGolden(`diff/tree-${recent}.out`, out);
  });
}

function treeOf(name: string): Files {
  const folder = path.join(NP_GUARD!, name);
  return Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.ya?ml$/.test(file))
    .map(file => [path.posix.join(name, file), readFileSync(path.join(folder, file), 'utf8')]));
}

test('in a terminal no line is wider than it', async () => {
  const { out } = await netpol(['diff', 'diff/old', 'diff/new'], STATES, '', 64);
  expect(out.split('\n').filter(({ length }) => length > 64)).toEqual([]);
});

describe('the exit code', () => {
  test.each<[string, string, string, string[], number]>([
    ['nothing changed', PODS, PODS, ['--exit-code'], 0],
    ['something opened', PODS + CLOSED, PODS, ['--exit-code'], 1],
    ['something opened, and nobody asked', PODS + CLOSED, PODS, [], 0],
    ['something closed', PODS, PODS + CLOSED, ['--exit-code'], 0],
    ['what was denied is unknown', PODS + CLOSED, PODS + PERHAPS, ['--exit-code'], 1],
    ['what was allowed is unknown', PODS, PODS + PERHAPS, ['--exit-code'], 0],
    ['a new workload', POD('web'), PODS, ['--exit-code'], 1],
    ['a new workload that nothing may reach', POD('web') + CLOSED, PODS + CLOSED, ['--exit-code'], 0],
    ['something opened elsewhere', PODS + CLOSED, PODS, ['--exit-code', '--port', 'udp/53', '--workload', 'web'], 1],
    ['something opened on other ports', NEW, NEW.replaceAll('port: 8080}', 'port: 8081}'), ['--exit-code', '--port', 'tcp/8080'], 0],
    ['a state that cannot be read', PODS, 'kind: [', ['--exit-code'], 3],
  ])('%s', async (_, old, recent, options, expected) => {
    const { code } = await netpol(['diff', 'old.yaml', 'new.yaml', ...options], { 'old.yaml': old, 'new.yaml': recent });
    expect(code).toBe(expected);
  });

  test('a way in that opens counts', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, type: LoadBalancer, ports: [{port: 80}]}\n';
    const { code, out } = await netpol(['diff', 'old.yaml', 'new.yaml', '--exit-code'], { 'old.yaml': PODS, 'new.yaml': PODS + service });
    expect(code).toBe(1);
    expect(out).toContain('none -> allowed');
  });
});

describe('a list that was saved', () => {
  const saved = async (text: string, ...options: string[]) =>
    (await netpol(['list', 'a.yaml', '--format', 'json', ...options], { 'a.yaml': text })).out;

  test.each([[[]], [['--group']], [['--dialect', 'cilium-1.18']]])('with %j says that nothing changed since', async options => {
    for (const text of [OLD, NEW]) {
      const files = { 'saved.json': await saved(text, ...options), 'now.yaml': text };
      const { out } = await netpol(['diff', 'saved.json', 'now.yaml', ...options.filter(option => option !== '--group')], files);
      expect(out).toBe('nothing changed: every connection is what it was\n');
    }
  });

  test('is compared like the manifests, but for nodes and pods that its rules did not name', async () => {
    const files = { ...STATES, 'saved.json': await saved(OLD) };
    const [fromList, fromFolder] = [
      await netpol(['diff', 'saved.json', 'diff/new', '--format', 'csv'], files), await netpol(['diff', 'diff/old', 'diff/new', '--format', 'csv'], STATES),
    ].map(({ out }) => out.split('\n').filter(line => !line.includes('nodes') && !line.includes('ingress-nginx')));
    expect(fromList).toEqual(fromFolder);
  });

  test('may be piped into it, and be both states', async () => {
    const files = { 'saved.json': await saved(OLD) };
    const { code, out } = await netpol(['diff', '-', 'saved.json', '--exit-code'], files, await saved(NEW));
    expect(code).toBe(1);
    expect(out).toContain('new   ops/report\n  gone  ops/reports');
  });

  test.each<[string, string, string[], string]>([
    ['another dialect', '"dialect": "kubernetes"', [], '`saved.json` is of the dialect `cilium-1.18`, and the manifests are of `kubernetes`'],
    ['external blocks', '"externalBlocks": false', [], '`saved.json` was written with `--external-blocks`, and the manifests are read without it'],
    ['another version', '"schemaVersion": 1', [], '`saved.json` was written by another version of netpol: `schemaVersion` is not 1'],
    ['ports that are none', '[[5432,5432]]', [], '`saved.json` is no list that `netpol list --format json` wrote: `connections['],
    ['an endpoint that is not in it', '"id":"shop/db[StatefulSet]"', [], '`saved.json` is no list that `netpol list --format json` wrote: `connections['],
  ])('of %s is refused', async (what, before, options, expected) => {
    const after = before.replace('kubernetes', 'cilium-1.18').replace('false', 'true').replace(' 1', ' 2').replace('5432,', '-1,').replace('shop/db', 'shop/other');
    const files = { ...STATES, 'saved.json': (await saved(OLD)).replace(before, after) };
    const { code, out, err } = await netpol(['diff', 'saved.json', 'diff/old', ...options], files);
    expect([what, code, out]).toEqual([what, 3, '']);
    expect(err).toContain(expected);
  });
});

describe('a command line that makes no sense', () => {
  test.each<[string[], string]>([
    [[], '`netpol diff` compares two states, and 0 are named'],
    [['a.yaml'], '`netpol diff` compares two states, and one is named'],
    [['a.yaml', 'b.yaml', 'c.yaml'], '`netpol diff` compares two states, and 3 are named'],
    [['-', '-'], 'both states are `-`'],
    [['--git', 'main'], 'there is no PATH to compare'],
    [['--git', 'main', '-'], '`-` is no file of a repository'],
    [['--git=--output=x', 'a.yaml'], '`--git` is `--output=x`, which names no revision'],
    [['--git', 'main..', 'a.yaml'], '`--git` is `main..`, which names no revision'],
    [['--git', 'main', 'a.yaml'], '`--git` needs git, which is not installed'],
    [['a.yaml', 'b.yaml', '--format', 'xml'], '`--format` is `xml`, which it does not know'],
    [['a.yaml', 'b.yaml', '--workload', 'wbe'], '`--workload` is `wbe`, of which the input has no workload'],
  ])('%j', async (args, expected) => {
    const { code, out, err } = await netpol(['diff', ...args], { 'a.yaml': PODS, 'b.yaml': PODS });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(expected);
  });
});

describe('what it writes as JSON is of the published schema', () => {
  test.each<[string, string, string]>([
    ['nothing', PODS, PODS],
    ['everything', '', PODS],
    ['what became unknown', PODS + CLOSED, PODS + PERHAPS],
    ['a shop', OLD, NEW],
    ['a shop the other way round', NEW, OLD],
    ['a slip in the input', PODS, PODS.replace('labels: {app: web}', 'labels: {app: 1}')],
  ])('%s', async (_, old, recent) => {
    const { out } = await netpol(['diff', 'old.yaml', 'new.yaml', '--format', 'json'], { 'old.yaml': old, 'new.yaml': recent });
    expect(isOfSchema(JSON.parse(out)) ? [] : isOfSchema.errors).toEqual([]);
  });

  test('and the schema knows every field that is written', async () => {
    const { out } = await netpol(['diff', 'diff/old', 'diff/new', '--format', 'json'], STATES);
    expect(Object.keys(JSON.parse(out) as object).sort())
      .toEqual(Object.keys((SCHEMA as { properties: object }).properties).sort());
  });
});

describe('names from manifests', () => {
  const HOSTILE = ['/a`b', '/x|y', '/<img src=x>', '/@somebody', '/[link](http://example.com)', '/a\\|b', '/`|<b>@x'];
  const INGRESS = (host: string) => JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ host: 'shop.example.com', http: { paths: [{ path: host, pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] } }] },
  });
  const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\n';

  test.each(HOSTILE)('become no markup: %s', async name => {
    const { out } = await netpol(['diff', 'old.yaml', 'new.yaml', '--format', 'md'], { 'old.yaml': PODS, 'new.yaml': `${PODS}${SERVICE}${INGRESS(name)}` });
    expect(out).toContain('### ways in');
    const rest = out.replace(/`` [^|\\]*? ``(?!`)|`[^`|\\]*`/g, '').replace(/<code>[^<>@[\]`|]*<\/code>/g, '');
    expect(rest).not.toMatch(/[@[\]<>`]/);
    expect(out.split('\n').filter(line => line.startsWith('|') && line.split(' | ').length !== 3)).toEqual([]);
  });

  test('become no formula in a table, and stay in their cells', () => {
    const way = { target: 'shop/web', protocol: 'TCP', port: 80, after: 'allowed' } as const;
    const ways = ['=1+1', '@x', 'a,b', 'a"b', 'a\nb'].map(name => ({ ...way, way: name }));
    const ends = { appeared: [], gone: [], workloads: [], nodes: [], outside: ALL_ADDRESSES };
    const empty = { pairs: [], everything: TrafficSet.ALL, ...ends };
    expect([...renderCsvComparison({ ...empty, waysIn: ways })]).toEqual([
      'change,source,destination,traffic\n',
      'way in,\'=1+1,,none -> allowed\n',
      'way in,\'@x,,none -> allowed\n',
      'way in,"a,b",,none -> allowed\n',
      'way in,"a""b",,none -> allowed\n',
      'way in,a\\nb,,none -> allowed\n',
    ]);
  });
});

test('a long table is folded away in a comment, and what is too long for one is cut', async () => {
  const many = (amount: number) => Array.from({ length: amount }, (_, index) => {
    const name = `w${String(index).padStart(3, '0')}`;
    return `${POD(name)}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: {podSelector: {matchLabels: {app: ${name}}}, ingress: [{ports: [{port: ${index + 1}}]}]}\n---\n`;
  }).join('');
  const run = async (amount: number) => (await netpol(['diff', 'old.yaml', 'new.yaml', '--format', 'md'],
    { 'old.yaml': CLOSED, 'new.yaml': many(amount) })).out;
  expect(await run(20)).toContain('<details><summary>opened: ');
  const long = await run(200);
  expect(long).toMatch(/and \d+ more: `netpol diff --format json` has all\n\n<\/details>/);
  expect(long.length).toBeLessThan(65_536);
});
