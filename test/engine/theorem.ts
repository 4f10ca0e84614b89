import fc from 'fast-check';
import { fixtureOf } from './agreement';
import { reach } from '../../src/engine/reach';
import { formatEndpoint } from '../../src/model/flow';
import { DecidedTraffic, MatrixEndpoint } from '../../src/model/matrix';
import { anyScenario, Scenario, snapshotOf } from '../generators/scenarios';

/** What may pass between all workloads and blocks, in words, by `source -> destination`. */
export type Table = ReadonlyMap<string, DecidedTraffic>;

export function tableOf(scenario: Scenario): Table {
  const name = (endpoint: MatrixEndpoint) => (endpoint.kind === 'external' ? endpoint.cidrs.join() : formatEndpoint(endpoint));
  return new Map(reach(snapshotOf(scenario)).matrix().map(({ source, destination, connections }) =>
    [`${name(source)} -> ${name(destination)}`, connections]));
}

/** The table between workloads only: what is outside is cut anew when a rule brings a new block. */
export function workloadTableOf(scenario: Scenario): Table {
  const snapshot = snapshotOf(scenario);
  const engine = reach(snapshot);
  const { workloads } = snapshot;
  return new Map(workloads.flatMap(source => workloads.map((destination): [string, DecidedTraffic] => [
    `${source.namespace}/${source.name} -> ${destination.namespace}/${destination.name}`,
    engine.connections({ kind: 'workload', workload: source }, { kind: 'workload', workload: destination }),
  ])));
}

export function inWords(table: Table): string[] {
  return [...table].map(([pair, { allowed, denied, unknown }]) => `${pair}: ${allowed} | ${denied} | ${unknown}`).sort();
}

export function holds<T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> }, property: (scenario: Scenario, ...drawn: T) => void,
): void {
  fc.assert(fc.property(anyScenario, ...arbitraries, (scenario: Scenario, ...drawn: T) => {
    try {
      property(scenario, ...drawn);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${fixtureOf(scenario)}`);
    }
  }), { numRuns: Number(process.env.RUNS ?? 30) });
}

export function withMore(scenario: Scenario, ...more: readonly object[]): Scenario {
  return { ...scenario, manifests: [...scenario.manifests, ...more] };
}

/** A flow opens when it is allowed that was not, or no longer certainly denied. */
export function expectNothingOpens(before: Table, after: Table): void {
  after.forEach(({ allowed, unknown }, pair) => {
    expect([pair, `${allowed.subtract(before.get(pair)!.allowed)}`]).toEqual([pair, 'nothing']);
    expect([pair, `${unknown.intersect(before.get(pair)!.denied)}`]).toEqual([pair, 'nothing']);
  });
}
