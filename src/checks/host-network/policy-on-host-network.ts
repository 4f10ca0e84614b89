import { Evidence } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { possibleSubjects, subjectsOf } from '../../semantics/selected';
import { enforcerName } from '../../wording/enforcers';
import { list } from '../../wording/lists';
import { describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';

const manifests = (spec: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: exporter, namespace: shop }
spec:
  selector: { matchLabels: { app: exporter } }
  template:
    metadata: { labels: { app: exporter } }
    spec: { ${spec}containers: [{ name: exporter, image: exporter }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: exporter, namespace: shop }
spec: { podSelector: { matchLabels: { app: exporter } }, policyTypes: [Ingress] }
`;

export const policyOnHostNetwork: Check = {
  meta: {
    name: 'policy-on-host-network',
    severity: 'warning',
    summary: 'A policy selects pods on the host network, for which policies mostly do not hold.',
    why: 'A pod with `hostNetwork: true` has the address of its node. Kubernetes leaves open what a NetworkPolicy means to it, '
      + 'and most network plugins cannot tell it from its node and apply none.',
    bad: { manifests: manifests('hostNetwork: true, ') },
    good: { manifests: manifests('') },
    links: [{ title: 'Kubernetes: network policies and hostNetwork pods', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => {
    const isAnyOnHost = snapshot.workloads.some(({ hostNetwork }) => hostNetwork);
    const policies = isAnyOnHost && snapshot.enforcement.mode !== 'never' ? snapshot.policies : [];
    const selections = policies.filter(({ tier }) => tier === 'normal').flatMap(policy => selectionOf(snapshot, policy));
    const told = new Set(selections.flatMap(({ onHost, isOnly }) => (isOnly ? onHost : [])));
    return foldRepeats(selections
      .map(one => (one.isOnly ? one : { ...one, onHost: one.onHost.filter(pod => !told.has(pod)) }))
      .filter(({ onHost }) => onHost.length > 0).map(one => repeatable(snapshot, one)));
  }),
};

/** A policy that selects pods on the host network. */
interface HostSelection {
  readonly policy: Policy;
  readonly onHost: readonly Workload[];
  /** Whether it is for these and no others, so that it mostly does nothing. */
  readonly isOnly: boolean;
}

function selectionOf(snapshot: Snapshot, policy: Policy): HostSelection[] {
  const onHost = subjectsOf(snapshot, policy).filter(({ hostNetwork }) => hostNetwork);
  return onHost.length === 0 ? [] : [{
    policy,
    onHost,
    isOnly: policy.subject.pods.requirements.length > 0
      && possibleSubjects(snapshot, policy).every(({ hostNetwork }) => hostNetwork),
  }];
}

function repeatable(snapshot: Snapshot, { policy, onHost, isOnly }: HostSelection): Repeatable {
  const names = list(onHost.map(formatWorkload));
  return {
    finding: {
      check: policyOnHostNetwork.meta.name,
      severity: isOnly ? 'warning' : 'info',
      title: isOnly ? `policy \`${formatPolicy(policy)}\` is for pods on the host network, ${reason(snapshot)}`
        : `policy \`${formatPolicy(policy)}\` selects pods on the host network too, ${reason(snapshot)}`,
      at: policy.origin,
      evidence: [{ label: 'podSelector', text: describeSubject(policy.subject) }, hostLine(names)],
      notes: limits(snapshot),
      help: isOnly ? HELP : OTHER_HELP,
    },
    cause: `${isOnly} ${names}`,
    place: `policy ${formatPolicy(policy)}`,
  };
}

function hostLine(names: string): Evidence {
  return { label: 'on the host network', text: names };
}

function reason({ enforcement: { dialect, hostNetworkPods } }: Snapshot): string {
  return hostNetworkPods === 'nodes' ? `which ${enforcerName(dialect)} takes for their nodes and applies no policy to`
    : 'to which most network plugins apply no policy';
}

function limits({ enforcement: { hostNetworkPods } }: Snapshot): string[] {
  return hostNetworkPods === 'nodes' ? []
    : ['Kubernetes leaves open what a policy means to such pods, so answers about them are unknown'];
}

const HELP = [
  'leave out `hostNetwork: true`, if the pods can do without the network of their node',
  'or close their ports on the node: with its firewall, or with a policy for nodes, if the network plugin has such a kind',
];

const OTHER_HELP = [
  'close their ports on the node, if they must be closed: with its firewall, or with a policy for nodes, if the network plugin has such a kind',
];
