import { NamespaceScope } from '../../../src/model/peer';
import { formatRequirement, Selector } from '../../../src/model/selector';
import { UnsimulatedPolicy } from '../../../src/model/unsimulated';
import { labeled, metadata, read } from '../../fixture';

/** The only policy that is read from an object of the kind: `policyOf('cilium.io/v2', 'CiliumNetworkPolicy', spec)`. */
function policyOf(apiVersion: string, kind: string, spec: unknown, more: object = {}): UnsimulatedPolicy {
  const { snapshot: { unsimulated } } = read([{ apiVersion, kind, metadata: metadata('shop/p'), spec, ...more }]);
  expect(unsimulated).toHaveLength(1);
  return unsimulated[0];
}

/** `shop: app=web`, `namespaces team=red: all`; `nodes` where it may select these too. */
function whom({ subjects, selectsNodes }: UnsimulatedPolicy): string[] {
  return [
    ...subjects.map(({ namespaces, pods }) => `${scopeText(namespaces)}: ${selectorText(pods)}`),
    ...selectsNodes ? ['nodes'] : [],
  ];
}

function scopeText(scope: NamespaceScope): string {
  return scope.kind === 'named' ? scope.name : `namespaces ${selectorText(scope.selector)}`;
}

function selectorText({ requirements }: Selector): string {
  return requirements.length === 0 ? 'all' : requirements.map(requirement =>
    `${requirement.lookup === undefined ? '' : `${requirement.lookup} as `}${formatRequirement(requirement)}`).join();
}

const WEB = labeled({ app: 'web' });
const RED = labeled({ team: 'red' });
const asked = (key: string, operator: string, values?: unknown) => ({ matchExpressions: [{ key, operator, values }] });

type Row = [string, string, string, unknown, string[]];

describe('whom a policy may select', () => {
  test.each<Row>([
    ['pods', 'cilium.io/v2', 'CiliumNetworkPolicy', { endpointSelector: WEB }, ['shop: app=web']],
    ['pods of all namespaces', 'cilium.io/v2', 'CiliumClusterwideNetworkPolicy', { endpointSelector: WEB },
      ['namespaces all: app=web']],
    ['nodes', 'cilium.io/v2', 'CiliumClusterwideNetworkPolicy', { nodeSelector: {} }, ['nodes']],
    ['pods that answer in the place of others', 'cilium.io/v2', 'CiliumLocalRedirectPolicy',
      { redirectBackend: { localEndpointSelector: WEB } }, ['shop: app=web']],
    ['pods', 'projectcalico.org/v3', 'NetworkPolicy', { selector: "app == 'web'" }, ['shop: app=web']],
    ['pods, in the other group', 'crd.projectcalico.org/v1', 'NetworkPolicy', { selector: "app == 'web'" },
      ['shop: app=web']],
    ['pods of some namespaces, and nodes', 'projectcalico.org/v3', 'GlobalNetworkPolicy',
      { selector: "app == 'web'", namespaceSelector: "team == 'red'" }, ['namespaces team=red: app=web', 'nodes']],
    ['nodes', 'projectcalico.org/v3', 'HostEndpoint', { node: 'one' }, ['nodes']],
    ['all pods', 'projectcalico.org/v3', 'Profile', {}, ['namespaces all: all']],
    ['pods of some namespaces', 'policy.networking.k8s.io/v1gamma1', 'AdminNetworkPolicy',
      { subject: { pods: { namespaceSelector: RED, podSelector: WEB } } }, ['namespaces team=red: app=web']],
    ['namespaces', 'policy.networking.k8s.io/v1gamma1', 'BaselineAdminNetworkPolicy', { subject: { namespaces: RED } },
      ['namespaces team=red: all']],
    ['namespaces', 'policy.networking.k8s.io/v1gamma1', 'ClusterNetworkPolicy', { subject: { namespaces: RED } },
      ['namespaces team=red: all']],
    ['pods', 'crd.antrea.io/v1beta1', 'NetworkPolicy', { appliedTo: [{ podSelector: WEB }] }, ['shop: app=web']],
    ['pods of some namespaces', 'crd.antrea.io/v1beta1', 'ClusterNetworkPolicy',
      { appliedTo: [{ podSelector: WEB, namespaceSelector: RED }] }, ['namespaces team=red: app=web']],
    ['pods of each rule', 'crd.antrea.io/v1beta1', 'NetworkPolicy',
      { ingress: [{ appliedTo: [{ podSelector: WEB }] }], egress: [{ appliedTo: [{ podSelector: RED }] }] },
      ['shop: app=web', 'shop: team=red']],
    ['all pods of a group', 'crd.antrea.io/v1beta1', 'NetworkPolicy',
      { appliedTo: [{ podSelector: WEB }, { group: 'g' }] }, ['shop: all']],
    ['nodes', 'crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', { appliedTo: [{ nodeSelector: {} }] },
      ['namespaces all: all', 'nodes']],
    ['all pods', 'crd.antrea.io/v1alpha2', 'TrafficControl', { appliedTo: { podSelector: WEB } },
      ['namespaces all: all']],
    ['pods', 'networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', { podSelector: WEB }, ['shop: app=web']],
    ['namespaces', 'networking.k8s.aws/v1alpha1', 'ClusterNetworkPolicy', { subject: { namespaces: RED } },
      ['namespaces team=red: all']],
    ['pods', 'vpcresources.k8s.aws/v1beta1', 'SecurityGroupPolicy', { podSelector: WEB }, ['shop: app=web']],
    ['pods by their service account', 'vpcresources.k8s.aws/v1beta1', 'SecurityGroupPolicy',
      { serviceAccountSelector: WEB }, ['shop: all']],
    ['pods', 'networking.gke.io/v1alpha1', 'FQDNNetworkPolicy', { podSelector: WEB }, ['shop: app=web']],
    ['all pods of the namespace', 'k8s.ovn.org/v1', 'EgressFirewall', { egress: [] }, ['shop: all']],
    ['all pods of the namespace', 'k8s.ovn.org/v1', 'UserDefinedNetwork', {}, ['shop: all']],
    ['all pods', 'k8s.ovn.org/v1', 'ClusterUserDefinedNetwork', {}, ['namespaces all: all']],
    ['all pods of the namespace', 'network.openshift.io/v1', 'EgressNetworkPolicy', { egress: [] }, ['shop: all']],
  ])('%s: %s %s', (_, apiVersion, kind, spec, expected) => {
    expect(whom(policyOf(apiVersion, kind, spec))).toEqual(expected);
  });

  test('of several rules of Cilium: pods of each, and nodes', () => {
    const specs = [{ endpointSelector: RED }, { nodeSelector: {} }];
    const policy = policyOf('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', { endpointSelector: WEB }, { specs });
    expect(whom(policy)).toEqual(['namespaces all: app=web', 'namespaces all: team=red', 'nodes']);
  });

  test('of Cilium without rules: everything in reach', () => {
    const policy = policyOf('cilium.io/v2', 'CiliumNetworkPolicy', undefined);
    expect(whom(policy)).toEqual(['shop: all', 'nodes']);
  });
});

describe('a selector of Cilium', () => {
  test.each<[string, object, string]>([
    ['a label of Kubernetes', labeled({ 'k8s:app': 'web' }), 'app=web'],
    ['a label of any source', labeled({ 'any:app': 'web' }), 'app=web'],
    ['a label whose prefix looks like a source', labeled({ 'k8s.io/app': 'web' }), 'k8s.io/app=web'],
    ['the namespace of the pod', labeled({ 'k8s:io.kubernetes.pod.namespace': 'shop' }),
      'namespace as io.kubernetes.pod.namespace=shop'],
    ['the namespace of the pod, without a source', labeled({ 'io.kubernetes.pod.namespace': 'shop' }),
      'namespace as io.kubernetes.pod.namespace=shop'],
    ['labels of the namespace', labeled({ 'k8s:io.cilium.k8s.namespace.labels.team': 'red', 'app': 'web' }), 'app=web'],
    ['the service account', labeled({ 'io.cilium.k8s.policy.serviceaccount': 'x', 'app': 'web' }), 'app=web'],
    ['what Cilium says of a pod', labeled({ 'reserved:host': '', 'app': 'web' }), 'app=web'],
    ['a source that nobody knows', labeled({ 'node:role': 'x', 'app': 'web' }), 'app=web'],
  ])('%s', (_, endpointSelector, expected) => {
    expect(whom(policyOf('cilium.io/v2', 'CiliumNetworkPolicy', { endpointSelector }))).toEqual([`shop: ${expected}`]);
  });
});

describe('of a selector, what can be read narrows the pods', () => {
  test.each<[string, unknown, string]>([
    ['labels', WEB, 'app=web'],
    ['In', asked('app', 'In', ['a', 'b']), 'app in (a,b)'],
    ['NotIn', asked('app', 'NotIn', ['a']), 'app!=a'],
    ['Exists', asked('app', 'Exists'), 'app'],
    ['DoesNotExist, with values that are null', asked('app', 'DoesNotExist', null), '!app'],
    ['nothing', undefined, 'all'],
    ['text', 'app=web', 'all'],
    ['a value that is a number', { matchLabels: { app: 1, tier: 'x' } }, 'tier=x'],
    ['an operator that nobody knows', asked('app', 'Like', ['a']), 'all'],
    ['In without values', asked('app', 'In', []), 'all'],
    ['In with values that are null', asked('app', 'In', null), 'all'],
    ['In with values that are no list', asked('app', 'In', 'web'), 'all'],
    ['In with values that are no texts', asked('app', 'In', [1]), 'all'],
  ])('%s', (_, podSelector, expected) => {
    expect(whom(policyOf('networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy',
      { podSelector }))).toEqual([`shop: ${expected}`]);
  });
});

describe('the directions that a policy may touch', () => {
  const CILIUM = ['cilium.io/v2', 'CiliumNetworkPolicy'] as const;
  const CALICO = ['projectcalico.org/v3', 'NetworkPolicy'] as const;
  test.each<[string, string, string, unknown, string[]]>([
    ['of one section', ...CILIUM, { ingress: [{}] }, ['ingress']],
    ['of an empty section', ...CILIUM, { egress: [] }, ['egress']],
    ['of a section that denies', ...CILIUM, { egressDeny: [{}] }, ['egress']],
    ['of two sections', ...CILIUM, { ingressDeny: [{}], egress: [{}] }, ['egress', 'ingress']],
    ['of a section, and one that isolates without rules', ...CILIUM,
      { ingress: [{}], enableDefaultDeny: { egress: true } }, ['egress', 'ingress']],
    ['of a section, and one that is said not to isolate', ...CILIUM,
      { ingress: [{}], enableDefaultDeny: { egress: false } }, ['ingress']],
    ['without any', ...CILIUM, {}, ['egress', 'ingress']],
    ['of types', ...CALICO, { types: ['Egress'] }, ['egress']],
    ['of types and sections', ...CALICO, { types: ['Egress'], ingress: [] }, ['egress', 'ingress']],
    ['of policyTypes', 'networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', { policyTypes: ['Ingress'] },
      ['ingress']],
    ['of a redirection', 'cilium.io/v2', 'CiliumLocalRedirectPolicy', {}, ['ingress']],
    ['of a firewall', 'k8s.ovn.org/v1', 'EgressFirewall', { egress: [] }, ['egress']],
    ['of security groups', 'vpcresources.k8s.aws/v1beta1', 'SecurityGroupPolicy', {}, ['egress', 'ingress']],
    ['of names', 'networking.gke.io/v1alpha1', 'FQDNNetworkPolicy', { egress: [] }, ['egress']],
    ['of a host', 'projectcalico.org/v3', 'HostEndpoint', {}, ['egress', 'ingress']],
  ])('%s: %s %s', (_, apiVersion, kind, spec, expected) => {
    expect([...policyOf(apiVersion, kind, spec).directions].sort()).toEqual(expected);
  });

  test('are those of all rules of Cilium', () => {
    const policy = policyOf(...CILIUM, { ingress: [{}] }, { specs: [{ egress: [{}] }] });
    expect([...policy.directions].sort()).toEqual(['egress', 'ingress']);
  });
});
