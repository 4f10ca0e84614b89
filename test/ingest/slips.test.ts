import { KINDS } from '../../src/ingest/kinds';
import { slipOf } from '../../src/ingest/slips';
import { policy, read } from '../fixture';

const NETWORK_POLICY = 'networking.k8s.io/v1';

function problemsOf(kind: unknown, apiVersion: unknown, more: object = {}) {
  return read([{ ...policy('shop/p', {}), kind, apiVersion, ...more }] as object[]).problems
    .map(({ severity, message, at, field, help }) => ({ severity, message, object: at.object, field, help }));
}

describe('a kind or a group that is nearly a known one is an error', () => {
  test.each<[kind: string, apiVersion: string | undefined, message: string, help: string]>([
    ['networkpolicy', NETWORK_POLICY, '`kind` is "networkpolicy", and there is no such kind in `networking.k8s.io/v1`', '`NetworkPolicy`'],
    ['NetworkPolicies', NETWORK_POLICY, '`kind` is "NetworkPolicies", and there is no such kind in `networking.k8s.io/v1`', '`NetworkPolicy`'],
    ['NetworkPolicy ', NETWORK_POLICY, '`kind` is "NetworkPolicy ", and there is no such kind in `networking.k8s.io/v1`', '`NetworkPolicy`'],
    ['NetworkPolcy', NETWORK_POLICY, '`kind` is "NetworkPolcy", and there is no such kind in `networking.k8s.io/v1`', '`NetworkPolicy`'],
    ['Ingresses', NETWORK_POLICY, '`kind` is "Ingresses", and there is no such kind in `networking.k8s.io/v1`', '`Ingress`'],
    ['networkpolicy', undefined, '`kind` is "networkpolicy", and there is no such kind in Kubernetes', '`NetworkPolicy`'],
    ['pod', 'v1', '`kind` is "pod", and there is no such kind in `v1`', '`Pod`'],
    ['list', 'v1', '`kind` is "list", and there is no such kind in `v1`', '`List`'],
    ['networkPolicyList', NETWORK_POLICY, '`kind` is "networkPolicyList", and there is no such kind in `networking.k8s.io/v1`', '`NetworkPolicyList`'],
    ['ciliumnetworkpolicy', 'cilium.io/v2', '`kind` is "ciliumnetworkpolicy", and there is no such kind in `cilium.io/v2`', '`CiliumNetworkPolicy`'],
    ['NetworkPolicy', 'networking/v1', '`apiVersion` is "networking/v1", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'network.k8s.io/v1', '`apiVersion` is "network.k8s.io/v1", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'networking.kubernetes.io/v1', '`apiVersion` is "networking.kubernetes.io/v1", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'networking.k8s.io/V1', '`apiVersion` is "networking.k8s.io/V1", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'networking.k8s.io/v1 ', '`apiVersion` is "networking.k8s.io/v1 ", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'networking.k8s.io', '`apiVersion` is "networking.k8s.io", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'v1', '`apiVersion` is "v1", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['NetworkPolicy', 'apps/v1', '`apiVersion` is "apps/v1", and there is no kind "NetworkPolicy" in it', '`networking.k8s.io/v1`'],
    ['networkpolicy', 'networking/v1', '`apiVersion` is "networking/v1", and there is no kind "networkpolicy" in it', '`networking.k8s.io/v1` and `NetworkPolicy`'],
    ['deployment', 'v1', '`apiVersion` is "v1", and there is no kind "deployment" in it', '`apps/v1` and `Deployment`'],
    ['Pod', 'core/v1', '`apiVersion` is "core/v1", and there is no kind "Pod" in it', '`v1`'],
    ['Deployment', 'app/v1', '`apiVersion` is "app/v1", and there is no kind "Deployment" in it', '`apps/v1`'],
    ['CiliumNetworkPolicy', 'cilium/v2', '`apiVersion` is "cilium/v2", and there is no kind "CiliumNetworkPolicy" in it', '`cilium.io/v2`'],
    ['HTTPRoute', 'gateway.networking.k8s.io/V1', '`apiVersion` is "gateway.networking.k8s.io/V1", and there is no kind "HTTPRoute" in it', '`gateway.networking.k8s.io/v1`'],
  ])('%s of %s', (kind, apiVersion, message, meant) => {
    expect(problemsOf(kind, apiVersion)).toEqual([{
      severity: 'error',
      message,
      object: `${kind} shop/p`,
      field: message.startsWith('`kind`') ? 'kind' : 'apiVersion',
      help: `did you mean ${meant}?`,
    }]);
  });

  test('a workload of such a kind is left out, though it has a template', () => {
    const spec = { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } } };
    const { snapshot, problems } = read([{ apiVersion: 'apps/v1', kind: 'Deploymnet', metadata: { name: 'web' }, spec }]);
    expect([snapshot.workloads.length, problems.length]).toEqual([0, 1]);
  });
});

describe('a policy of the whole cluster is looked for in the wrong version or group', () => {
  test.each<[kind: string, apiVersion: string, meant: string]>([
    ['ClusterNetworkPolicy', 'policy.networking.k8s.io/v1alpha1', 'policy.networking.k8s.io/v1alpha2'],
    ['AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha2', 'policy.networking.k8s.io/v1alpha1'],
    ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io/v1beta1', 'policy.networking.k8s.io/v1alpha1'],
    ['ClusterNetworkPolicy', NETWORK_POLICY, 'policy.networking.k8s.io/v1alpha2'],
    ['AdminNetworkPolicy', 'policy/v1', 'policy.networking.k8s.io/v1alpha1'],
    ['ClusterNetworkPolicy', 'v1beta1', 'policy.networking.k8s.io/v1beta1'],
    ['ClusterNetworkPolicy', 'policy.networking.k8s.oi/v1', 'policy.networking.k8s.io/v1alpha2'],
  ])('%s of %s', (kind, apiVersion, meant) => {
    expect(problemsOf(kind, apiVersion)).toEqual([{
      severity: 'error',
      message: `\`apiVersion\` is "${apiVersion}", and there is no kind "${kind}" in it`,
      object: `${kind} p`,
      field: 'apiVersion',
      help: `did you mean \`${meant}\`?`,
    }]);
  });
});

describe('kinds of others are no slips', () => {
  test.each<[kind: string, apiVersion: string]>([
    ['Service', 'serving.knative.dev/v1'], ['Ingress', 'config.openshift.io/v1'],
    ['Ingress', 'networking.internal.knative.dev/v1alpha1'], ['Gateway', 'networking.istio.io/v1'],
    ['Gateway', 'networking.x-k8s.io/v1alpha1'], ['StatefulSet', 'apps.kruise.io/v1beta1'], ['Job', 'batch.volcano.sh/v1alpha1'],
    ['Node', 'metrics.k8s.io/v1beta1'], ['Policy', 'kyverno.io/v1'], ['ServiceAccount', 'v1'], ['PodTemplate', 'v1'],
    ['Event', 'v1'], ['Binding', 'v1'], ['ControllerRevision', 'apps/v1'], ['IPAddress', 'networking.k8s.io/v1'],
    ['ServiceCIDR', 'networking.k8s.io/v1'], ['PodDisruptionBudget', 'policy/v1'], ['Role', 'rbac.authorization.k8s.io/v1'],
    ['Role', 'v1'], ['Project', 'v1'], ['ImageStream', 'v1'], ['AllowList', 'example.com/v1'], ['NetworkPolicies', 'example.com/v1'],
  ])('%s of %s', (kind, apiVersion) => {
    expect(problemsOf(kind, apiVersion)).toEqual([]);
  });
});

describe('a list of known objects without a list of them is an error', () => {
  test.each<[kind: string, apiVersion: string | undefined, items: unknown, shown: string]>([
    ['NetworkPolicyList', NETWORK_POLICY, undefined, 'absent'], ['NetworkPolicyList', NETWORK_POLICY, 'p', '"p"'],
    ['NetworkPolicyList', NETWORK_POLICY, {}, 'a map'], ['PodList', 'v1', 5, '5'], ['List', 'v1', {}, 'a map'], ['List', undefined, 5, '5'],
  ])('%s of %s with items %p', (kind, apiVersion, items, shown) => {
    expect(problemsOf(kind, apiVersion, { metadata: {}, spec: undefined, items })).toEqual([{
      severity: 'error',
      message: `\`items\` is ${shown}, while a ${kind} is nothing but its items`,
      object: kind,
      field: 'items',
      help: 'write the objects as a list below `items`',
    }]);
  });

  test('but one without any is nothing', () => {
    expect(problemsOf('NetworkPolicyList', NETWORK_POLICY, { items: null })).toEqual([]);
  });
});

const SERVED = servedAs(KINDS);

function servedAs(kinds: typeof KINDS): { kind: string; apiVersion: string }[] {
  return kinds.flatMap(({ kind, groups = [], version = 'v1' }) =>
    groups.map(group => ({ kind, apiVersion: group === '' ? version : `${group}/${version}` })));
}

test('no kind that is read is a slip for another, and each in small letters is a slip in what Kubernetes has', () => {
  const taken = SERVED.flatMap(({ kind, apiVersion }) => [slipOf(kind, apiVersion), slipOf(kind, undefined)]);
  expect(taken.filter(slip => slip !== undefined)).toEqual([]);
  const own = servedAs(KINDS.filter(({ isForChecksOnly }) => isForChecksOnly !== true)).filter(({ apiVersion }) => /^(v1|apps|batch|networking\.k8s\.io|discovery)/.test(apiVersion));
  expect(own.length).toBeGreaterThan(12);
  expect(own.map(({ kind, apiVersion }) => slipOf(kind.toLowerCase(), apiVersion))).toEqual(own);
});

test.each([['Webservices', 'v1'], ['serviceaccount', 'v1'], ['ServiceAccount', 'core/v1'], ['Rolebinding', 'rbac.authorization.k8s.io/v1']])(
  'a kind that only checks look at has no slips: %s of %s', (kind, apiVersion) => {
    expect(slipOf(kind, apiVersion)).toBeUndefined();
  });
