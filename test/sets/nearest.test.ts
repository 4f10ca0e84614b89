import { nearest } from '../../src/sets/nearest';

test.each([
  ['a letter missing', 'ingres', ['egress', 'ingress'], 'ingress'],
  ['two letters swapped count once', 'prot', ['port', 'spec'], 'port'],
  ['a short text may differ in one letter', 'tp', ['to', 'from'], 'to'],
  ['the nearest of several', 'podselector', ['namespaceSelector', 'podSelector'], 'podSelector'],
  ['nothing near', 'banana', ['ingress', 'egress'], undefined],
  ['no candidate', 'ingress', [], undefined],
])('%s', (_, text, candidates, expected) => {
  expect(nearest(text, candidates)).toBe(expected);
});
