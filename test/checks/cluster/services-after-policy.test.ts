import { ciliumCluster, clusterWith, findings, found } from './context';
import { servicesAfterPolicy } from '../../../src/checks/cluster/services-after-policy';
import { deployment, labeled, metadata, pod, policy } from '../../fixture';
import { ClusterFacts, INetworkPolicyTarget, NetworkDriver, PolicyEnforcementMode, ServiceTranslation } from 'cdk8s-netpol';

const AFTER_POLICY: ClusterFacts = { serviceTranslation: ServiceTranslation.AFTER_POLICY };
const SERVICES = ['10.96.0.0/12'];

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const TO_DB = { to: [{ podSelector: labeled({ app: 'db' }) }] };

function service(name: string, spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name),
    spec: { selector: { app: name.split('/')[1] }, ports: [{ port: 5432 }], ...spec },
  };
}

/** What web may send. */
function sends(...egress: object[]): object {
  return policy('shop/web-out', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress });
}

const block = (cidr: string) => ({ to: [{ ipBlock: { cidr } }] });
const port = (number: number | string) => ({ ports: [{ port: number }] });

const FOUND: Record<string, { manifests: readonly object[]; facts?: ClusterFacts }> = {
  'a rule that selects the pods behind a Service': { manifests: [WEB, DB, service('shop/db'), sends(TO_DB)] },
  'the same on the port of the pods, which the Service does not have': {
    manifests: [WEB, DB, service('shop/db', { ports: [{ port: 80, targetPort: 'sql' }] }), sends({ ...TO_DB, ...port(5432) })],
  },
  'a rule beside it that admits everybody, on another port': {
    manifests: [WEB, DB, service('shop/db'), sends(TO_DB, port(53))],
  },
  'a rule beside it that admits addresses which no Service has': {
    manifests: [WEB, DB, service('shop/db'), sends(TO_DB, block('192.168.0.0/16'))], facts: { serviceCidrs: SERVICES },
  },
  'a rule beside it that admits the Services, on the port of the pods': {
    manifests: [
      WEB, DB, service('shop/db', { ports: [{ port: 80, targetPort: 5432 }] }), sends(TO_DB, { ...block('10.96.0.0/12'), ...port(5432) }),
    ],
    facts: { serviceCidrs: SERVICES },
  },
};

describe.each(Object.entries(FOUND))('finds %s', (_, { manifests, facts }) => {
  test.each([
    ['on Cilium', ciliumCluster()], ['on Calico', clusterWith(NetworkDriver.CALICO)],
    ['on flannel with a controller', clusterWith(NetworkDriver.FLANNEL, 'kube-network-policies')], ['without a target', undefined],
  ])('%s', (__, target) => {
    expect(found(servicesAfterPolicy, manifests, { target, facts: { ...AFTER_POLICY, ...facts } }))
      .toEqual([expect.stringMatching(/^warning: 1 connection through a Service will not match/)]);
  });
});

const SILENT: Record<string, { manifests?: readonly object[]; facts?: ClusterFacts; target?: INetworkPolicyTarget }> = {
  'Services that are translated before policy': { facts: { serviceTranslation: ServiceTranslation.BEFORE_POLICY } },
  'a cluster of which nobody has said who translates Services': { facts: { serviceTranslation: undefined } },
  'a cluster that enforces nothing': { target: clusterWith(NetworkDriver.FLANNEL) },
  'a cluster that enforces nothing, in mode never': { facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER } },
  'pods that no policy isolates for egress': {
    manifests: [WEB, DB, service('shop/db'), policy('shop/p', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] })],
  },
  'no Service': { manifests: [WEB, DB, sends(TO_DB)] },
  'a Service in front of other pods': { manifests: [WEB, DB, service('shop/cache'), sends(TO_DB)] },
  'a Service of the same selector in another namespace': { manifests: [WEB, DB, service('lab/db'), sends(TO_DB)] },
  'a Service without a selector, whose addresses somebody else manages': {
    manifests: [WEB, DB, service('shop/db', { selector: undefined }), sends(TO_DB)],
  },
  'a headless Service, whose name leads to the pods themselves': {
    manifests: [WEB, DB, service('shop/db', { clusterIP: 'None' }), sends(TO_DB)],
  },
  'a Service on a port that the rule does not admit at the pods either': {
    manifests: [WEB, DB, service('shop/db'), sends({ ...TO_DB, ...port(9090) })],
  },
  'a pod that does not accept the connection either': {
    manifests: [WEB, DB, service('shop/db'), sends(TO_DB), policy('shop/db-in', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] })],
  },
  'a rule beside it that admits everybody': { manifests: [WEB, DB, service('shop/db'), sends(TO_DB, {})] },
  'a rule beside it that admits everybody on the port of the Service': {
    manifests: [WEB, DB, service('shop/db'), sends(TO_DB, port(5432))],
  },
  'a rule beside it that admits the Services': {
    manifests: [WEB, DB, service('shop/db'), sends(TO_DB, block('10.96.0.0/12'))], facts: { serviceCidrs: SERVICES },
  },
  'a rule beside it that perhaps admits the Services, since nobody has said what addresses they have': {
    manifests: [WEB, DB, service('shop/db'), sends(TO_DB, block('10.0.0.0/8'))],
  },
  'a pod and the Service in front of itself alone': {
    manifests: [pod('shop/web', { app: 'web' }, { ports: ['5432'] }), service('shop/web'), sends({ to: [{ podSelector: labeled({ app: 'web' }) }] })],
  },
};

test.each(Object.entries(SILENT))('is silent about %s', (_, row) => {
  const { manifests = [WEB, DB, service('shop/db'), sends(TO_DB)], facts, target = ciliumCluster() } = row;
  expect(found(servicesAfterPolicy, manifests, { target, facts: { ...AFTER_POLICY, ...facts } })).toEqual([]);
});

test('all connections of all namespaces are one finding, which names them', () => {
  const probe = deployment('lab/probe', { app: 'probe' });
  const all = findings(servicesAfterPolicy, [
    WEB, DB, probe, service('shop/db'), sends(TO_DB),
    policy('lab/out', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] }),
  ], { target: ciliumCluster(), facts: AFTER_POLICY });
  expect(all.map(({ title, evidence }) => [title, evidence[0].text])).toEqual([[
    '2 connections through a Service will not match the egress rule that allows the pods behind it',
    'shop/web -> Service shop/db, lab/probe -> Service shop/db',
  ]]);
});

test('without a target it points at the validation, where the fact was declared', () => {
  const [{ at }] = findings(servicesAfterPolicy, [WEB, DB, service('shop/db'), sends(TO_DB)], { facts: AFTER_POLICY });
  expect(at).toEqual({ object: 'NetworkPolicyValidation' });
});
