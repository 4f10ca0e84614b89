import { ExistingPods } from './existing-pods';
import { DeclaredFacts as Facts } from '../model/cluster';
import { existingPods } from '../model/existing-pods';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { checkList, checkMember, shown } from '../values/given';
import { refuse } from '../values/refuse';

/**
 * What you know about the cluster and no manifest says.
 *
 * Before a deployment no pod has an address, so whether an ipBlock matches a pod is unknown until the ranges are
 * declared here.
 */
export interface ClusterFacts {
  /**
   * The ranges that pods get their addresses from, as of `kube-controller-manager --cluster-cidr`: IPv4, IPv6 or both.
   *
   * @default - unknown
   */
  readonly podCidrs?: string[];

  /**
   * The ranges that nodes, and pods on the host network, get their addresses from.
   *
   * @default - unknown
   */
  readonly nodeCidrs?: string[];

  /**
   * The ranges that Services get their addresses from, as of `kube-apiserver --service-cluster-ip-range`.
   *
   * @default - unknown
   */
  readonly serviceCidrs?: string[];

  /**
   * What Cilium matches by address beside what is outside the cluster: its Helm value `policyCIDRMatchMode`. Refused where
   * neither Cilium runs nor GKE's build of it.
   *
   * @default - nothing, as in Cilium's chart
   */
  readonly policyCidrMatchModes?: PolicyCidrMatchMode[];

  /**
   * Whether Cilium lets SCTP pass at all: its Helm value `sctp.enabled`. Refused where neither Cilium runs nor
   * GKE's build of it.
   *
   * @default false, as in Cilium's chart; on GKE unknown, since that depends on its version and on the nodes' image
   */
  readonly sctpEnabled?: boolean;

  /**
   * The patch release of Cilium: 2 of 1.20.2. Refused where the target does not run Cilium.
   *
   * @default - unknown
   */
  readonly ciliumPatchVersion?: number;

  /**
   * What Cilium calls the cluster: its Helm value `cluster.name`. Refused where neither Cilium runs nor
   * GKE's build of it.
   *
   * @default `default`, as in Cilium's chart
   */
  readonly ciliumClusterName?: string;

  /**
   * Whether Cilium applies policies to nodes: its Helm value `hostFirewall.enabled`. Refused where neither Cilium
   * runs nor GKE's build of it.
   *
   * @default false, as in Cilium's chart
   */
  readonly hostFirewallEnabled?: boolean;

  /**
   * Whether Cilium tells nodes apart by their labels: its Helm value `nodeSelectorLabels`. Refused where neither
   * Cilium runs nor GKE's build of it.
   *
   * @default false, as in Cilium's chart
   */
  readonly nodeSelectorLabels?: boolean;

  /**
   * Whether GKE's Dataplane V2 takes CiliumClusterwideNetworkPolicy (`--enable-cilium-clusterwide-network-policy`). Refused
   * for other targets.
   *
   * @default - unknown: it may take them
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/configure-cilium-network-policy
   */
  readonly gkeClusterwidePolicies?: boolean;

  /**
   * Which pods Cilium isolates: its Helm value `policyEnforcementMode`. Refused where the target does not run Cilium.
   *
   * @default PolicyEnforcementMode.DEFAULT
   */
  readonly policyEnforcementMode?: PolicyEnforcementMode;

  /**
   * Who replaces the address of a Service by that of a pod, and so whether policies see the pod.
   *
   * @default ServiceTranslation.BEFORE_POLICY
   */
  readonly serviceTranslation?: ServiceTranslation;

  /**
   * Pods that are in the cluster and that no manifest tells of: an ingress controller, Prometheus, an operator. Answers,
   * assertions and checks then speak of them.
   *
   * @default - none
   */
  readonly existing?: ExistingPods[];
}

/** What Cilium matches by address beside what is outside the cluster. */
export enum PolicyCidrMatchMode {
  /** Nodes, from Cilium 1.15. */
  NODES = 'nodes',

  /** Pods, from Cilium 1.20; older versions do not know it. */
  PODS = 'pods',
}

/** Which pods Cilium isolates. */
export enum PolicyEnforcementMode {
  /** The pods that a policy selects, as Kubernetes documents. */
  DEFAULT = 'default',

  /** Every pod, whether a policy selects it or not. */
  ALWAYS = 'always',

  /** None: policies have no effect. */
  NEVER = 'never',
}

/** When the address of a Service is replaced by that of a pod behind it. */
export enum ServiceTranslation {
  /** Before the policies are applied, so that they see the pod: Cilium's own load balancing. */
  BEFORE_POLICY = 'before-policy',

  /**
   * After the egress policies have been applied: kube-proxy, on clusters where Cilium leaves Services to it, as with
   * the Helm value `k8s.serviceProxyName`.
   */
  AFTER_POLICY = 'after-policy',
}

/** The facts as sets of addresses. */
export function readFacts(facts: ClusterFacts): Facts {
  checkMembers(facts);
  checkSettings(facts);
  const { podCidrs, nodeCidrs, serviceCidrs, serviceTranslation, existing = [] } = facts;
  return {
    podAddresses: readCidrs('podCidrs', podCidrs),
    nodeAddresses: readCidrs('nodeCidrs', nodeCidrs),
    serviceAddresses: readCidrs('serviceCidrs', serviceCidrs),
    existing: readExisting(existing),
    servicesBeforePolicy: serviceTranslation && serviceTranslation === ServiceTranslation.BEFORE_POLICY,
  };
}

/** A value that nothing knows would be read as the default, and a policy then seem to be enforced that is not. */
function checkMembers({ policyCidrMatchModes, policyEnforcementMode, serviceTranslation }: ClusterFacts): void {
  const check = (field: string, value: unknown, members: object) => value === undefined
    || checkMember('ClusterFacts', field, value, Object.values(members), 'write one of these');
  check('policyEnforcementMode', policyEnforcementMode, PolicyEnforcementMode);
  check('serviceTranslation', serviceTranslation, ServiceTranslation);
  policyCidrMatchModes?.forEach((mode, index) => check(`policyCidrMatchModes[${index}]`, mode, PolicyCidrMatchMode));
}

/** Only users without types can write what is refused here. */
function checkSettings({ ciliumPatchVersion, ciliumClusterName, ...others }: ClusterFacts): void {
  if (ciliumPatchVersion !== undefined && !(Number.isInteger(ciliumPatchVersion) && ciliumPatchVersion >= 0)) {
    refuse('ClusterFacts', `\`ciliumPatchVersion\` is ${shown(ciliumPatchVersion)}, not the number of a patch release`,
      'write the last number of the version: 2 for Cilium 1.20.2');
  }
  if (ciliumClusterName !== undefined && (typeof ciliumClusterName !== 'string' || ciliumClusterName === '')) {
    refuse('ClusterFacts', `\`ciliumClusterName\` is ${shown(ciliumClusterName)}, not a name`,
      'write the Helm value `cluster.name`, or leave the fact out where Cilium has its default');
  }
  for (const fact of ['gkeClusterwidePolicies', 'hostFirewallEnabled', 'nodeSelectorLabels', 'sctpEnabled'] as const) {
    if (others[fact] !== undefined && typeof others[fact] !== 'boolean') {
      refuse('ClusterFacts', `\`${fact}\` is ${shown(others[fact])}, not true or false`, 'write true or false');
    }
  }
}

function readExisting(existing: readonly ExistingPods[]): Facts['existing'] {
  const help = 'list declarations: `[ExistingPods.of({ namespace, labels })]`';
  checkList('ClusterFacts', 'existing', existing, help);
  return existing.map((declaration, index) => {
    if (declaration?._declared === undefined) {
      refuse('ClusterFacts', `\`existing[${index}]\` is ${shown(declaration)}, not a declaration of pods`, help);
    }
    return existingPods(declaration._declared);
  });
}

function readCidrs(field: string, cidrs: readonly string[] | undefined): AddressSet | undefined {
  if (cidrs === undefined) {
    return undefined;
  }
  if (cidrs.length === 0) {
    refuse('ClusterFacts', `${field} is an empty list, which would mean that there is no address`,
      'list the ranges, or leave the field out when they are not known');
  }
  return cidrs.reduce<AddressSet>((sum, cidr) => {
    const block = parseCidr(cidr);
    if (block === undefined) {
      refuse('ClusterFacts', `${field} holds \`${cidr}\`, which is no CIDR`, 'write a range such as `10.244.0.0/16`');
    }
    return sum.union(block.addresses);
  }, NO_ADDRESSES);
}
