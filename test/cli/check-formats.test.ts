import { commandsIn, elementsIn, faultsOfSarif } from './reports';
import { Files, netpol } from './terminal';
import { CHECKS } from '../../src/checks/all';

const WEB = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n---\n';
const CLOSED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
`;
const LOST = `${WEB}${CLOSED.replace('podSelector: {}', 'podSelector: {matchLabels: {app: wbe}}')}`;
const SLIP = LOST.replace('labels: {app: web}', 'labels: {app: 1}');
const ACCEPTED = { 'netpol.yaml': 'accepted: [{check: selects-nothing, reason: "made <later>"}]\n' };
const ANNOTATED = LOST.replace('{name: closed, namespace: shop}',
  '{name: closed, namespace: shop, annotations: {netpol.cdk8s-netpol.dev/accept.selects-nothing: soon}}');

async function check(format: string, files: Files, ...options: readonly string[]) {
  const [first] = Object.keys(files);
  return netpol(['check', first.replace(/^k\/.*/, 'k'), '--driver', 'calico', '--format', format, ...options], files);
}

interface Sarif {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly [{
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly object[];
    }];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly suppressions?: readonly object[];
    }[];
  }];
}

const runOf = (text: string) => (JSON.parse(text) as Sarif).runs[0];

describe('SARIF is of the schema of OASIS', () => {
  test.each<[string, Files]>([
    ['an input with problems and findings', { 'a.yaml': SLIP }],
    ['an input that cannot be read', { 'a.yaml': 'kind: [' }],
    ['a part of an input', { 'k/a.yaml': LOST, 'k/b/kustomization.yaml': 'resources: []\n' }],
    ['an accepted finding', { 'a.yaml': LOST, ...ACCEPTED }],
    ['a name of a file that is no part of a reference', { 'a b/%41:{0}[x](y)#1.yaml': LOST }],
    ['a file by its whole path', { '/k/a b.yaml': LOST }],
    ...CHECKS.map(({ meta: { name, bad: { manifests } } }): [string, Files] => [`the bad example of ${name}`, { 'a.yaml': manifests }]),
  ])('%s', async (_, files) => {
    const { out } = await check('sarif', files);
    expect(faultsOfSarif(out)).toEqual([]);
  });

  test('and refers to rules by their place in the list', async () => {
    const { tool: { driver: { rules } }, results } = runOf((await check('sarif', { 'a.yaml': SLIP })).out);
    expect(results.map(({ ruleIndex }) => rules[ruleIndex].id)).toEqual(results.map(({ ruleId }) => ruleId));
  });
});

describe('what is accepted', () => {
  test.each<[string, Files, object]>([
    ['by the configuration', { 'a.yaml': LOST, ...ACCEPTED }, { kind: 'external', status: 'accepted', justification: 'made <later>' }],
    ['by an annotation', { 'a.yaml': ANNOTATED }, { kind: 'inSource', status: 'accepted', justification: 'soon' }],
  ])('%s is suppressed in sarif', async (_, files, suppression) => {
    const [result] = runOf((await check('sarif', files)).out).results;
    expect([result.ruleId, result.suppressions]).toEqual(['selects-nothing', [suppression]]);
  });

  test('is skipped in junit', async () => {
    const { out } = await check('junit', { 'a.yaml': LOST, ...ACCEPTED });
    expect(out).toContain('<skipped message="made &lt;later&gt;"/>');
    expect(out).toContain(' failures="0" errors="0" skipped="1">');
  });

  test('is absent for github, but for what else is said of the answer, and for gitlab', async () => {
    expect((await check('github', { 'a.yaml': ANNOTATED })).out).toBe('');
    expect((await check('gitlab', { 'a.yaml': ANNOTATED })).out).toBe('[]\n');
  });

  test('stands at the end of plain with its reason', async () => {
    const { out } = await check('plain', { 'a.yaml': ANNOTATED });
    expect(out).toMatch(/^accepted: selects-nothing: .*\nabout: NetworkPolicy shop\/closed\nplace: a.yaml, document 2, line 7\nreason: soon\n\n1 accepted: /);
  });
});

describe('what is wrong with the input', () => {
  const BROKEN = { 'a.yaml': `${LOST}---\nkind: Pod\n` };

  test.each<[string, (out: string) => unknown]>([
    ['sarif', out => runOf(out).results.map(({ ruleId, level }) => `${level} ${ruleId}`)],
    ['github', out => commandsIn(out).map(({ command, properties: { title } }) => `${command} ${title}`)],
    ['junit', out => [...out.matchAll(/<error type="(\w+)"/g)].map(([, severity]) => `${severity} input`)],
    ['gitlab', out => (JSON.parse(out) as { severity: string; check_name: string }[])
      .map(({ severity, check_name }) => `${severity.replace('critical', 'error')} ${check_name}`)],
  ])('is there alone where nothing can be answered: %s', async (format, read) => {
    const { code, out, err } = await check(format, BROKEN);
    expect(code).toBe(3);
    expect(read(out)).toEqual(['error input']);
    expect(err).toMatch(/1 error; nothing was answered\n$/);
  });

  test('makes a run of sarif one that did not succeed', async () => {
    expect(runOf((await check('sarif', BROKEN)).out).invocations[0].executionSuccessful).toBe(false);
    expect(runOf((await check('sarif', { 'a.yaml': SLIP })).out).invocations[0].executionSuccessful).toBe(true);
  });

  test.each<[string, string]>([
    ['sarif', '"ruleId": "input"'],
    ['github', '::warning file=a.yaml,line=3,title=input::`metadata.labels[app]` is 1, not text%0A'],
    ['junit', '<testcase classname="input" name="`metadata.labels[app]` is 1, not text" file="a.yaml" line="3">'],
    ['gitlab', '"description": "`metadata.labels[app]` is 1, not text; put it in quotes"'],
  ])('is there before the findings: %s', async (format, text) => {
    expect((await check(format, { 'a.yaml': SLIP })).out).toContain(text);
  });

  test('is said in plain words on stderr too', async () => {
    const { err } = await check('plain', { 'a.yaml': SLIP });
    expect(err).toBe(`warning: input: \`metadata.labels[app]\` is 1, not text
about: Pod shop/web
place: a.yaml, document 1, line 3
evidence: field: metadata.labels[app]
help: put it in quotes

`);
  });

  test('has all its places in plain words where it is folded', async () => {
    const pods = ['a', 'b', 'c'].map(name => WEB.replace('name: web', `name: ${name}`).replace('labels: {app: web}', 'labels: {app: 1}')).join('');
    const { err } = await check('plain', { 'a.yaml': pods });
    expect(err).toContain('about: Pod shop/a\nplace: a.yaml, document 1, line 3\n'
      + 'likewise: Pod shop/b, a.yaml, document 2, line 7\nlikewise: Pod shop/c, a.yaml, document 3, line 11\n');
  });

  test('that something was left out is said', async () => {
    const tree = { 'k/a.yaml': LOST, 'k/b/kustomization.yaml': 'resources: []\n' };
    expect(runOf((await check('sarif', tree)).out).invocations[0].toolExecutionNotifications).toHaveLength(1);
    expect((await check('github', tree)).out).toMatch(/\n::warning title=netpol::partial: .*\n$/);
    expect((await check('junit', tree)).out).toMatch(/<system-out>partial: [^<]*<\/system-out>\n {2}<\/testsuite>/);
  });
});

describe('a fingerprint', () => {
  const fingerprints = async (text: string) =>
    (JSON.parse((await check('gitlab', { 'a.yaml': text })).out) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  const other = LOST.slice(WEB.length).replace('name: closed', 'name: other');

  test('stays when lines and documents move', async () => {
    expect(await fingerprints(`# a comment\n${LOST.replace('---\n', '---\n---\n')}`)).toEqual(await fingerprints(LOST));
  });

  test('is another for each finding', async () => {
    const both = await fingerprints(`${LOST}---\n${other}`);
    expect(new Set(both).size).toBe(2);
    expect(both).toEqual(expect.arrayContaining(await fingerprints(LOST)));
  });
});

test('what fails the command fails in junit, and nothing else', async () => {
  expect(elementsIn((await check('junit', { 'a.yaml': LOST })).out)).not.toContain('failure');
  expect(elementsIn((await check('junit', { 'a.yaml': LOST }, '--strict')).out)).toContain('failure');
});

test('quietly, plain says only what makes it fail', async () => {
  expect((await check('plain', { 'a.yaml': LOST }, '--quiet')).out).toBe('');
  expect((await check('plain', { 'a.yaml': LOST }, '--quiet', '--strict')).out).toMatch(/^warning: selects-nothing: [^\n]*\nabout: /);
});
