import { ApiObjectMetadata } from 'cdk8s';
import { CrossplaneDeletionPolicy, CrossplaneScope, ManagementAction, ProviderConfigKind } from './magnum/crossplane';
import { MagnumClusterTemplate } from './magnum/magnum-cluster-template';
import { MagnumNodeGroup } from './magnum/magnum-node-group';
import { MagnumPlatform } from './magnum/magnum-platform';
import { CiliumVersion } from './target/cilium-version';
import { NetworkDriver } from './target/network-driver';

/**
 * Properties of `CiliumCluster`. Either `clusterTemplateId` or `clusterTemplate` must be given.
 */
export interface CiliumClusterProps {
  /**
   * Id of the cluster template in Magnum, from `openstack coe cluster template list`. Crossplane's provider has no
   * reference to a template by its Kubernetes object, and reads the id back: a name would look like a change for ever.
   *
   * @default - `clusterTemplate` must be given
   */
  readonly clusterTemplateId?: string;

  /**
   * A cluster template to make for this cluster, with the network driver Cilium. Its id is not known before it exists, so
   * that the cluster names it by its name, once, when it is made (`spec.initProvider`); until the template is there,
   * Crossplane keeps trying.
   *
   * @default - none is made: `clusterTemplateId` must be given
   */
  readonly clusterTemplate?: MagnumClusterTemplate;

  /**
   * Groups of worker nodes to make beside the one that every cluster has. They name the cluster by its name, because
   * Crossplane's provider has no reference to it: no other cluster of the project may have that name.
   *
   * @default - none
   */
  readonly nodeGroups?: MagnumNodeGroup[];

  /**
   * Name of the cluster in Magnum: a letter, then at most 241 letters, digits, `_`, `.` and `-`.
   *
   * @default - the name of the object in Kubernetes
   */
  readonly clusterName?: string;

  /**
   * Name, namespace, labels and annotations of the object in Kubernetes.
   *
   * @default - a name that is unique in the app, and the chart's namespace and labels
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The version of Kubernetes, with or without a leading `v`.
   *
   * @default '1.29.3'
   */
  readonly kubernetesVersion?: string;

  /**
   * Whether to ask for the version by the label `kube_tag`. Without it the cluster template decides.
   *
   * @default true
   */
  readonly emitKubeTag?: boolean;

  /**
   * The version of Cilium, which the validator must know and no label sets.
   *
   * @default CiliumVersion.V1_15 - what a cluster of Kubernetes 1.29 most likely runs
   */
  readonly ciliumVersion?: CiliumVersion;

  /**
   * Labels of the cluster in Magnum, such as `auto_scaling_enabled`. They are no Kubernetes labels.
   *
   * @default - `network_driver` and `kube_tag`, which are always set
   */
  readonly magnumLabels?: { readonly [name: string]: string };

  /**
   * Whether the labels are merged into the template's. Otherwise they replace them all.
   *
   * @default true
   */
  readonly mergeLabels?: boolean;

  /**
   * Whose Magnum makes the cluster.
   *
   * @default MagnumPlatform.VIRTUOZZO
   */
  readonly platform?: MagnumPlatform;

  /**
   * The network driver of the template that `clusterTemplateId` names. Upstream Magnum takes the driver from there, so
   * that it must be stated to be Cilium.
   *
   * @default - not known, which is enough for Virtuozzo and with `clusterTemplate`
   */
  readonly templateNetworkDriver?: NetworkDriver;

  /**
   * Name of the key pair that gives access to the nodes.
   *
   * @default - the template's
   */
  readonly keypair?: string;

  /**
   * How many control plane nodes there are: an odd number.
   *
   * @default - Magnum chooses: 1
   */
  readonly masterCount?: number;

  /**
   * How many worker nodes there are. The one thing that can be changed later.
   *
   * @default - Magnum chooses: 1
   */
  readonly nodeCount?: number;

  /**
   * Flavor of the worker nodes.
   *
   * @default - the template's
   */
  readonly flavor?: string;

  /**
   * Flavor of the control plane nodes.
   *
   * @default - the template's
   */
  readonly masterFlavor?: string;

  /**
   * Size of the volume for container images on every node, in GB.
   *
   * @default - the template's
   */
  readonly dockerVolumeSize?: number;

  /**
   * After how many minutes Magnum gives up making the cluster.
   *
   * @default - Magnum chooses: 60
   */
  readonly createTimeoutMinutes?: number;

  /**
   * Name or id of the network of the nodes.
   *
   * @default - the template's, or a new one
   */
  readonly fixedNetwork?: string;

  /**
   * Name or id of the subnet of the nodes.
   *
   * @default - the template's, or a new one
   */
  readonly fixedSubnet?: string;

  /**
   * Whether every node gets a floating address.
   *
   * @default - the template's
   */
  readonly floatingIpEnabled?: boolean;

  /**
   * Whether a load balancer stands before the control plane nodes.
   *
   * @default - the template's
   */
  readonly masterLbEnabled?: boolean;

  /**
   * The region of OpenStack.
   *
   * @default - the one of Crossplane's provider configuration
   */
  readonly region?: string;

  /**
   * In which of its API groups Crossplane's provider is spoken to.
   *
   * @default CrossplaneScope.NAMESPACED
   */
  readonly scope?: CrossplaneScope;

  /**
   * Name of Crossplane's provider configuration.
   *
   * @default 'default'
   */
  readonly providerConfigName?: string;

  /**
   * Kind of Crossplane's provider configuration. Only for `CrossplaneScope.NAMESPACED`.
   *
   * @default ProviderConfigKind.CLUSTER_PROVIDER_CONFIG
   */
  readonly providerConfigKind?: ProviderConfigKind;

  /**
   * Name of the Secret with the kubeconfig. It is always written: without it the provider makes a new client certificate
   * whenever it starts.
   *
   * @default - the name of the object in Kubernetes with `-kubeconfig` behind it
   */
  readonly connectionSecretName?: string;

  /**
   * Namespace of the Secret with the kubeconfig. Only for `CrossplaneScope.CLUSTER`; objects in a namespace write it
   * beside themselves.
   *
   * @default - the chart's namespace, or `crossplane-system`
   */
  readonly connectionSecretNamespace?: string;

  /**
   * What happens to the cluster in OpenStack when its object in Kubernetes is deleted. Only for `CrossplaneScope.CLUSTER`;
   * for objects in a namespace leave `ManagementAction.DELETE` out of `managementPolicies`.
   *
   * @default CrossplaneDeletionPolicy.DELETE
   */
  readonly deletionPolicy?: CrossplaneDeletionPolicy;

  /**
   * What Crossplane may do in OpenStack. An empty list pauses it.
   *
   * @default - everything
   */
  readonly managementPolicies?: ManagementAction[];
}
