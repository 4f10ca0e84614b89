import { coversPeer } from './peer-relations';
import { DestinedRule } from './rule-destinations';
import { Flow } from '../../model/flow';
import { Peer, PodsPeer } from '../../model/peer';
import { Snapshot } from '../../model/snapshot';
import { FlowVerdict } from '../../model/trace';
import { Workload } from '../../model/workload';
import { judgeSource } from '../../semantics/entry-sources';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { isForPort } from '../../semantics/match';
import { subjectsOf, workloadsOfPeer } from '../../semantics/selected';
import { TransportProtocol } from '../../sets/ports';

/** A port of pods that a rule was meant for. */
export interface MeantPort {
  readonly pod: Workload;
  readonly port: { readonly protocol: TransportProtocol };
  readonly target: number;
}

/** What other rules make of the connections that a rule was meant for. */
export type MeantPassage = 'open' | 'closed' | 'partly' | 'unknown';

/** What becomes, on the rule's side, of connections between those that the rule names, on the ports that it was meant for. */
export function passageTo(snapshot: Snapshot, destined: DestinedRule, meant: readonly MeantPort[]): MeantPassage {
  const verdicts = new Set<FlowVerdict>();
  for (const one of meant) {
    for (const verdict of verdictsOn(snapshot, destined, one)) {
      verdicts.add(verdict);
      if (verdicts.has('allowed') && verdicts.has('denied')) {
        return 'partly';
      }
    }
  }
  return verdicts.has('unknown') || verdicts.size === 0 ? 'unknown' : verdicts.has('denied') ? 'closed' : 'open';
}

function* verdictsOn(
  snapshot: Snapshot, { policy, direction, rule }: DestinedRule, one: MeantPort,
): Generator<FlowVerdict> {
  const { pod, port: { protocol }, target } = one;
  const destination = { kind: 'workload', workload: pod } as const;
  const sources = direction === 'egress' ? subjectsOf(snapshot, policy)
    : rule.peers.filter(isPods).flatMap(peer => workloadsOfPeer(snapshot, peer));
  for (const workload of sources.filter(source => !(source === pod && pod.isSinglePod) && !source.hostNetwork)) {
    const flow: Flow = { source: { kind: 'workload', workload }, destination, protocol, port: target };
    yield judgeDirection(snapshot, flow, direction).verdict;
  }
  if (direction === 'ingress') {
    for (const peer of rule.peers.filter(other => !isPods(other) || workloadsOfPeer(snapshot, other).length === 0)) {
      yield verdictForAbsent(snapshot, peer, one);
    }
  }
}

/** What becomes of connections from whoever the input does not have. */
function verdictForAbsent(
  snapshot: Snapshot, peer: Peer, { pod, port: { protocol }, target: port }: MeantPort,
): FlowVerdict {
  const destination = { kind: 'workload', workload: pod } as const;
  const flow: Flow = { source: destination, destination, protocol, port };
  const admits = governingPolicies(snapshot, pod, 'ingress').flatMap(policy => policy.ingress!.rules)
    .filter(rule => rule.effect === 'allow' && isForPort(snapshot, rule, flow, pod));
  const isFromNamespace = peer.kind === 'pods' && peer.namespaces.kind === 'named' ? peer.namespaces.name : undefined;
  return admits.some(rule => coversPeer(rule.peers, peer)) ? 'allowed'
    : admits.length > 0 ? 'unknown'
      : judgeSource(snapshot, { kind: 'absent-controller', namespace: isFromNamespace }, { destination, protocol, port }).verdict;
}

function isPods(peer: Peer): peer is PodsPeer {
  return peer.kind === 'pods';
}
