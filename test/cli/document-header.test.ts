import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { netpol } from './terminal';
import { unneededHeader } from '../../src/cli/input/document-header';
import { eachDocument, readDocuments } from '../../src/cli/input/documents';
import { KUBERNETES_SCHEMA } from '../../src/cli/input/schema';
import { piecesOf } from '../../src/cli/input/split';
import { kindOf } from '../../src/ingest/kinds';
import { isPassedOver } from '../../src/ingest/passed-over';
import { anyYamlText } from '../generators/yaml-texts';
import { sharedFolder } from '../shared';

/** What is certain about a document that nobody needs, whatever its kind. */
const headerOf = (text: string) => unneededHeader(text, () => false);

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\n';
const CONFIG_HEADER = { apiVersion: 'v1', kind: 'ConfigMap' };

/** What the parser says of the header; undefined when it cannot read the text. */
function parsed(text: string): object | undefined {
  let contents: unknown[];
  try {
    contents = loadAll(text, { schema: KUBERNETES_SCHEMA });
  } catch {
    return undefined;
  }
  expect(contents).toHaveLength(1);
  const { apiVersion, kind } = contents[0] as { apiVersion: unknown; kind: unknown };
  return { apiVersion, kind };
}

/** Beginnings and middles of documents, most of them with a header, and some that lead into text of several lines. */
const anyPart = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(CONFIG, 'kind: Pod\napiVersion: v1\n', `---\n# remark\n\n${CONFIG}`, CONFIG.replaceAll('\n', '\r\n')) },
  { weight: 2, arbitrary: anyYamlText.map(text => `${text}\n`) },
  { weight: 1, arbitrary: fc.constantFrom('a: "\n', 'a:\n  - b: \'\n', '"\n', '\'\n', 'a: |\n', 'a: >1\n', 'a: [\n', ']\n', 'a: {\n', '}\n', '\r', '') });

test('whatever it says of a document, the parser says the same, or cannot read it', () => {
  let certain = 0;
  let read = 0;
  fc.assert(fc.property(fc.array(anyPart, { maxLength: 4 }).map(parts => parts.join('')), text => {
    const header = headerOf(text);
    if (header !== undefined) {
      certain += 1;
      const expected = parsed(text);
      read += expected === undefined ? 0 : 1;
      expect(expected ?? header).toEqual(header);
    }
  }), { numRuns: 20_000 });
  expect(certain).toBeGreaterThan(1_000);
  expect(read).toBeGreaterThan(500);
});

describe('it is certain about', () => {
  test.each<[string, string]>([
    ['a header in front', `${CONFIG}data:\n  a: |\n    kind: Pod\n`],
    ['the kind before the version', 'kind: ConfigMap\napiVersion: v1\ndata: {}\n'],
    ['remarks and empty lines around it', `--- # a\n\n# b\n${CONFIG.replaceAll('\n', ' # c\n\n  # d\n')}data: {}\n`],
    ['lines that end as on Windows', `${CONFIG}data: {}\n`.replaceAll('\n', '\r\n')],
    ['lists in the first column', `${CONFIG}items:\n- a\n-\n  b\n# c\n`],
    ['nothing but the header', CONFIG],
    ['text that the parser cannot read', `${CONFIG}data: [\n`],
  ])('%s', (_, text) => {
    expect(headerOf(text)).toEqual(CONFIG_HEADER);
  });
});

describe('it leaves to the parser', () => {
  const rest = 'metadata:\n  name: a\n';
  test.each<[string, string]>([
    ['a kind that another key stands before', `data:\n  a: "\n${CONFIG}  "\n`],
    ['a document behind a line that was forgotten', `${CONFIG}${rest}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n`],
    ['any key that is there twice', `${CONFIG}${rest}${rest}`],
    ['two documents', `${CONFIG}---\nkind: Pod\n`],
    ['the end of a document', `${CONFIG}...\nkind: Pod\n`],
    ['directives', `%YAML 1.2\n---\n${CONFIG}`],
    ['a kind that goes on in the next line', `${CONFIG}  Map\n`],
    ['the same behind an empty line and a remark', `${CONFIG}\n# a\n  Map\n`],
    ['a version that goes on in the next line', 'apiVersion: v1\n  beta\nkind: ConfigMap\n'],
    ['a header further to the right', ' apiVersion: v1\n kind: ConfigMap\n'],
    ['a kind in quotes', 'apiVersion: v1\nkind: "ConfigMap"\n'],
    ['a kind with a tag', 'apiVersion: v1\nkind: !t ConfigMap\n'],
    ['JSON', '{"apiVersion": "v1",\n"kind": "ConfigMap"}\n'],
    ['braces in the first column', `${CONFIG}data: {\n}\n`],
    ['quotes in the first column', `${CONFIG}"kind": Pod\n`],
    ['a key without a colon', `${CONFIG}data\n`],
    ['tabs in the first column', `${CONFIG}\tdata: a\n`],
    ['a carriage return that ends a line', `${CONFIG}data: a\r---\rkind: Pod\n`],
    ['a template', `${CONFIG}data:\n  {{ .Values.data }}\n`],
    ['a document without an apiVersion', 'kind: ConfigMap\nmetadata: {}\n'],
  ])('%s', (_, text) => {
    expect(headerOf(text)).toBeUndefined();
  });

  test('what is needed', () => {
    expect(unneededHeader(CONFIG, () => true)).toBeUndefined();
  });
});

const DEFINITION = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n';

describe('a document that is skipped', () => {
  test('counts as one', () => {
    const items = [...eachDocument([DEFINITION, POD, CONFIG, 'a: ['].join('---\n'))];
    expect(items).toEqual([
      { number: 1, header: { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' } },
      expect.objectContaining({ number: 2, content: expect.objectContaining({ kind: 'Pod' }) }),
      { number: 3, header: CONFIG_HEADER },
      expect.objectContaining({ number: 4, message: expect.any(String) }),
    ]);
  });

  test('is read by whoever wants all of a text', () => {
    expect(readDocuments(DEFINITION).documents).toMatchObject([{ content: { kind: 'CustomResourceDefinition' } }]);
  });

  test('leaves the lines of others where they are', async () => {
    const { err } = await netpol(['list', 'a.yaml'], { 'a.yaml': `${DEFINITION}---\n${POD.replace('name: web', 'name: [a]')}` });
    expect(err).toContain('a.yaml#2  (a.yaml:7)');
  });

  test('is an object: only the document beside it is none', async () => {
    const { err } = await netpol(['list', 'k'], { 'k/a.yaml': `${DEFINITION}---\na: 1\n`, 'k/b.yaml': POD });
    expect(err).toContain('`k/a.yaml` holds 1 document that is no Kubernetes object');
  });

  test('hides no policy behind a line that was forgotten', async () => {
    const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\n';
    const { code, err } = await netpol(['list', 'a.yaml'], { 'a.yaml': `${DEFINITION}${policy}---\n${POD}` });
    expect([code, err]).toEqual([3, expect.stringContaining('duplicated mapping key `apiVersion`')]);
  });
});

describe('what is passed over has no part in any answer', () => {
  const PODS = { spec: { template: { metadata: { labels: { app: 'a' } }, spec: { containers: [] } } } };

  test.each([
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1'], ['CustomResourceDefinition', 'apiextensions.k8s.io/v1beta1'],
    ['ConfigMap', 'v1'], ['Secret', 'v1'],
  ])('%s of %s', (kind, apiVersion) => {
    expect([isPassedOver(kind, apiVersion), kindOf(kind, apiVersion, PODS)]).toEqual([true, undefined]);
  });

  test.each([['ConfigMap', 'example.com/v1'], ['NetworkPolicy', 'networking.k8s.io/v1'], ['CustomResourceDefinition', 'v1']])(
    '%s of %s is another kind', (kind, apiVersion) => {
      expect(isPassedOver(kind, apiVersion)).toBe(false);
      expect(kindOf(kind, apiVersion, PODS)).toBeDefined();
    });
});

const reports = sharedFolder('reports');

if (reports === undefined) {
  test.skip('real manifests are not compared: NETPOL_SHARED does not name their folder', () => undefined);
} else {
  test('it says of real manifests what the parser says', () => {
    const names = readdirSync(reports, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name));
    const texts = names.flatMap(name => {
      const text = readFileSync(path.join(reports, name), 'utf8');
      return piecesOf(text).map(({ start, end }) => text.slice(start, end));
    });
    const certain = texts.filter(text => headerOf(text) !== undefined);
    expect(certain.map(text => parsed(text) ?? headerOf(text))).toEqual(certain.map(headerOf));
    expect(certain.length).toBeGreaterThan(texts.length / 4);
  });
}
