import { isInScope, matchesPort } from './match';
import { Flow } from '../model/flow';
import { PodsPeer } from '../model/peer';
import { TrafficDirection, Policy, Rule } from '../model/policy';
import { Requirement, selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { nearest } from '../sets/nearest';

/** A rule that would admit a flow if one thing were different, and that thing. */
export interface NearMiss {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly peer: PodsPeer;
  readonly fault: Fault;
}

/** Why a rule does not admit the flow: its ports, the namespaces of the peer, or one requirement on its labels. */
export type Fault =
  | { readonly kind: 'port' }
  | { readonly kind: 'namespace' }
  /** The requirement that the pod does not meet; `meant` is set when one of its values looks like a typo. */
  | { readonly kind: 'label'; readonly requirement: Requirement; readonly meant?: Meant };

/** A value in a selector that no pod in scope has, and the similar one that the peer has. */
export interface Meant {
  readonly written: string;
  readonly value: string;
}

/** A rule that would admit the peer but for one fault. Of several, the one whose fault is most likely a mistake. */
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
      .map((requirement): Fault =>
        ({ kind: 'label', requirement, meant: meantValue(snapshot, candidate, requirement, peer) })),
    ...(isInScope(snapshot, candidate.namespaces, peer.namespace) === 'no' ? [{ kind: 'namespace' } as const] : []),
    ...(rule.ports.some(match => matchesPort(snapshot, match, flow, destination)) ? [] : [{ kind: 'port' } as const]),
  ];
}

/** A value that some pod in scope has is not taken for a typo: the rule would no longer admit that pod without it. */
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

/** The order of faults: what is most likely a mistake comes first. */
function unlikeliness(fault: Fault): number {
  switch (fault.kind) {
    case 'label': return fault.meant === undefined ? 3 : 0;
    case 'port': return 1;
    case 'namespace': return 2;
  }
}
