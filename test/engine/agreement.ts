import { stringify } from 'yaml';
import { reach } from '../../src/engine/reach';
import { Connections, MatrixCell } from '../../src/model/answer';
import { formatEndpoint, formatFlow } from '../../src/model/flow';
import { Snapshot } from '../../src/model/snapshot';
import { judge } from '../../src/spec/judge';
import { matrixOf } from '../../src/spec/matrix';
import { boundaryFlows } from '../generators/flows';
import { Scenario, snapshotOf } from '../generators/scenarios';

/** How many flows of the scenario were compared; where engine and judge disagree, an error with what to paste. */
export function compareFlows(scenario: Scenario): number {
  const snapshot = snapshotOf(scenario);
  const engine = reach(snapshot);
  let compared = 0;
  for (const flow of boundaryFlows(snapshot)) {
    const expected = judge(snapshot, flow).verdict;
    const actual = engine.verdict(flow);
    if (actual !== expected) {
      const which = `${formatFlow(flow)}${flow.samePod ? ' (same pod)' : ''}`;
      throw new Error(`${which}: the engine says ${actual}, the judge ${expected}\n${fixtureOf(scenario)}`);
    }
    compared += 1;
  }
  return compared;
}

/** The scenario as a file for test/corpus. */
export function fixtureOf(scenario: Scenario): string {
  return `paste into test/corpus/<what-it-shows>.yaml:\n\n${stringify(scenario, { aliasDuplicateObjects: false })}`;
}

/** The matrix in lines, from the spec. */
export function expectedMatrix(snapshot: Snapshot): string[] {
  return matrixOf(snapshot).map(describeCell);
}

export function describeCell({ source, destination, connections }: MatrixCell): string {
  return `${nameOf(source)} -> ${nameOf(destination)}: ${describeConnections(connections)}`;
}

function nameOf(endpoint: MatrixCell['source']): string {
  return endpoint.kind === 'external' ? `${endpoint.cidrs} (${endpoint.representative})` : formatEndpoint(endpoint);
}

export function describeConnections({ allowed, denied, unknown }: Connections): string {
  return `allowed ${allowed}, denied ${denied}, unknown ${unknown}`;
}
