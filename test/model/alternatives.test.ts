import fc from 'fast-check';
import { reach } from '../../src/engine/reach';
import { Alternative, holdsInAnyCase } from '../../src/model/alternatives';
import { LabelFacts, labelFacts } from '../../src/model/labels';
import { holds, Operator, Requirement, Selector } from '../../src/model/selector';
import { FlowVerdict } from '../../src/model/trace';
import { Ternary } from '../../src/sets/ternary';
import { cluster, deployment, flow, labeled, namespace, policy, trace } from '../fixture';

function requirement(key: string, operator: Operator, ...values: string[]): Requirement {
  return { key, operator, values };
}

function selector(...requirements: Requirement[]): Selector {
  return { requirements };
}

const IS_RED = requirement('team', 'In', 'red');
const NOT_RED = requirement('team', 'NotIn', 'red');
const IS_WEB = requirement('app', 'In', 'web');
const NOT_WEB = requirement('app', 'NotIn', 'web');
const ALL = selector();

const CLOSED = labelFacts(new Map());
const OPEN: LabelFacts = { ...CLOSED, open: 'every' };

const anyRequirement = fc.record({
  key: fc.constantFrom('a', 'b'),
  operator: fc.constantFrom<Operator>('In', 'In', 'Exists', 'NotIn', 'DoesNotExist'),
  value: fc.constantFrom('x', 'y'),
}).map(({ key, operator, value }) => requirement(key, operator, ...operator.endsWith('In') ? [value] : []));

test('the answer is that of going through all labels that a pod may have', () => fc.assert(fc.property(
  fc.array(fc.array(anyRequirement, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), alternatives => {
    const values = [undefined, 'x', 'y', 'z'];
    const outcomes = new Set(values.flatMap(a => values.map(b => alternatives.some(requirements =>
      requirements.every(one => holds(one, one.key === 'a' ? a : b))))));
    const expected = outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no';
    const asked = alternatives.map(requirements => ({ pods: selector(...requirements) }));
    expect(holdsInAnyCase(asked, CLOSED, OPEN)).toBe(expected);
  }), { numRuns: 1_000 }));

describe('whether one of several alternatives holds, whatever the labels are', () => {
  test.each<[string, Alternative[], Ternary]>([
    ['none', [], 'no'],
    ['one that is open', [{ pods: selector(IS_RED) }], 'unknown'],
    ['a value or any other', [{ pods: selector(IS_RED) }, { pods: selector(NOT_RED) }], 'yes'],
    ['there or not',
      [requirement('team', 'Exists'), requirement('team', 'DoesNotExist')].map(team => ({ pods: selector(team) })), 'yes'],
    ['two of many values', [{ pods: selector(IS_RED) }, { pods: selector(requirement('team', 'In', 'blue')) }],
      'unknown'],
    ['a value, or a value and any other', [{ pods: selector(IS_RED) }, { pods: selector(IS_RED, NOT_RED) }], 'unknown'],
    ['only what excludes itself', [{ pods: selector(IS_RED, NOT_RED) }, { pods: selector(IS_WEB, NOT_WEB) }], 'no'],
    ['of the namespace: a value or any other',
      [{ namespaces: selector(IS_RED), pods: ALL }, { namespaces: selector(NOT_RED), pods: ALL }], 'yes'],
    ['of the pod and of the namespace, which are two labels of one key',
      [{ namespaces: selector(IS_RED), pods: ALL }, { pods: selector(NOT_RED) }], 'unknown'],
    ['of namespace and pod, all four cases', [IS_RED, NOT_RED].flatMap(team => [IS_WEB, NOT_WEB].map(app =>
      ({ namespaces: selector(team), pods: selector(app) }))), 'yes'],
    ['of namespace and pod, three of four cases',
      [[IS_RED, IS_WEB], [IS_RED, NOT_WEB], [NOT_RED, IS_WEB]].map(([team, app]) =>
        ({ namespaces: selector(team), pods: selector(app) })), 'unknown'],
  ])('%s', (_, alternatives, expected) => {
    expect(holdsInAnyCase(alternatives, OPEN, OPEN)).toBe(expected);
  });

  test('one that certainly does not hold does not count', () => {
    const alternatives = [{ pods: selector(IS_RED) }, { namespaces: selector(IS_RED), pods: selector(NOT_RED) }];
    expect(holdsInAnyCase(alternatives, CLOSED, OPEN)).toBe('unknown');
  });

  test.each<[string, number, Ternary]>([['as many as are gone through', 9, 'yes'], ['more', 10, 'unknown']])(
    'combinations of labels: %s', (_, keyCount, expected) => {
      const uncertain = new Map(Array.from({ length: keyCount }, (__, index) =>
        [`key-${index}`, { mayBeAbsent: false, values: ['red', 'blue'] }] as const));
      const labels: LabelFacts = { known: new Map(), uncertain };
      const alternatives = [...uncertain.keys()].flatMap(key => ['In', 'NotIn'].map(operator =>
        ({ pods: selector(requirement(key, operator as Operator, 'red')) })));
      expect(holdsInAnyCase(alternatives, CLOSED, labels)).toBe(expected);
    });
});

const GIVEN = [namespace('shop'), deployment('shop/db', { app: 'db' }), deployment('lab/probe', { app: 'probe' })];
const asked = (operator: string, values?: readonly string[]) =>
  ({ matchExpressions: [{ key: 'team', operator, ...values && { values } }] });
const RED = labeled({ team: 'red' });
const HAS_TEN = Array.from({ length: 10 }, (_, index) => `key-${index}`);

describe('peers of a rule, for pods of a namespace without an object', () => {
  test.each<[string, object[], FlowVerdict]>([
    ['a label and its absence together match nothing', [{ namespaceSelector: { ...RED, ...asked('DoesNotExist') } }],
      'denied'],
    ['a label and another value together match nothing', [{ namespaceSelector: { ...RED, ...asked('In', ['blue']) } }],
      'denied'],
    ['a label and that it is there are the label', [{ namespaceSelector: { ...RED, ...asked('Exists') } }], 'unknown'],
    ['a label or any other always match together',
      [{ namespaceSelector: RED }, { namespaceSelector: asked('NotIn', ['red']) }], 'allowed'],
    ['a label or its absence leave other values',
      [{ namespaceSelector: RED }, { namespaceSelector: asked('DoesNotExist') }], 'unknown'],
    ['a label or any other, each of other pods, match nothing', [
      { namespaceSelector: RED, podSelector: labeled({ app: 'x' }) },
      { namespaceSelector: asked('NotIn', ['red']), podSelector: labeled({ app: 'x' }) },
    ], 'denied'],
    ['a label or any other, one of these of other pods, leave it open', [
      { namespaceSelector: RED, podSelector: labeled({ app: 'x' }) }, { namespaceSelector: asked('NotIn', ['red']) },
    ], 'unknown'],
    ['more combinations than are gone through stay unknown', HAS_TEN.flatMap(key => ['In', 'NotIn'].map(operator =>
      ({ namespaceSelector: { matchExpressions: [{ key, operator, values: ['red'] }] } }))), 'unknown'],
  ])('%s', (_, from, expected) => {
    const snapshot = cluster([...GIVEN,
      policy('shop/db', { podSelector: labeled({ app: 'db' }), ingress: [{ from }] })]);
    expect(trace(snapshot, 'lab/probe -> shop/db TCP 80').verdict).toBe(expected);
    expect(reach(snapshot).verdict(flow(snapshot, 'lab/probe -> shop/db TCP 80'))).toBe(expected);
  });
});
