import { reach } from '../../src/engine/reach';
import { FlowVerdict } from '../../src/model/trace';
import { cluster, deployment, flow, Input, labeled, metadata, namespace, node, pod, policy, trace } from '../fixture';

const SHOP = namespace('shop', { team: 'red' });
const LAB = namespace('lab', { team: 'blue' });
const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' });
const PROBE = deployment('lab/probe', { app: 'probe' });
/** Nobody reaches db but web. */
const ON_DB = policy('shop/db',
  { podSelector: labeled({ app: 'db' }), ingress: [{ from: [{ podSelector: labeled({ app: 'web' }) }] }] });
const GIVEN = [SHOP, LAB, node('one', '192.0.2.1'), WEB, DB, PROBE, ON_DB];

const FLOWS = [
  'shop/web -> shop/db TCP 80', 'shop/db -> shop/web TCP 80', 'lab/probe -> shop/db TCP 80',
  'lab/probe -> shop/web TCP 80',
  'shop/web -> lab/probe TCP 80', '8.8.8.8 -> shop/web TCP 80', 'node one -> shop/web TCP 80',
  'shop/web -> node one TCP 80',
];
const WITHOUT = ['allowed', 'allowed', 'denied', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'];

function object(apiVersion: string, kind: string, spec: object, name: string = 'shop/p'): object {
  return { apiVersion, kind, metadata: metadata(name), spec };
}

/** The verdicts on the flows; the engine says the same as the judge. */
function verdicts(input: Input): FlowVerdict[] {
  const snapshot = cluster(input);
  const engine = reach(snapshot);
  const judged = FLOWS.map(text => trace(snapshot, text).verdict);
  expect(FLOWS.map(text => engine.verdict(flow(snapshot, text)))).toEqual(judged);
  return judged;
}

test('without policies of other kinds every flow is certain', () => {
  expect(verdicts(GIVEN)).toEqual(WITHOUT);
});

const CILIUM = 'cilium.io/v2';
const TO_WEB = ['shop/db -> shop/web TCP 80', 'lab/probe -> shop/web TCP 80', '8.8.8.8 -> shop/web TCP 80',
  'node one -> shop/web TCP 80'];
const FROM_WEB = ['shop/web -> shop/db TCP 80', 'shop/web -> lab/probe TCP 80', 'shop/web -> node one TCP 80'];
const SHOP_INGRESS = [...TO_WEB, 'shop/web -> shop/db TCP 80', 'lab/probe -> shop/db TCP 80'];
const SHOP_EGRESS = [...FROM_WEB, 'shop/db -> shop/web TCP 80'];
/** What probe sends to db stays denied: db's own policy denies it. */
const LAB_EGRESS = ['lab/probe -> shop/web TCP 80'];
const LAB_INGRESS = ['shop/web -> lab/probe TCP 80'];
const ON_WEB = { endpointSelector: labeled({ app: 'web' }) };
const RED_WEB = {
  subject: {
    pods: {
      namespaceSelector: labeled({ team: 'red' }),
      podSelector: labeled({ app: 'web' }),
    },
  },
};

describe('flows of the pods that it may select are unknown in the directions that it may touch, and no others', () => {
  test.each<[string, object, string[]]>([
    ['a Cilium policy on pods, for ingress', object(CILIUM, 'CiliumNetworkPolicy', { ...ON_WEB, ingress: [{}] }),
      TO_WEB],
    ['a Cilium policy on pods, for egress', object(CILIUM, 'CiliumNetworkPolicy', { ...ON_WEB, egressDeny: [{}] }),
      FROM_WEB],
    ['a Cilium policy on pods, for both', object(CILIUM, 'CiliumNetworkPolicy', ON_WEB), [...TO_WEB, ...FROM_WEB]],
    ['a Cilium policy on every pod of its namespace',
      object(CILIUM, 'CiliumNetworkPolicy', { endpointSelector: {}, ingress: [] }), SHOP_INGRESS],
    ['a Cilium policy on pods that there are none of',
      object(CILIUM, 'CiliumNetworkPolicy', { endpointSelector: labeled({ app: 'x' }) }), []],
    ['a Cilium policy of another namespace',
      object(CILIUM, 'CiliumNetworkPolicy', { ...ON_WEB, ingress: [{}] }, 'lab/p'), []],
    ['a Cilium policy of the cluster',
      object(CILIUM, 'CiliumClusterwideNetworkPolicy', { endpointSelector: {}, ingress: [] }, 'p'),
      [...SHOP_INGRESS, ...LAB_INGRESS]],
    ['a Cilium policy of the cluster, on pods of one namespace', object(CILIUM, 'CiliumClusterwideNetworkPolicy',
      { endpointSelector: labeled({ 'k8s:io.kubernetes.pod.namespace': 'lab' }), egress: [] }, 'p'), LAB_EGRESS],
    ['a Cilium policy on nodes',
      object(CILIUM, 'CiliumClusterwideNetworkPolicy', { nodeSelector: {}, ingress: [] }, 'p'),
      ['shop/web -> node one TCP 80']],
    ['a Cilium redirection', object(CILIUM, 'CiliumLocalRedirectPolicy',
      { redirectBackend: { localEndpointSelector: labeled({ app: 'web' }) } }), TO_WEB],
    ['a Calico policy',
      object('projectcalico.org/v3', 'NetworkPolicy', { selector: "app == 'web'", types: ['Ingress'] }), TO_WEB],
    ['a Calico policy that cannot be read', object('projectcalico.org/v3', 'NetworkPolicy',
      { selector: "app == 'web' || app == 'x'", types: ['Ingress'] }), SHOP_INGRESS],
    ['a Calico policy of the cluster', object('projectcalico.org/v3', 'GlobalNetworkPolicy',
      { namespaceSelector: "team == 'blue'", types: ['Egress'] }, 'p'), [...LAB_EGRESS, 'node one -> shop/web TCP 80']],
    ['a Calico host', object('projectcalico.org/v3', 'HostEndpoint', {}, 'p'),
      ['node one -> shop/web TCP 80', 'shop/web -> node one TCP 80']],
    ['an Antrea policy', object('crd.antrea.io/v1beta1', 'NetworkPolicy',
      { appliedTo: [{ podSelector: labeled({ app: 'web' }) }], egress: [] }), FROM_WEB],
    ['an Antrea policy of the cluster', object('crd.antrea.io/v1beta1', 'ClusterNetworkPolicy',
      { appliedTo: [{ namespaceSelector: labeled({ team: 'blue' }) }], egress: [] }, 'p'), LAB_EGRESS],
    ['an admin policy',
      object('policy.networking.k8s.io/v1gamma1', 'AdminNetworkPolicy', { ...RED_WEB, ingress: [] }, 'p'), TO_WEB],
    ['a baseline policy', object('policy.networking.k8s.io/v1gamma1', 'BaselineAdminNetworkPolicy',
      { subject: { namespaces: labeled({ team: 'blue' }) }, egress: [] }, 'default'), LAB_EGRESS],
    ['a policy of Amazon', object('networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy',
      { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'] }), FROM_WEB],
    ['security groups of Amazon', object('vpcresources.k8s.aws/v1beta1', 'SecurityGroupPolicy',
      { podSelector: labeled({ app: 'web' }) }), [...TO_WEB, ...FROM_WEB]],
    ['a firewall of OVN', object('k8s.ovn.org/v1', 'EgressFirewall', { egress: [] }), SHOP_EGRESS],
    ['a firewall of OpenShift', object('network.openshift.io/v1', 'EgressNetworkPolicy', { egress: [] }), SHOP_EGRESS],
    ['names, as Google takes them', object('networking.gke.io/v1alpha1', 'FQDNNetworkPolicy',
      { podSelector: labeled({ app: 'web' }), egress: [] }), FROM_WEB],
    ['a new kind', object('networking.k8s.aws/v1alpha1', 'QuotaPolicy', {}), [...SHOP_INGRESS, ...SHOP_EGRESS]],
    ['a staged Calico policy', object('projectcalico.org/v3', 'StagedNetworkPolicy', { selector: 'all()' }), []],
    ['a policy for other networks', object('k8s.cni.cncf.io/v1beta1', 'MultiNetworkPolicy', { podSelector: {} }), []],
    ['a policy of a mesh', object('security.istio.io/v1', 'AuthorizationPolicy', {}), []],
  ])('%s', (_, foreign, open) => {
    const expected = FLOWS.map((text, index) => (open.includes(text) ? 'unknown' : WITHOUT[index]));
    expect(verdicts([...GIVEN, foreign])).toEqual(expected);
  });
});

describe('a namespace without an object may have the labels that a policy asks for', () => {
  test.each<[string, object, FlowVerdict]>([
    ['pods of it are unknown', deployment('else/x', { app: 'web' }), 'unknown'],
    ['unless their own labels decide', deployment('else/x', { app: 'x' }), 'allowed'],
  ])('%s', (_, other, expected) => {
    const foreign = object('policy.networking.k8s.io/v1gamma1', 'AdminNetworkPolicy', { ...RED_WEB, ingress: [] }, 'p');
    expect(trace(cluster([...GIVEN, other, foreign]), 'shop/db -> else/x TCP 80').verdict).toBe(expected);
  });
});

describe('the trace', () => {
  const foreign = object(CILIUM, 'CiliumNetworkPolicy', { ...ON_WEB, ingress: [{}] });
  const other = object(CILIUM, 'CiliumNetworkPolicy', { endpointSelector: labeled({ app: 'db' }) }, 'shop/q');

  test('says which policies may decide, and nothing else is in doubt', () => {
    const { egress, ingress } = trace(cluster([...GIVEN, foreign, other]), 'shop/db -> shop/web TCP 80');
    const names = [egress, ingress].map(({ unsimulated, doubts, verdict }) =>
      [unsimulated.map(({ origin }) => origin.object), doubts, verdict]);
    expect(names).toEqual([
      [['CiliumNetworkPolicy shop/q'], ['unsimulated-policy'], 'unknown'],
      [['CiliumNetworkPolicy shop/p'], ['unsimulated-policy'], 'unknown'],
    ]);
  });

  test('of a pod and itself is certain, as no policy can touch it', () => {
    expect(trace(cluster([pod('shop/one', { app: 'web' }), foreign]), 'shop/one -> itself TCP 80')).toMatchObject(
      { verdict: 'allowed', egress: { unsimulated: [] }, ingress: { unsimulated: [] } });
  });

  test.each<[string, object, FlowVerdict]>([
    ['on pods leaves open whether it touches a pod on the host network', foreign, 'unknown'],
    ['on nodes does too', object(CILIUM, 'CiliumClusterwideNetworkPolicy', { nodeSelector: {}, ingress: [] }, 'p'),
      'unknown'],
    ['on other pods does not', other, 'allowed'],
  ])('a policy %s', (_, given, expected) => {
    const host = deployment('shop/host', { app: 'web' }, { hostNetwork: true });
    expect(trace(cluster([PROBE, host, given]), 'lab/probe -> shop/host TCP 80').verdict).toBe(expected);
  });
});
