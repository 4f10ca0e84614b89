import { isInScope, matchesPort } from './match';
import { Flow } from '../model/flow';
import { PodsPeer } from '../model/peer';
import { TrafficDirection, Policy, Rule } from '../model/policy';
import { Requirement, selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { nearest } from '../sets/nearest';

/** A rule that does not admit a flow, and the one thing that keeps it from doing so. */
export interface NearMiss {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly peer: PodsPeer;
  readonly fault: Fault;
}

export type Fault =
  | { readonly kind: 'port' }
  | { readonly kind: 'namespace' }
  /** A label that the pod does not have so; `meant` is its value where that is but a slip of the pen away. */
  | { readonly kind: 'label'; readonly requirement: Requirement; readonly meant?: Meant };

/** A value that nobody has, and the one that was meant. */
export interface Meant {
  readonly written: string;
  readonly value: string;
}

/** Among the rules of the policies, one that would admit the peer but for one fault; the likeliest slip first. */
export function nearestRule(
  snapshot: Snapshot, policies: readonly Policy[], direction: TrafficDirection, peer: Workload, flow: Flow,
): NearMiss | undefined {
  const misses = policies.flatMap(policy => (policy[direction]?.rules ?? []).flatMap(rule =>
    rule.peers.filter((candidate): candidate is PodsPeer => candidate.kind === 'pods')
      .map(candidate => ({ policy, rule, peer: candidate, faults: faultsOf(snapshot, rule, candidate, peer, flow) }))))
    .filter(({ faults }) => faults.length === 1)
    .map(({ faults, ...miss }): NearMiss => ({ ...miss, fault: faults[0] }));
  return misses.sort((left, right) => unlikeliness(left.fault) - unlikeliness(right.fault))[0];
}

function faultsOf(snapshot: Snapshot, rule: Rule, candidate: PodsPeer, peer: Workload, flow: Flow): Fault[] {
  const destination = flow.destination.kind === 'workload' ? flow.destination.workload : undefined;
  return [
    ...candidate.pods.requirements
      .filter(requirement => selects({ requirements: [requirement] }, peer.labels) === 'no')
      .map((requirement): Fault => ({ kind: 'label', requirement, meant: meantValue(snapshot, candidate, requirement, peer) })),
    ...(isInScope(snapshot, candidate.namespaces, peer.namespace) === 'no' ? [{ kind: 'namespace' } as const] : []),
    ...(rule.ports.some(match => matchesPort(snapshot, match, flow, destination)) ? [] : [{ kind: 'port' } as const]),
  ];
}

/** A value that some pod in scope has is no slip of the pen: to replace it would cut that pod off. */
function meantValue(
  snapshot: Snapshot, { namespaces }: PodsPeer, requirement: Requirement, peer: Workload,
): Meant | undefined {
  const { key, operator, values, lookup } = requirement;
  const value = peer.labels.known.get(key);
  if (operator !== 'In' || lookup !== undefined || value === undefined) {
    return undefined;
  }
  const isHeld = (written: string) => snapshot.workloads.some(({ namespace, labels }) =>
    isInScope(snapshot, namespaces, namespace) !== 'no'
    && selects({ requirements: [{ ...requirement, values: [written] }] }, labels) !== 'no');
  const written = nearest(value, values.filter(candidate => !isHeld(candidate)));
  return written === undefined ? undefined : { written, value };
}

function unlikeliness(fault: Fault): number {
  switch (fault.kind) {
    case 'label': return fault.meant === undefined ? 3 : 0;
    case 'port': return 1;
    case 'namespace': return 2;
  }
}
