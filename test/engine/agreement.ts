import { stringify } from 'yaml';
import { isPair } from '../../src/engine/answers/endpoints';
import { addressesOfBlock } from '../../src/engine/classes/external-blocks';
import { Reach, reach } from '../../src/engine/reach';
import { Endpoint, Flow, formatEndpoint, formatFlow } from '../../src/model/flow';
import { DecidedTraffic, MatrixCell, representativeOf } from '../../src/model/matrix';
import { Snapshot } from '../../src/model/snapshot';
import { FlowVerdict } from '../../src/model/trace';
import { judge } from '../../src/semantics/judge';
import { matrixOf } from '../../src/semantics/matrix';
import { AddressSet } from '../../src/sets/addresses';
import { boundaryFlows } from '../generators/flows';
import { Scenario, snapshotOf } from '../generators/scenarios';

/** How many flows of the scenario were compared; where engine and judge disagree, an error with what to paste. */
export function compareFlows(scenario: Scenario): number {
  const snapshot = snapshotOf(scenario);
  const engine = reach(snapshot);
  const rows = new Rows(engine);
  let compared = 0;
  for (const flow of boundaryFlows(snapshot)) {
    const expected = judge(snapshot, flow).verdict;
    const alone = engine.verdict(flow);
    const actual = alone === expected ? rows.verdict(flow) ?? alone : alone;
    if (actual !== expected) {
      const which = `${formatFlow(flow)}${flow.samePod ? ' (same pod)' : ''}`;
      const how = alone === expected ? 'a row of the engine' : 'the engine';
      throw new Error(`${which}: ${how} says ${actual}, the judge ${expected}\n${fixtureOf(scenario)}`);
    }
    compared += 1;
  }
  return compared;
}

/** The engine's second way to an answer: whole rows instead of one pair. */
class Rows {
  private readonly connections = new Map<unknown, Map<unknown, DecidedTraffic>>();
  private readonly blocks: readonly (readonly [block: object, addresses: AddressSet])[];
  private readonly known = new Map<bigint, unknown>();

  public constructor(engine: Reach) {
    this.blocks = engine.externalBlocks.map(block => [block, addressesOfBlock(block)]);
    for (const cells of engine.bySource()) {
      const row = cells.map(({ destination, connections }): [unknown, DecidedTraffic] =>
        [this.keyOf(representativeOf(destination)), connections]);
      this.connections.set(this.keyOf(representativeOf(cells[0].source)), new Map(row));
    }
  }

  /** The verdict, or undefined where rows do not have it: of a pod and itself, of nodes, of traffic without ports. */
  public verdict({ source, destination, protocol, port, samePod }: Flow): FlowVerdict | undefined {
    if (protocol === 'ICMP' || samePod === true || !isPair(source, destination)) {
      return undefined;
    }
    const [from, to] = [this.keyOf(source), this.keyOf(destination)];
    if (from === undefined || to === undefined) {
      return undefined;
    }
    const connections = this.connections.get(from)?.get(to);
    return connections === undefined || connections.denied.contains(protocol, port) ? 'denied'
      : connections.allowed.contains(protocol, port) ? 'allowed' : 'unknown';
  }

  /** A workload, or the block outside that an address is in; undefined for nodes and addresses inside. */
  private keyOf(endpoint: Endpoint): unknown {
    switch (endpoint.kind) {
      case 'workload': return endpoint.workload;
      case 'address': return this.blockOf(endpoint.address);
      default: return undefined;
    }
  }

  private blockOf(address: bigint): unknown {
    if (!this.known.has(address)) {
      this.known.set(address, this.blocks.find(([, addresses]) => addresses.contains(address))?.[0]);
    }
    return this.known.get(address);
  }
}

/** The scenario as a file for test/corpus. */
export function fixtureOf(scenario: Scenario): string {
  return `paste into test/corpus/<what-it-shows>.yaml:\n\n${stringify(scenario, { aliasDuplicateObjects: false })}`;
}

/** The matrix in lines, as the judge has it. */
export function expectedMatrix(snapshot: Snapshot): string[] {
  return matrixOf(snapshot).map(describeCell);
}

export function describeCell({ source, destination, connections }: MatrixCell): string {
  return `${nameOf(source)} -> ${nameOf(destination)}: ${describeConnections(connections)}`;
}

function nameOf(endpoint: MatrixCell['source']): string {
  return endpoint.kind === 'external' ? `${endpoint.cidrs} (${endpoint.representative})` : formatEndpoint(endpoint);
}

export function describeConnections({ allowed, denied, unknown }: DecidedTraffic): string {
  return `allowed ${allowed}, denied ${denied}, unknown ${unknown}`;
}
