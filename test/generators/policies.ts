import fc from 'fast-check';
import {
  anyBlock, anyDoubtfulSelector, anyNamespace, anyNamespaceSelector, anyPodSelector, anyPortName, anyPortNumber,
  anyProtocol, EMPTY_NAMESPACE,
} from './vocabulary';
import { policy } from '../fixture';

const anyPeer: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ podSelector: anyPodSelector }) },
  { weight: 1, arbitrary: fc.record({ podSelector: anyDoubtfulSelector }) },
  { weight: 2, arbitrary: fc.record({ namespaceSelector: anyNamespaceSelector }) },
  { weight: 2, arbitrary: fc.record({ podSelector: anyPodSelector, namespaceSelector: anyNamespaceSelector }) },
  { weight: 3, arbitrary: fc.record({ ipBlock: anyBlock }) },
);

const anyRange = fc.tuple(anyPortNumber, anyPortNumber)
  .map(([one, other]) => ({ port: Math.min(one, other), endPort: Math.max(one, other) }));

const anyPort: fc.Arbitrary<object> = fc.tuple(
  fc.oneof(
    { weight: 3, arbitrary: anyPortNumber.map(port => ({ port })) },
    { weight: 2, arbitrary: anyPortName.map(port => ({ port })) },
    { weight: 2, arbitrary: anyRange },
    fc.constant({}),
  ),
  anyProtocol,
).map(([port, protocol]) => ({ ...port, ...(protocol && { protocol }) }));

/** An absent list, an empty one, or one with items. */
function anyList(item: fc.Arbitrary<object>): fc.Arbitrary<object[] | undefined> {
  return fc.oneof(
    fc.constant(undefined),
    fc.constant<object[]>([]),
    { weight: 4, arbitrary: fc.array(item, { minLength: 1, maxLength: 2 }) });
}

function anyRule(peersKey: 'from' | 'to'): fc.Arbitrary<object> {
  return fc.record({ [peersKey]: anyList(anyPeer), ports: anyList(anyPort) }).map(withoutAbsent);
}

const anySpec: fc.Arbitrary<object> = fc.record({
  podSelector: fc.oneof({ weight: 3, arbitrary: anyPodSelector }, { weight: 1, arbitrary: anyDoubtfulSelector }),
  policyTypes: fc.constantFrom(undefined, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  ingress: anyList(anyRule('from')),
  egress: anyList(anyRule('to')),
}).map(withoutAbsent);

/** Network policies with different names, also in a namespace that has no pods. */
export const anyPolicies: fc.Arbitrary<object[]> = fc.array(
  fc.tuple(fc.oneof({ weight: 9, arbitrary: anyNamespace }, fc.constant(EMPTY_NAMESPACE)), anySpec), { maxLength: 7 })
  .map(drawn => drawn.map(([namespace, spec], index) => policy(`${namespace}/p${index}`, spec)));

const anyDirections = fc.constantFrom({ ingress: [{}] }, { egress: [{}] }, { ingress: [{}], egressDeny: [{}] });

/** Policies of kinds that are not simulated: for some pods, for all of them, for nodes. */
export const anyUnsimulated: fc.Arbitrary<object[]> = fc.array(fc.oneof(
  fc.tuple(anyNamespace, anyPodSelector, anyDirections).map(([namespace, endpointSelector, sections]) => ({
    apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { namespace, name: 'u' }, spec: { endpointSelector, ...sections },
  })),
  fc.tuple(anyNamespaceSelector, anyDirections).map(([namespaces, sections]) => ({
    apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ClusterNetworkPolicy', metadata: { name: 'u' }, spec: { subject: { namespaces }, ...sections },
  })),
  anyDirections.map(sections => ({
    apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'u' }, spec: { nodeSelector: {}, ...sections },
  })),
), { maxLength: 1 });

/** What YAML would leave out is left out. */
export function withoutAbsent<T extends object>(record: T): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
