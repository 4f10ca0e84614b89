import { App, Chart, Testing } from 'cdk8s';
import {
  AllowAll, AllowCidr, AllowConnection, AllowDns, AllowIngressController, AllowInternet, AllowMonitoring,
  AllowNamespace, AllowPods, AllowSameNamespace, BaselineDeny, CheckLevel, Cidr, CiliumCluster, ClusterNetworkPolicy,
  ClusterRule, DefaultDenyAll, DefaultDenyEgress, DefaultDenyIngress, DenyClusterWide, Direction, DnsResolver,
  ExistingCluster, ExistingPods, IsolatedNamespace, LabelExpression, LabelOperator, MustBeIsolated, MustNotReach,
  MustOnlyBeReachedBy, MustOnlyReach, MustReach, Namespaces, NetworkDriver, NetworkPolicyValidation, Nodes, Pods,
  PolicyTier, Port, Reachability, ReachabilityLock,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

/** Where a struct is given to the public API, as plain JavaScript may do it, and what is right there. */
export interface Use {
  /** What gives the struct. */
  readonly give: (value: any, chart: Chart) => unknown;
  readonly right: Readonly<Record<string, unknown>>;
  /** What messages put before its properties. */
  readonly prefix?: string;
}

const metadata = { name: 'policy' };
const policy = { metadata, namespace: 'shop' };
const admin = { tier: PolicyTier.ADMIN, priority: 1, subject: Namespaces.all() };
const allow = { ...policy, subject: web, ports: [Port.HTTP], direction: Direction.INGRESS };
const cluster = { clusterTemplateId: 'template', clusterName: 'shop' };

/** A peer that somebody else has written. */
function stranger(config: unknown): any {
  return { toPeerConfig: () => config };
}

/** Writes a policy with somebody else's peer, which is looked at when it is written. */
function write(config: unknown, chart: Chart): unknown {
  new AllowPods(chart, 'X', { subject: web, peers: [stranger(config)] });
  return Testing.synth(chart);
}

const selector = { matchLabels: { app: 'web' }, matchExpressions: [] };

const SHOP = Reachability.ofManifests([
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels: { app: 'web' } } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db', labels: { app: 'db' } } },
]);

/** By the name of the struct; several where it is given in several places. */
export const USES: Readonly<Record<string, readonly Use[]>> = {
  AllowAllProps: [{ give: (props, chart) => new AllowAll(chart, 'X', props), right: policy }],
  AllowPodsProps: [{ give: (props, chart) => new AllowPods(chart, 'X', props), right: { ...allow, peers: [db] } }],
  AllowNamespaceProps: [{ give: (props, chart) => new AllowNamespace(chart, 'X', props), right: { ...allow, peers: [Namespaces.all()] } }],
  AllowCidrProps: [{ give: (props, chart) => new AllowCidr(chart, 'X', props), right: { ...allow, peers: [Cidr.anyIpv4()] } }],
  AllowDnsProps: [{ give: (props, chart) => new AllowDns(chart, 'X', props), right: { ...policy, resolvers: [DnsResolver.nodeLocal()] } }],
  AllowSameNamespaceProps: [{ give: (props, chart) => new AllowSameNamespace(chart, 'X', props), right: allow }],
  AllowInternetProps: [{ give: (props, chart) => new AllowInternet(chart, 'X', props), right: { subject: web, exceptCidrs: ['203.0.113.0/24'] } }],
  AllowIngressControllerProps: [{
    give: (props, chart) => new AllowIngressController(chart, 'X', props), right: { ...policy, subject: web, controller: db },
  }],
  AllowMonitoringProps: [{ give: (props, chart) => new AllowMonitoring(chart, 'X', props), right: { ...policy, ports: [Port.HTTP], scraper: db } }],
  IsolatedNamespaceProps: [{ give: (props, chart) => new IsolatedNamespace(chart, 'X', props), right: { name: 'shop', allowWithin: true } }],
  NamespaceRule: [
    { give: (rule, chart) => new IsolatedNamespace(chart, 'X', { ingress: [rule] }), right: { peers: [db], subject: web }, prefix: 'ingress[0].' },
    { give: (rule, chart) => new IsolatedNamespace(chart, 'X', { egress: [rule] }), right: { peers: [db] }, prefix: 'egress[0].' },
  ],
  AllowConnectionProps: [{
    give: (props, chart) => new AllowConnection(chart, 'X', props),
    right: { source: web, destination: db, ports: [Port.HTTP], egressMetadata: { name: 'a' }, ingressMetadata: { name: 'b' } },
  }, {
    give: (props, chart) => new AllowConnection(chart, 'Y', props), right: { sources: [web], destinations: [db] },
  }],
  DefaultDenyProps: [
    { give: (props, chart) => new DefaultDenyAll(chart, 'X', props), right: policy },
    { give: (props, chart) => new DefaultDenyIngress(chart, 'X', props), right: policy },
    { give: (props, chart) => new DefaultDenyEgress(chart, 'X', props), right: { subject: web } },
  ],
  MustReachProps: [{ give: (props, chart) => new MustReach(chart, 'X', props), right: { source: web, destination: db, ports: [Port.HTTP] } }],
  MustNotReachProps: [{ give: (props, chart) => new MustNotReach(chart, 'X', props), right: { source: web, destination: db, futurePods: true } }],
  MustOnlyBeReachedByProps: [{ give: (props, chart) => new MustOnlyBeReachedBy(chart, 'X', props), right: { destination: db, sources: [web] } }],
  MustOnlyReachProps: [{ give: (props, chart) => new MustOnlyReach(chart, 'X', props), right: { source: web, destinations: [db], reason: 'it is' } }],
  MustBeIsolatedProps: [{ give: (props, chart) => new MustBeIsolated(chart, 'X', props), right: { subject: web, direction: Direction.BOTH } }],
  ClusterRuleProps: [{
    give: (props, chart) => new ClusterNetworkPolicy(chart, 'X', { ...admin, egress: [ClusterRule.deny(props)] }),
    right: { peers: [Namespaces.all()], ports: [Port.HTTP], name: 'closed' },
  }],
  ClusterNetworkPolicyProps: [{
    give: (props, chart) => new ClusterNetworkPolicy(chart, 'X', props),
    right: { ...admin, metadata, ingress: [ClusterRule.deny({ peers: [Namespaces.all()] })] },
  }],
  DenyClusterWideProps: [{
    give: (props, chart) => new DenyClusterWide(chart, 'X', props),
    right: {
      metadata,
      peers: [Cidr.anyIpv4()],
      exceptPeers: [Namespaces.all()],
      ports: [Port.HTTP],
      direction: Direction.EGRESS,
      priority: 1,
    },
  }],
  BaselineDenyProps: [{ give: (props, chart) => new BaselineDeny(chart, 'X', props), right: { metadata, allowDns: false, priority: 1 } }],
  NetworkPolicyValidationOptions: [{
    give: options => NetworkPolicyValidation.of(new App(), options), right: { failOn: CheckLevel.WARNING, checks: { 'dns-blocked': CheckLevel.OFF } },
  }],
  ReachabilityLockOptions: [{ give: options => ReachabilityLock.of(new App(), options), right: { path: 'x.lock', accept: true } }],
  AcceptedFinding: [{
    give: accepted => NetworkPolicyValidation.of(new App(), { accepted: [accepted] }),
    right: { check: 'dns-blocked', reason: 'it needs no names' },
    prefix: 'accepted[0].',
  }],
  ClusterFacts: [
    { give: facts => NetworkPolicyValidation.of(new App(), { facts }), right: { podCidrs: ['10.0.0.0/8'] } },
    { give: facts => Reachability.ofManifests([], { facts }), right: { nodeCidrs: ['10.0.0.0/8'] } },
    { give: facts => Reachability.ofApp(new App(), { facts }), right: { serviceCidrs: ['10.0.0.0/8'] } },
  ],
  ReachabilityOptions: [
    { give: options => Reachability.ofManifests([], options), right: { namespace: 'shop' } },
    { give: options => Reachability.ofApp(new App(), options), right: { target: ExistingCluster.of('x', { networkDriver: NetworkDriver.CALICO }) } },
  ],
  ConnectionQuery: [{
    give: query => SHOP.check(query),
    right: { source: web, destination: db, port: Port.HTTP },
  }],
  SourcesQuery: [{
    give: query => SHOP.whoCanReach(query), right: { destination: db, ports: [Port.HTTP], transitive: true },
  }],
  DestinationsQuery: [{
    give: query => SHOP.whatCanReach(query), right: { source: web, ports: [Port.HTTP], transitive: true },
  }],
  WantedConnection: [{
    give: wanted => Reachability.ofManifests([]).suggest([wanted]), right: { source: web, destination: db, ports: [Port.HTTP] }, prefix: 'wanted[0].',
  }],
  ExistingPodsProps: [{ give: props => ExistingPods.of(props), right: { namespace: 'shop', labels: { app: 'web' } } }],
  ExistingPort: [{
    give: port => ExistingPods.of({ namespace: 'shop', labels: { app: 'web' }, ports: [port] }), right: { port: 80 }, prefix: 'ports[0].',
  }],
  ExistingClusterProps: [{ give: props => ExistingCluster.of('staging', props), right: { networkDriver: NetworkDriver.CALICO } }],
  CidrOptions: [
    { give: options => Cidr.of('10.0.0.0/8', options), right: { exceptCidrs: ['10.1.0.0/16'] } },
    { give: options => Cidr.internet(options), right: { exceptCidrs: ['10.1.0.0/16'] } },
  ],
  LabelQuery: [
    { give: query => Pods.matching(query), right: { labels: { app: 'web' }, expressions: [LabelExpression.exists('app')] } },
    { give: query => Namespaces.matching(query), right: { labels: { app: 'web' } } },
    { give: query => Nodes.matching(query), right: { labels: { role: 'edge' } } },
    { give: query => web.inNamespacesMatching(query), right: { expressions: [LabelExpression.exists('app')] } },
  ],
  CiliumClusterProps: [{ give: (props, chart) => new CiliumCluster(chart, 'X', props), right: cluster }],
  MagnumClusterTemplate: [{
    give: (clusterTemplate, chart) => new CiliumCluster(chart, 'X', { clusterTemplate }), right: { image: 'coreos' }, prefix: 'clusterTemplate.',
  }],
  MagnumNodeGroup: [{
    give: (group, chart) => new CiliumCluster(chart, 'X', { ...cluster, nodeGroups: [group] }), right: { name: 'gpu' }, prefix: 'nodeGroups[0].',
  }],
  VinfraCommandOptions: [{
    give: (options, chart) => new CiliumCluster(chart, 'X', { ...cluster, masterFlavor: 'a', flavor: 'b', keypair: 'c' }).vinfraCommand(options),
    right: { externalNetwork: 'public' },
  }],
  PeerConfig: [
    { give: write, right: { podSelector: selector } },
    { give: write, right: { anyOf: [{ podSelector: selector }] } },
    { give: (choice, chart) => write({ anyOf: [choice] }, chart), right: { podSelector: selector }, prefix: 'anyOf[0].' },
  ],
  LabelSelectorConfig: [
    { give: (podSelector, chart) => write({ podSelector }, chart), right: selector, prefix: 'podSelector.' },
    { give: (namespaceSelector, chart) => write({ namespaceSelector }, chart), right: selector, prefix: 'namespaceSelector.' },
  ],
  LabelRequirement: [{
    give: (requirement, chart) => write({ podSelector: { matchLabels: {}, matchExpressions: [requirement] } }, chart),
    right: { key: 'app', operator: LabelOperator.EXISTS, values: [] },
    prefix: 'podSelector.matchExpressions[0].',
  }],
  IpBlockConfig: [{
    give: (block, chart) => write({ ipBlocks: [block] }, chart), right: { cidr: '10.0.0.0/8', exceptCidrs: [] }, prefix: 'ipBlocks[0].',
  }],
};
