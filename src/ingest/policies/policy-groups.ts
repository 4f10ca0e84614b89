import { PossibleSubjectsReader, subjectsOfAdminPolicy, subjectsOfAntrea, subjectsOfCalico, subjectsOfCilium, subjectsOfNamespace, subjectsOfPodSelector, subjectsOfRedirect } from './possible-subjects';
import { TrafficDirection } from '../../model/policy';

/** A kind of policy that is not simulated, and how to read whom it may select. */
export interface PolicyKind {
  readonly kind: string;
  readonly isClusterScoped?: boolean;
  readonly subjects: PossibleSubjectsReader;
  /** Directions that it touches whatever it says; without, the sections that it has. */
  readonly directions?: readonly TrafficDirection[];
}

/** An API group whose policies change what pods may reach. */
export interface PolicyGroup {
  readonly groups: readonly string[];
  readonly policies: readonly PolicyKind[];
  /** Kinds of the group that change no answer. */
  readonly others: readonly string[];
}

const BOTH: readonly TrafficDirection[] = ['egress', 'ingress'];

/** Every group of which something is known. A kind of such a group that nobody knows may be a slip of the pen. */
export const POLICY_GROUPS: readonly PolicyGroup[] = [
  {
    groups: ['cilium.io'],
    policies: [
      { kind: 'CiliumNetworkPolicy', subjects: subjectsOfCilium },
      { kind: 'CiliumClusterwideNetworkPolicy', isClusterScoped: true, subjects: subjectsOfCilium },
      // It answers for a Service or an address with pods of its own choice.
      { kind: 'CiliumLocalRedirectPolicy', subjects: subjectsOfRedirect, directions: ['ingress'] },
    ],
    others: [
      'CiliumBGPAdvertisement', 'CiliumBGPClusterConfig', 'CiliumBGPNodeConfig', 'CiliumBGPNodeConfigOverride',
      'CiliumBGPPeerConfig', 'CiliumBGPPeeringPolicy', 'CiliumCIDRGroup', 'CiliumClusterwideEnvoyConfig',
      'CiliumEgressGatewayPolicy', 'CiliumEndpoint', 'CiliumEndpointSlice', 'CiliumEnvoyConfig', 'CiliumExternalWorkload',
      'CiliumGatewayClassConfig', 'CiliumIdentity', 'CiliumL2AnnouncementPolicy', 'CiliumLoadBalancerIPPool', 'CiliumNode',
      'CiliumNodeConfig', 'CiliumPodIPPool', 'CiliumVTEPConfig',
    ],
  },
  {
    groups: ['projectcalico.org', 'crd.projectcalico.org'],
    policies: [
      { kind: 'NetworkPolicy', subjects: subjectsOfCalico },
      { kind: 'GlobalNetworkPolicy', isClusterScoped: true, subjects: subjectsOfCalico },
      { kind: 'HostEndpoint', isClusterScoped: true, subjects: () => ({ subjects: [], selectsNodes: true }), directions: BOTH },
      { kind: 'Profile', isClusterScoped: true, subjects: subjectsOfNamespace, directions: BOTH },
    ],
    others: [
      'BGPConfiguration', 'BGPFilter', 'BGPPeer', 'BlockAffinity', 'CalicoNodeStatus', 'ClusterInformation',
      'ExternalNetwork', 'FelixConfiguration', 'GlobalAlert', 'GlobalNetworkSet', 'GlobalReport', 'GlobalThreatFeed',
      'IPAMBlock', 'IPAMConfig', 'IPAMConfiguration', 'IPAMHandle', 'IPPool', 'IPReservation', 'KubeControllersConfiguration',
      'NetworkSet', 'Node', 'PacketCapture', 'StagedGlobalNetworkPolicy', 'StagedKubernetesNetworkPolicy',
      'StagedNetworkPolicy', 'Tier', 'UISettings', 'UISettingsGroup', 'WorkloadEndpoint',
    ],
  },
  {
    groups: ['policy.networking.k8s.io'],
    policies: ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy']
      .map(kind => ({ kind, isClusterScoped: true, subjects: subjectsOfAdminPolicy })),
    others: [],
  },
  {
    groups: ['crd.antrea.io', 'security.antrea.tanzu.vmware.com'],
    policies: [
      { kind: 'NetworkPolicy', subjects: subjectsOfAntrea },
      { kind: 'ClusterNetworkPolicy', isClusterScoped: true, subjects: subjectsOfAntrea },
      { kind: 'TrafficControl', isClusterScoped: true, subjects: subjectsOfAntrea, directions: BOTH },
    ],
    others: [
      'AntreaAgentInfo', 'AntreaControllerInfo', 'BGPPolicy', 'BundleCollection', 'ClusterGroup', 'Egress', 'ExternalEntity',
      'ExternalIPPool', 'ExternalNode', 'Group', 'IPPool', 'NodeLatencyMonitor', 'PacketCapture', 'SupportBundleCollection',
      'Tier', 'Traceflow', 'TrunkInterface',
    ],
  },
  {
    groups: ['k8s.ovn.org'],
    policies: [
      { kind: 'EgressFirewall', subjects: subjectsOfNamespace, directions: ['egress'] },
      { kind: 'UserDefinedNetwork', subjects: subjectsOfNamespace, directions: BOTH },
      { kind: 'ClusterUserDefinedNetwork', isClusterScoped: true, subjects: subjectsOfNamespace, directions: BOTH },
    ],
    others: [
      'AdminPolicyBasedExternalRoute', 'ClusterNetworkConnect', 'EgressIP', 'EgressQoS', 'EgressService', 'FRRConfiguration',
      'RouteAdvertisements', 'VTEP',
    ],
  },
  {
    groups: ['network.openshift.io'],
    policies: [
      { kind: 'EgressNetworkPolicy', subjects: subjectsOfNamespace, directions: ['egress'] },
      { kind: 'NetNamespace', isClusterScoped: true, subjects: subjectsOfNamespace, directions: BOTH },
    ],
    others: ['ClusterNetwork', 'HostSubnet'],
  },
  {
    groups: ['networking.k8s.aws'],
    policies: [
      { kind: 'ApplicationNetworkPolicy', subjects: subjectsOfPodSelector },
      { kind: 'ClusterNetworkPolicy', isClusterScoped: true, subjects: subjectsOfAdminPolicy },
    ],
    others: ['ClusterPolicyEndpoint', 'PolicyEndpoint'],
  },
  {
    groups: ['vpcresources.k8s.aws'],
    policies: [{ kind: 'SecurityGroupPolicy', subjects: subjectsOfPodSelector, directions: BOTH }],
    others: ['CNINode'],
  },
  {
    groups: ['networking.gke.io'],
    policies: [{ kind: 'FQDNNetworkPolicy', subjects: subjectsOfPodSelector, directions: ['egress'] }],
    others: [
      'GKENetworkParamSet', 'ManagedCertificate', 'Network', 'NetworkInterface', 'NetworkLogging', 'ServiceNetworkEndpointGroup',
      'FrontendConfig', 'GCPGatewayPolicy', 'GCPBackendPolicy', 'HealthCheckPolicy', 'GCPSessionAffinityPolicy', 'NodeTopology',
    ],
  },
];

/** Groups whose policies act on requests that a connection carries, above what is answered here. */
export const MESH_POLICIES: readonly { readonly group: string; readonly kinds: readonly string[] }[] = [
  { group: 'security.istio.io', kinds: ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'] },
  { group: 'policy.linkerd.io', kinds: ['AuthorizationPolicy', 'MeshTLSAuthentication', 'NetworkAuthentication', 'Server', 'ServerAuthorization'] },
  { group: 'consul.hashicorp.com', kinds: ['ServiceIntentions'] },
  { group: 'kuma.io', kinds: ['MeshTrafficPermission', 'TrafficPermission'] },
];
