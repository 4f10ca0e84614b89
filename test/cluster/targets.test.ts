import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clusterOf } from './cluster-of';
import { refusalOf } from '../constructs/synthesized';
import { CiliumVersion, ExistingCluster, ExistingClusterProps, INetworkPolicyTarget, NetworkDriver } from 'cdk8s-netpol';

const enforces: Record<keyof typeof NetworkDriver, boolean> = {
  ANTREA: true,
  AWS_VPC: false,
  AZURE: false,
  CALICO: true,
  CILIUM: true,
  FLANNEL: false,
  GKE_DATAPLANE_V2: true,
  KINDNET: true,
  KUBENET: false,
  KUBE_ROUTER: true,
  OVN_KUBERNETES: true,
  WEAVE: true,
  OTHER: false,
};

describe.each(Object.entries(enforces))('a cluster with the driver %s', (name, byItself) => {
  const networkDriver = NetworkDriver[name as keyof typeof NetworkDriver];

  test(`${byItself ? 'enforces' : 'does not enforce'} policies by itself`, () => {
    expect(ExistingCluster.of('staging', { networkDriver }).enforcesNetworkPolicy).toBe(byItself);
  });

  test('enforces policies with a controller', () => {
    const target = ExistingCluster.of('staging', { networkDriver, policyController: 'kube-network-policies' });
    expect(target).toMatchObject({ enforcesNetworkPolicy: true, policyController: 'kube-network-policies' });
  });

  test('knows Cilium\'s kinds and version if it is Cilium', () => {
    const { supportsCiliumPolicy, ciliumVersion } = ExistingCluster.of('staging', { networkDriver });
    const isCilium = name === 'CILIUM';
    expect({ supportsCiliumPolicy, ciliumVersion })
      .toEqual({ supportsCiliumPolicy: isCilium, ciliumVersion: isCilium ? CiliumVersion.V1_15 : undefined });
  });
});

test('a target is both: a cluster that is made and one that exists', () => {
  const targets: INetworkPolicyTarget[] = [
    clusterOf({ clusterName: 'shop' }),
    ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, ciliumVersion: CiliumVersion.V1_19 }),
  ];
  expect(targets.map(({ targetName, networkDriver, ciliumVersion }) => [targetName, networkDriver, ciliumVersion]))
    .toEqual([['shop', 'cilium', '1.15'], ['staging', 'cilium', '1.19']]);
});

test.each([['1.36', '1.36'], ['v1.33.5-gke.1080000', '1.33.5-gke.1080000'], [undefined, undefined]])(
  'a cluster that exists with Kubernetes %s', (kubernetesVersion, expected) => {
    expect(ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO, kubernetesVersion }).kubernetesVersion).toBe(expected);
  });

test.each(Object.entries(enforces))('the description of %s says so, too', (name, byItself) => {
  const source = readFileSync(path.join(__dirname, '..', '..', 'src', 'cluster', 'target', 'network-driver.ts'), 'utf8');
  const description = source.split(`  ${name} = `)[0].split('/**').at(-1)!.replace(/\s+\*?\s*/g, ' ');
  expect(/ [Ii]t (is taken not to|does not|enforces)\b/.exec(description)?.[1]).toMatch(byItself ? /^enforces$/ : /not/);
});

const refusals: Record<string, [string, ExistingClusterProps, string, string]> = {
  'no name': [' ', { networkDriver: NetworkDriver.CALICO },
    "`ExistingCluster.of(' ')`: the name is empty", 'help: write what messages are to call the cluster: `staging`'],
  'a controller without a name': ['staging', { networkDriver: NetworkDriver.FLANNEL, policyController: '' },
    "`ExistingCluster.of('staging')`: `policyController` is empty",
    'help: name what enforces the policies, or leave it out when nothing does but the network driver'],
  'a version of Cilium without Cilium': ['staging', { networkDriver: NetworkDriver.CALICO, ciliumVersion: CiliumVersion.V1_17 },
    "`ExistingCluster.of('staging')`: `ciliumVersion` is `1.17`, but `networkDriver` is `calico`",
    'help: leave the version out, or write `networkDriver: NetworkDriver.CILIUM` if Cilium enforces the policies'],
  'a driver that nothing knows': ['staging', { networkDriver: 'gke' as NetworkDriver },
    `\`ExistingCluster.of('staging')\`: \`networkDriver\` is 'gke', not one of ${Object.values(NetworkDriver).map(driver => `'${driver}'`).join(', ')}`,
    'help: write a `NetworkDriver`; `NetworkDriver.OTHER` for one that is not among them'],
  'a version of Kubernetes that is none': ['staging', { networkDriver: NetworkDriver.CALICO, kubernetesVersion: 'latest' },
    "`ExistingCluster.of('staging')`: `kubernetesVersion` is 'latest', which is not a version of Kubernetes",
    'help: write it as text: `1.36`, or `1.36.2`'],
  'a version with a patch release': ['staging', { networkDriver: NetworkDriver.CILIUM, ciliumVersion: '1.20.2' as CiliumVersion },
    `\`ExistingCluster.of('staging')\`: \`ciliumVersion\` is '1.20.2', not one of ${Object.values(CiliumVersion).map(version => `'${version}'`).join(', ')}`,
    'help: write a `CiliumVersion`; of 1.20.2 the version is 1.20, and the patch release the fact `ciliumPatchVersion: 2`'],
};
test.each(Object.entries(refusals))('refused: %s', (_, [name, props, problem, help]) => {
  expect(refusalOf(() => ExistingCluster.of(name, props))).toBe(`${problem}\n${help}`);
});
