import fc from 'fast-check';
import { compareFlows, describeCell, describeConnections, expectedMatrix, fixtureOf } from './agreement';
import { EndpointClass, exampleOf, isPair } from '../../src/engine/answers/endpoints';
import { isReachedFromOutside, neighboursOf } from '../../src/engine/answers/neighbours';
import { prepare, Prepared } from '../../src/engine/answers/prepared';
import { reach } from '../../src/engine/reach';
import { Endpoint } from '../../src/model/flow';
import { MatrixCell, representativeOf } from '../../src/model/matrix';
import { connectionsBetween } from '../../src/semantics/connections';
import { TrafficSet } from '../../src/sets/traffic-set';
import { anyScenario, Scenario, snapshotOf } from '../generators/scenarios';

const RUNS = { numRuns: 80 };

function check(property: (scenario: Scenario) => void): void {
  fc.assert(fc.property(anyScenario, scenario => {
    try {
      property(scenario);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${fixtureOf(scenario)}`);
    }
  }), RUNS);
}

test('engine and judge agree on every flow at every boundary, in every dialect', () => {
  fc.assert(fc.property(anyScenario, scenario => { compareFlows(scenario); }), { numRuns: 120 });
});

test('the matrix is that of the judge', () => check(scenario => {
  const snapshot = snapshotOf(scenario);
  expect(reach(snapshot).matrix().map(describeCell)).toEqual(expectedMatrix(snapshot));
}));

test('the walk over classes says of every pair of endpoints what the judge says', () => check(scenario => {
  const snapshot = snapshotOf(scenario);
  const engine = reach(snapshot);
  const walked = new Map<string, string>();
  engine.forEachConnection((source, destinations, connections) => destinations.forEach(destination =>
    walked.set(pairName(source, destination), describeConnections(connections))));
  const groups: readonly EndpointClass[] = [...engine.classes, ...engine.externalBlocks];
  for (const source of groups) {
    for (const destination of groups.filter(group => group.kind === 'workloads' || source.kind === 'workloads')) {
      const pair = pairName(source, destination);
      const expected = anyTwo(source, destination).map(([one, other]) =>
        connectionsBetween(snapshot, one, other));
      for (const connections of expected) {
        expect([pair, walked.get(pair) ?? 'allowed nothing, denied everything, unknown nothing'])
          .toEqual([pair, describeConnections(connections)]);
        expect(describeConnections(engine.connectionsOfClasses(source, destination)))
          .toBe(describeConnections(connections));
      }
    }
  }
}));

test.each<[string, (prepared: Prepared) => unknown]>([
  ['one by one', () => undefined],
  ['from the rows of all', ({ transposedRows }) => [transposedRows.egress.value, transposedRows.ingress.value]],
])('who can reach an endpoint, and what it can reach, are its column and its row: %s', (_, compute) => check(scenario => {
  const snapshot = snapshotOf(scenario);
  const prepared = prepare(snapshot);
  compute(prepared);
  const cells = reach(snapshot).matrix().filter(({ connections }) => !connections.denied.equals(TrafficSet.ALL));
  const isAt = (end: MatrixCell['source'], endpoint: Endpoint) => (end.kind === 'workload'
    ? endpoint.kind === 'workload' && endpoint.workload === end.workload
    : endpoint.kind === 'address' && endpoint.address === end.representative);
  for (const endpoint of prepared.endpoints.map(representativeOf)) {
    expect(neighboursOf(prepared, endpoint, 'ingress').map(({ endpoint: source, connections }) => ({ source, connections })))
      .toEqual(cells.filter(({ destination }) => isAt(destination, endpoint))
        .map(({ source, connections }) => ({ source, connections })));
    expect(neighboursOf(prepared, endpoint, 'egress')
      .map(({ endpoint: destination, connections }) => ({ destination, connections })))
      .toEqual(cells.filter(({ source }) => isAt(source, endpoint))
        .map(({ destination, connections }) => ({ destination, connections })));
    const outside = cells.filter(({ source, destination }) => source.kind === 'external' && isAt(destination, endpoint));
    expect(isReachedFromOutside(prepared, endpoint)).toBe(
      outside.some(({ connections }) => !connections.allowed.isEmpty) ? 'yes' : outside.length > 0 ? 'unknown' : 'no');
  }
}));

test('the connections by source are the cells of the matrix in which anything may pass, in its order', () => check(scenario => {
  const engine = reach(snapshotOf(scenario));
  const cells = engine.matrix().filter(({ connections }) => !connections.denied.equals(TrafficSet.ALL));
  expect([...engine.bySource()].flat().map(describeCell)).toEqual(cells.map(describeCell));
}));

function pairName(source: EndpointClass, destination: EndpointClass): string {
  return [source, destination].map(group =>
    (group.kind === 'external' ? group.representative : `class ${group.index}`)).join(' -> ');
}

/** Every pair of endpoints of the classes, without a pod and itself. */
function anyTwo(source: EndpointClass, destination: EndpointClass): [Endpoint, Endpoint][] {
  const membersOf = (group: EndpointClass): Endpoint[] => (group.kind === 'external' ? [exampleOf(group)]
    : group.workloads.map(workload => ({ kind: 'workload', workload })));
  return membersOf(source).flatMap(one => membersOf(destination).filter(other => isPair(one, other))
    .map((other): [Endpoint, Endpoint] => [one, other]));
}
