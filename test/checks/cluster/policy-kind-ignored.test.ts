import { ciliumCluster, clusterWith, contextOf, findings, found } from './context';
import { policyKindIgnored } from '../../../src/checks/cluster/policy-kind-ignored';
import { metadata, pod } from '../../fixture';
import { CiliumVersion, ClusterFacts, INetworkPolicyTarget, NetworkDriver, Reachability } from 'cdk8s-netpol';

const WEB = pod('shop/web', { app: 'web' });

function object(apiVersion: string, kind: string): object {
  return { apiVersion, kind, metadata: metadata('shop/p'), spec: {} };
}

const CILIUM = object('cilium.io/v2', 'CiliumNetworkPolicy');
const CLUSTERWIDE = object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy');
const CALICO = object('projectcalico.org/v3', 'NetworkPolicy');
const ANTREA = object('crd.antrea.io/v1beta1', 'NetworkPolicy');
const ADMIN = object('policy.networking.k8s.io/v1gamma1', 'AdminNetworkPolicy');
const OVN = object('k8s.ovn.org/v1', 'EgressFirewall');
const AWS = object('networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy');
const { V1_15, V1_20 } = CiliumVersion;

describe('a kind that the cluster certainly drops is an error, and changes no answer', () => {
  test.each<[string, INetworkPolicyTarget, object, string]>([
    ['Cilium\'s on Calico', clusterWith(NetworkDriver.CALICO), CILIUM,
      'CiliumNetworkPolicy shop/p has no effect: cluster `staging` does not run Cilium'],
    ['Cilium\'s own on GKE', clusterWith(NetworkDriver.GKE_DATAPLANE_V2), CILIUM,
      'CiliumNetworkPolicy shop/p has no effect: cluster `staging` runs GKE\'s Dataplane V2, which takes no CiliumNetworkPolicy'],
    ['Calico\'s on Cilium', ciliumCluster(), CALICO,
      'NetworkPolicy shop/p has no effect: cluster `staging` does not run Calico'],
    ['Antrea\'s on Calico', clusterWith(NetworkDriver.CALICO), ANTREA,
      'NetworkPolicy shop/p has no effect: cluster `staging` does not run Antrea'],
    ['OVN\'s on kindnet', clusterWith(NetworkDriver.KINDNET), OVN,
      'EgressFirewall shop/p has no effect: cluster `staging` does not run OVN-Kubernetes'],
    ['Amazon\'s on Cilium', ciliumCluster(), AWS,
      'ApplicationNetworkPolicy shop/p has no effect: '
      + 'cluster `staging` does not enforce policies of networking.k8s.aws'],
    ['an admin policy on an old Cilium', ciliumCluster(V1_15), ADMIN,
      'AdminNetworkPolicy p has no effect: cluster `staging` does not enforce policies of policy.networking.k8s.io'],
    ['an admin policy on flannel', clusterWith(NetworkDriver.FLANNEL), ADMIN,
      'AdminNetworkPolicy p has no effect: cluster `staging` does not enforce policies of policy.networking.k8s.io'],
  ])('%s', (_, target, policy, title) => {
    const given = [WEB, policy];
    expect(found(policyKindIgnored, given, { target })).toEqual([`error: ${title}`]);
    expect(contextOf(given, { target }).snapshot.unsimulated).toEqual([]);
  });
});

describe('a kind that the cluster may enforce is no finding, and leaves answers unknown', () => {
  test.each<[string, INetworkPolicyTarget | undefined, object, string]>([
    ['without a target', undefined, CILIUM, 'CiliumNetworkPolicy shop/p'],
    ['Cilium\'s on Cilium', ciliumCluster(), CILIUM, 'CiliumNetworkPolicy shop/p'],
    ['Cilium\'s for the cluster on GKE', clusterWith(NetworkDriver.GKE_DATAPLANE_V2), CLUSTERWIDE,
      'CiliumClusterwideNetworkPolicy p'],
    ['Calico\'s on Calico', clusterWith(NetworkDriver.CALICO), CALICO, 'NetworkPolicy shop/p'],
    ['Calico\'s on flannel with a controller', clusterWith(NetworkDriver.FLANNEL, 'canal'), CALICO,
      'NetworkPolicy shop/p'],
    ['Calico\'s on another driver', clusterWith(NetworkDriver.OTHER), CALICO, 'NetworkPolicy shop/p'],
    ['an admin policy on a new Cilium', ciliumCluster(V1_20), ADMIN, 'AdminNetworkPolicy p'],
    ['an admin policy on Calico', clusterWith(NetworkDriver.CALICO), ADMIN, 'AdminNetworkPolicy p'],
  ])('%s', (_, target, policy, name) => {
    const given = [WEB, policy];
    expect(found(policyKindIgnored, given, { target })).toEqual([]);
    expect(contextOf(given, { target }).snapshot.unsimulated.map(({ origin }) => origin.object)).toEqual([name]);
  });
});

test('the finding says what was declared, what comes of it and what to do', () => {
  expect(findings(policyKindIgnored, [WEB, CALICO], { target: ciliumCluster() })).toEqual([{
    check: 'policy-kind-ignored',
    severity: 'error',
    title: 'NetworkPolicy shop/p has no effect: cluster `staging` does not run Calico',
    at: { object: 'NetworkPolicy shop/p' },
    evidence: [{ label: 'declared', text: 'network driver cilium' }],
    effect: 'the API server refuses the object, or accepts it and nobody enforces it',
    notes: [],
    help: ['write a NetworkPolicy instead, or correct the target if the cluster does enforce them'],
  }]);
});

describe('on GKE, Cilium\'s kind for the whole cluster', () => {
  const target = clusterWith(NetworkDriver.GKE_DATAPLANE_V2);

  test.each([[undefined, 0], [true, 0], [false, 1]])('has no effect where it is said to be off: %s', (isOn, times) => {
    const facts = { gkeClusterwidePolicies: isOn };
    expect(findings(policyKindIgnored, [WEB, CLUSTERWIDE], { target, facts })).toHaveLength(times);
    expect(contextOf([WEB, CLUSTERWIDE], { target, facts }).snapshot.unsimulated).toHaveLength(1 - times);
  });

  test('the fact is refused for other clusters', () => {
    const facts = { gkeClusterwidePolicies: true };
    expect(() => Reachability.ofManifests([WEB], { target: ciliumCluster(), facts }).matrix())
      .toThrow('`gkeClusterwidePolicies` is a setting of GKE\'s Dataplane V2, but cluster `staging` runs cilium');
  });

  test('of Cilium\'s facts all count there but the patch release, of a version that nobody names', () => {
    const matrix = (facts: ClusterFacts) => Reachability.ofManifests([WEB], { target, facts }).matrix();
    expect(() => matrix({ sctpEnabled: true, hostFirewallEnabled: true, nodeSelectorLabels: true })).not.toThrow();
    expect(() => matrix({ ciliumPatchVersion: 2 })).toThrow('`ciliumPatchVersion` is a setting of Cilium, but cluster `staging` runs gke-dataplane-v2');
  });
});
