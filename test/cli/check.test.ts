import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { expectGolden, goldenFiles } from './golden';
import { Files, netpol } from './terminal';
import { CHECKS } from '../../src/checks/all';

const SHOP = goldenFiles('check/shop.yaml');
const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'schema', 'check.schema.json'), 'utf8')) as object;
const isOfSchema = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);

const POD = (name: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
---
`;
const CLOSED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
`;
const FINE = POD('web') + CLOSED;
const LOST = POD('web') + CLOSED.replace('podSelector: {}', 'podSelector: {matchLabels: {app: wbe}}');

/** `error[dns-blocked]`, `warning[input]`: the beginnings of the messages. */
function titles(text: string): string[] {
  return text.split('\n').flatMap(line => /^(?:error|warning|info)\[[a-z-]+\]/.exec(line)?.[0] ?? []);
}

async function check(text: string, ...options: readonly string[]) {
  const { code, out, err } = await netpol(['check', 'a.yaml', ...options], { 'a.yaml': text });
  return { code, found: titles(out), err, last: out.trimEnd().split('\n').pop() };
}

/** These formats name every check that is run, so that each new one would change them. */
const FEW = ['one-sided-connection', 'selects-nothing', 'dns-blocked', 'inert-rule'].flatMap(name => ['--check', name]);

describe('what it prints, byte for byte', () => {
  test.each<[string, string[]]>([
    ['check/text', []],
    ['check/text-cilium', ['--driver', 'cilium-1.15']],
    ['check/text-flannel', ['--driver', 'flannel']],
    ['check/plain', ['--format', 'plain']],
    ['check/plain-cilium', ['--format', 'plain', '--driver', 'cilium-1.15']],
    ['check/sarif', ['--format', 'sarif', ...FEW]],
    ['check/github', ['--format', 'github']],
    ['check/junit', ['--format', 'junit', ...FEW]],
    ['check/gitlab', ['--format', 'gitlab']],
    ['check/json', ['--format', 'json']],
    ['check/json-cilium', ['--format', 'json', '--driver', 'cilium-1.20.1', '--pod-cidr', '10.244.0.0/16']],
  ])('%s', async (name, options) => {
    const { code, out, err } = await netpol(['check', 'check', ...options], SHOP);
    expect([code, err]).toEqual([1, '']);
    expectGolden(`${name}.out`, out);
  });

  test('nothing but a line where nothing is wrong', async () => {
    const { code, out, err } = await netpol(['check', 'a.yaml', '--driver', 'calico'], { 'a.yaml': FINE });
    expect({ code, out, err }).toEqual({
      code: 0, out: `nothing found: ${CHECKS.filter(({ meta }) => meta.status === 'stable').length} checks on 1 workload and 1 policy, for calico\n`, err: '',
    });
  });

  test('what else there is to know of the answer stands below', async () => {
    const files = { 'netpol.yaml': 'target: {networkDriver: flannel, policyController: kube-router}\n', 'k/a.yaml': FINE, 'k/b/Chart.yaml': 'x: 1', 'k/b/templates/a.yaml': '' };
    const { code, out } = await netpol(['check', 'k', '--check', 'not-enforced'], files);
    expect(code).toBe(3);
    expect(out).toBe(`nothing found: 1 check on 1 workload and 1 policy, for flannel with kube-router

what netpol.yaml says about the cluster took part

partial: something was left out, and these verdicts hold for what was read only
`);
  });

  test('policies that are not simulated are counted apart', async () => {
    const text = `${FINE}---\napiVersion: crd.projectcalico.org/v1\nkind: NetworkPolicy\nmetadata: {name: c, namespace: shop}\nspec: {selector: all()}\n`;
    expect((await check(text, '--driver', 'calico')).last).toMatch(/ on 1 workload and 1 policy, for calico; 1 policy of other kinds is not simulated$/);
  });
});

describe('the version of Kubernetes', () => {
  const POLICY = `${FINE}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 192.0.2.5/24}}]}]}
`;
  const only = ['--check', 'cidr-not-canonical', '--format', 'json'];

  test.each<[string, string[], string | undefined, string]>([
    ['nobody names it', ['--driver', 'calico'], undefined, 'warning'],
    ['an option names it', ['--driver', 'calico', '--kubernetes-version', 'v1.36.2'], undefined, 'error'],
    ['the target has it', [], "{networkDriver: calico, kubernetesVersion: '1.36'}", 'error'],
    ['an option goes before the target', ['--kubernetes-version', '1.32'], "{networkDriver: calico, kubernetesVersion: '1.36'}", 'info'],
    ['a dialect has a version too', ['--dialect', 'cilium-1.20', '--kubernetes-version', '1.36'], undefined, 'error'],
    ['an option names another cluster', ['--driver', 'antrea'], "{networkDriver: calico, kubernetesVersion: '1.36'}", 'warning'],
  ])('decides how grave a loose text is: %s', async (_, options, target, severity) => {
    const files = { 'a.yaml': POLICY, ...target !== undefined && { 'netpol.yaml': `target: ${target}\n` } };
    const { out } = await netpol(['check', 'a.yaml', ...only, ...options], files);
    const { findings } = JSON.parse(out) as { findings: { severity: string }[] };
    expect(findings.map(finding => finding.severity)).toEqual([severity]);
  });

  test('makes of it a piece of advice, which is counted as such', async () => {
    const { out } = await netpol(['check', 'a.yaml', '--check', 'cidr-not-canonical', '--driver', 'calico', '--kubernetes-version', '1.32'], { 'a.yaml': POLICY });
    expect(out).toMatch(/\n1 piece of advice: 1 check on /);
  });

  test('stands in the JSON', async () => {
    const { out } = await netpol(['check', 'a.yaml', ...only, '--driver', 'calico', '--kubernetes-version', 'v1.36.2'], { 'a.yaml': POLICY });
    expect((JSON.parse(out) as { target: object }).target)
      .toEqual({ networkDriver: 'calico', ciliumVersion: null, policyController: null, kubernetesVersion: '1.36.2' });
  });

  test.each<[string, string[], string]>([
    ['no version', ['--driver', 'calico', '--kubernetes-version', 'latest'], '`--kubernetes-version` is `latest`, not a version of Kubernetes'],
    ['no cluster', ['--kubernetes-version', '1.36'], '`--kubernetes-version` is there, and nothing says which cluster has it'],
    ['a dialect of no cluster', ['--dialect', 'kubernetes', '--kubernetes-version', '1.36'],
      '`--kubernetes-version` is there, and nothing says which cluster has it'],
  ])('%s is wrong usage', async (_, options, message) => {
    const { code, err } = await netpol(['check', 'a.yaml', ...options], { 'a.yaml': POLICY });
    expect([code, err]).toEqual([2, expect.stringContaining(`error[usage]: ${message}`)]);
  });
});

describe('the exit code', () => {
  const NO_FLANNEL: Files = { 'a.yaml': FINE };
  const TREE: Files = { 'k/a.yaml': LOST, 'k/b/kustomization.yaml': 'resources: []\n' };
  const SLIP = `${FINE.replace('labels: {app: web}', 'labels: {app: 1}')}`;

  test.each<[string, string[], Files, number]>([
    ['nothing is wrong', ['a.yaml', '--driver', 'calico'], { 'a.yaml': FINE }, 0],
    ['an error', ['a.yaml', '--driver', 'flannel'], NO_FLANNEL, 1],
    ['an error, where nothing shall fail', ['a.yaml', '--driver', 'flannel', '--fail-on', 'never'], NO_FLANNEL, 0],
    ['a warning', ['a.yaml', '--driver', 'calico'], { 'a.yaml': LOST }, 0],
    ['a warning, where warnings fail', ['a.yaml', '--driver', 'calico', '--fail-on', 'warning'], { 'a.yaml': LOST }, 1],
    ['a warning, where even advice fails', ['a.yaml', '--driver', 'calico', '--fail-on=info'], { 'a.yaml': LOST }, 1],
    ['a warning about the input, where warnings fail', ['a.yaml', '--driver', 'calico', '--fail-on', 'warning'], { 'a.yaml': SLIP }, 1],
    ['an option that makes no sense', ['a.yaml', '--fail-on', 'fatal'], NO_FLANNEL, 2],
    ['nothing can be read', ['b.yaml'], NO_FLANNEL, 3],
    ['something was left out', ['k', '--fail-on', 'warning'], TREE, 3],
    ['something was left out, and that is meant', ['k', '--fail-on', 'warning', '--keep-going'], TREE, 1],
    ['something was left out on purpose', ['k', '--exclude', 'b', '--driver', 'calico'], TREE, 0],
  ])('%s: %j', async (_, args, files, expected) => {
    expect((await netpol(['check', ...args], files)).code).toBe(expected);
  });
});

describe('which checks are run', () => {
  const all = ['warning[enforcement-assumed]', 'warning[selects-nothing]'];

  test.each<[string, string[], string, string[]]>([
    ['all that are stable', [], '', all],
    ['the one that is named', ['--check', 'selects-nothing'], '', [all[1]]],
    ['those that are named', ['--check', 'selects-nothing', '--check=enforcement-assumed'], '', all],
    ['all but the one that is left out', ['--skip', 'selects-nothing'], '', [all[0]]],
    ['none that netpol.yaml switches off', [], 'checks: {selects-nothing: off}\n', [all[0]]],
    ['none that it switches off in quotes', [], 'checks: {selects-nothing: "off"}\n', [all[0]]],
    ['one that it switches off and an option names', ['--check', 'selects-nothing'], 'checks: {selects-nothing: off}\n', [all[1]]],
    ['all, as grave as it says', [], 'checks: {selects-nothing: error}\n', [all[0], 'error[selects-nothing]']],
    ['all, where it is not read', ['--no-config'], 'checks: {selects-nothing: error}\n', all],
  ])('%s', async (_, options, config, expected) => {
    const { out } = await netpol(['check', 'a.yaml', ...options], { 'a.yaml': LOST, 'netpol.yaml': config === '' ? undefined : config });
    expect(titles(out)).toEqual(expected);
  });

  test.each<[string, string[], string, string]>([
    ['a slip', ['--check', 'select-nothing'], '`--check` is `select-nothing`, which is no check', 'did you mean `selects-nothing`?'],
    ['another name', ['--skip', 'x'], '`--skip` is `x`, which is no check', `the checks are ${CHECKS.map(({ meta }) => meta.name).join(', ')}`],
    ['one name for both', ['--skip', 'dns-blocked', '--check', 'dns-blocked'], '`--check` and `--skip` both name `dns-blocked`', 'leave one of them out'],
  ])('%s is refused', async (_, options, message, help) => {
    expect(await netpol(['check', 'a.yaml', ...options], { 'a.yaml': LOST })).toEqual({
      code: 2, out: '', err: `error[usage]: ${message}\nhelp: ${help}\nusage: netpol check PATH... [options]\n`,
    });
  });

  test.each<[string, string, string, string]>([
    ['a check with a slip', 'checks: {dns-blokced: off}', '`checks.dns-blokced` names no check', 'did you mean `dns-blocked`?'],
    ['a level that is none', 'checks: {dns-blocked: on}', '`checks.dns-blocked` is true, not a level', 'write `error`, `warning`, `info`, `off`'],
    ['a list', 'checks: [dns-blocked]', '`checks` is a list, not a map', 'write `key: value` pairs'],
  ])('in netpol.yaml, %s is refused with its line', async (_, config, message, help) => {
    const { code, out, err } = await netpol(['check', 'a.yaml'], { 'a.yaml': LOST, 'netpol.yaml': `${config}\n` });
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`error[input]: ${message}\n  --> netpol.yaml  (netpol.yaml:1:`);
    expect(err).toContain(`help: ${help}\n`);
  });
});

describe('what the input says is read as by `list`', () => {
  test('problems come first, and do not answer anything where they are errors', async () => {
    const { code, out, err } = await netpol(['check', 'a.yaml'], { 'a.yaml': `${LOST}---\nkind: Pod\n` });
    expect([code, out]).toEqual([3, '']);
    expect(titles(err)).toContain('error[input]');
    expect(err).toMatch(/\d+ errors?; nothing was answered\n$/);
  });

  test('what pipes into it names this verb', async () => {
    const { err } = await netpol(['check', 'k'], { 'k/kustomization.yaml': 'resources: []\n' });
    expect(err).toContain('help: render it: `kubectl kustomize k | netpol check -`');
  });

  test('that no policy has an effect is a finding, and no problem beside it', async () => {
    const { found, err } = await check(FINE, '--driver', 'flannel');
    expect([found, err]).toEqual([['error[not-enforced]'], '']);
  });

  test('blocks that hold no pod change what is found', async () => {
    const block = `${POD('web')}${POD('db')}${CLOSED.replace('podSelector: {}', 'podSelector: {matchLabels: {app: db}}').replace('[Ingress]', '[Ingress], ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]')}`;
    const found = async (...options: string[]) => (await check(block, '--driver', 'cilium-1.18', ...options)).found;
    expect(await found()).toEqual(['warning[enforcer-differs]']);
    expect(await found('--external-blocks')).toEqual([]);
  });

  test('a finding has the line of its object in a list, in a folder and on stdin', async () => {
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } } },
        { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' }, spec: { podSelector: { matchLabels: { app: 'wbe' } } } },
      ],
    }, undefined, 1);
    const run = await netpol(['check', '-', '--driver', 'calico', '--format', 'json'], {}, list);
    const line = list.split('\n').findIndex(text => text.includes('"p"')) + 1;
    expect((JSON.parse(run.out) as { findings: { at: object }[] }).findings.map(({ at }) => at))
      .toEqual([{ object: 'NetworkPolicy shop/p', file: 'stdin', line }]);
  });
});

describe('JSON is of the published schema', () => {
  test.each<[string, string[], Files]>([
    ['an input with problems and findings', ['a.yaml'], { 'a.yaml': LOST.replace('labels: {app: web}', 'labels: {app: 1}') }],
    ['a part of an input', ['k', '--external-blocks'], { 'k/a.yaml': LOST, 'k/b/Chart.yaml': 'x: 1', 'k/b/templates/a.yaml': '' }],
    ['an input without pods', ['a.yaml'], { 'a.yaml': CLOSED }],
    ['an accepted finding', ['a.yaml'], { 'a.yaml': LOST, 'netpol.yaml': 'accepted: [{check: selects-nothing, reason: x}]\n' }],
    ['a configured target', ['a.yaml'], { 'a.yaml': LOST, 'netpol.yaml': 'target: {networkDriver: flannel, policyController: x}\n' }],
    ...CHECKS.map(({ meta: { name, bad: { manifests, cluster } } }): [string, string[], Files] =>
      [`the bad example of ${name}`, ['a.yaml', '--driver', (cluster?.networkDriver ?? 'calico').replace(/^cilium$/, 'cilium-1.18')], { 'a.yaml': manifests }]),
  ])('%s', async (_, args, files) => {
    const { out } = await netpol(['check', ...args, '--format', 'json'], files);
    expect(isOfSchema(JSON.parse(out)) ? [] : isOfSchema.errors).toEqual([]);
  });

  test('and the schema knows every field that is written', async () => {
    const { out } = await netpol(['check', 'check', '--format', 'json'], SHOP);
    const known = SCHEMA as { properties: object; definitions: { finding: { properties: object } } };
    const answer = JSON.parse(out) as { findings: object[] };
    expect(Object.keys(answer).sort()).toEqual(Object.keys(known.properties).sort());
    expect(Object.keys(answer.findings[0]).sort()).toEqual(Object.keys(known.definitions.finding.properties).sort());
  });
});
