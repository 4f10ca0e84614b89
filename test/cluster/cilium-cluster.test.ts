import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ChartProps } from 'cdk8s';
import * as fc from 'fast-check';
import { clusterOf, objectsOf, yamlOf } from './cluster-of';
import { problemsOf } from '../crd-schema';
import {
  CiliumClusterProps, CiliumVersion, CrossplaneDeletionPolicy, CrossplaneScope, MagnumPlatform, ManagementAction,
  NetworkDriver, ProviderConfigKind,
} from 'cdk8s-netpol';

const full: CiliumClusterProps = {
  clusterTemplate: {
    image: 'fedora-coreos-38',
    templateName: 'cilium',
    externalNetwork: 'public',
    dnsNameserver: '9.9.9.9',
    flavor: 'large',
    masterFlavor: 'medium',
    keypair: 'ops',
    dockerVolumeSize: 50,
    dockerStorageDriver: 'overlay2',
    volumeDriver: 'cinder',
    magnumLabels: { cloud_provider_enabled: 'true' },
    isPublic: false,
  },
  nodeGroups: [{
    name: 'gpu',
    nodeCount: 2,
    minNodeCount: 1,
    maxNodeCount: 4,
    flavor: 'gpu',
    image: 'gpu-image',
    role: 'gpu',
    dockerVolumeSize: 90,
    magnumLabels: { availability_zone: 'east' },
  }, { name: 'spare' }],
  clusterName: 'shop',
  metadata: { name: 'shop-cluster', labels: { team: 'infra' } },
  kubernetesVersion: 'v1.30.1',
  ciliumVersion: CiliumVersion.V1_16,
  magnumLabels: { auto_healing_enabled: 'true' },
  mergeLabels: false,
  keypair: 'admin',
  masterCount: 3,
  nodeCount: 0,
  flavor: 'huge',
  masterFlavor: 'big',
  dockerVolumeSize: 100,
  createTimeoutMinutes: 90,
  fixedNetwork: 'private',
  fixedSubnet: 'private-a',
  floatingIpEnabled: false,
  masterLbEnabled: true,
  region: 'east',
  providerConfigName: 'prod',
  connectionSecretName: 'shop-admin',
  managementPolicies: [ManagementAction.OBSERVE, ManagementAction.CREATE],
};

const named: Record<string, [Partial<CiliumClusterProps>, ChartProps?]> = {
  'minimal': [{}],
  'full': [full, { namespace: 'infra', labels: { part: 'platform' } }],
  'cluster-scoped': [{
    ...full, scope: CrossplaneScope.CLUSTER, deletionPolicy: CrossplaneDeletionPolicy.ORPHAN, connectionSecretNamespace: 'keys',
  }, { namespace: 'infra' }],
};

test.each(Object.entries(named))('golden/%s.yaml', (name, [props, chart]) => {
  expect(yamlOf(clusterOf(props, chart))).toBe(readFileSync(path.join(__dirname, 'golden', `${name}.yaml`), 'utf8'));
});

describe('every object is one that the API server accepts and keeps as it is', () => {
  const rows: Record<string, [Partial<CiliumClusterProps>, ChartProps?]> = {
    ...named,
    'in a chart with a namespace': [{}, { namespace: 'infra' }],
    'cluster-scoped, in a chart without a namespace': [{ scope: CrossplaneScope.CLUSTER }],
    'cluster-scoped, in a chart with a namespace': [{ scope: CrossplaneScope.CLUSTER }, { namespace: 'infra' }],
    'in a namespace of its own': [{ metadata: { namespace: 'other' }, nodeGroups: [{ name: 'gpu' }] }, { namespace: 'infra' }],
    'with a provider configuration of its namespace': [{ providerConfigKind: ProviderConfigKind.PROVIDER_CONFIG }],
    'only observed': [{ managementPolicies: [ManagementAction.OBSERVE] }],
    'paused': [{ managementPolicies: [] }],
    'without a version': [{ emitKubeTag: false }],
    'on upstream Magnum': [{ platform: MagnumPlatform.UPSTREAM_MAGNUM, templateNetworkDriver: NetworkDriver.CILIUM, kubernetesVersion: '1.27.0' }],
    'on upstream Magnum, with a template': [{ platform: MagnumPlatform.UPSTREAM_MAGNUM, clusterTemplate: { image: 'coreos' } }],
  };

  test.each(Object.entries(rows))('%s', (_, [props, chart]) => {
    for (const object of objectsOf(clusterOf(props, chart))) {
      expect(problemsOf(object)).toEqual([]);
    }
  });

  test('any mixture of properties', () => {
    const drawn = fc.record({
      ...Object.fromEntries(Object.entries(full).map(([field, value]) => [field, fc.constant(value)])),
      scope: fc.constantFrom(CrossplaneScope.CLUSTER, CrossplaneScope.NAMESPACED),
      clusterName: fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_.-]{0,20}$/),
      magnumLabels: fc.dictionary(fc.stringMatching(/^[a-z][a-z_]{1,9}$/), fc.string()),
      masterCount: fc.nat(4).map(half => 2 * half + 1),
      nodeCount: fc.nat(99),
    }, { requiredKeys: [] }) as fc.Arbitrary<Partial<CiliumClusterProps>>;
    fc.assert(fc.property(drawn, fc.constantFrom(undefined, 'infra'), (props, namespace) => {
      expect(objectsOf(clusterOf(props, { namespace })).flatMap(object => problemsOf(object))).toEqual([]);
    }));
  });
});

describe('outputs', () => {
  test('what the validator is told', () => {
    expect(clusterOf({ clusterName: 'shop' })).toMatchObject({
      targetName: 'shop',
      clusterName: 'shop',
      networkDriver: NetworkDriver.CILIUM,
      policyController: undefined,
      enforcesNetworkPolicy: true,
      supportsCiliumPolicy: true,
      ciliumVersion: CiliumVersion.V1_15,
      kubernetesVersion: '1.29.3',
    });
    expect(clusterOf(full)).toMatchObject({ ciliumVersion: CiliumVersion.V1_16, kubernetesVersion: '1.30.1' });
  });

  test('without a name of its own, the cluster is called as its object', () => {
    const cluster = clusterOf();
    expect(cluster.targetName).toBe(cluster.apiObject.name);
    expect(objectsOf(cluster)[0].spec.forProvider.name).toBe(cluster.apiObject.name);
  });

  const secrets: Record<string, [Partial<CiliumClusterProps>, ChartProps, string, string | undefined]> = {
    'beside an object whose namespace is not known': [{}, {}, 'infra-cluster-c85b35dd-kubeconfig', undefined],
    'beside the object': [{ metadata: { name: 'shop', namespace: 'a' } }, { namespace: 'infra' }, 'shop-kubeconfig', 'a'],
    'in the chart\'s namespace': [{ scope: CrossplaneScope.CLUSTER, connectionSecretName: 'x' }, { namespace: 'infra' }, 'x', 'infra'],
    'in Crossplane\'s namespace': [{ scope: CrossplaneScope.CLUSTER, connectionSecretName: 'x' }, {}, 'x', 'crossplane-system'],
    'where it is told to be': [{ scope: CrossplaneScope.CLUSTER, connectionSecretName: 'x', connectionSecretNamespace: 'keys' },
      { namespace: 'infra' }, 'x', 'keys'],
  };
  test.each(Object.entries(secrets))('the Secret with the kubeconfig: %s', (_, [props, chart, name, namespace]) => {
    const cluster = clusterOf(props, chart);
    expect([cluster.connectionSecretName, cluster.connectionSecretNamespace]).toEqual([name, namespace]);
    expect(objectsOf(cluster)[0].spec.writeConnectionSecretToRef)
      .toEqual(props.scope === CrossplaneScope.CLUSTER ? { name, namespace } : { name });
    expect(cluster.kubeconfigSecretKey).toBe('attribute.kubeconfig.raw_config');
  });

  test('the objects', () => {
    const cluster = clusterOf(full);
    const handedOut = [cluster.apiObject, cluster.clusterTemplateApiObject!, ...cluster.nodeGroupApiObjects];
    const written = objectsOf(cluster).map(({ metadata }) => metadata.name);
    expect(written.sort()).toEqual(handedOut.map(({ name }) => name).sort());
    expect(clusterOf().clusterTemplateApiObject).toBeUndefined();
    expect(clusterOf().nodeGroupApiObjects).toEqual([]);
  });
});

describe('labels', () => {
  const rows: Record<string, [Partial<CiliumClusterProps>, Record<string, string>]> = {
    'ours alone': [{}, { kube_tag: 'v1.29.3', network_driver: 'cilium' }],
    'without a version': [{ emitKubeTag: false }, { network_driver: 'cilium' }],
    'a version, written by the user': [{ emitKubeTag: false, magnumLabels: { kube_tag: 'v1.29.3' } },
      { kube_tag: 'v1.29.3', network_driver: 'cilium' }],
    'merged, in the order of their names': [{ magnumLabels: { octavia_provider: 'ovn', auto_healing_enabled: 'true' } },
      { auto_healing_enabled: 'true', kube_tag: 'v1.29.3', network_driver: 'cilium', octavia_provider: 'ovn' }],
    'ours in Virtuozzo\'s other spelling': [{ magnumLabels: { 'network-driver': 'cilium', 'kube-tag': 'v1.29.3' } },
      { kube_tag: 'v1.29.3', network_driver: 'cilium' }],
    'the user\'s own spelling': [{ magnumLabels: { 'my-label': 'a' } },
      { 'kube_tag': 'v1.29.3', 'my-label': 'a', 'network_driver': 'cilium' }],
  };
  test.each(Object.entries(rows))('%s', (_, [props, labels]) => {
    const cluster = clusterOf(props);
    expect(Object.entries(cluster.labels)).toEqual(Object.entries(labels));
    expect(objectsOf(cluster)[0].spec.forProvider.labels).toEqual(labels);
  });

  test('changing what was handed out changes nothing', () => {
    const cluster = clusterOf();
    cluster.labels.network_driver = 'flannel';
    expect(cluster.labels.network_driver).toBe('cilium');
  });
});
