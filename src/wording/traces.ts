import { describeLadder, describeStep } from './ladder';
import { list } from './lists';
import { DeclaredFacts } from '../model/cluster';
import { Evidence } from '../model/finding';
import { Endpoint, formatEndpoint } from '../model/flow';
import { formatPolicy, Policy } from '../model/policy';
import { admittedBy, DirectionTrace, Doubt, Trace } from '../model/trace';
import { formatCidrs } from '../sets/cidr';

/** One line for each direction: the subject, the verdict and the reason. */
export function describeTrace({ flow, egress, ingress }: Trace): Evidence[] {
  return [describeDirection(egress, flow.source), describeDirection(ingress, flow.destination)];
}

/** The doubts of both directions, each once. */
export function doubtsInTrace({ egress, ingress }: Trace): Doubt[] {
  return [...new Set([...egress.doubts, ...ingress.doubts])];
}

/** What is not known, in words. */
export function describeDoubt(doubt: Doubt): string {
  switch (doubt) {
    case 'pod-address':
      return 'the address of a pod is not known before it runs, so an ipBlock may or may not contain it';
    case 'node-address': return 'the address of a node is not known, so an ipBlock may or may not contain it';
    case 'host-network': return 'a pod on the host network is a pod to some network plugins and a node to others';
    case 'placement': return 'it depends on whether both run on the same node';
    case 'icmp':
      return 'NetworkPolicy speaks of TCP, UDP and SCTP only; '
        + 'what isolation means for ICMP is up to the network plugin';
    case 'node-identity': return 'it is not certain that a selector without a positive requirement admits nodes';
    case 'switching-label':
      return 'it is not known whether the pod has a label by which this network plugin opens or isolates pods';
    case 'patch-release':
      return 'it depends on the patch release of the network plugin whether a label of the pod switches policies off';
    case 'service-account': return 'a selector asks for the service account of a pod, which is not known';
    case 'dropped-protocol': return 'it is not known whether the network plugin carries this protocol at all';
    case 'enforcer-version':
      return 'it is not known which version of the network plugin runs there, and the versions do not read a policy alike';
    case 'policy-kind': return 'it is not known whether the network plugin enforces policies of a kind that would decide about it';
    case 'namespace-labels':
      return 'a selector asks for labels of a namespace that is not in the input, so only its name is known';
    case 'generated-label': return 'a selector asks for a label whose value a controller sets when the pod is made';
    case 'added-label': return 'a selector asks for a label that nothing here sets, and that a controller, an injector or whoever makes the pods may set';
    case 'unsimulated-policy': return 'a policy of a kind that is not simulated may select the pod';
    case 'equal-priority':
      return 'policies of one rank match it with different effects, and the network plugin may ask any of them first';
    case 'node-labels': return 'a rule asks for labels of nodes, and it is not known which node it is or which labels that has';
    case 'domain-name': return 'a rule names a DNS name, and it is not known which addresses that stands for';
    case 'open-rule': return 'the API takes a rule that matches it, and no specification says what such a rule means';
  }
}

/** Something that is not known and that leaves connections open, in words. */
export interface Cause {
  /** The doubt, with the object that gives rise to it where there is one. */
  readonly id: string;
  /** What is not known. */
  readonly what: string;
  /** What would settle it. */
  readonly help: string;
}

/** The doubt as a cause, in words that hold whatever is declared. */
export function causeOfDoubt(doubt: Doubt): Cause {
  return { id: doubt, what: describeDoubt(doubt), help: settleDoubt(doubt) };
}

/** The doubts in words that take the declared facts into account and name the policies that are not simulated. */
export function causesIn(trace: Trace, facts: DeclaredFacts): Cause[] {
  return doubtsInTrace(trace).flatMap((doubt): Cause[] => {
    if (doubt === 'unsimulated-policy') {
      return unsimulatedIn(trace).map(policy => ({
        id: `${doubt} ${policy}`,
        what: `${policy} is of a kind that is not simulated, and may decide about it`,
        help: settleDoubt(doubt),
      }));
    }
    if (doubt === 'patch-release' && doubtsInTrace(trace).includes('enforcer-version')) {
      // Where not even the version is known, no patch release can be named.
      return [{ id: 'patch-release of-any-version', what: describeDoubt(doubt), help: 'give the label another key' }];
    }
    const covered = partlyCovered(trace, doubt, facts);
    return [covered === undefined ? causeOfDoubt(doubt)
      : { id: `${doubt} ${covered.what}`, ...covered }];
  });
}

function unsimulatedIn({ egress, ingress }: Trace): string[] {
  return [...new Set([...egress.unsimulated, ...ingress.unsimulated].map(({ origin }) => origin.object))];
}

/** What is not known, in words. */
export function describeDoubts(trace: Trace, facts: DeclaredFacts): string[] {
  return causesIn(trace, facts).map(({ what }) => what);
}

/** What would settle the doubts, each way once. */
export function settleDoubts(trace: Trace, facts: DeclaredFacts): string[] {
  return [...new Set(causesIn(trace, facts).map(({ help }) => help))];
}

/** Words for an address doubt that no declaration settles: the addresses are known, and a block holds some of them. */
function partlyCovered(
  { flow, egress, ingress }: Trace, doubt: Doubt, facts: DeclaredFacts,
): { readonly what: string; readonly help: string } | undefined {
  if (doubt !== 'pod-address' && doubt !== 'node-address') {
    return undefined;
  }
  const [noun, declared] = doubt === 'pod-address'
    ? ['pod', facts.podAddresses] as const : ['node', facts.nodeAddresses] as const;
  const others = [
    ...egress.doubts.includes(doubt) ? [flow.destination] : [], ...ingress.doubts.includes(doubt) ? [flow.source] : [],
  ];
  const isKnown = others.every(other => other.kind === 'workload' && other.workload.addresses !== undefined);
  if (!isKnown && declared === undefined) {
    return undefined;
  }
  const blocks = 'write a block that contains all of these addresses or none';
  return {
    what: isKnown ? 'an ipBlock contains only some of the addresses that the pods may have'
      : `an ipBlock covers only a part of the ${noun} range that is declared (${list(formatCidrs(declared!))}), `
        + `so it may or may not contain the ${noun}`,
    help: doubt === 'pod-address' ? `admit the pods by a selector, which asks for no address, or ${blocks}` : blocks,
  };
}

function settleDoubt(doubt: Doubt): string {
  switch (doubt) {
    case 'pod-address': return 'declare where pods get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'] }`';
    case 'node-address': return 'declare where nodes get their addresses: `facts: { nodeCidrs: [\'10.0.0.0/24\'] }`';
    case 'host-network': return 'write the policy so that it holds either way, or take the pod off the host network';
    case 'placement': return 'no policy can settle this: Kubernetes always lets a node reach its own pods';
    case 'icmp': return 'ask for the dialect of your network plugin';
    case 'node-identity': return 'give the selector a positive requirement';
    case 'switching-label': return 'give the label another key on all pods that have it';
    case 'patch-release':
      return 'give the label another key, or say which patch release it is: `facts: { ciliumPatchVersion: 2 }`';
    case 'service-account': return 'select by a label that the pods are known to have instead';
    case 'dropped-protocol': return 'say whether it does: `facts: { sctpEnabled: true }`';
    case 'enforcer-version':
      return 'write the policy so that all versions read it alike: docs/cilium.md lists in what they differ';
    case 'policy-kind':
      return 'say whether it takes ClusterNetworkPolicy, where it can be switched on: `facts: { clusterNetworkPolicyEnabled: true }`; '
        + 'with another kind, or another network plugin, write the policies so that the answer is the same without these';
    case 'namespace-labels': return 'add the Namespace object with its labels to the input';
    case 'generated-label': return 'select by a label of the pod template instead';
    case 'added-label': return 'select by a label that the pods are known to have instead';
    case 'equal-priority': return 'give each policy of the tier a priority of its own';
    case 'node-labels': return 'add the Node objects with their labels to the input, or let the rule select all nodes: `nodes: {}`';
    case 'domain-name': return 'write the addresses instead: `networks`';
    case 'open-rule': return 'write the rule as the specification has it; a warning says what is unusual about it';
    case 'unsimulated-policy': return 'read what that policy does; where the cluster does not enforce such policies, name it as the target';
  }
}

function describeDirection(trace: DirectionTrace, subject: Endpoint): Evidence {
  return {
    label: trace.direction,
    columns: [formatEndpoint(subject), trace.verdict],
    text: `${describeReason(trace, subject)}${otherPolicies(trace)}`,
  };
}

/** Whatever the simulated policies say, the others may say otherwise. */
function otherPolicies({ unsimulated }: DirectionTrace): string {
  const names = [...new Set(unsimulated.map(({ origin }) => origin.object))];
  return names.length === 0 ? '' : `; but ${list(names, 3)} may decide otherwise`;
}

/** Who isolates a pod, in words. A cluster may isolate pods that no policy selects. */
export function describeIsolation(policies: readonly Policy[]): string {
  return policies.length === 0 ? 'isolated: this cluster isolates every pod'
    : `isolated by ${list(policies.map(formatPolicy), 3)}`;
}

/** Why the direction is decided so. */
export function describeReason(trace: DirectionTrace, subject: Endpoint): string {
  switch (trace.basis) {
    case 'ungoverned':
      return `${subject.kind === 'address' ? 'outside the cluster' : 'a node'}: no policy applies to it`;
    case 'opening-label':
      return `open: its label \`${trace.switchingLabel}\` switches policies off on this network plugin`;
    case 'not-enforced': return 'open: nothing enforces the policies there';
    case 'not-isolated': return describeLadder(trace, `not isolated: no policy selects it for ${trace.direction}`);
    case 'admin-tier': return describeLadder(trace);
    case 'dropped-protocol': return 'the network plugin drops this protocol, whatever the policies say';
    case 'always-isolated':
      return describeLadder(trace, `${isolationOfAll(trace)}, and no rule admits it`);
    case 'own-node':
      return trace.direction === 'egress' ? 'a pod always reaches its own node' : 'its own node always reaches a pod';
    case 'same-pod': return 'no policy can keep a pod from itself';
    case 'isolated': return describeLadder(trace, `${isolation(trace)}; ${admission(trace)}`);
  }
}

function isolationOfAll({ switchingLabel }: DirectionTrace): string {
  return switchingLabel === undefined ? describeIsolation([])
    : `isolated: its label \`${switchingLabel}\` isolates a pod on this network plugin`;
}

function isolation({ steps }: DirectionTrace): string {
  const isolating = steps.filter(({ effect }) => effect === 'isolates');
  const certain = isolating.filter(step => step.certain);
  const named = (certain.length > 0 ? certain : isolating).map(({ policy }) => policy);
  return `${certain.length > 0 ? '' : 'perhaps '}${describeIsolation(named)}`;
}

function admission(trace: DirectionTrace): string {
  const { direction, doubts, unsimulated, verdict } = trace;
  const steps = admittedBy(trace).filter(({ tier }) => tier === 'normal');
  const certain = steps.filter(step => step.certain);
  if (verdict === 'denied' || (steps.length === 0 && unsimulated.length > 0)) {
    return 'no rule admits it';
  }
  if (certain.length > 0) {
    return `admitted by ${list(certain.map(step => describeStep(step, direction)))}`;
  }
  if (steps.length === 0 && doubts.length === 1 && doubts[0] === 'placement') {
    const preposition = direction === 'ingress' ? 'from' : 'to';
    return `no rule admits it, but ${preposition} the node that the pod runs on it is always open`;
  }
  return steps.length > 0
    ? `perhaps admitted by ${list(steps.map(step => describeStep(step, direction)))}` : 'it is open what that means for it';
}
