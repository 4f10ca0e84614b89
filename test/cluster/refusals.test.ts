import { ChartProps } from 'cdk8s';
import { clusterOf, TEMPLATE } from './cluster-of';
import { refusalOf } from '../constructs/synthesized';
import {
  CiliumClusterProps, CrossplaneDeletionPolicy, CrossplaneScope, MagnumPlatform, NetworkDriver, ProviderConfigKind,
} from 'cdk8s-netpol';

const OMIT = 'help: give it a value, or leave it out';
const WHOLE = 'help: write one, or leave it out';
const NO_LABEL = 'help: leave the label out; describe a cluster with another driver with `ExistingCluster`';
const NO_TAG = 'help: leave the label out, and set `kubernetesVersion`';
const SOME_TEMPLATE = 'help: write the id of a template, from `openstack coe cluster template list`, or have one made: `clusterTemplate`';
const CILIUM_TEMPLATE = 'help: name a template whose `network_driver` is `cilium` and state it: `templateNetworkDriver: NetworkDriver.CILIUM`';
const VERSION = 'help: write major, minor and patch: `1.29.3`';
const NEWER = 'help: write `1.29.3` or a later version, or leave it out';
const CLUSTER_NAME = 'help: set `clusterName` to a letter and at most 241 letters, digits, `_`, `.` and `-` behind it';
const SECRET = 'help: write at most 253 lower-case letters, digits, `-` and `.`, with a letter or digit at both ends';
const NAMESPACE = 'help: write 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends';
const GROUP_NAME = 'help: write a letter and at most 62 letters, digits, `-` and `_` behind it';
const ORDER = 'help: the numbers must not fall from `minNodeCount` over `nodeCount` to `maxNodeCount`';
const NAMESPACED_HAVE_NONE = 'but the namespaced objects of `CrossplaneScope.NAMESPACED` have none';
const CLUSTER_HAVE_NONE = 'but the cluster-scoped objects of `CrossplaneScope.CLUSTER` have none';

const upstream = { platform: MagnumPlatform.UPSTREAM_MAGNUM };
const cluster = { scope: CrossplaneScope.CLUSTER };
const labels = (magnumLabels: any): Partial<CiliumClusterProps> => ({ magnumLabels });
const group = (more: any): Partial<CiliumClusterProps> => ({ nodeGroups: [{ name: 'gpu', ...more }] });
const template = (more: any): Partial<CiliumClusterProps> => ({ clusterTemplate: { image: 'coreos', ...more } });

const cases: Record<string, [Partial<CiliumClusterProps>, string, string, ChartProps?]> = {
  'no template': [{ clusterTemplateId: undefined }, '`clusterTemplateId` is not given', SOME_TEMPLATE],
  'an empty template': [{ clusterTemplateId: '' }, '`clusterTemplateId` is empty', SOME_TEMPLATE],
  'a template of spaces': [{ clusterTemplateId: ' ' }, '`clusterTemplateId` is empty', SOME_TEMPLATE],
  'two templates': [{ clusterTemplateId: TEMPLATE, ...template({}) }, '`clusterTemplateId` and `clusterTemplate` are both given',
    'help: keep the first for a template that exists, the second to make one'],

  'upstream Magnum, and nothing said of the template': [upstream,
    '`templateNetworkDriver` is not given, but upstream Magnum takes the driver from the template and ignores the label', CILIUM_TEMPLATE],
  'upstream Magnum, and a template of another driver': [{ ...upstream, templateNetworkDriver: NetworkDriver.CALICO },
    '`templateNetworkDriver` is `calico`, but upstream Magnum takes the driver from the template and ignores the label', CILIUM_TEMPLATE],
  'a driver that the template which is made has not': [{ ...template({}), templateNetworkDriver: NetworkDriver.FLANNEL },
    '`templateNetworkDriver` is `flannel`, but `clusterTemplate` makes a template with `cilium`', 'help: leave `templateNetworkDriver` out'],

  'a version without a patch': [{ kubernetesVersion: '1.29' }, '`kubernetesVersion` is `1.29`, which is not a version', VERSION],
  'a version with a word behind it': [{ kubernetesVersion: '1.29.3-rc.1' },
    '`kubernetesVersion` is `1.29.3-rc.1`, which is not a version', VERSION],
  'a version with leading zeros': [{ kubernetesVersion: '1.29.03' }, '`kubernetesVersion` is `1.29.03`, which is not a version', VERSION],
  'no version': [{ kubernetesVersion: 'latest' }, '`kubernetesVersion` is `latest`, which is not a version', VERSION],
  'a patch that is too old': [{ kubernetesVersion: 'v1.29.2' },
    '`kubernetesVersion` is `1.29.2`, but the label `network_driver` needs 1.29.3 or later', NEWER],
  'a minor that is too old': [{ kubernetesVersion: '1.9.30' },
    '`kubernetesVersion` is `1.9.30`, but the label `network_driver` needs 1.29.3 or later', NEWER],
  'a major that is too old': [{ kubernetesVersion: '0.30.4' },
    '`kubernetesVersion` is `0.30.4`, but the label `network_driver` needs 1.29.3 or later', NEWER],

  'another driver': [labels({ network_driver: 'calico' }),
    '`magnumLabels` sets `network_driver` to `calico`, but the network driver of this cluster is `cilium`', NO_LABEL],
  'another driver, spelled as Virtuozzo spells': [labels({ 'network-driver': 'flannel' }),
    '`magnumLabels` sets `network-driver` to `flannel`, but the network driver of this cluster is `cilium`', NO_LABEL],
  'another driver for a group': [group({ magnumLabels: { network_driver: 'calico' } }),
    '`nodeGroups[0].magnumLabels` sets `network_driver` to `calico`, but the network driver of this cluster is `cilium`', NO_LABEL],
  'another driver for the template': [template({ magnumLabels: { network_driver: 'Cilium' } }),
    '`clusterTemplate.magnumLabels` sets `network_driver` to `Cilium`, but the network driver of this cluster is `cilium`', NO_LABEL],
  'another version': [labels({ kube_tag: 'v1.30.0' }),
    '`magnumLabels` sets `kube_tag` to `v1.30.0`, but `kubernetesVersion` is `1.29.3`, which is the tag `v1.29.3`', NO_TAG],
  'the version without its `v`': [labels({ 'kube-tag': '1.29.3' }),
    '`magnumLabels` sets `kube-tag` to `1.29.3`, but `kubernetesVersion` is `1.29.3`, which is the tag `v1.29.3`', NO_TAG],
  'another version, though we set none': [{ ...labels({ kube_tag: 'v1.30.0' }), emitKubeTag: false },
    '`magnumLabels` sets `kube_tag` to `v1.30.0`, but `kubernetesVersion` is `1.29.3`, which is the tag `v1.29.3`', NO_TAG],
  'a label without a name': [labels({ '': 'a' }), '`magnumLabels` holds a label without a name', 'help: name it, or leave it out'],
  'a label that cdk8s stops at': [labels({ constructor: 'a' }), '`magnumLabels` holds `constructor`, a name that cdk8s cannot write',
    'help: leave it out'],
  'a label that cdk8s drops': [labels(JSON.parse('{"__proto__":"a"}')), '`magnumLabels` holds `__proto__`, a name that cdk8s cannot write',
    'help: leave it out'],
  'a label that is a number': [labels({ min_node_count: 1 }), '`magnumLabels` sets `min_node_count` to 1, which is not a string',
    "help: write it in quotes: `'1'`"],
  'a label without a value': [labels({ kube_tag: undefined }), '`magnumLabels` sets `kube_tag` to undefined, which is not a string', OMIT],

  'an even number of masters': [{ masterCount: 2 }, '`masterCount` is 2, which is even',
    'help: write 1 or 3: an even number survives no more failures than the odd one below it'],
  'no master': [{ masterCount: 0 }, '`masterCount` is 0, which is not a whole number from 1 on', WHOLE],
  'half a master': [{ masterCount: 1.5 }, '`masterCount` is 1.5, which is not a whole number from 1 on', WHOLE],
  'less than no node': [{ nodeCount: -1 }, '`nodeCount` is -1, which is not a whole number from 0 on', WHOLE],
  'not a number of nodes': [{ nodeCount: NaN }, '`nodeCount` is NaN, which is not a whole number from 0 on', WHOLE],
  'a volume of nothing': [{ dockerVolumeSize: 0 }, '`dockerVolumeSize` is 0, which is not a whole number from 1 on', WHOLE],
  'no time': [{ createTimeoutMinutes: 0 }, '`createTimeoutMinutes` is 0, which is not a whole number from 1 on', WHOLE],
  'an empty flavor': [{ flavor: '' }, '`flavor` is empty', OMIT],

  'a deletion policy in a namespace': [{ deletionPolicy: CrossplaneDeletionPolicy.ORPHAN }, `\`deletionPolicy\` is \`Orphan\`, ${NAMESPACED_HAVE_NONE}`,
    'help: leave it out; to keep the cluster, leave `ManagementAction.DELETE` out of `managementPolicies`'],
  'a namespace for the Secret of an object in a namespace': [{ connectionSecretNamespace: 'keys' },
    `\`connectionSecretNamespace\` is \`keys\`, ${NAMESPACED_HAVE_NONE}`, 'help: leave it out: the Secret is written beside the object'],
  'a kind of provider configuration outside of namespaces': [{ ...cluster, providerConfigKind: ProviderConfigKind.PROVIDER_CONFIG },
    `\`providerConfigKind\` is \`ProviderConfig\`, ${CLUSTER_HAVE_NONE}`, 'help: leave it out: there is one kind of provider configuration'],
  'a namespace outside of namespaces': [{ ...cluster, metadata: { namespace: 'infra' } }, `\`metadata.namespace\` is \`infra\`, ${CLUSTER_HAVE_NONE}`,
    'help: leave it out; for the Secret set `connectionSecretNamespace`'],

  'a name that begins with a digit': [{ clusterName: '1shop' }, 'the cluster would be called `1shop`, which Magnum does not accept', CLUSTER_NAME],
  'a name with a space': [{ clusterName: 'my shop' }, 'the cluster would be called `my shop`, which Magnum does not accept', CLUSTER_NAME],
  'a name of 243 letters': [{ clusterName: 'a'.repeat(243) }, `the cluster would be called \`${'a'.repeat(243)}\`, which Magnum does not accept`,
    CLUSTER_NAME],
  'a name from the object': [{ metadata: { name: '9shop' } }, 'the cluster would be called `9shop`, which Magnum does not accept', CLUSTER_NAME],
  'a Secret in upper case': [{ connectionSecretName: 'Shop' }, '`connectionSecretName` is `Shop`, which is not a name of a Secret', SECRET],
  'a Secret in a namespace with a dot': [{ ...cluster, connectionSecretNamespace: 'a.b' },
    '`connectionSecretNamespace` is `a.b`, which is not a name of a namespace', NAMESPACE],

  'a template without an image': [template({ image: ' ' }), '`clusterTemplate.image` is empty', OMIT],
  'a template with half a volume': [template({ dockerVolumeSize: 0.5 }),
    '`clusterTemplate.dockerVolumeSize` is 0.5, which is not a whole number from 1 on', WHOLE],

  'a group without a name': [group({ name: '' }), '`nodeGroups[0].name` is ``, which is not a name of a node group', GROUP_NAME],
  'a group with a dot in its name': [group({ name: 'a.b' }), '`nodeGroups[0].name` is `a.b`, which is not a name of a node group', GROUP_NAME],
  'two groups of one name': [{ nodeGroups: [{ name: 'gpu' }, { name: 'gpu' }] },
    '`nodeGroups[1].name` is `gpu`, which another node group of the cluster has', 'help: give each group its own name'],
  'a group that every cluster has': [group({ name: 'default-worker' }),
    '`nodeGroups[0].name` is `default-worker`, which another node group of the cluster has',
    'help: choose another name: Magnum makes that group itself'],
  'fewer nodes than the least': [group({ minNodeCount: 3, nodeCount: 2 }), '`nodeGroups[0].minNodeCount` is 3, but `nodeGroups[0].nodeCount` is 2', ORDER],
  'more nodes than the most': [group({ nodeCount: 5, maxNodeCount: 4 }), '`nodeGroups[0].nodeCount` is 5, but `nodeGroups[0].maxNodeCount` is 4', ORDER],
  'a least above the most': [group({ minNodeCount: 5, maxNodeCount: 4 }),
    '`nodeGroups[0].minNodeCount` is 5, but `nodeGroups[0].maxNodeCount` is 4', ORDER],
  'a group of half a node': [group({ nodeCount: 0.5 }), '`nodeGroups[0].nodeCount` is 0.5, which is not a whole number from 0 on', WHOLE],
  'a group that grows to nothing': [group({ maxNodeCount: 0 }), '`nodeGroups[0].maxNodeCount` is 0, which is not a whole number from 1 on', WHOLE],
  'a group of masters': [group({ role: 'master' }), '`nodeGroups[0].role` is `master`, but the control plane cannot grow by a node group',
    'help: set `masterCount`'],
  'a group with an empty flavor': [group({ flavor: '' }), '`nodeGroups[0].flavor` is empty', OMIT],
};

test.each(Object.entries(cases))('%s', (_, [props, problem, help]) => {
  expect(refusalOf(() => clusterOf(props))).toBe(`\`infra/Cluster\`: ${problem}\n${help}`);
});

const accepted: Record<string, Partial<CiliumClusterProps>> = {
  'the version that is the first': { kubernetesVersion: 'v1.29.3' },
  'a newer minor with a lower patch': { kubernetesVersion: '1.30.0' },
  'a newer major': { kubernetesVersion: '2.0.0' },
  'an old version on upstream Magnum': { ...upstream, templateNetworkDriver: NetworkDriver.CILIUM, kubernetesVersion: '1.25.0' },
  'upstream Magnum with a template that is made': { ...upstream, ...template({}) },
  'a template of another driver on Virtuozzo, where the label decides': { templateNetworkDriver: NetworkDriver.CALICO },
  'a name of 242 letters': { clusterName: 'a'.repeat(242) },
  'no worker': { nodeCount: 0 },
  'as many nodes as the least and the most': group({ minNodeCount: 2, nodeCount: 2, maxNodeCount: 2 }),
};

test.each(Object.entries(accepted))('accepted: %s', (_, props) => {
  expect(() => clusterOf(props)).not.toThrow();
});
