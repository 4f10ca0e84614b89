import { DirectionTrace } from '../model/answer';
import { Flow } from '../model/flow';
import { Direction, otherDirection, PodsPeer, Policy, PortMatch, Rule } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { resolvePortName, Workload } from '../model/workload';
import { PROTOCOLS, Protocol } from '../sets/ports';
import { isolatingPolicies } from '../spec/isolation';
import { judgeDirection } from '../spec/judge';
import { matchesPort } from '../spec/match';

/** One peer of one rule of one policy. */
export interface NamedPeer {
  readonly policy: Policy;
  readonly direction: Direction;
  readonly rule: Rule;
  readonly peer: PodsPeer;
}

/** A pod that a rule names, and that lets nothing of what the rule allows pass on its own side. */
export interface BlockedPair {
  readonly subject: Workload;
  readonly peer: Workload;
  /** One flow that the rule allows, as the other side judges it. */
  readonly trace: { readonly flow: Flow; readonly direction: DirectionTrace };
}

/** The pair with a witness, or undefined when something of what the rule allows may pass. */
export function findBlockedPair(
  snapshot: Snapshot, { direction, rule }: NamedPeer, subject: Workload, peer: Workload,
): BlockedPair | undefined {
  const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
  const opposite = otherDirection(direction);
  const theirRules = isolatingPolicies(snapshot, peer, opposite).flatMap(policy => policy[opposite]!.rules);
  const flows = flowsToTry(snapshot, source, destination, [...rule.ports, ...theirRules.flatMap(({ ports }) => ports)])
    .filter(flow => rule.ports.some(match => matchesPort(snapshot, match, flow, destination)));
  const [witness] = flows;
  return witness !== undefined && flows.every(flow => judgeDirection(snapshot, flow, opposite).verdict === 'denied')
    ? { subject, peer, trace: { flow: witness, direction: judgeDirection(snapshot, witness, opposite) } } : undefined;
}

/** Two sets of ports overlap only if one of them begins inside the other, so the first ports of all are enough. */
function flowsToTry(
  snapshot: Snapshot, source: Workload, destination: Workload, matches: readonly PortMatch[],
): Flow[] {
  const ports: [Protocol, number][] = [
    ...destination.ports.map(({ protocol, port }): [Protocol, number] => [protocol, port]),
    ...matches.flatMap(match => firstPorts(snapshot, match, destination)),
  ];
  const endpoints = {
    source: { kind: 'workload', workload: source }, destination: { kind: 'workload', workload: destination },
  } as const;
  return ports.map(([protocol, port]) => ({ ...endpoints, protocol, port }));
}

function firstPorts({ enforcement }: Snapshot, match: PortMatch, destination: Workload): [Protocol, number][] {
  switch (match.kind) {
    case 'any': return PROTOCOLS.map(protocol => [protocol, 1]);
    case 'numbered': return match.ports.intervals.map(({ start }) => [match.protocol, start]);
    case 'named':
      return resolvePortName(destination, match.name, match.protocol, enforcement.repeatedPortNames)
        .map(port => [match.protocol, port]);
  }
}
