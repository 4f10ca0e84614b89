import { Files, netpol } from './terminal';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
---
`;
const policy = (name: string, annotations = '{}') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: shop
  annotations: ${annotations}
spec: {podSelector: {matchLabels: {app: ${name}}}, policyTypes: [Ingress]}
---
`;
const LOST = POD + policy('lost');
const REASON = 'it comes with the next release';
const ACCEPT = (name: string, reason = `"${REASON}"`) => `{netpol.cdk8s-netpol.dev/accept.${name}: ${reason}}`;

/** What `netpol check` says of the manifests. */
async function check(manifests: string, config: string | undefined, ...options: readonly string[]) {
  const files: Files = { 'a.yaml': manifests, 'netpol.yaml': config };
  return netpol(['check', 'a.yaml', '--driver', 'calico', ...options], files);
}

/** The beginnings of all messages: `warning selects-nothing`. */
const titles = ({ out, err }: { readonly out: string; readonly err: string }) =>
  `${err}${out}`.split('\n').flatMap(line => /^(\w+)\[([a-z-]+)\]/.exec(line)?.slice(1).join(' ') ?? []);

const LISTED = ['accepted selects-nothing'];
const FOUND = 'warning selects-nothing';
const UNUSED = 'warning unused-acceptance';
const inConfig = (scope: string, name = 'selects-nothing') => `accepted: [{check: ${name}, reason: ${REASON}${scope}}]\n`;

describe('what is accepted is listed and does not count', () => {
  test.each<[string, string, string | undefined, string[]]>([
    ['by nobody', LOST, undefined, [FOUND]],
    ['by its annotation', POD + policy('lost', ACCEPT('selects-nothing')), undefined, LISTED],
    ['in netpol.yaml, for the object', LOST, inConfig(', object: NetworkPolicy shop/lost'), LISTED],
    ['in netpol.yaml, for its namespace', LOST, inConfig(', namespace: shop'), LISTED],
    ['in netpol.yaml, everywhere', LOST, inConfig(''), LISTED],
    ['for one of two objects', LOST + policy('gone'), inConfig(', object: NetworkPolicy shop/lost'), [FOUND, ...LISTED]],
    ['by an annotation for another check', POD + policy('lost', ACCEPT('dns-blocked')), undefined, [FOUND, UNUSED]],
    ['by an annotation for what is no check', POD + policy('lost', ACCEPT('select-nothing')), undefined, [FOUND, UNUSED]],
    ['by an annotation without a reason', POD + policy('lost', ACCEPT('selects-nothing', '""')), undefined, ['warning input', FOUND]],
    ['by an annotation of this tool that is not known', POD + policy('lost', '{netpol.cdk8s-netpol.dev/ignore: x}'), undefined, ['warning input', FOUND]],
    ['in netpol.yaml, for an object that is not there', LOST, inConfig(', object: NetworkPolicy shop/other'), [FOUND, 'info unused-acceptance']],
  ])('%s', async (_, manifests, config, expected) => {
    const strict = await check(manifests, config, '--strict');
    expect(titles(strict)).toEqual(expected);
    expect(strict.code).toBe(expected.some(title => title.startsWith('warning')) ? 1 : 0);
  });

  test('the whole report', async () => {
    const { out } = await check(LOST + policy('gone'), inConfig(', object: NetworkPolicy shop/lost'));
    expect(out.replace(/[^]*?(?=accepted\[)/, '').replace(/\d+ checks/, 'N checks')).toBe(`accepted[selects-nothing]: policy \`shop/lost\` selects no pod
  --> a.yaml#2  (a.yaml:8)
   = reason: ${REASON}

1 warning, 1 accepted: N checks on 1 workload and 2 policies, for calico

what netpol.yaml says about the cluster took part
`);
  });

  test('as JSON, with the whole finding and the reasons', async () => {
    const { out } = await check(POD + policy('lost', ACCEPT('selects-nothing')), undefined, '--format', 'json');
    const { counts, findings, accepted } = JSON.parse(out);
    expect({ counts, findings }).toEqual({ counts: { error: 0, warning: 0, info: 0, accepted: 1 }, findings: [] });
    expect(accepted).toEqual([expect.objectContaining({
      check: 'selects-nothing',
      severity: 'warning',
      at: { object: 'NetworkPolicy shop/lost', file: 'a.yaml', line: 8 },
      evidence: expect.any(Array),
      reasons: [REASON],
    })]);
  });

  test('an annotation that gives no reason, or is not known, is told with its line', async () => {
    const { err } = await check(POD + policy('lost', '{netpol.cdk8s-netpol.dev/accept.selects-nothing: " ", netpol.cdk8s-netpol.dev/skip: x}'), undefined);
    expect(err).toBe(`warning[input]: the annotation \`netpol.cdk8s-netpol.dev/accept.selects-nothing\` gives no reason, and accepts nothing
  --> a.yaml#2  (a.yaml:10)
   |
   | in NetworkPolicy shop/lost, at metadata.annotations[netpol.cdk8s-netpol.dev/accept.selects-nothing]
help: write why the finding is all right, for the next reader

warning[input]: the annotation \`netpol.cdk8s-netpol.dev/skip\` is not known, and changes nothing
  --> a.yaml#2  (a.yaml:10)
   |
   | in NetworkPolicy shop/lost, at metadata.annotations[netpol.cdk8s-netpol.dev/skip]
help: to accept a finding, write \`netpol.cdk8s-netpol.dev/accept.CHECK: REASON\`

`);
  });

  test('of a check that is left out nothing needs to be accepted', async () => {
    expect(titles(await check(LOST, inConfig(', object: NetworkPolicy shop/lost'), '--skip', 'selects-nothing'))).toEqual([]);
    expect(titles(await check(LOST, inConfig('', 'dns-blocked'), '--check', 'selects-nothing'))).toEqual([FOUND]);
  });

  test('`netpol list` takes no notice of it', async () => {
    const { code, err } = await netpol(['list', 'a.yaml'], { 'a.yaml': POD, 'netpol.yaml': inConfig('') });
    expect([code, err]).toEqual([0, '']);
  });
});

const WORKLOADS: readonly [string, string][] = [
  ['Deployment', 'metadata: {name: web, namespace: shop, ANNOTATIONS}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}'],
  ['Deployment', 'metadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}, ANNOTATIONS}, spec: {containers: []}}}'],
];

test.each(WORKLOADS)('an annotation of a %s or of its pods accepts what is found about it: %s', async (kind, text) => {
  const manifest = `apiVersion: apps/v1\nkind: ${kind}\n${text}\n---\n${['a', 'b', 'c'].map(name => POD.replaceAll('web', name) + policy(name)).join('')}`;
  const found = (annotations: string) => check(manifest.replace('ANNOTATIONS', `annotations: ${annotations}`), undefined, '--check', 'unprotected-workload');
  expect(titles(await found('{}'))).toEqual(['warning unprotected-workload']);
  expect(titles(await found(ACCEPT('unprotected-workload')))).toEqual(['accepted unprotected-workload']);
});

describe('in netpol.yaml, with line and column', () => {
  test.each<[string, string, string, string, string]>([
    ['no list', 'accepted: {check: x}', ':1:1', '`accepted` is a map, not a list', 'begin each item with `- `'],
    ['no map', 'accepted: [dns-blocked]', ':1:12', '`accepted[0]` is "dns-blocked", not a map', 'write `key: value` pairs'],
    ['no reason', 'accepted: [{check: dns-blocked}]', ':1:12', '`accepted[0]` has no `reason`', 'write why the finding is all right, for the next reader'],
    ['no check', 'accepted: [{reason: x}]', ':1:12', '`accepted[0]` names no `check`',
      'write the name that stands in the brackets of the message: `check: dns-blocked`'],
    ['a slip in the check', 'accepted: [{check: dns-blokced, reason: x}]', ':1:13', '`accepted[0].check` is "dns-blokced", which is no check',
      'did you mean `dns-blocked`?'],
    ['a path of a construct', 'accepted: [{check: dns-blocked, reason: x, constructPath: a}]', ':1:44',
      '`accepted[0].constructPath` is not known of an accepted finding', 'write `check`, `object`, `namespace`, `reason`'],
    ['a name without its kind', 'accepted: [{check: dns-blocked, reason: x, object: shop/web}]', ':1:44',
      '`accepted[0].object` is "shop/web", not the name of an object', 'write its kind, its namespace and its name: `NetworkPolicy shop/web`'],
    ['a namespace that is none', 'accepted: [{check: dns-blocked, reason: x, namespace: Shop}]', ':1:44',
      '`accepted[0].namespace` is "Shop", not the name of a namespace', 'write a name such as `shop`'],
    ['two places', 'accepted: [{check: dns-blocked, reason: x, namespace: shop, object: Pod shop/a}]', ':1:12',
      '`accepted[0]` names both an `object` and a `namespace`', 'leave the namespace out: the object has it in its name'],
  ])('%s is refused', async (_, config, place, message, help) => {
    const { code, out, err } = await check(LOST, config);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`error[input]: ${message}\n  --> netpol.yaml  (netpol.yaml${place})\n`);
    expect(err).toContain(`help: ${help}\n`);
  });
});

describe('strict and quiet', () => {
  test('--quiet says nothing where nothing fails, not even a warning about the input', async () => {
    const slip = LOST.replace('labels: {app: web}', 'labels: {app: 1}');
    expect((await check(slip, undefined)).err).toContain('warning[input]');
    expect(await check(slip, inConfig(''), '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  test('--quiet says what fails and nothing else', async () => {
    const { code, out, err } = await check(LOST, undefined, '--quiet', '--strict');
    expect({ code, err, found: titles({ out, err }) }).toEqual({ code: 1, err: '', found: [FOUND] });
    expect(out).not.toContain('checks on');
    expect(out.endsWith('\n')).toBe(true);
  });

  test('--quiet says what was left out, since the exit code does', async () => {
    const { code, out, err } = await netpol(['check', 'k', '--quiet'], { 'k/a.yaml': LOST, 'k/b/kustomization.yaml': 'resources: []\n' });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('left out');
  });

  test('--quiet leaves JSON whole', async () => {
    const { out } = await check(LOST, undefined, '--quiet', '--format', 'json');
    expect(JSON.parse(out).findings).toHaveLength(1);
  });

  test.each([['error'], ['info'], ['never']])('--strict and --fail-on %s contradict each other', async level => {
    const { code, err } = await check(LOST, undefined, '--strict', '--fail-on', level);
    expect([code, err.split('\n')[0]]).toEqual([2, `error[usage]: \`--strict\` fails on warnings, and \`--fail-on\` is \`${level}\``]);
  });
});
