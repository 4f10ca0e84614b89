import { Problem } from '../../../src/model/finding';
import { deployment, metadata, pod, policy, read } from '../../fixture';

function object(apiVersion: string, kind: string, name: string = 'shop/p', spec: object = {}): object {
  return { apiVersion, kind, metadata: metadata(name), spec };
}

/** What is said of the objects, and which of them make answers unknown. */
function readAll(objects: readonly object[]): { problems: readonly Problem[]; unsimulated: string[] } {
  const { snapshot, problems } = read(objects);
  return { problems, unsimulated: snapshot.unsimulated.map(({ origin }) => origin.object) };
}

const SAY_SO = 'say what the policies are meant for: where that certainly does not enforce this kind, '
  + 'such a policy changes no answer';

describe('policies of one kind that is not simulated are one warning', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) =>
    object('projectcalico.org/v3', 'NetworkPolicy', `shop/p${index + 1}`));

  test.each<[string, object[], string]>([
    ['one', many(1), 'shop/p1'],
    ['as many as are named', many(6), 'shop/p1, shop/p2, shop/p3, shop/p4, shop/p5, shop/p6'],
    ['more', many(8), 'shop/p1, shop/p2, shop/p3, shop/p4, shop/p5, shop/p6 and 2 more'],
  ])('%s', (_, objects, names) => {
    expect(readAll(objects).problems).toEqual([{
      severity: 'warning',
      message: '`NetworkPolicy` of projectcalico.org is not simulated: '
        + `answers about pods that ${names} may select are unknown`,
      at: { object: 'NetworkPolicy shop/p1' },
      field: 'kind',
      help: SAY_SO,
    }]);
  });

  test('and those of another group are another', () => {
    const { problems } = readAll([
      object('crd.antrea.io/v1beta1', 'NetworkPolicy'), object('projectcalico.org/v3', 'NetworkPolicy'),
      policy('shop/q', {}),
    ]);
    expect(problems.map(({ message }) => message)).toEqual(['crd.antrea.io', 'projectcalico.org'].map(group =>
      `\`NetworkPolicy\` of ${group} is not simulated: answers about pods that shop/p may select are unknown`));
  });
});

describe('a kind that nobody knows, of a group with policies', () => {
  test.each([
    ['cilium.io/v2', 'CiliumClusterWideNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
    ['cilium.io/v2', 'CiliumNetworkPolcy', 'CiliumNetworkPolicy'],
    ['projectcalico.org/v3', 'GlobalNetworkPolcy', 'GlobalNetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicie', 'AdminNetworkPolicy'],
  ])('is a slip where it is nearly a known one: %s %s', (apiVersion, kind, meant) => {
    const { problems, unsimulated } = readAll([object(apiVersion, kind)]);
    expect(problems).toEqual([{
      severity: 'error',
      message: `\`kind\` is "${kind}", and there is no such kind in \`${apiVersion}\``,
      at: { object: `${kind} shop/p` },
      field: 'kind',
      help: `did you mean \`${meant}\`?`,
    }]);
    expect(unsimulated).toEqual([]);
  });

  test('is a policy of whoever knows, where the group is unknown and the kind is called one', () => {
    const { problems, unsimulated } = readAll([object('security.acme.io/v1', 'NetworkPolicy'), object('acme.io/v1', 'Widget')]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        message: '`NetworkPolicy` of `security.acme.io/v1` is no kind that is known here',
        at: { object: 'NetworkPolicy shop/p' },
        field: 'apiVersion',
        help: 'if a policy of Kubernetes is meant, write `networking.k8s.io/v1`',
      },
      {
        severity: 'warning',
        message: '`NetworkPolicy` of security.acme.io is not simulated: answers about pods that shop/p may select are unknown',
        at: { object: 'NetworkPolicy shop/p' },
        field: 'kind',
        help: SAY_SO,
      },
    ]);
    expect(unsimulated).toEqual(['NetworkPolicy shop/p']);
  });

  test('may be a new policy where it is not', () => {
    const { problems, unsimulated } = readAll([object('networking.k8s.aws/v1alpha1', 'QuotaPolicy')]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        message: '`kind` is "QuotaPolicy", and there is no such kind in `networking.k8s.aws/v1alpha1` '
          + 'that is known here; if it is a policy, answers may be wrong about pods that it selects',
        at: { object: 'QuotaPolicy shop/p' },
        field: 'kind',
        help: 'the kinds known there are ApplicationNetworkPolicy, ClusterNetworkPolicy, ClusterPolicyEndpoint, '
          + 'PolicyEndpoint',
      },
      {
        severity: 'warning',
        message: '`QuotaPolicy` of networking.k8s.aws is not simulated: '
          + 'answers about pods that shop/p may select are unknown',
        at: { object: 'QuotaPolicy shop/p' },
        field: 'kind',
        help: SAY_SO,
      },
    ]);
    expect(unsimulated).toEqual(['QuotaPolicy shop/p']);
  });

  test.each<[string, string, object]>([
    ['that namespace, where it names one', 'shop/p', {
      subjects: [{ namespaces: { kind: 'named', name: 'shop' }, pods: { requirements: [] } }], selectsNodes: false,
    }],
    ['the cluster, where it names none', 'p', {
      subjects: [{ namespaces: { kind: 'labeled', selector: { requirements: [] } }, pods: { requirements: [] } }],
      selectsNodes: true,
    }],
  ])('may touch everything of %s', (_, name, expected) => {
    const { snapshot } = read([object('networking.k8s.aws/v1alpha1', 'QuotaPolicy', name)]);
    expect(snapshot.unsimulated).toEqual([{
      ...expected,
      directions: expect.arrayContaining(['egress', 'ingress']),
      group: 'networking.k8s.aws',
      kind: 'QuotaPolicy',
      origin: { object: `QuotaPolicy ${name === 'p' ? 'default/p' : name}` },
    }]);
  });
});

describe('what changes no answer is read in silence', () => {
  test.each([
    ['cilium.io/v2', 'CiliumEndpoint'], ['cilium.io/v2alpha1', 'CiliumBGPPeeringPolicy'],
    ['projectcalico.org/v3', 'StagedNetworkPolicy'], ['projectcalico.org/v3', 'StagedGlobalNetworkPolicy'],
    ['projectcalico.org/v3', 'StagedKubernetesNetworkPolicy'], ['projectcalico.org/v3', 'Tier'],
    ['projectcalico.org/v3', 'IPPool'], ['projectcalico.org/v3', 'QoSPolicy'],
    ['crd.antrea.io/v1beta1', 'ClusterGroup'], ['crd.antrea.io/v1beta1', 'Traceflow'],
    ['k8s.ovn.org/v1', 'EgressIP'], ['network.openshift.io/v1', 'HostSubnet'],
    ['networking.k8s.aws/v1alpha1', 'PolicyEndpoint'], ['vpcresources.k8s.aws/v1alpha1', 'CNINode'],
    ['networking.gke.io/v1', 'ManagedCertificate'], ['networking.gke.io/v1', 'MultiClusterService'],
    ['networking.gke.io/v1', 'MultiClusterIngress'], ['networking.gke.io/v1', 'ServiceAttachment'],
    ['crd.antrea.io/v1alpha1', 'AntreaNodeConfig'], ['k8s.ovn.org/v1alpha1', 'NetworkQoS'],
    ['network.openshift.io/v1alpha1', 'DNSNameResolver'], ['cilium.io/v1alpha1', 'TracingPolicy'],
    ['k8s.cni.cncf.io/v1beta1', 'MultiNetworkPolicy'], ['kyverno.io/v1', 'ClusterPolicy'],
    ['policy/v1', 'PodDisruptionBudget'],
  ])('%s %s', (apiVersion, kind) => {
    const spec = { podSelector: {}, selector: 'all()', policyTypes: ['Ingress'] };
    expect(readAll([pod('shop/web'), object(apiVersion, kind, 'shop/p', spec)])).toEqual({
      problems: [],
      unsimulated: [],
    });
  });
});

describe('policies of a mesh are one line for all, and change no answer', () => {
  const ONE = object('security.istio.io/v1', 'AuthorizationPolicy');
  const help = 'read the answers as what the network lets through to the proxy of the mesh';

  test.each<[string, object[], string]>([
    ['one', [ONE], 'AuthorizationPolicy shop/p of a service mesh decides about requests, not about connections; '
      + 'no answer depends on it'],
    ['two', [ONE, object('security.istio.io/v1', 'PeerAuthentication')],
      'AuthorizationPolicy shop/p and 1 more policy of a service mesh decide about requests, not about connections; '
      + 'no answer depends on them'],
    ['several, of several meshes', [ONE,
      object('security.istio.io/v1', 'PeerAuthentication'), object('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy'),
      object('policy.linkerd.io/v1beta3', 'Server'), object('consul.hashicorp.com/v1alpha1', 'ServiceIntentions'),
      object('kuma.io/v1alpha1', 'MeshTrafficPermission')],
    'AuthorizationPolicy shop/p and 5 more policies of a service mesh decide about requests, not about connections; '
      + 'no answer depends on them'],
  ])('%s', (_, objects, message) => {
    expect(readAll([deployment('shop/web'), ...objects])).toEqual({
      problems: [{ severity: 'info', message, at: { object: 'AuthorizationPolicy shop/p' }, field: 'kind', help }],
      unsimulated: [],
    });
  });
});
