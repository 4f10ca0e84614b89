import { expectNoMarkup, MARKUP } from './expect-no-markup';
import { expectVisible, HOSTILE } from './expect-visible';
import { EVERY_KIND, TEXT_PLACES } from './manifests';
import { Files, netpol } from '../cli/terminal';

const FORMATS: readonly (readonly string[])[] = [
  [], ['--by', 'source'], ['--rows'], ['--format', 'json'], ['--format', 'json', '--group'],
  ...['connlist', 'csv', 'md', 'dot', 'mermaid'].map(format => ['--format', format]),
];

const CHECK_FORMATS: readonly (readonly string[])[] = [
  [], ['--driver', 'cilium-1.15'], ...['plain', 'json', 'sarif', 'github', 'junit', 'gitlab'].map(format => ['--format', format]),
];

const json = (objects: readonly object[]) => objects.map(object => JSON.stringify(object)).join('\n');

async function expectVisibleFor(args: readonly string[], files: Files, stdin?: string): Promise<void> {
  const { code, out, err } = await netpol(args, files, stdin);
  expect(code).not.toBe(4);
  expectVisible(out, err);
  if (args.includes('json') && out !== '') {
    JSON.parse(out);
  }
  expectNoMarkup(args[args.length - 1], out, err);
}

test('the objects that are made hostile have an answer in every format', async () => {
  for (const format of FORMATS) {
    expect((await netpol(['list', '-', ...format], {}, json(EVERY_KIND))).code).toBe(0);
  }
});

test.each(TEXT_PLACES)('a hostile text at $name is printed as it is nowhere', async place => {
  for (const format of place.isKey ? [[]] : FORMATS) {
    await expectVisibleFor(['list', 'a.yaml', ...format], { 'a.yaml': json(place.with(text => `${text}${HOSTILE}${MARKUP}`)) });
  }
  for (const format of place.isKey ? [[]] : CHECK_FORMATS) {
    await expectVisibleFor(['check', 'a.yaml', ...format], { 'a.yaml': json(place.with(text => `${text}${HOSTILE}${MARKUP}`)) });
  }
});

const LIST = { 'a.yaml': json(EVERY_KIND) };

test.each<[string, readonly string[], Files]>([
  ['the verb', [HOSTILE], {}],
  ['the verb that help is asked for', ['help', HOSTILE], {}],
  ['a path that is not there', ['list', HOSTILE], {}],
  ['an option', ['list', `--${HOSTILE}`, 'a.yaml'], LIST],
  ['an option with one dash', ['list', `-${HOSTILE}`, 'a.yaml'], LIST],
  ['a value of a switch', ['list', `--raw=${HOSTILE}`, 'a.yaml'], LIST],
  ...['namespace', 'format', 'by', 'exclude', 'in-namespace', 'workload', 'direction', 'port', 'dialect', 'driver', 'pod-cidr', 'facts']
    .map((name): [string, readonly string[], Files] => [`the value of --${name}`, ['list', 'a.yaml', `--${name}=${HOSTILE}`], LIST]),
  ...['check', 'skip', 'fail-on'].map((name): [string, readonly string[], Files] =>
    [`the value of --${name}`, ['check', 'a.yaml', `--${name}=${HOSTILE}`], LIST]),
  ['the policy controller of a check', ['check', 'a.yaml', '--driver', 'flannel', `--policy-controller=${HOSTILE}`], LIST],
  ['a check of the configuration', ['check', 'a.yaml'], { ...LIST, 'netpol.yaml': JSON.stringify({ checks: { [HOSTILE]: 'off' } }) }],
  ['a level of the configuration', ['check', 'a.yaml'], { ...LIST, 'netpol.yaml': JSON.stringify({ checks: { 'dns-blocked': HOSTILE } }) }],
  ['the name of a policy controller', ['list', 'a.yaml', '--driver', 'flannel', `--policy-controller=${HOSTILE}`], LIST],
  ['the name of a file', ['list', HOSTILE], { [HOSTILE]: 'kind: [' }],
  ['the name of a file in a folder', ['list', 'a'], { [`a/${HOSTILE}.yaml`]: 'kind: [', 'a/b.yaml': json(EVERY_KIND) }],
  ['the name of a file without objects', ['list', 'a'], { [`a/${HOSTILE}.yaml`]: 'x: 1', 'a/b.yaml': json(EVERY_KIND) }],
  ['the name of a chart', ['list', 'a'], { [`a/${HOSTILE}/Chart.yaml`]: 'x: 1', [`a/${HOSTILE}/templates/x`]: '', 'a/b.yaml': json(EVERY_KIND) }],
  ['the name of a facts file', ['list', 'a.yaml', `--facts=${HOSTILE}`], { ...LIST, [HOSTILE]: 'podCidrs: 5' }],
  ['a key of the facts', ['list', 'a.yaml', '--facts=f.json'], { ...LIST, 'f.json': JSON.stringify({ [HOSTILE]: 1 }) }],
  ['a value of the facts', ['list', 'a.yaml', '--facts=f.json'], { ...LIST, 'f.json': JSON.stringify({ podCidrs: [HOSTILE] }) }],
  ['a key of the configuration', ['list', 'a.yaml'], { ...LIST, 'netpol.yaml': JSON.stringify({ facts: { [HOSTILE]: 1 }, [HOSTILE]: 2 }) }],
  ['a driver of the configuration', ['list', 'a.yaml'], { ...LIST, 'netpol.yaml': JSON.stringify({ target: { networkDriver: HOSTILE, [HOSTILE]: 1 } }) }],
])('as %s it is printed as it is nowhere', async (_, args, files) => {
  await expectVisibleFor(args, files);
  await expectVisibleFor([...args, '--format', 'json'], files);
});

const QUOTED = JSON.stringify(HOSTILE).replace(/\\ud800/g, '');

test.each([
  ['a key that is there twice', `{ ${QUOTED}: 1, ${QUOTED}: 2 }`],
  ['an anchor that nobody set', `a: *${HOSTILE.replace(/\s/g, '')}`],
  ['a tag', `a: !<${HOSTILE.replace(/\s/g, '')}> b`],
  ['a tag of YAML that is none', `a: !!${HOSTILE.replace(/\s/g, '')} b`],
  ['a directive', `%${HOSTILE}\n---\na: b`],
  ['text that is no YAML', `"${HOSTILE}`],
  ['a document that is text', QUOTED],
])('as %s in YAML it is printed as it is nowhere', async (_, text) => {
  await expectVisibleFor(['list', 'a.yaml'], { 'a.yaml': text });
});
