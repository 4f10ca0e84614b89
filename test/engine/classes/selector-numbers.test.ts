import { SelectorNumbers } from '../../../src/engine/classes/selector-numbers';
import { Requirement } from '../../../src/model/selector';

function is(key: string, value: string): Requirement {
  return { key, operator: 'In', values: [value] };
}

describe('selectors that ask for the same have one number', () => {
  test.each<[string, Requirement[], Requirement[]]>([
    ['one label', [is('app', 'web')], [is('app', 'web')]],
    ['labels in another order', [is('app', 'web'), is('tier', 'front')], [is('tier', 'front'), is('app', 'web')]],
    ['values in another order', [{ key: 'app', operator: 'In', values: ['a', 'b'] }], [{ key: 'app', operator: 'In', values: ['b', 'a'] }]],
    ['everything', [], []],
  ])('%s', (_, left, right) => {
    const numbers = new SelectorNumbers();
    expect(numbers.of({ requirements: left })).toBe(numbers.of({ requirements: right }));
  });
});

test('and all others have different ones, whatever their texts look like', () => {
  const numbers = new SelectorNumbers();
  const selectors: Requirement[][] = [
    [],
    [is('app', 'web')],
    [is('app', 'db')],
    [is('tier', 'web')],
    [is('app', '')],
    [is('', 'app')],
    [is('a', 'pp')],
    [is('app', 'web'), is('tier', 'front')],
    [is('app', 'web;In  4:tier5:front')],
    [{ key: 'app', operator: 'NotIn', values: ['web'] }],
    [{ key: 'app', operator: 'In', values: ['web', 'db'] }],
    [{ key: 'app', operator: 'In', values: ['web2:db'] }],
    [{ key: 'app', operator: 'Exists', values: [] }],
    [{ key: 'app', operator: 'DoesNotExist', values: [] }],
    [{ ...is('app', 'web'), lookup: 'namespace' }],
    [{ ...is('app', 'web'), lookup: 'nothing' }],
    [{ key: '', operator: 'Exists', values: [] }],
  ];
  expect(new Set(selectors.map(requirements => numbers.of({ requirements }))).size).toBe(selectors.length);
});
