import { ciliumCluster, clusterWith, contextOf, findings, found } from './context';
import { policyKindNotEnforced } from '../../../src/checks/cluster/policy-kind-not-enforced';
import { metadata, pod } from '../../fixture';
import { CiliumVersion, ClusterFacts, ExistingCluster, INetworkPolicyTarget, NetworkDriver, Reachability } from 'cdk8s-netpol';

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

/** A policy that denies everything from everywhere, of one of the kinds for the whole cluster. */
function adminPolicy(kind: string, name: string = kind.startsWith('Baseline') ? 'default' : 'p'): object {
  const isNew = kind === 'ClusterNetworkPolicy';
  return {
    apiVersion: `policy.networking.k8s.io/${isNew ? 'v1alpha2' : 'v1alpha1'}`,
    kind,
    metadata: metadata(name),
    spec: {
      ...isNew ? { tier: 'Admin' } : {},
      ...kind.startsWith('Baseline') ? {} : { priority: 10 },
      subject: { namespaces: {} },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
    },
  };
}

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
    ['one of the whole cluster, in a version that nobody knows, on flannel', clusterWith(NetworkDriver.FLANNEL), ADMIN,
      'AdminNetworkPolicy p has no effect: on cluster `staging`, flannel takes no policies of `policy.networking.k8s.io`'],
  ])('%s', (_, target, policy, title) => {
    const given = [WEB, policy];
    expect(found(policyKindNotEnforced, given, { target })).toEqual([`error: ${title}`]);
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
    ['an admin policy on Calico', clusterWith(NetworkDriver.CALICO), ADMIN, 'AdminNetworkPolicy p'],
  ])('%s', (_, target, policy, name) => {
    const given = [WEB, policy];
    expect(found(policyKindNotEnforced, given, { target })).toEqual([]);
    expect(contextOf(given, { target }).snapshot.unsimulated.map(({ origin }) => origin.object)).toEqual([name]);
  });
});

test('the finding says what was declared, what comes of it and what to do', () => {
  expect(findings(policyKindNotEnforced, [WEB, CALICO], { target: ciliumCluster() })).toEqual([{
    check: 'policy-kind-not-enforced',
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
    expect(findings(policyKindNotEnforced, [WEB, CLUSTERWIDE], { target, facts })).toHaveLength(times);
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

describe('a policy of the whole cluster is told why it has no effect there, and what works there', () => {
  const SAY_SO = 'then say so: `facts: { clusterNetworkPolicyEnabled: true }`';
  const INSTEAD = 'write it as a ClusterNetworkPolicy of `policy.networking.k8s.io/v1alpha2`: `tier: Admin`, `Accept` for `Allow`, `protocols` for `ports`';
  const BASELINE = INSTEAD.replace('Admin', 'Baseline');
  const CILIUMS = 'or write a CiliumClusterwideNetworkPolicy, which this version enforces; answers about its pods are then unknown';
  const CONTROLLER = 'or say what takes it beside the network driver: `policyController: \'kube-network-policies\'`';
  const IN_NAMESPACES = 'write NetworkPolicies in the namespaces instead';
  const OLD_KINDS = [adminPolicy('AdminNetworkPolicy'), adminPolicy('BaselineAdminNetworkPolicy')];
  const NEW = adminPolicy('ClusterNetworkPolicy');
  const off = { clusterNetworkPolicyEnabled: false };

  type Words = Record<string, readonly [reason: string, ...help: string[]]>;

  test.each<[string, INetworkPolicyTarget, ClusterFacts, readonly object[], Words]>([
    ['Cilium before 1.20', ciliumCluster(V1_15), {}, [NEW], {
      'ClusterNetworkPolicy p': ['Cilium 1.15 does not know ClusterNetworkPolicy, which Cilium takes from 1.20 on',
        `use Cilium 1.20 with the Helm value \`k8sClusterNetworkPolicy.enabled=true\`, and name that version, ${SAY_SO}`, CILIUMS],
    }],
    ['Cilium before 1.20, whatever is said of a switch', ciliumCluster(CiliumVersion.V1_19), { clusterNetworkPolicyEnabled: true }, [NEW], {
      'ClusterNetworkPolicy p': ['Cilium 1.19 does not know ClusterNetworkPolicy, which Cilium takes from 1.20 on',
        `use Cilium 1.20 with the Helm value \`k8sClusterNetworkPolicy.enabled=true\`, and name that version, ${SAY_SO}`, CILIUMS],
    }],
    ['Cilium of which nobody names the version', ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM }), {}, [NEW], {
      'ClusterNetworkPolicy p': ['Cilium 1.15 does not know ClusterNetworkPolicy, which Cilium takes from 1.20 on',
        `use Cilium 1.20 with the Helm value \`k8sClusterNetworkPolicy.enabled=true\`, and name that version, ${SAY_SO}`, CILIUMS],
    }],
    ['Cilium 1.20 by default', ciliumCluster(V1_20), {}, [NEW], {
      'ClusterNetworkPolicy p': ['Cilium 1.20 takes ClusterNetworkPolicy only where that is switched on, and by default it is off',
        `set the Helm value \`k8sClusterNetworkPolicy.enabled=true\`, ${SAY_SO}`],
    }],
    ['Cilium 1.20 where it is off', ciliumCluster(V1_20), off, [NEW], {
      'ClusterNetworkPolicy p': ['ClusterNetworkPolicy is switched off in Cilium 1.20',
        `set the Helm value \`k8sClusterNetworkPolicy.enabled=true\`, ${SAY_SO}`],
    }],
    ['Cilium 1.20 where it is on', ciliumCluster(V1_20), { clusterNetworkPolicyEnabled: true }, [NEW], {}],
    ['Cilium, of the kinds before it', ciliumCluster(V1_20), { clusterNetworkPolicyEnabled: true }, OLD_KINDS, {
      'AdminNetworkPolicy p': ['no version of Cilium takes AdminNetworkPolicy',
        `${INSTEAD}, which Cilium takes from 1.20 on where it is switched on`, CILIUMS],
      'BaselineAdminNetworkPolicy default': ['no version of Cilium takes BaselineAdminNetworkPolicy',
        `${BASELINE}, which Cilium takes from 1.20 on where it is switched on`, CILIUMS],
    }],
    ['Antrea by default', clusterWith(NetworkDriver.ANTREA), {}, [NEW], {
      'ClusterNetworkPolicy p': ['Antrea takes ClusterNetworkPolicy only where that is switched on, and by default it is off',
        `open the feature gate \`ClusterNetworkPolicy\`, which Antrea has from 2.7 on, ${SAY_SO}`],
    }],
    ['Calico of an unknown version', clusterWith(NetworkDriver.CALICO), {}, [NEW, ...OLD_KINDS], {}],
    ['Calico before 3.32', clusterWith(NetworkDriver.CALICO), off, [NEW], {
      'ClusterNetworkPolicy p': ['ClusterNetworkPolicy is switched off in Calico', `use Calico 3.32 or later, which takes it, ${SAY_SO}`],
    }],
    ['Calico from 3.32 on', clusterWith(NetworkDriver.CALICO), { clusterNetworkPolicyEnabled: true }, [NEW, ...OLD_KINDS], {
      'AdminNetworkPolicy p': ['a Calico that takes ClusterNetworkPolicy, as 3.32 does, takes AdminNetworkPolicy no longer', INSTEAD],
      'BaselineAdminNetworkPolicy default':
        ['a Calico that takes ClusterNetworkPolicy, as 3.32 does, takes BaselineAdminNetworkPolicy no longer', BASELINE],
    }],
    ['OVN-Kubernetes', clusterWith(NetworkDriver.OVN_KUBERNETES), {}, [NEW, ...OLD_KINDS], {
      'ClusterNetworkPolicy p': ['OVN-Kubernetes takes no ClusterNetworkPolicy, only the two kinds before it',
        'write it as an AdminNetworkPolicy, or as the BaselineAdminNetworkPolicy `default` if its tier is Baseline'],
    }],
    ['kindnet', clusterWith(NetworkDriver.KINDNET), {}, [NEW, ...OLD_KINDS], {}],
    ['kindnet where it is off', clusterWith(NetworkDriver.KINDNET), off, [NEW], {
      'ClusterNetworkPolicy p': ['ClusterNetworkPolicy is switched off in the network driver', `use a release that takes it, ${SAY_SO}`],
    }],
    ['Amazon\'s driver, which has a kind of that name', clusterWith(NetworkDriver.AWS_VPC), {}, [NEW, OLD_KINDS[0]], {
      'ClusterNetworkPolicy p': ['Amazon\'s VPC CNI takes no ClusterNetworkPolicy of `policy.networking.k8s.io`',
        'write it as a ClusterNetworkPolicy of `networking.k8s.aws/v1alpha1`, Amazon\'s own kind of that name, and switch the network policy controller on',
        CONTROLLER],
      'AdminNetworkPolicy p': ['Amazon\'s VPC CNI takes no AdminNetworkPolicy',
        'write it as a ClusterNetworkPolicy of `networking.k8s.aws/v1alpha1`, and switch the network policy controller on', CONTROLLER],
    }],
    ['weave', clusterWith(NetworkDriver.WEAVE), {}, [NEW, OLD_KINDS[0]], {
      'ClusterNetworkPolicy p': ['weave takes no policies of `policy.networking.k8s.io`', IN_NAMESPACES, CONTROLLER],
      'AdminNetworkPolicy p': ['weave takes no policies of `policy.networking.k8s.io`', IN_NAMESPACES, CONTROLLER],
    }],
    ['flannel with a controller that may take all of them', clusterWith(NetworkDriver.FLANNEL, 'kube-network-policies'), {}, [NEW, ...OLD_KINDS], {}],
  ])('%s', (_, target, facts, policies, words) => {
    expect(findings(policyKindNotEnforced, [WEB, ...policies], { target, facts })).toEqual(
      Object.entries(words).map(([name, [reason, ...help]]) => ({
        check: 'policy-kind-not-enforced',
        severity: 'error',
        title: `${name} has no effect: on cluster \`staging\`, ${reason}`,
        at: { object: name },
        evidence: [{ label: 'declared', text: `network driver ${target.networkDriver}` }],
        effect: 'the API server takes the object where its kind is installed, and nothing enforces it: '
          + 'what it denies stays open, and what it accepts or passes on is left to the other policies',
        notes: [],
        help,
      })));
  });
});

test('policies of one kind are one finding, which names the others', () => {
  const [first, second] = ['one', 'two'].map(name => adminPolicy('ClusterNetworkPolicy', name));
  const [finding, ...others] = findings(policyKindNotEnforced, [WEB, first, second], { target: ciliumCluster(V1_20) });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    at: { object: 'ClusterNetworkPolicy one' },
    evidence: [{ label: 'declared' }, { label: 'likewise', text: 'ClusterNetworkPolicy two' }],
    likewise: [{ object: 'ClusterNetworkPolicy two' }],
  });
});
