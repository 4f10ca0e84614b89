import { netpol } from './terminal';
import * as documents from '../../src/cli/input/documents';
import { Lines } from '../../src/cli/input/lines';
import { documentName, Locations } from '../../src/cli/input/locations';
import { Problem } from '../../src/model/finding';

/** The parser itself and not a view of it, so that its calls can be counted. */
const yaml = jest.requireActual<typeof import('js-yaml')>('js-yaml');

const FIELD = 'spec.port';

function problem(object: string, file: string, field: string | undefined = FIELD): Problem {
  return { severity: 'error', message: 'it is wrong', at: { object, file }, field };
}

/** The lines of the problems, which are all in `a.yaml`. */
function linesOf(text: string, problems: readonly Problem[]): (string | undefined)[] {
  const locations = new Locations();
  locations.add('a.yaml', text, new Lines(text));
  return locations.locate(problems).map(({ at }) => at.source);
}

/** The number of the line that holds the mark. */
function lineWith(text: string, mark: string): string {
  return `a.yaml:${text.slice(0, text.indexOf(mark)).split('\n').length}`;
}

/** As in kubectl, which writes the kind behind the items. */
function list(items: readonly string[], behind: string = 'kind: List\nmetadata: {}\n'): string {
  return `apiVersion: v1\nitems:\n${items.join('')}${behind}`;
}

function item(name: string, extra: string = ''): string {
  return `- kind: Pod\n  metadata:\n    name: ${name}\n${extra}  spec:\n    port: of-${name}\n`;
}

function podOf(name: string, port: string): object {
  return { kind: 'Pod', metadata: { name }, spec: { port } };
}

const JSON_LIST = { kind: 'List', items: ['a', 'b', 'c'].map(name => podOf(name, `of-${name}`)), metadata: {} };
const INDENTED = list(['a', 'b', 'c'].map(name => item(name).replace(/^/gm, '  ').trimEnd() + '\n'));

describe('the line of a field in each item of a list', () => {
  test.each<[string, string]>([
    ['as kubectl writes it', list(['a', 'b', 'c'].map(name => item(name)))],
    ['with nothing behind it', list(['a', 'b', 'c'].map(name => item(name)), '')],
    ['that is indented', INDENTED],
    ['in the lines of Windows', INDENTED.replace(/\n/g, '\r\n')],
    ['with remarks between the items', list([
      `# first\n${item('a')}`, `\n  # second\n${item('b')}`, `# third\n${item('c')}# end\n`,
    ])],
    ['behind other documents', `a: 1\n---\nb: 1\n---\n${INDENTED}`],
    ['behind another document of its piece', `%YAML 1.2\n---\na: 1\n...\n---\n${INDENTED}`],
    ['with texts of many lines that look like items', list([
      item('a', '  note: |\n\n    - kind: Pod\n  items:\n  - port\n'), item('b', '  note: "x\n\n    - kind: Pod"\n'),
      item('c'),
    ])],
    ['with another list before it', `other:\n- x\n- y\n${INDENTED}`],
    ['with another list behind it', `${INDENTED}other:\n- x\n- y\n`],
    ['with an item that repeats another one', list([
      item('a', '  shared: &x {y: 1}\n'), item('b', '  shared: *x\n'), item('c'),
    ])],
    ['whose items begin with an empty line', list(['a', 'b', 'c'].map(name => item(name).replace('- ', '-\n  ')))],
    ['in braces', '{kind: List, items: [\n{kind: Pod, metadata: {name: a}, spec: {port: of-a}},\n'
      + '{kind: Pod, metadata: {name: b}, spec: {port: of-b}}, '
      + '{kind: Pod, metadata: {name: c}, spec:\n{port: of-c}}]}'],
    ['as JSON', JSON.stringify(JSON_LIST, undefined, 4)],
    ['as JSON with tabs', JSON.stringify(JSON_LIST, undefined, '\t')],
    ['as JSON in the lines of Windows', JSON.stringify(JSON_LIST, undefined, 2).replace(/\n/g, '\r\n')],
    ['as JSON in one line', JSON.stringify(JSON_LIST)],
    ['as JSON without indentation', JSON.stringify(JSON_LIST, undefined, 1).replace(/\n +/g, '\n')],
    ['as JSON with another list behind it',
      JSON.stringify({ ...JSON_LIST, others: [{ a: 1 }, { b: 1 }] }, undefined, 2)],
  ])('%s', (_, text) => {
    const { documents: read, faults } = documents.readDocuments(text);
    expect(faults).toEqual([]);
    const file = documentName('a.yaml', read.length);
    expect(linesOf(text, ['a', 'b', 'c'].map(name => problem(`Pod default/${name}`, file))))
      .toEqual(['of-a', 'of-b', 'of-c'].map(mark => lineWith(text, mark)));
  });

  test.each<[string, Problem, string]>([
    ['that is not there: as much of its path as is',
      problem('Pod default/b', 'a.yaml#1', 'spec.port.number'), 'port: of-b'],
    ['the item itself',
      { ...problem('Pod default/b', 'a.yaml#1'), field: undefined }, '- kind: Pod\n  metadata:\n    name: b'],
    ['the list itself', problem('a document', 'a.yaml#1', 'metadata'), 'metadata: {}'],
    ['an object of which nobody knows', problem('Pod default/x', 'a.yaml#1', 'spec'), 'apiVersion'],
  ])('or, %s', (_, about, mark) => {
    const text = list([item('a'), item('b'), item('c')]);
    expect(linesOf(text, [about])).toEqual([lineWith(text, mark)]);
  });

  test('of two with one name it is the last one', () => {
    const text = list([item('a'), item('b'), item('a').replace('of-a', 'later')]);
    expect(linesOf(text, [problem('Pod default/a', 'a.yaml#1')])).toEqual([lineWith(text, 'later')]);
  });

  test('of two lists that hold the same, in one piece of the text, it is the right one', () => {
    const first = '{items: [{kind: Pod, metadata: {name: a}, spec: {port: of-a}}], kind: List}';
    const text = `${first}\n...\n${list([item('a')])}`;
    expect(linesOf(text, [problem('Pod default/a', 'a.yaml#1'), problem('Pod default/a', 'a.yaml#2')]))
      .toEqual(['a.yaml:1', lineWith(text, 'port: of-a\n')]);
  });

  test('beside one that is too large to be read, in a text that has to stay whole', () => {
    const laughs = `a: &a [${Array(5_000).fill('x').join()}]\nb: [${Array(5_000).fill('*a').join()}]`;
    const text = `%YAML 1.2\n---\n${laughs}\n...\n---\nkind: Pod\nspec:\n  port: of-it\n`;
    expect(linesOf(text, [problem('Pod', 'a.yaml#2')])).toEqual([lineWith(text, 'port: of-it')]);
  });
});

test('problems keep their order and what is known of them, whichever files they are about', () => {
  const text = `${item('a').replace('- ', '  ')}---\n${item('b').replace('- ', '  ')}`;
  const last = problem('Pod default/a', 'a.yaml#1');
  const known = { ...last, at: { ...last.at, source: 'x:1' } };
  const about = [
    problem('Pod default/b', 'a.yaml#2'), problem('Pod default/a', 'b.yaml#1'), known, last,
    { ...known, at: { object: 'something' } }, problem('Pod default/b', 'a.yaml#3'),
  ];
  expect(linesOf(text, about)).toEqual(['a.yaml:11', undefined, 'x:1', 'a.yaml:5', undefined, undefined]);
});

describe('however many problems there are in a file', () => {
  const count = 200;
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  const about = names.map(name => problem(`Pod default/${name}`, 'a.yaml#1'));
  const compact = JSON.stringify({ kind: 'List', items: names.map(name => podOf(name, '')) });

  afterEach(() => jest.restoreAllMocks());

  test('it is read once more', () => {
    const read = jest.spyOn(documents, 'eachDocument');
    const text = names.map(name => item(name).replace('- ', '  ')).join('---\n');
    const each = names.map((name, index) => problem(`Pod default/${name}`, documentName('a.yaml', index + 1)));
    // Not one document after the other, so that remembering the last one is not enough.
    const mixed = [...each.filter((_, index) => index % 2 === 0), ...each, ...each.reverse()];
    expect(new Set(linesOf(text, mixed)).size).toBe(count);
    expect(read.mock.calls.filter(([whole]) => whole === text)).toHaveLength(1);
  });

  test('each event of a list is looked at a few times only', () => {
    let events = 0;
    let looks = 0;
    const { parseEvents } = yaml;
    const parse = jest.spyOn(yaml, 'parseEvents').mockImplementation((text, options) => {
      const parsed = parseEvents(text, options);
      events += parsed.length;
      return new Proxy(parsed, {
        get: (target, key, receiver) => {
          looks += 1;
          return Reflect.get(target, key, receiver);
        },
      });
    });
    linesOf(compact, about);
    expect(parse).toHaveBeenCalledTimes(1);
    expect(events).toBeGreaterThan(10 * count);
    expect(looks).toBeLessThan(10 * events);
  });

  test.each<[string, string]>([
    ['a list as kubectl writes it', list(names.map(name => item(name)))],
    ['the same as JSON', JSON.stringify(JSON.parse(compact), undefined, 4)],
  ])('of %s only the items in question are looked through', (_, text) => {
    const parse = jest.spyOn(yaml, 'parseEvents');
    linesOf(text, about.filter((_problem, index) => index % 20 === 19));
    const length = parse.mock.calls.reduce((sum, [part]) => sum + part.length, 0);
    expect(parse).toHaveBeenCalledTimes(count / 20);
    expect(length).toBeLessThan(text.length / 15);
  });
});

describe('a number in a message is that of the file', () => {
  const withLabel = (value: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec:
  podSelector:
    matchLabels:
      release: ${value}
`;

  test.each(['1.10', '12345678901234567890', '0x1F', '012', '1e3', '1_000', '-1.50', '80'])('%s', async value => {
    const { err } = await netpol(['list', 'a.yaml'], { 'a.yaml': withLabel(value) });
    expect(err).toContain(`error[input]: \`spec.podSelector.matchLabels[release]\` is ${value}, not text\n`);
  });

  test('in JSON and in lists too', async () => {
    const policy = (port: string) => `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p${port}","namespace":"shop"},"spec":{"podSelector":{},"ingress":[{"ports":[{"port":${port}}]}]}}`;
    const { err } = await netpol(['list', 'a.json'], { 'a.json': `{"kind":"List","apiVersion":"v1","items":[${policy('90000000000000000001')},${policy('1.50')}]}` });
    expect(err).toContain('port` is 90000000000000000001, not a port');
    expect(err).toContain('port` is 1.50, not a whole number');
  });
});
