import { ExistingPods } from './existing-pods';
import { DeclaredFacts as Facts } from '../model/cluster';
import { existingPods } from '../model/existing-pods';
import { parseAddressAndPort } from '../sets/address-and-port';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { checkBoolean, checkEach, checkList, hasFields, listOf, memberOf } from '../values/given';
import { checkProperties, optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';
import { quoted, shown } from '../values/shown';

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
   * Where the API server listens, each instance as an address and a port: what `kubectl get endpointslices --namespace
   * default` shows, not the address of its Service.
   *
   * @default - what the input lists behind Service `default/kubernetes`, and else unknown
   */
  readonly apiServers?: string[];

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
   * Whether the cluster enforces ClusterNetworkPolicy: the Helm value `k8sClusterNetworkPolicy.enabled` of Cilium from 1.20
   * on, the feature gate `ClusterNetworkPolicy` of Antrea; Calico has it from 3.32 on. Refused for other targets.
   *
   * @default false on Cilium and Antrea, as in their charts; elsewhere unknown; without a target true
   * @see https://network-policy-api.sigs.k8s.io/
   */
  readonly clusterNetworkPolicyEnabled?: boolean;

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
  checkFacts('ClusterFacts', 'facts', facts);
  const { podCidrs, nodeCidrs, serviceCidrs, apiServers, serviceTranslation, existing = [] } = facts;
  return {
    podAddresses: readCidrs('podCidrs', podCidrs),
    nodeAddresses: readCidrs('nodeCidrs', nodeCidrs),
    serviceAddresses: readCidrs('serviceCidrs', serviceCidrs),
    apiServers: apiServers?.flatMap(text => parseAddressAndPort(text) ?? []),
    existing: existing.map(({ _declared }) => existingPods(_declared)),
    servicesBeforePolicy: serviceTranslation && serviceTranslation === ServiceTranslation.BEFORE_POLICY,
  };
}

const EXISTING_HELP = 'list declarations: `[ExistingPods.of({ namespace, labels })]`';

const API_SERVERS_HELP = 'list where it listens: `[\'192.0.2.10:6443\']`, `[\'[2001:db8::10]:6443\']`';

const CIDRS = optional((where, field, value) => checkList(where, field, value, 'list ranges such as `10.244.0.0/16`'));

const BOOLEAN = optional(checkBoolean);

const MEMBERS_HELP = 'write one of these';

/** A value that nothing knows would be read as the default, and a policy then seem to be enforced that is not. */
const FACTS: Properties<ClusterFacts> = {
  podCidrs: CIDRS,
  nodeCidrs: CIDRS,
  serviceCidrs: CIDRS,
  apiServers: optional((where, field, value) => checkEach(where, field, value, {
    noun: 'a list', empty: 'as if there were no API server', help: API_SERVERS_HELP,
  }, (at, place) => {
    if (typeof place !== 'string' || parseAddressAndPort(place) === undefined) {
      refuse(where, `\`${at}\` is ${shown(place)}, not an address and a port`, API_SERVERS_HELP);
    }
  })),
  policyCidrMatchModes: optional(listOf(memberOf(PolicyCidrMatchMode, MEMBERS_HELP), 'list what else blocks match')),
  sctpEnabled: BOOLEAN,
  ciliumPatchVersion: optional((where, field, value) => {
    if (!(Number.isInteger(value) && (value as number) >= 0)) {
      refuse(where, `\`${field}\` is ${shown(value)}, not the number of a patch release`,
        'write the last number of the version: 2 for Cilium 1.20.2');
    }
  }),
  ciliumClusterName: optional((where, field, value) => {
    if (typeof value !== 'string' || value === '') {
      refuse(where, `\`${field}\` is ${shown(value)}, not a name`,
        'write the Helm value `cluster.name`, or leave the fact out where Cilium has its default');
    }
  }),
  hostFirewallEnabled: BOOLEAN,
  nodeSelectorLabels: BOOLEAN,
  clusterNetworkPolicyEnabled: BOOLEAN,
  gkeClusterwidePolicies: BOOLEAN,
  policyEnforcementMode: optional(memberOf(PolicyEnforcementMode, MEMBERS_HELP)),
  serviceTranslation: optional(memberOf(ServiceTranslation, MEMBERS_HELP)),
  existing: optional(listOf((where, field, value) => {
    if (!hasFields(value, '_declared')) {
      refuse(where, `\`${field}\` is ${shown(value)}, not a declaration of pods`, EXISTING_HELP);
    }
  }, EXISTING_HELP)),
};

/** Refuses what is no facts about a cluster. Every message about a fact names `ClusterFacts`, wherever it was given. */
export function checkFacts(_where: string, field: string, facts: unknown): void {
  checkProperties('ClusterFacts', field, facts, FACTS);
}

function readCidrs(field: string, cidrs: readonly string[] | undefined): AddressSet | undefined {
  if (cidrs === undefined) {
    return undefined;
  }
  if (cidrs.length === 0) {
    refuse('ClusterFacts', `${field} is an empty list, which would mean that there is no address`,
      'list the ranges, or leave the field out when they are not known');
  }
  let sum: AddressSet = NO_ADDRESSES;
  for (const cidr of cidrs) {
    const block = typeof cidr === 'string' ? parseCidr(cidr) : undefined;
    if (block === undefined) {
      refuse('ClusterFacts', `${field} holds ${quoted(cidr)}, which is no CIDR`, 'write a range such as `10.244.0.0/16`');
    }
    sum = sum.union(block.addresses);
  }
  return sum;
}
