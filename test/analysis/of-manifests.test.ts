import { Reachability } from '../../src/analysis/reachability';
import { pod, policy } from '../fixture';

function refusalOf(manifests: unknown): string {
  try {
    Reachability.ofManifests(manifests as object[]);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

const LIST = 'help: give a list of parsed objects, as `yaml.loadAll(text)` does';
const JSON_ONLY = 'help: give what can be written as JSON: maps, lists, text, numbers, `true`, `false`';
const cyclic: Record<string, unknown> = { podSelector: {} };
cyclic.ingress = [cyclic];

test.each<[string, unknown, string]>([
  ['text', 'abc', `\`Reachability.ofManifests\`: \`manifests\` is 'abc', not a list of manifests\n${LIST}`],
  ['nothing', undefined, `\`Reachability.ofManifests\`: \`manifests\` is undefined, not a list of manifests\n${LIST}`],
  ['one object', { kind: 'Pod' }, `\`Reachability.ofManifests\`: \`manifests\` is a plain object, not a list of manifests\n${LIST}`],
  // eslint-disable-next-line no-sparse-arrays
  ['a list with a hole', [pod('shop/a'), , pod('shop/b')], '`Reachability.ofManifests`: `manifests[1]` is a hole in the list\nhelp: give a list without holes'],
  ['a list that is nothing but holes', new Array(2 ** 32 - 1), '`Reachability.ofManifests`: `manifests[0]` is a hole in the list\nhelp: give a list without holes'],
  ['an object that contains itself', [policy('shop/p', cyclic)],
    `error[input]: \`spec.ingress[0]\` contains itself\n  --> NetworkPolicy shop/p\n   |\n   | in NetworkPolicy shop/p, at spec.ingress[0]\n${JSON_ONLY}`],
  ['a symbol', [Symbol('x')], `error[input]: the object is a symbol, which JSON does not have\n  --> a manifest\n${JSON_ONLY}`],
  ['a Map', [new Map([['kind', 'Pod']])], `error[input]: the object is a Map, which JSON does not have\n  --> a manifest\n${JSON_ONLY}`],
])('what is no list of manifests is refused with the object: %s', (_case, manifests, expected) => {
  expect(refusalOf(manifests)).toBe(expected);
});

test('empty documents among the manifests are nothing', () => {
  expect(refusalOf([null, undefined, pod('shop/a')])).toBe('nothing');
});
