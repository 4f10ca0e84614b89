import { netpol } from './terminal';

/** How much the parser is given to read. */
const parsed = { calls: 0, characters: 0 };

jest.mock('js-yaml', () => {
  const actual: typeof import('js-yaml') = jest.requireActual('js-yaml');
  const counted = <Options, Result>(parse: (text: string, options: Options) => Result) =>
    (text: string, options: Options) => {
      parsed.calls += 1;
      parsed.characters += text.length;
      return parse(text, options);
    };
  return { ...actual, loadAll: counted(actual.loadAll), parseEvents: counted(actual.parseEvents) };
});

beforeEach(() => {
  parsed.calls = 0;
  parsed.characters = 0;
});

const OBJECTS = 1_000;

const policy = (number: number) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `p${number}`, namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] },
});

const LIST = { apiVersion: 'v1', kind: 'List', items: Array.from({ length: OBJECTS }, (_, index) => policy(index)) };

/** Each in a list of its own. */
const LISTS = { apiVersion: 'v1', kind: 'List', items: LIST.items.map(item => ({ apiVersion: 'v1', kind: 'List', items: [item] })) };

const yamlItem = (number: number) => `- apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata: {name: p${number}, namespace: shop}
  spec:
    podSelector: {}
    ingress:
    - ports:
      - port: 0
`;

const YAML = Array.from({ length: OBJECTS }, (_, index) => yamlItem(index)).join('');

/** The text, its JSON, the list that is found again, and the positions of the fields. */
const READINGS = 4;

describe('where many objects are wrong, the text is read a few times, not once for each', () => {
  test.each([
    ['a list as kubectl writes it', `apiVersion: v1\nkind: List\nitems:\n${YAML}`],
    ['a list that is written otherwise', `apiVersion: v1\nkind: List\nitems: # of many\n${YAML}`],
    ['JSON in lines', JSON.stringify(LIST, null, 4)],
    ['JSON in one line', JSON.stringify(LIST)],
    ['lists in a list', JSON.stringify(LISTS)],
    ['documents', LIST.items.map(item => JSON.stringify(item, null, 2)).join('\n---\n')],
  ])('%s', async (_, text) => {
    const { code, err } = await netpol(['list', 'a.yaml'], { 'a.yaml': text });
    expect(code).toBe(3);
    expect(err).toContain(`${OBJECTS} errors; nothing was answered`);
    expect(parsed.characters).toBeLessThanOrEqual(READINGS * text.length);
  });
});

test.each(['---\n', '--- # empty\n', '---\n\n# nothing\n', '---\r\n'])('documents of %j alone are not given to the parser', async line => {
  const { code } = await netpol(['list', 'a.yaml'], { 'a.yaml': line.repeat(10_000) });
  expect(code).toBe(0);
  expect(parsed.calls).toBeLessThanOrEqual(1);
});

describe('what is printed has an end', () => {
  const HEADER = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, namespace: shop}\n';
  const LONG = 'k'.repeat(1_000_000);

  test('of very many messages the first ones are shown, errors before warnings, and the others are counted', async () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `  key${index}: 1\n`).join('');
    const { code, err } = await netpol(['list', 'a.yaml'], {
      'a.yaml': `${HEADER}spec:\n  podSelector: {}\n${keys}  ingress: [{ports: [{port: 0}]}]\n`,
    });
    expect(code).toBe(3);
    expect(err.slice(0, 200)).toContain('error[input]: `spec.ingress[0].ports[0].port` is 0');
    expect(err.match(/^warning\[input\]/gm)).toHaveLength(999);
    expect(err).toMatch(/\n\nand 4001 messages more\n\n1 error; nothing was answered\n$/);
  });

  test.each<[string, string]>([
    ['key', `${HEADER}spec:\n  podSelector: {}\n  ? ${LONG}\n  : 1\n`],
    ['key of words', `${HEADER}spec:\n  podSelector: {}\n  ? "${'k k k '.repeat(100_000)}"\n  : 1\n`],
    ['kind', `apiVersion: v1\nkind: ${LONG}\nmetadata: {name: a}\n---\nkind: ${LONG}\nmetadata: {name: a}\n`],
    ['value', `${HEADER}spec:\n  podSelector: {matchLabels: {app: ${LONG}}}\n`],
    ['key that is there twice', `? ${LONG}\n: 1\n? ${LONG}\n: 2\n`],
    ['host', `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: shop}\nspec: {rules: [{host: ${LONG}, http: {paths: [{backend: {service: {name: b, port: {number: 80}}}}]}}]}\n`],
    ['name of a namespace', HEADER.replace('shop', LONG)],
  ])('however long a %s is', async (_, text) => {
    for (const format of [[], ['--format', 'json']]) {
      const { out, err } = await netpol(['list', 'a.yaml', ...format], { 'a.yaml': text });
      expect(err.length).toBeLessThan(20_000);
      expect(out.length).toBeLessThan(40_000);
    }
  });
});
