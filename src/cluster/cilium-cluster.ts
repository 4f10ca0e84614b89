import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkCluster, checkClusterName, checkSecretName } from './check-cluster';
import { checkClusterTemplate, checkNodeGroups } from './check-parts';
import { CiliumClusterProps } from './cilium-cluster-props';
import { ClusterPlan, TemplatePlan } from './cluster-plan';
import { CILIUM_CLUSTER_PROPERTIES } from './cluster-properties';
import { openstackCommand } from './commands/openstack-command';
import { terraformSnippet } from './commands/terraform-snippet';
import { vinfraCommand, VinfraCommandOptions } from './commands/vinfra-command';
import { CrossplaneScope } from './magnum/crossplane';
import { clusterLabels } from './magnum/magnum-labels';
import { MagnumPlatform } from './magnum/magnum-platform';
import { ConnectionSecret, writeManaged } from './magnum/managed-object';
import { clusterParameters, nodeGroupParameters, templateParameters } from './magnum/parameters';
import { CiliumVersion } from './target/cilium-version';
import { checkLabelIsKnown, DEFAULT_KUBERNETES_VERSION, parseKubernetesVersion } from './target/kubernetes-version';
import { NetworkDriver } from './target/network-driver';
import { INetworkPolicyTarget } from './target/network-policy-target';
import { checkArguments } from '../values/arguments';
import { recordSource } from '../values/source-location';

/** Crossplane's own namespace, for a Secret that nothing else gives one. */
const CROSSPLANE_NAMESPACE = 'crossplane-system';

/**
 * An OpenStack Magnum cluster whose network driver is Cilium, so that network policies are enforced.
 *
 * It is one `ClusterV1` of Crossplane's OpenStack provider, with the labels `network_driver=cilium` and `kube_tag`. It
 * belongs into a chart of its own, which is applied to the cluster that runs Crossplane: what the new cluster is to run
 * goes into other charts, with the kubeconfig from the connection Secret. Without Crossplane, apply what
 * `openstackCommand`, `vinfraCommand` or `terraformSnippet` returns.
 *
 * The provider changes nothing but `nodeCount` of a cluster that exists, and never replaces one: after any other change
 * the object stays `Synced=False`, also when it is a label. Give the object a new name to get a new cluster.
 *
 * @example
 *
 *   const cluster = new CiliumCluster(this, 'Cluster', {
 *     clusterTemplateId: '7d33a4a4-9a45-4b3b-8bd9-5f2f5a3b2c1d',
 *     clusterName: 'shop',
 *     keypair: 'ops',
 *     masterCount: 3,
 *     nodeCount: 3,
 *   });
 *   const command = cluster.openstackCommand();
 *
 * @see https://docs.virtuozzo.com/virtuozzo_hybrid_cloud_1_0_self_service_guide/using-network-policies-in-kubernetes.html
 */
export class CiliumCluster extends Construct implements INetworkPolicyTarget {
  /** The manifest of the cluster. */
  public readonly apiObject: ApiObject;

  /**
   * The manifest of the cluster template.
   *
   * @default - `clusterTemplate` is not given, and none is made
   */
  public readonly clusterTemplateApiObject?: ApiObject;

  /** The manifests of the node groups, in their order. */
  public readonly nodeGroupApiObjects: ApiObject[];

  /** The name of the cluster in Magnum. */
  public readonly clusterName: string;

  /** What messages call the cluster: its name in Magnum. */
  public readonly targetName: string;

  /** What gives the pods their network: Cilium. */
  public readonly networkDriver: NetworkDriver;

  /** The version of Kubernetes, without a leading `v`. */
  public readonly kubernetesVersion: string;

  /** Whether network policies have any effect: true. */
  public readonly enforcesNetworkPolicy: boolean;

  /** Whether the kinds of the group `cilium.io` have any effect: true. */
  public readonly supportsCiliumPolicy: boolean;

  /**
   * A controller beside the network driver that enforces network policies.
   *
   * @default - none: Cilium does
   */
  public readonly policyController?: string;

  /**
   * The version of Cilium.
   *
   * @default - it is always known
   */
  public readonly ciliumVersion?: CiliumVersion;

  /** The name of the Secret that Crossplane writes the kubeconfig into. */
  public readonly connectionSecretName: string;

  /**
   * The namespace of that Secret.
   *
   * @default - the namespace that the object is applied to, which the app does not know
   */
  public readonly connectionSecretNamespace?: string;

  /** The key of the Secret under which the kubeconfig is. The provider names it so; there is no key `kubeconfig`. */
  public readonly kubeconfigSecretKey: string = 'attribute.kubeconfig.raw_config';

  private readonly plan: ClusterPlan;

  /**
   * An OpenStack Magnum cluster whose network driver is Cilium.
   *
   * @throws RangeError when the template is missing, when a label contradicts the network driver or the version, when the
   * version is malformed or older than 1.29.3 on Virtuozzo, when the template of upstream Magnum is not said to have the
   * driver, when a number or name is not valid, or when a property does not exist in the scope
   */
  constructor(scope: Construct, id: string, props: CiliumClusterProps) {
    checkArguments('CiliumCluster', arguments, CILIUM_CLUSTER_PROPERTIES);
    super(scope, id);
    recordSource(this);
    const where = this.node.path;
    checkCluster(where, props ?? {});
    const version = parseKubernetesVersion(where, props.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION);
    if (props.platform !== MagnumPlatform.UPSTREAM_MAGNUM) {
      checkLabelIsKnown(where, version);
    }
    const labels = clusterLabels(where, props.magnumLabels ?? {}, version, props.emitKubeTag ?? true);
    checkNodeGroups(where, props.nodeGroups ?? [], version);

    this.apiObject = writeManaged(this, 'Resource', 'ClusterV1', props, props.metadata, () => {
      const { id: templateId, made } = this.plan.template;
      return {
        forProvider: { ...clusterParameters(this.plan), clusterTemplateId: templateId },
        // Magnum takes a name for the id and gives the id back, which must not look like a change.
        initProvider: made && { clusterTemplateId: made.name },
        connectionSecret: this.connectionSecret(props),
      };
    });
    this.clusterName = props.clusterName ?? this.apiObject.name;
    checkClusterName(where, this.clusterName);
    this.clusterTemplateApiObject = this.writeTemplate(props, version);
    this.plan = {
      where,
      name: this.clusterName,
      version,
      labels,
      mergeLabels: props.mergeLabels ?? true,
      props,
      template: this.templatePlan(props),
    };
    this.nodeGroupApiObjects = this.writeNodeGroups(props);

    this.targetName = this.clusterName;
    this.networkDriver = NetworkDriver.CILIUM;
    this.kubernetesVersion = version;
    this.enforcesNetworkPolicy = true;
    this.supportsCiliumPolicy = true;
    this.ciliumVersion = props.ciliumVersion ?? CiliumVersion.V1_15;
    this.connectionSecretName = props.connectionSecretName ?? `${this.apiObject.name}-kubeconfig`;
    checkSecretName(where, this.connectionSecretName);
    this.connectionSecretNamespace = props.scope === CrossplaneScope.CLUSTER
      ? props.connectionSecretNamespace ?? Chart.of(this).namespace ?? CROSSPLANE_NAMESPACE
      : this.apiObject.metadata.namespace;
  }

  /** The labels of the cluster in Magnum, in the order of their names: yours, `network_driver` and `kube_tag`. */
  public get labels(): { [name: string]: string } {
    return { ...this.plan.labels };
  }

  /**
   * The same cluster as a command of OpenStack's client, for a POSIX shell. It is the cluster alone: a template that this
   * construct makes must be there before, and node groups are made after it.
   *
   * @throws RangeError when a label holds a separator, where the client would split it
   */
  public openstackCommand(): string {
    return openstackCommand(this.plan);
  }

  /**
   * The same cluster as a command of Virtuozzo's client, for a POSIX shell. It is the cluster alone, without node groups.
   * The client chooses the template by the version, and has no options for a time limit, the region, the subnet, the load
   * balancer and the merging of labels.
   *
   * @param options what the client must be told
   * @throws RangeError when the platform is not Virtuozzo, when a flavor or the key pair is missing, or when a label is
   * empty or holds a separator
   */
  public vinfraCommand(options: VinfraCommandOptions): string {
    return vinfraCommand(this.plan, options);
  }

  /**
   * The same cluster as resources of Terraform's OpenStack provider, with the template and the node groups that this
   * construct makes.
   */
  public terraformSnippet(): string {
    return terraformSnippet(this.plan);
  }

  private connectionSecret({ scope }: CiliumClusterProps): ConnectionSecret {
    return scope === CrossplaneScope.CLUSTER
      ? { name: this.connectionSecretName, namespace: this.connectionSecretNamespace }
      : { name: this.connectionSecretName };
  }

  private writeTemplate(props: CiliumClusterProps, version: string): ApiObject | undefined {
    const template = props.clusterTemplate;
    if (template === undefined) {
      return undefined;
    }
    checkClusterTemplate(this.node.path, template, version);
    return writeManaged(this, 'Template', 'ClustertemplateV1', props, { namespace: props.metadata?.namespace }, () => ({
      forProvider: templateParameters(this.plan, this.plan.template.made!.name, template),
    }));
  }

  private templatePlan({ clusterTemplateId, clusterTemplate }: CiliumClusterProps): TemplatePlan {
    if (clusterTemplate === undefined) {
      return { id: clusterTemplateId };
    }
    const name = clusterTemplate.templateName ?? this.clusterTemplateApiObject!.name;
    return { made: { name, content: clusterTemplate } };
  }

  private writeNodeGroups(props: CiliumClusterProps): ApiObject[] {
    return (props.nodeGroups ?? []).map(group => writeManaged(
      this, `NodeGroup-${group.name}`, 'NodegroupV1', props, { namespace: props.metadata?.namespace },
      () => ({ forProvider: { ...nodeGroupParameters(this.plan, group), clusterId: this.clusterName } }),
    ));
  }
}
