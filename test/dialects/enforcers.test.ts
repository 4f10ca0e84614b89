import { Enforcer, enforces } from '../../src/dialects/enforcers';
import { Ternary } from '../../src/sets/ternary';

const DRIVERS = [
  'antrea', 'aws-vpc', 'azure', 'calico', 'cilium', 'flannel', 'gke-dataplane-v2', 'kindnet', 'kube-router', 'kubenet',
  'other', 'ovn-kubernetes', 'weave',
];

function enforcer(networkDriver: string, more: Partial<Enforcer> = {}): Enforcer {
  return { networkDriver, enforcesCiliumPolicy: networkDriver === 'cilium', ...more };
}

/** Of `azure` and `other` too little is known to say that they ignore anything but Cilium's kinds. */
const UNCLEAR = ['azure', 'other'];

describe('a kind that only some drivers may enforce has no effect on every other', () => {
  test.each<[string, string, string[]]>([
    ['cilium.io', 'CiliumNetworkPolicy', ['cilium']],
    ['cilium.io', 'CiliumLocalRedirectPolicy', ['cilium']],
    ['cilium.io', 'CiliumClusterwideNetworkPolicy', ['cilium', 'gke-dataplane-v2']],
    ['projectcalico.org', 'NetworkPolicy', ['calico', ...UNCLEAR]],
    ['crd.projectcalico.org', 'GlobalNetworkPolicy', ['calico', ...UNCLEAR]],
    ['crd.antrea.io', 'ClusterNetworkPolicy', ['antrea', ...UNCLEAR]],
    ['security.antrea.tanzu.vmware.com', 'NetworkPolicy', ['antrea', ...UNCLEAR]],
    ['k8s.ovn.org', 'EgressFirewall', ['ovn-kubernetes', ...UNCLEAR]],
    ['network.openshift.io', 'EgressNetworkPolicy', ['ovn-kubernetes', ...UNCLEAR]],
    ['networking.k8s.aws', 'ApplicationNetworkPolicy', ['aws-vpc', ...UNCLEAR]],
    ['vpcresources.k8s.aws', 'SecurityGroupPolicy', ['aws-vpc', 'calico', 'cilium', ...UNCLEAR]],
    ['networking.gke.io', 'FQDNNetworkPolicy', ['calico', 'gke-dataplane-v2', ...UNCLEAR]],
    ['policy.networking.k8s.io', 'AdminNetworkPolicy',
      ['antrea', 'calico', 'gke-dataplane-v2', 'kindnet', 'ovn-kubernetes', ...UNCLEAR]],
    ['example.org', 'Policy', DRIVERS],
  ])('%s %s', (group, kind, expected) => {
    const mayEnforce = DRIVERS.filter(driver => enforces(enforcer(driver), { group, kind }) !== 'no');
    expect(mayEnforce).toEqual([...expected].sort());
  });
});

describe('a controller beside the driver', () => {
  const beside = enforcer('flannel', { policyController: 'anything' });

  test.each([
    ['projectcalico.org', 'NetworkPolicy', false], ['policy.networking.k8s.io', 'AdminNetworkPolicy', false],
    ['cilium.io', 'CiliumNetworkPolicy', true],
  ])('may enforce anything but Cilium\'s kinds: %s', (group, kind, expected) => {
    expect(enforces(beside, { group, kind }) === 'no').toBe(expected);
  });
});

describe('Cilium', () => {

  test('that enforces nothing ignores its own kinds', () => {
    const switchedOff = enforcer('cilium', { enforcesCiliumPolicy: false });
    expect(enforces(switchedOff, { group: 'cilium.io', kind: 'CiliumNetworkPolicy' })).toBe('no');
  });
});

describe('policies of administrators', () => {
  const NEW = 'ClusterNetworkPolicy';
  const OLD = 'AdminNetworkPolicy';

  test.each<[string, string, Partial<Enforcer>, string, Ternary]>([
    ['Cilium before 1.20 knows nothing of them', 'cilium', { ciliumVersion: '1.19', clusterNetworkPolicyEnabled: true }, NEW, 'no'],
    ['Cilium of an unknown version is taken to be old', 'cilium', { clusterNetworkPolicyEnabled: true }, NEW, 'no'],
    ['Cilium 1.20 has them switched off', 'cilium', { ciliumVersion: '1.20' }, NEW, 'no'],
    ['Cilium 1.20 takes them where they are switched on', 'cilium', { ciliumVersion: '1.20', clusterNetworkPolicyEnabled: true }, NEW, 'yes'],
    ['Cilium never takes the old kinds', 'cilium', { ciliumVersion: '1.20', clusterNetworkPolicyEnabled: true }, OLD, 'no'],
    ['Antrea has them behind a gate', 'antrea', {}, NEW, 'no'],
    ['Antrea takes them where the gate is open', 'antrea', { clusterNetworkPolicyEnabled: true }, NEW, 'yes'],
    ['Antrea perhaps takes the old kinds', 'antrea', {}, OLD, 'unknown'],
    ['Calico takes them from 3.32 on', 'calico', {}, NEW, 'unknown'],
    ['Calico that takes them', 'calico', { clusterNetworkPolicyEnabled: true }, NEW, 'yes'],
    ['Calico that does not', 'calico', { clusterNetworkPolicyEnabled: false }, NEW, 'no'],
    ['Calico takes the old kinds before 3.32 only', 'calico', { clusterNetworkPolicyEnabled: true }, OLD, 'no'],
    ['Calico of an unknown version perhaps takes the old kinds', 'calico', {}, OLD, 'unknown'],
    ['OVN-Kubernetes takes the old kinds', 'ovn-kubernetes', {}, OLD, 'yes'],
    ['OVN-Kubernetes takes the old kinds only', 'ovn-kubernetes', {}, NEW, 'no'],
    ['Amazon has a group of its own', 'aws-vpc', {}, NEW, 'no'],
    ['Flannel enforces nothing', 'flannel', {}, NEW, 'no'],
    ['a controller beside the driver perhaps takes them', 'flannel', { policyController: 'kube-network-policies' }, NEW, 'unknown'],
    ['of other drivers nothing is known', 'other', {}, NEW, 'unknown'],
  ])('%s', (_, driver, more, kind, expected) => {
    expect(enforces(enforcer(driver, more), { group: 'policy.networking.k8s.io', kind })).toBe(expected);
  });
});
