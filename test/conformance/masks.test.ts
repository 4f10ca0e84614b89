import { isLeftOpen } from '../../conformance/kube-network-policies/left-open';
import { Manifest, Spec } from '../../conformance/kube-network-policies/manifest';
import { MASKS } from '../../conformance/kube-network-policies/masks';
import { node, pod, policy } from '../fixture';

const [NODES, PORT_NAMES, DIRECTIONS] = MASKS.map(({ rewrite }) => rewrite);

function forCluster(kind: string, spec: object, name: string = 'p'): Manifest {
  const version = kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
  return { apiVersion: `policy.networking.k8s.io/${version}`, kind, metadata: { name }, spec: spec as Spec };
}

const admin = (spec: object, name?: string) => forCluster('AdminNetworkPolicy', { priority: 7, subject: { namespaces: {} }, ...spec }, name);
const baseline = (spec: object) => forCluster('BaselineAdminNetworkPolicy', { subject: { namespaces: {} }, ...spec }, 'default');
const today = (spec: object, name?: string) => forCluster('ClusterNetworkPolicy', { subject: { namespaces: {} }, ...spec }, name);

const LABELED = { ...node('n1', '10.0.0.9'), metadata: { name: 'n1', labels: { zone: 'north' } } };
const OTHER = node('n2', 'fd00::9');
const toNodes = (selector: object) => admin({ egress: [{ action: 'Deny', to: [{ namespaces: {} }, { nodes: selector }] }] });
const toNetworks = (...networks: string[]) => admin({ egress: [{ action: 'Deny', to: [{ namespaces: {} }, { networks }] }] });

test.each<[string, object, string[]]>([
  ['all of them', {}, ['10.0.0.9/32', 'fd00::9/128']],
  ['by their labels', { matchLabels: { zone: 'north' } }, ['10.0.0.9/32']],
  ['by a label that they lack', { matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, ['fd00::9/128']],
  ['none', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['south'] }] }, []],
])('nodes are asked about by their addresses: %s', (_, selector, networks) => {
  const cluster = [LABELED, OTHER, toNodes(selector)] as Manifest[];
  expect(NODES(cluster)).toEqual([[LABELED, OTHER, toNetworks(...networks)]]);
});

test('names of ports are asked about in the words of the later version, with all the policies of the earlier one', () => {
  const rule = (action: string, ports: object) => ({ action, from: [{ namespaces: {} }], ports: [ports] });
  const cluster = [
    admin({ ingress: [rule('Allow', { namedPort: 'http' }), rule('Pass', { portNumber: { port: 53, protocol: 'UDP' } })] }),
    baseline({ egress: [{ action: 'Deny', to: [{ networks: ['::/0'] }], ports: [{ portRange: { start: 1, end: 9 } }] }] }),
  ];
  const protocols = (protocol: object) => ({ from: [{ namespaces: {} }], protocols: [protocol] });
  expect(PORT_NAMES(cluster)).toEqual([[
    today({
      tier: 'Admin',
      priority: 7,
      ingress: [
        { action: 'Accept', ...protocols({ destinationNamedPort: 'http' }) },
        { action: 'Pass', ...protocols({ udp: { destinationPort: { number: 53 } } }) },
      ],
    }, 'Admin-p'),
    today({
      tier: 'Baseline',
      priority: 0,
      egress: [{ action: 'Deny', to: [{ networks: ['::/0'] }], protocols: [{ tcp: { destinationPort: { range: { start: 1, end: 9 } } } }] }],
    }, 'Baseline-default'),
  ]]);
});

test('each direction is asked about with the policies that are for it, by `policyTypes` or without', () => {
  const everyone = { podSelector: {}, ingress: [{}], egress: [{}] };
  const both = policy('a/both', everyone);
  const ingress = policy('a/ingress', { podSelector: {}, policyTypes: ['Ingress'] });
  const guard = admin({ ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] });
  const [egressOnly, ingressOnly] = DIRECTIONS([OTHER, both, ingress, guard] as Manifest[]);
  expect(egressOnly).toEqual([
    OTHER, policy('a/both', { podSelector: {}, policyTypes: ['Egress'], egress: [{}] }), admin({}),
  ]);
  expect(ingressOnly).toEqual([
    OTHER, policy('a/both', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }), ingress, guard,
  ]);
});

test('a cluster that a mask does not concern is asked about as it is', () => {
  const cluster = [OTHER, today({ tier: 'Admin', priority: 1, egress: [{ action: 'Deny', to: [{ nodes: {} }] }] })] as Manifest[];
  MASKS.forEach(({ rewrite }) => expect(rewrite(cluster)[0]).toBe(cluster));
});

const inTier = (tier: string, priority: number, name: string) => today({ tier, priority }, name);

test.each<[string, boolean, object[]]>([
  ['pods and one policy', false, [pod('a/p'), inTier('Admin', 1, 'x')]],
  ['two priorities in a tier', false, [inTier('Admin', 1, 'x'), inTier('Admin', 2, 'y')]],
  ['one priority in two tiers', false, [inTier('Admin', 1, 'x'), inTier('Baseline', 1, 'y')]],
  ['one priority twice in a tier', true, [inTier('Admin', 1, 'x'), inTier('Admin', 1, 'y')]],
  ['two kinds in a tier, which have no common order', true, [inTier('Admin', 1, 'x'), admin({})]],
  ['a pod on the host network', true, [pod('a/p', {}, { hostNetwork: true })]],
  ['a domain name', true, [today({ egress: [{ action: 'Accept', to: [{ domainNames: ['example.com'] }] }] })]],
  ['an empty list of ports', true, [admin({ ingress: [{ action: 'Allow', from: [{ namespaces: {} }], ports: [] }] })]],
  ['a pod without ports', false, [pod('a/p')]],
])('answers are open or not with %s', (_, isOpen, cluster) => {
  expect(isLeftOpen(cluster as Manifest[])).toBe(isOpen);
});
