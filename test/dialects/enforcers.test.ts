import { certainlyIgnores, Enforcer } from '../../src/dialects/enforcers';

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
    const mayEnforce = DRIVERS.filter(driver => !certainlyIgnores(enforcer(driver), { group, kind }));
    expect(mayEnforce).toEqual([...expected].sort());
  });
});

describe('a controller beside the driver', () => {
  const beside = enforcer('flannel', { policyController: 'anything' });

  test.each([
    ['projectcalico.org', 'NetworkPolicy', false], ['policy.networking.k8s.io', 'AdminNetworkPolicy', false],
    ['cilium.io', 'CiliumNetworkPolicy', true],
  ])('may enforce anything but Cilium\'s kinds: %s', (group, kind, expected) => {
    expect(certainlyIgnores(beside, { group, kind })).toBe(expected);
  });
});

describe('Cilium', () => {
  test.each([[undefined, true], ['1.15', true], ['1.19', true], ['1.20', false]] as const)(
    'of version %s ignores the policies of administrators: %s', (ciliumVersion, expected) => {
      const policy = { group: 'policy.networking.k8s.io', kind: 'ClusterNetworkPolicy' };
      expect(certainlyIgnores(enforcer('cilium', { ciliumVersion }), policy)).toBe(expected);
    });

  test('that enforces nothing ignores its own kinds', () => {
    const switchedOff = enforcer('cilium', { enforcesCiliumPolicy: false });
    expect(certainlyIgnores(switchedOff, { group: 'cilium.io', kind: 'CiliumNetworkPolicy' })).toBe(true);
  });
});
