import { Policy } from '../../model/policy';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../model/snapshot';
import { count, list } from '../../wording/lists';
import { Check } from '../check';
import { peersOf } from '../support/unmatched';

const manifests = (namespace: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web,${namespace} labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny${namespace.replace(/^(.+),$/, ',$1')} }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

export const defaultNamespaceUsed: Check = {
  meta: {
    name: 'default-namespace-used',
    severity: 'info',
    summary: 'Policies are in `default` because nothing in the input names a namespace.',
    why: 'A policy holds in its own namespace alone. Where the manifests leave that open, whoever applies them decides by a flag, or '
      + 'forgets it, whether the policies stand where the pods are. Charts and bases leave it open with reason, so that this check '
      + 'has to be asked for.',
    bad: { manifests: manifests('') },
    good: { manifests: manifests(' namespace: shop,') },
    links: [{
      title: 'Kubernetes: when to use multiple namespaces',
      url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#when-to-use-multiple-namespaces',
    }],
    since: '0.1.0',
    status: 'nursery',
  },

  check: ({ snapshot }) => {
    const policies = snapshot.policies.filter(({ origin }) => snapshot.unplaced?.has(origin));
    // Where others name a namespace, that is a problem of the input, and has been reported as one.
    return policies.length === 0 || namesAnother(snapshot) ? [] : [{
      check: defaultNamespaceUsed.meta.name,
      severity: 'info',
      title: `${policies.length === 1 ? '1 NetworkPolicy is' : `${policies.length} NetworkPolicies are`} in \`default\`, because nothing in the input names a namespace`,
      at: policies[0].origin,
      evidence: [
        { label: 'policies', text: list(policies.map(({ name }) => name)) },
        ...snapshot.workloads.length === 0 ? [] : [{ label: 'beside', text: count(snapshot.workloads.length, 'workload') }],
      ],
      notes: [],
      help: ['write `namespace:` below `metadata` of each object, or say for the whole input which namespace it is for'],
    }];
  },
};

function namesAnother({ namespaces, policies }: Snapshot): boolean {
  return [...namespaces.keys(), ...policies.flatMap(askedFor)].some(name => name !== 'default');
}

function askedFor(policy: Policy): string[] {
  return peersOf(policy).flatMap(({ peer: { namespaces } }) => (namespaces.kind === 'named' ? [namespaces.name]
    : namespaces.selector.requirements.filter(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')
      .flatMap(({ values }) => values)));
}
