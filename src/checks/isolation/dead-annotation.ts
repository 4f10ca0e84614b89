import { Finding } from '../../model/finding';
import { Snapshot } from '../../model/snapshot';
import { Namespace } from '../../model/workload';
import { oneLine } from '../../sets/visible';
import { Audience } from '../../wording/audience';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';

const SHOP = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`;
const ANNOTATION = `  annotations:
    net.beta.kubernetes.io/network-policy: '{"ingress": {"isolation": "DefaultDeny"}}'
`;
const POLICY = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

export const deadAnnotation: Check = {
  meta: {
    name: 'dead-annotation',
    severity: 'warning',
    summary: 'A Namespace has the annotation that isolated its pods before Kubernetes 1.7, and that nothing reads any more.',
    why: 'Up to Kubernetes 1.6 `net.beta.kubernetes.io/network-policy` closed a namespace. Since then policies do that, and the '
      + 'annotation is left in old manifests, where it looks as if the namespace were closed.',
    bad: { manifests: SHOP + ANNOTATION },
    good: { manifests: SHOP + POLICY },
    links: [{
      title: 'Kubernetes 1.7: network policy moved to networking.k8s.io/v1',
      url: 'https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.7.md',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot, audience }) => foldRepeats([...snapshot.namespaces.values()]
    .flatMap(namespace => {
      const { oldIsolation } = namespace;
      return oldIsolation === undefined ? [] : [repeatable(snapshot, audience, namespace, oldIsolation)];
    }))),
};

function repeatable(
  snapshot: Snapshot, audience: Audience, { name, origin }: Namespace, value: string,
): Repeatable {
  const isOpen = /DefaultDeny/.test(value) && !isClosed(snapshot, name);
  const finding: Finding = {
    check: deadAnnotation.meta.name,
    severity: isOpen ? 'warning' : 'info',
    title: `namespace \`${name}\` has an annotation that Kubernetes no longer reads: \`net.beta.kubernetes.io/network-policy\``,
    at: origin,
    evidence: [{ label: 'annotation', text: oneLine(value) }],
    notes: isOpen ? ['no policy of the input isolates all pods of the namespace for ingress, as the annotation once did'] : [],
    help: isOpen ? [defaultDeny(name, audience), 'and leave the annotation out'] : ['leave it out'],
  };
  return { finding, cause: `${isOpen}`, place: `namespace ${name}` };
}

/** Whether a policy isolates all pods of the namespace for ingress. */
function isClosed({ policies }: Snapshot, name: string): boolean {
  return policies.some(({ namespace, subject, ingress }) =>
    namespace === name && subject.pods.requirements.length === 0 && ingress?.isolates === true);
}

function defaultDeny(namespace: string, audience: Audience): string {
  const name = oneLine(namespace);
  return ['to close the namespace, add a policy for all of its pods:', ...audience === 'constructs'
    ? [`new DefaultDenyIngress(this, 'default-deny', { namespace: '${name}' });`] : [
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      `metadata: { name: default-deny, namespace: ${name} }`,
      'spec: { podSelector: {}, policyTypes: [Ingress] }',
    ]].join('\n');
}
