import { nearest } from '../../src/sets/nearest';

test.each([
  ['a letter missing', 'ingres', ['egress', 'ingress'], 'ingress'],
  ['two letters swapped count once', 'prot', ['port', 'spec'], 'port'],
  ['a short text may differ in one letter', 'tp', ['to', 'from'], 'to'],
  ['but not in two', 'db', ['web'], undefined],
  ['nor a longer one from a short one', 'web', ['db'], undefined],
  ['a longer text may differ in two letters', 'app.kubernets.io/nmae', ['app.kubernetes.io/name'], 'app.kubernetes.io/name'],
  ['but not in three, however long it is', 'payment-api-canary', ['payment-app-canon'], undefined],
  ['what is half another word is no misspelling of it', 'worker', ['work'], undefined],
  ['the nearest of several', 'podselector', ['namespaceSelector', 'podSelector'], 'podSelector'],
  ['nothing near', 'banana', ['ingress', 'egress'], undefined],
  ['no candidate', 'ingress', [], undefined],
])('%s', (_, text, candidates, expected) => {
  expect(nearest(text, candidates)).toBe(expected);
});
