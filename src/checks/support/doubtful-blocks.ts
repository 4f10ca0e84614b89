import { isPrivate, isRangeOfPods } from './address-kinds';
import { Target } from '../../model/cluster';
import { Finding } from '../../model/finding';
import { Endpoint, Flow, formatEndpoint } from '../../model/flow';
import { AddressesPeer } from '../../model/peer';
import { DIRECTIONS, formatPolicy, Policy, Rule, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { judgeDirection } from '../../semantics/judge';
import { possibleSubjects } from '../../semantics/selected';
import { tellFact } from '../../wording/audience';
import { clusterName, enforcerName } from '../../wording/enforcers';
import { list } from '../../wording/lists';
import { describePeer } from '../../wording/rules';
import { CheckContext } from '../check';

/** A block that may be meant for pods, to which the enforcer does not apply it. */
interface Doubtful {
  readonly policy: Policy;
  readonly block: AddressesPeer;
  readonly pair: string;
  /** What the enforcer does otherwise. */
  readonly reason: string | undefined;
}

/**
 * One finding for all blocks of private addresses that may or may not hold pods whose address nobody knows: documented,
 * the answer is open, and this enforcer denies. A block for the internet, or for some machines, is not meant for pods.
 */
export function doubtfulBlocks(context: CheckContext, target: Target): Finding[] {
  const { documented, snapshot, audience } = context;
  const found = documented.policies.flatMap(policy => DIRECTIONS.flatMap(direction =>
    (policy[direction]?.rules ?? []).flatMap(rule => doubtfulIn(context, policy, direction, rule))));
  const [first] = found;
  if (first === undefined) {
    return [];
  }
  const enforcer = enforcerName(snapshot.enforcement.dialect);
  const policies = [...new Map(found.map(one => [one.policy.origin, one])).values()];
  return [{
    check: 'enforcer-differs',
    severity: 'warning',
    title: `on ${clusterName(target)}, ${enforcer} denies what the Kubernetes documentation leaves open: `
      + (policies.length === 1 ? `\`${formatPolicy(first.policy)}\` may mean pods by a block of addresses`
        : `${policies.length} policies may mean pods by blocks of addresses`),
    at: first.policy.origin,
    evidence: [
      { label: 'blocks', text: list(policies.map(({ policy, block }) => `${formatPolicy(policy)}: ${describePeer(block, policy.namespace)}`)) },
      { label: 'such as', text: `${first.pair}, which depends on the address of a pod that nobody knows before it runs` },
    ],
    notes: [...new Set(found.flatMap(({ reason }) => reason ?? []))],
    help: [
      'select pods by their labels, if these are meant',
      'or declare where pods get their addresses, to know whether they are: '
      + tellFact(audience, 'podCidrs: [\'10.244.0.0/16\']', '--pod-cidr 10.244.0.0/16'),
    ],
  }];
}

function doubtfulIn(context: CheckContext, policy: Policy, direction: TrafficDirection, rule: Rule): Doubtful[] {
  const blocks = rule.peers.filter((peer): peer is AddressesPeer =>
    peer.kind === 'addresses' && isRangeOfPods(peer) && isPrivate(peer));
  const pair = blocks.length === 0 ? undefined : doubtfulPair(context, policy, direction, rule);
  return pair === undefined ? [] : [{ policy, block: blocks[0], ...pair }];
}

/** More pairs than this are not gone through: mostly the first one tells. */
const MOST_PEERS = 100;

/** A pair of pods that depends on the block, if there is one. */
function doubtfulPair(
  { documented, snapshot: enforced, variants }: CheckContext, policy: Policy, direction: TrafficDirection, rule: Rule,
): Pick<Doubtful, 'pair' | 'reason'> | undefined {
  const [subject] = possibleSubjects(documented, policy);
  const verdictIn = (snapshot: Snapshot, flow: Flow) => judgeDirection(snapshot, flow, direction).verdict;
  const flows = subject === undefined ? [] : documented.workloads
    .filter(({ addresses, hostNetwork }) => addresses === undefined && !hostNetwork)
    .filter(peer => peer !== subject).slice(0, MOST_PEERS)
    .flatMap(peer => flowOn(rule, direction, subject, peer) ?? []);
  const flow = flows.find(one => verdictIn(documented, one) === 'unknown' && verdictIn(enforced, one) === 'denied');
  return flow && {
    pair: `${formatEndpoint(flow.source)} -> ${formatEndpoint(flow.destination)}`,
    reason: variants.find(({ snapshot }) => verdictIn(snapshot, flow) !== 'denied')?.does,
  };
}

/** A flow on the first port of the rule; undefined where that is known by name only. */
function flowOn({ ports }: Rule, direction: TrafficDirection, subject: Workload, peer: Workload): Flow | undefined {
  const [own, other] = [subject, peer].map((workload): Endpoint => ({ kind: 'workload', workload }));
  const ends = direction === 'egress' ? { source: own, destination: other } : { source: other, destination: own };
  const [first] = ports.filter(({ kind }) => kind !== 'named');
  return first === undefined || first.kind === 'named' ? undefined
    : first.kind === 'any' ? { ...ends, protocol: 'TCP', port: 1 }
      : { ...ends, protocol: first.protocol, port: first.ports.intervals[0].start };
}
