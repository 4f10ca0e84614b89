import * as fc from 'fast-check';
import { mayShareTraffic, portsWithout, sharedPorts } from '../../../src/checks/support/port-relations';
import { containsSelector } from '../../../src/checks/support/selector-relations';
import { PortMatch } from '../../../src/model/port-match';
import { holds, Requirement, Selector } from '../../../src/model/selector';
import { IntervalSet } from '../../../src/sets/interval-set';

const protocol = fc.constantFrom<'TCP' | 'UDP'>('TCP', 'UDP');
const anyPorts = fc.array(fc.oneof(
  fc.constant<PortMatch>({ kind: 'any' }),
  fc.record({ kind: fc.constant('named' as const), protocol, name: fc.constantFrom('a', 'b') }),
  fc.tuple(protocol, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }))
    .map(([of, start, length]): PortMatch => ({ kind: 'numbered', protocol: of, ports: IntervalSet.of({ start, end: start + length }) })),
), { maxLength: 3 });

test('ports may be shared exactly where there are shared ones', () => {
  fc.assert(fc.property(anyPorts, anyPorts, (some, others) => {
    expect(mayShareTraffic(some, others)).toBe(sharedPorts(some, others).length > 0);
  }));
});

test('ports from which nothing is taken stay the same list', () => {
  fc.assert(fc.property(anyPorts, anyPorts, (ports, taken) => {
    const rest = portsWithout(ports, taken);
    expect(rest === ports).toBe(JSON.stringify(rest) === JSON.stringify(ports));
  }));
});

const VALUES = ['a', 'b', 'c'];
const anySelector: fc.Arbitrary<Selector> = fc.array(fc.record({
  key: fc.constantFrom('k', 'l'),
  operator: fc.constantFrom<Requirement['operator']>('In', 'In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 }),
}).map(({ operator, values, ...rest }) => ({ ...rest, operator, values: operator === 'In' || operator === 'NotIn' ? values : [] })), { maxLength: 3 })
  .map(requirements => ({ requirements }));

/** One value more than the selectors name, and none. */
const ALL_LABELS = [...VALUES, 'other', undefined].flatMap(k => [...VALUES, 'other', undefined].map(l => ({ k, l })));

function selects({ requirements }: Selector, labels: Readonly<Record<string, string | undefined>>): boolean {
  return requirements.every(requirement => holds(requirement, labels[requirement.key]));
}

test('a selector contains another only if it selects whatever that one selects, and does so where both ask the same labels', () => {
  fc.assert(fc.property(anySelector, anySelector, (outer, inner) => {
    const isWithin = ALL_LABELS.every(labels => !selects(inner, labels) || selects(outer, labels));
    const isVoid = !ALL_LABELS.some(labels => selects(inner, labels));
    const contains = containsSelector(outer, inner);
    expect(contains && !isWithin).toBe(false);
    expect(isWithin && !isVoid && !contains).toBe(false);
  }), { numRuns: 3_000 });
});
