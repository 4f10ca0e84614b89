import { formatWorkload } from '../../model/workload';
import { count, list } from '../../wording/lists';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { ByIsolation, isException, openWorkloads } from '../support/isolated-pods';
import { foldRepeats, Repeatable } from '../support/repeats';

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
`;

export const unprotectedNamespace: Check = {
  meta: {
    name: 'unprotected-namespace',
    severity: 'info',
    summary: 'No policy is for any workload of a namespace, or for most of them.',
    why: 'Without a policy, pods accept connections from everybody in the cluster and may connect to everybody. That may be meant, '
      + 'or the policies may stand elsewhere, so that this check has to be asked for.',
    bad: { manifests: POD },
    good: {
      manifests: `${POD}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
    },
    links: [{ title: 'Kubernetes: default policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies' }],
    since: '0.1.0',
    status: 'nursery',
  },

  check: inEveryInterpretation(({ snapshot }) =>
    foldRepeats(openWorkloads(snapshot).filter(found => !isException(found)).map(repeatable))),
};

function repeatable({ namespace, governed, open }: ByIsolation): Repeatable {
  const all = governed.length + open.length;
  return {
    finding: {
      check: unprotectedNamespace.meta.name,
      severity: 'info',
      title: governed.length === 0 ? `no policy is for any workload of namespace \`${namespace}\``
        : `no policy is for ${open.length} of the ${all} workloads of namespace \`${namespace}\``,
      at: open[0].origin,
      evidence: [{ label: 'open', text: list(open.map(formatWorkload)) }],
      notes: ['policies that stand elsewhere are not seen'],
      help: ['close the namespace with a policy for all of its pods, `podSelector: {}` without rules, and admit what is meant to pass'],
    },
    cause: 'open',
    place: `${namespace} (${governed.length === 0 ? count(open.length, 'workload') : `${open.length} of ${all}`})`,
  };
}
