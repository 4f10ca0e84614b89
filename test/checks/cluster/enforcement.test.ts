import { ciliumCluster, clusterWith, findings, found, Known } from './context';
import { enforcementAssumed } from '../../../src/checks/cluster/enforcement-assumed';
import { notEnforced } from '../../../src/checks/cluster/not-enforced';
import { policyKindNotEnforced } from '../../../src/checks/cluster/policy-kind-not-enforced';
import { metadata, pod, policy } from '../../fixture';
import { clusterPolicy } from '../tiers/policies';
import { CiliumVersion, INetworkPolicyTarget, NetworkDriver, PolicyEnforcementMode } from 'cdk8s-netpol';

const POLICY = policy('shop/p', { podSelector: {}, policyTypes: ['Ingress'] });
const POLICIES = [pod('shop/web'), POLICY, policy('shop/q', { podSelector: {} }), policy('lab/p', { podSelector: {} })];
const CILIUM_POLICIES = [
  { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: metadata('shop/one'), spec: {} },
  { apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: metadata('two'), spec: {} },
];
const EVERYTHING = [...POLICIES, ...CILIUM_POLICIES];

const NEVER = { policyEnforcementMode: PolicyEnforcementMode.NEVER };
const CONTROLLER = 'kube-network-policies';

const DRIVER_TITLE = 'error: 3 NetworkPolicies will have no effect: cluster `staging` declares network driver `flannel`';
const ASSUMED = 'warning: it is assumed that the cluster enforces network policies, and does so as Kubernetes documents';
const IGNORED = ['CiliumNetworkPolicy shop/one', 'CiliumClusterwideNetworkPolicy two']
  .map(object => `error: ${object} has no effect: cluster \`staging\` does not run Cilium`);
const OFF = IGNORED.map(title => title.replace('does not run Cilium', 'runs Cilium in enforcement mode `never`'));

/** What the three checks find in an app with policies of Kubernetes and of Cilium. */
const TARGETS: Record<string, Known & { readonly finds: readonly string[] }> = {
  'no target': { finds: [ASSUMED] },
  'a CiliumCluster\'s like': { target: ciliumCluster(), finds: [] },
  'Calico': { target: clusterWith(NetworkDriver.CALICO), finds: IGNORED },
  'flannel': { target: clusterWith(NetworkDriver.FLANNEL), finds: [DRIVER_TITLE, ...IGNORED] },
  'flannel with a controller': { target: clusterWith(NetworkDriver.FLANNEL, CONTROLLER), finds: IGNORED },
  'Cilium in mode always': {
    target: ciliumCluster(), facts: { policyEnforcementMode: PolicyEnforcementMode.ALWAYS }, finds: [],
  },
  'Cilium in mode never': {
    target: ciliumCluster(), facts: NEVER, finds: ['error: 3 NetworkPolicies will have no effect: cluster `staging` runs Cilium in enforcement mode `never`', ...OFF],
  },
  'Cilium in mode never, beside a controller': {
    target: clusterWith(NetworkDriver.CILIUM, CONTROLLER), facts: NEVER, finds: OFF,
  },
  'Calico, whatever is said of Cilium\'s mode': { target: clusterWith(NetworkDriver.CALICO), facts: NEVER, finds: IGNORED },
  'no target, whatever is said of Cilium\'s mode': { facts: NEVER, finds: [ASSUMED] },
};

test.each(Object.entries(TARGETS))('%s', (_, { finds, ...known }) => {
  expect([notEnforced, policyKindNotEnforced, enforcementAssumed].flatMap(check => found(check, EVERYTHING, known)))
    .toEqual(finds);
});

describe('without policies there is nothing to say', () => {
  test.each([
    ['without a target', notEnforced, {}], ['without a target', enforcementAssumed, {}], ['without a target', policyKindNotEnforced, {}],
    ['on flannel', notEnforced, { target: clusterWith(NetworkDriver.FLANNEL) }],
    ['on flannel', policyKindNotEnforced, { target: clusterWith(NetworkDriver.FLANNEL) }],
    ['on Cilium in mode never', notEnforced, { target: ciliumCluster(), facts: NEVER }],
  ])('%s: %p', (_, check, known) => {
    expect(found(check, [pod('shop/web')], known)).toEqual([]);
  });
});

test('without a target, policies of Cilium\'s kinds alone raise no doubt whether NetworkPolicies are enforced', () => {
  expect(found(enforcementAssumed, CILIUM_POLICIES, {})).toEqual([]);
});

describe('not-enforced', () => {
  const evidence = (manifests: readonly object[], known: Known) => findings(notEnforced, manifests, known)[0].evidence
    .map(({ label, text }) => `${label}: ${text}`);

  test('counts the policies and their namespaces', () => {
    expect(evidence(POLICIES, { target: clusterWith(NetworkDriver.FLANNEL) }))
      .toEqual(['declared: network driver flannel, no policy controller', 'policies: 3 objects, in 2 namespaces']);
    expect(evidence([POLICY], { target: clusterWith(NetworkDriver.FLANNEL) })[1]).toBe('policies: 1 object, in 1 namespace');
  });

  test('counts policies of the whole cluster by their kind, and says where they hold', () => {
    const target = ciliumCluster(CiliumVersion.V1_20);
    const facts = { ...NEVER, clusterNetworkPolicyEnabled: true };
    const guards = ['one', 'two'].map(name => clusterPolicy(name, [{ action: 'Deny' }]));
    const counted = (...policies: object[]) =>
      findings(notEnforced, [pod('shop/web'), ...policies], { target, facts }).map(finding => [finding.title, finding.evidence[1].text]);
    const rest = 'will have no effect: cluster `staging` runs Cilium in enforcement mode `never`';
    expect(counted(...guards)).toEqual([[`2 ClusterNetworkPolicies ${rest}`, '2 objects, in the whole cluster']]);
    expect(counted(POLICY, guards[0]))
      .toEqual([[`1 NetworkPolicy and 1 ClusterNetworkPolicy ${rest}`, '2 objects, in 1 namespace and the whole cluster']]);
  });

  test('of one policy speaks in the singular', () => {
    expect(found(notEnforced, [POLICY], { target: clusterWith(NetworkDriver.FLANNEL) }))
      .toEqual(['error: 1 NetworkPolicy will have no effect: cluster `staging` declares network driver `flannel`']);
  });

  test('says that the mode was declared, and not only the driver', () => {
    expect(evidence(POLICIES, { target: ciliumCluster(), facts: NEVER })[0])
      .toBe('declared: network driver cilium, no policy controller, enforcement mode never');
  });

  test('of a cluster with Cilium\'s kinds and no enforcement speaks of the driver, not of a mode that nobody declared', () => {
    const target: INetworkPolicyTarget = {
      targetName: 'staging', networkDriver: NetworkDriver.CILIUM, enforcesNetworkPolicy: false, supportsCiliumPolicy: true,
    };
    expect(found(notEnforced, [POLICY], { target }))
      .toEqual(['error: 1 NetworkPolicy will have no effect: cluster `staging` declares network driver `cilium`']);
  });
});

test('policy-kind-not-enforced points at each object', () => {
  const all = findings(policyKindNotEnforced, EVERYTHING, { target: clusterWith(NetworkDriver.CALICO) });
  expect(all.map(({ at }) => at.object))
    .toEqual(['CiliumNetworkPolicy shop/one', 'CiliumClusterwideNetworkPolicy two']);
});
