import { PossibleSubjectsReader, subjectsOfAdminPolicy, subjectsOfAntrea, subjectsOfCalico, subjectsOfCilium, subjectsOfNamespace, subjectsOfPodSelector, subjectsOfRedirect } from './possible-subjects';
import { TrafficDirection } from '../../model/policy';

/** A kind of policy that is not simulated, and how to read whom it may select. */
export interface PolicyKind {
  readonly kind: string;
  readonly isClusterScoped?: boolean;
  /** Whether the kind is simulated in other versions. */
  readonly isInVersions?: boolean;
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
      'CiliumBGPAdvertisement', 'CiliumBGPClusterConfig', 'CiliumBGPLoadBalancerIPPool', 'CiliumBGPNodeConfig',
      'CiliumBGPNodeConfigOverride', 'CiliumBGPPeerConfig', 'CiliumBGPPeeringPolicy', 'CiliumCIDRGroup',
      'CiliumClusterwideEnvoyConfig', 'CiliumDatapathPlugin', 'CiliumEgressGatewayPolicy', 'CiliumEgressNATPolicy',
      'CiliumEgressSRv6Policy', 'CiliumEndpoint', 'CiliumEndpointSlice', 'CiliumEnvoyConfig', 'CiliumExternalWorkload',
      'CiliumGatewayClassConfig', 'CiliumGatewayL4Config', 'CiliumIdentity', 'CiliumL2AnnouncementPolicy',
      'CiliumLoadBalancerIPPool', 'CiliumNetworkDriverClusterConfig', 'CiliumNetworkDriverConfig',
      'CiliumNetworkDriverNodeConfig', 'CiliumNode', 'CiliumNodeConfig', 'CiliumPodIPPool', 'CiliumResourceIPPool',
      'CiliumResourceNetworkConfig', 'CiliumVTEPConfig', 'CiliumVTEPNodeConfig', 'CiliumVTEPPolicy',
      // Tetragon's, which watches processes.
      'PodInfo', 'TracingPolicy', 'TracingPolicyNamespaced',
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
      'BFDConfiguration', 'BGPConfiguration', 'BGPFilter', 'BGPPeer', 'BlockAffinity', 'CalicoNodeStatus',
      'ClusterInformation', 'DeepPacketInspection', 'EgressGatewayPolicy', 'ExternalNetwork', 'FelixConfiguration',
      'GlobalAlert', 'GlobalAlertTemplate', 'GlobalNetworkSet', 'GlobalReport', 'GlobalReportType', 'GlobalThreatFeed',
      'IPAMBlock', 'IPAMConfig', 'IPAMConfiguration', 'IPAMHandle', 'IPPool', 'IPReservation', 'KubeControllersConfiguration',
      'LicenseKey', 'ManagedCluster', 'NetworkSet', 'Node', 'PacketCapture', 'QoSPolicy', 'RemoteClusterConfiguration',
      'SecurityEventWebhook', 'StagedGlobalNetworkPolicy', 'StagedKubernetesNetworkPolicy', 'StagedNetworkPolicy', 'Tier',
      'UISettings', 'UISettingsGroup', 'WorkloadEndpoint',
    ],
  },
  {
    groups: ['policy.networking.k8s.io'],
    policies: ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy']
      .map(kind => ({ kind, isClusterScoped: true, isInVersions: true, subjects: subjectsOfAdminPolicy })),
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
      'AntreaAgentInfo', 'AntreaControllerInfo', 'AntreaNodeConfig', 'BGPPolicy', 'BundleCollection', 'ClusterGroup', 'Egress',
      'ExternalEntity', 'ExternalIPPool', 'ExternalNode', 'FlowExporterDestination', 'FlowExporterTarget', 'Group', 'IPPool',
      'NodeLatencyMonitor', 'PacketCapture', 'PacketSampling', 'SupportBundle', 'SupportBundleCollection', 'Tier', 'Traceflow',
      'TrunkInterface',
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
      'AdminPolicyBasedExternalRoute', 'ClusterNetworkConnect', 'EgressIP', 'EgressIPTraffic', 'EgressQoS', 'EgressService',
      'FRRConfiguration', 'NetworkQoS', 'RouteAdvertisements', 'VTEP', 'VirtualPrivateNetworkConnect',
    ],
  },
  {
    groups: ['network.openshift.io'],
    policies: [
      { kind: 'EgressNetworkPolicy', subjects: subjectsOfNamespace, directions: ['egress'] },
      { kind: 'NetNamespace', isClusterScoped: true, subjects: subjectsOfNamespace, directions: BOTH },
    ],
    others: ['ClusterNetwork', 'DNSNameResolver', 'HostSubnet'],
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
      'EgressNATPolicy', 'FrontendConfig', 'GCPAuthzExtension', 'GCPAuthzPolicy', 'GCPBackendPolicy',
      'GCPEdgeExtension', 'GCPFirewall', 'GCPGatewayPolicy', 'GCPRoutingExtension', 'GCPSessionAffinityFilter',
      'GCPSessionAffinityPolicy', 'GCPTrafficDistributionPolicy', 'GCPTrafficExtension', 'GCPWasmPlugin',
      'GKENetworkParamSet', 'HealthCheckPolicy', 'LBPolicy', 'ManagedCertificate', 'MultiClusterIngress',
      'MultiClusterService', 'Network', 'NetworkInterface', 'NetworkLogging', 'NodeNetworkConfig', 'NodeTopology',
      'ServiceAttachment', 'ServiceLoadBalancerStatus', 'ServiceNetworkEndpointGroup', 'Subnetwork',
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
