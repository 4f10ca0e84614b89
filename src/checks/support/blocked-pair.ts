import { Endpoint, Flow } from '../../model/flow';
import { PodsPeer } from '../../model/peer';
import { TrafficDirection, otherDirection, Policy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { DirectionTrace } from '../../model/trace';
import { resolvePortName, Workload } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { appliesTo, matchesPort, selectsPods } from '../../semantics/match';
import { PROTOCOLS, TransportProtocol } from '../../sets/ports';

/** One peer of one rule of one policy. */
export interface NamedPeer {
  readonly policy: Policy;
  readonly direction: TrafficDirection;
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
  let witness: BlockedPair['trace'] | undefined;
  for (const [protocol, port] of portsToTry(snapshot, rule, peer, opposite, destination)) {
    const flow: Flow = { source: endpointOf(source), destination: endpointOf(destination), protocol, port };
    if (rule.ports.some(match => matchesPort(snapshot, match, flow, destination))) {
      if (isCertainlyAdmitted(snapshot, flow, opposite, peer, subject, destination)) {
        return undefined;
      }
      const judged = judgeDirection(snapshot, flow, opposite);
      if (judged.verdict !== 'denied') {
        return undefined;
      }
      witness ??= { flow, direction: judged };
    }
  }
  return witness === undefined ? undefined : { subject, peer, trace: witness };
}

/**
 * Two sets of ports overlap only if one of them begins inside the other, so the first ports of all are enough. Those of
 * the peer's rules come last: mostly the ones before have settled it.
 */
function* portsToTry(
  snapshot: Snapshot, rule: Rule, peer: Workload, opposite: TrafficDirection, destination: Workload,
): Generator<[TransportProtocol, number]> {
  for (const { protocol, port } of destination.ports) {
    yield [protocol, port];
  }
  yield* rule.ports.flatMap(match => firstPorts(snapshot, match, destination));
  const theirRules = governingPolicies(snapshot, peer, opposite).flatMap(policy => policy[opposite]!.rules);
  yield* theirRules.flatMap(({ ports }) => ports).flatMap(match => firstPorts(snapshot, match, destination));
}

/**
 * Whether a rule of the peer selects the subject by its labels: then no judgement is needed, as policies add up unless
 * others stand above them.
 */
function isCertainlyAdmitted(
  snapshot: Snapshot, flow: Flow, opposite: TrafficDirection, peer: Workload, subject: Workload, destination: Workload,
): boolean {
  const admitsSubject = (rule: Rule) => rule.ports.some(match => matchesPort(snapshot, match, flow, destination))
    && rule.peers.some(other => other.kind === 'pods' && selectsPods(snapshot, other, subject) === 'yes');
  const governing = governingPolicies(snapshot, peer, opposite);
  return !subject.hostNetwork && governing.every(({ tier }) => tier === 'normal')
    && governing.some(policy => policy[opposite]!.rules.some(admitsSubject) && appliesTo(snapshot, policy, peer) === 'yes');
}

function endpointOf(workload: Workload): Endpoint {
  return { kind: 'workload', workload };
}

function firstPorts({ enforcement }: Snapshot, match: PortMatch, destination: Workload): [TransportProtocol, number][] {
  switch (match.kind) {
    case 'any': return PROTOCOLS.map(protocol => [protocol, 1]);
    case 'numbered': return match.ports.intervals.map(({ start }) => [match.protocol, start]);
    case 'named':
      return resolvePortName(destination, match.name, match.protocol, enforcement.portNames)
        .map(port => [match.protocol, port]);
  }
}
