import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readDocuments } from '../../src/cli/input/documents';
import { anyScenario } from '../generators/scenarios';
import { anyYamlText } from '../generators/yaml-texts';
import { HOSTILE } from '../hostile/expect-visible';
import { EVERY_KIND } from '../hostile/manifests';

const CLI = path.join(__dirname, '..', 'cli');

/** Manifests as people and tools write them. */
const REAL: readonly string[] = ['golden', 'trees'].flatMap(folder =>
  readdirSync(path.join(CLI, folder), { recursive: true, encoding: 'utf8' }).sort()
    .filter(name => /\.(yaml|json)$/.test(name))
    .map(name => readFileSync(path.join(CLI, folder, name), 'utf8')));

/** Manifests that are right: real ones, one of every kind, and generated ones. */
const anyManifests: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...REAL) },
  { weight: 1, arbitrary: fc.constant(EVERY_KIND.map(object => JSON.stringify(object)).join('\n')) },
  { weight: 1, arbitrary: fc.constant(EVERY_KIND.map(object => stringify(object)).join('---\n')) },
  { weight: 3, arbitrary: anyScenario.map(({ manifests }) => manifests.map(object => stringify(object, { aliasDuplicateObjects: false })).join('---\n')) },
);

/** What is done at a place of a sequence, be it of bytes, lines or nodes. */
interface Slip {
  readonly at: number;
  readonly length: number;
  readonly how: 'delete' | 'repeat' | 'replace' | 'insert' | 'move';
}

const anySlip: fc.Arbitrary<Slip> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 4 }) }, fc.nat({ max: 200 })),
  how: fc.constantFrom('delete', 'repeat', 'replace', 'insert', 'move'),
});

function slipped<Item>(items: readonly Item[], { at, length, how }: Slip, others: readonly Item[]): Item[] {
  const start = Math.floor(at * items.length);
  const before = items.slice(0, start);
  const part = items.slice(start, start + length);
  const behind = items.slice(start + length);
  switch (how) {
    case 'delete': return [...before, ...behind];
    case 'repeat': return [...before, ...part, ...part, ...behind];
    case 'replace': return [...before, ...others, ...behind];
    case 'insert': return [...before, ...others, ...part, ...behind];
    case 'move': return [...before, ...behind, ...part];
  }
}

const ODD_BYTES: readonly string[] = [
  '\0', '\u001b[2J', '\u0007', '\r', '\uFEFF', '\u202e', '\u2028', '\u0085', '\t', '---', '...', '%', '{{', '*', '&a ', '<<: ',
  '!!binary ', '"', '\'', '[', ']', '{', '}', ':', '- ', '|', '>', '#', '\n', '\n\n', '?', '\\', ',',
];

const anyOddBytes: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constantFrom(...ODD_BYTES).map(text => [...Buffer.from(text)]), fc.array(fc.nat({ max: 255 }), { maxLength: 4 }));

/** Bytes of which some have been lost, repeated or put in. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.tuple(
  anyManifests,
  fc.array(fc.tuple(anySlip, anyOddBytes), { minLength: 1, maxLength: 5 }),
  fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'utf8', 'utf16le'),
).map(([text, slips, encoding]) => {
  const bytes = [...Buffer.from(text, encoding)];
  return Uint8Array.from(slips.reduce((some, [slip, odd]) => slipped(some, slip, odd), bytes));
});

const ODD_LINES: readonly string[] = [
  '---', '...', '%YAML 1.1', '  <<: *a', '- &a', 'spec: &a', '\tname: a', 'kind: List', 'items:', 'metadata:', '  name:', 'apiVersion: v1', '    port: 0x10',
  '  - {}', '  "a\\nb": c', '\uFEFFkind: Pod', '# remark', '  name: |', '  namespace: !!binary c2hvcA==', '? a', ': b', 'x: *nobody', '  port: 1e400', '  port: .nan',
];

/** Lines of which some have been lost, repeated or put in; or lines that have little to do with each other. */
export const anyText: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 1, arbitrary: anyYamlText },
  {
    weight: 3,
    arbitrary: fc.tuple(
      anyManifests,
      fc.array(fc.tuple(anySlip, fc.subarray([...ODD_LINES], { maxLength: 3 })), { minLength: 1, maxLength: 5 }),
    ).map(([text, slips]) =>
      slips.reduce((lines, [slip, odd]) => slipped(lines, slip, odd), text.split('\n')).join('\n')),
  }).map(text => Buffer.from(text));

const ODD_VALUES: readonly unknown[] = [
  null, '', 0, -1, 1, 65536, 1e9, 1.5, true, false, [], {}, [null], [[]], [{}], { '': '' }, 'a'.repeat(300), HOSTILE, 'shop', 'web', 'Pod', 'v1', 'TCP', 'http',
  '10.0.0.0/8', '::/0', '10.0.0.1/33', { app: 'web' }, { matchLabels: { app: 'web' } }, '12345678901234567890', 12345678901234567890, 'shop/web', 'a=b', '__proto__',
];

const ODD_KEYS: readonly string[] = ['spec', 'kind', 'items', 'metadata', 'name', 'labels', 'podSelector', 'from', 'ports', '__proto__', '', HOSTILE, 'constructor'];

interface TreeSlip {
  readonly at: number;
  readonly value: unknown;
  /** Where it is given, the key changes and not what stands behind it. */
  readonly key?: string;
}

const anyTreeSlip: fc.Arbitrary<TreeSlip> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  value: fc.oneof(fc.constantFrom(...ODD_VALUES), fc.jsonValue()),
  key: fc.option(fc.constantFrom(...ODD_KEYS), { nil: undefined, freq: 4 }),
});

/** Manifests of which a part is another value, or stands under another key. */
export const anyTrees: fc.Arbitrary<Uint8Array> = fc.tuple(
  anyManifests, fc.array(anyTreeSlip, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([text, slips, isYaml]) => {
    const trees = readDocuments(text).documents.map(({ content }) => content);
    const changed = slips.reduce<unknown>(slippedTree, trees) as unknown[];
    const documents = Array.isArray(changed) ? changed : [changed];
    return Buffer.from(isYaml ? documents.map(tree => stringify(tree)).join('---\n') : documents.map(tree => JSON.stringify(tree)).join('\n'));
  });

function slippedTree(root: unknown, { at, value, key }: TreeSlip): unknown {
  const paths = pathsIn(root);
  const place = paths[Math.floor(at * (paths.length - 1))];
  return place === undefined ? root : changedAt(root, place, value, key);
}

function pathsIn(value: unknown): string[][] {
  return typeof value !== 'object' || value === null ? [] : Object.entries(value)
    .flatMap(([key, item]) => [[key], ...pathsIn(item).map(rest => [key, ...rest])]);
}

function changedAt(
  node: unknown, [step, ...rest]: readonly string[], value: unknown, key: string | undefined,
): unknown {
  const entries = Object.entries(node as object).map(([name, item]): [string, unknown] => {
    const isMeant = name === step;
    return !isMeant ? [name, item] : rest.length > 0 ? [name, changedAt(item, rest, value, key)]
      : key === undefined ? [name, value] : [key, item];
  });
  return Array.isArray(node) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}
