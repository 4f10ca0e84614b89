import { Finding } from '../../model/finding';
import { formatWorkload } from '../../model/workload';
import { list } from '../../wording/lists';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { ByIsolation, isException, openWorkloads } from '../support/isolated-pods';

const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
---`;
const policyFor = (podSelector: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: ${podSelector}, policyTypes: [Ingress] }
`;
const PODS = ['web', 'orders', 'stock', 'cache'].map(pod).join('');

export const unprotectedWorkload: Check = {
  meta: {
    name: 'unprotected-workload',
    severity: 'warning',
    summary: 'No policy is for a workload, although policies are for most workloads of its namespace.',
    why: 'Pods are isolated once a policy selects them, and are open to everybody until then. Where each workload has a policy of its '
      + 'own, the one that came later, or whose labels changed, is easily forgotten.',
    bad: { manifests: PODS + policyFor('{ matchExpressions: [{ key: app, operator: In, values: [web, orders, stock] }] }') },
    good: { manifests: PODS + policyFor('{}') },
    links: [{
      title: 'Kubernetes: the two sorts of pod isolation',
      url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }) => openWorkloads(snapshot).filter(isException).map(findingFor)),
};

function findingFor({ namespace, governed, open }: ByIsolation): Finding {
  const isOne = open.length === 1;
  const pods = isOne ? 'its pods' : 'their pods';
  return {
    check: unprotectedWorkload.meta.name,
    severity: 'warning',
    title: `no policy is for ${list(open.map(workload => `\`${formatWorkload(workload)}\``), 3)}, while policies are for the `
      + `${governed.length} other workloads of \`${namespace}\``,
    at: open[0].origin,
    ...isOne ? {} : { likewise: open.slice(1).map(({ origin }) => origin) },
    evidence: [
      { label: 'open', text: list(open.map(formatWorkload)) },
      { label: 'policies for', text: list(governed.map(formatWorkload)) },
    ],
    effect: `everybody may connect to ${pods}, and they to everybody, as far as the other end lets it`,
    notes: ['policies that stand elsewhere are not seen'],
    help: [
      `write a policy for ${isOne ? 'it' : 'each'}, or add one for all pods of the namespace, which later ones cannot fall out of: `
      + '`podSelector: {}`',
    ],
  };
}
