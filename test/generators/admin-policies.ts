import fc from 'fast-check';
import { withoutAbsent } from './policies';
import {
  anyCidr, anyDoubtfulSelector, anyNamespaceSelector, anyNodeSelector, anyPodSelector, anyPortName, anyPortNumber,
  anyProtocol,
} from './vocabulary';

// Policies of the whole cluster, group policy.networking.k8s.io: what the definitions of the kinds accept, and no more.

const GROUP = 'policy.networking.k8s.io';

/** How one version of the API writes things. */
interface Version {
  readonly accept: string;
  readonly portsKey: 'protocols' | 'ports';
  /** Whether pods may be selected without saying in which namespaces. */
  readonly omitsNamespaces: boolean;
  readonly domainNames: boolean;
  readonly anyPort: fc.Arbitrary<object>;
  /** Whether the API takes an empty list of ports. */
  readonly emptyPorts: boolean;
}

const anySpan = fc.tuple(anyPortNumber, anyPortNumber)
  .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }));
const anyTransport = fc.constantFrom('tcp', 'tcp', 'udp', 'sctp');

const V1ALPHA2: Version = {
  accept: 'Accept',
  portsKey: 'protocols',
  omitsNamespaces: true,
  domainNames: true,
  anyPort: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(anyTransport, fc.oneof(
        { weight: 3, arbitrary: anyPortNumber.map((number): object => ({ number })) },
        { weight: 2, arbitrary: anySpan.filter(({ start, end }) => start < end).map((range): object => ({ range })) },
      )).map(([protocol, destinationPort]) => ({ [protocol]: { destinationPort } })),
    },
    { weight: 2, arbitrary: anyPortName.map(destinationNamedPort => ({ destinationNamedPort })) },
  ),
  emptyPorts: false,
};

const V1ALPHA1: Version = {
  accept: 'Allow',
  portsKey: 'ports',
  omitsNamespaces: false,
  domainNames: false,
  anyPort: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ port: anyPortNumber, protocol: anyProtocol })
        .map(portNumber => ({ portNumber: withoutAbsent(portNumber) })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(anySpan, anyProtocol)
        .map(([span, protocol]) => ({ portRange: withoutAbsent({ ...span, protocol }) })),
    },
    { weight: 2, arbitrary: anyPortName.map(namedPort => ({ namedPort })) },
  ),
  emptyPorts: true,
};

/** Pods by their namespaces alone, or by their own labels too. */
function anyPods({ omitsNamespaces }: Version): fc.Arbitrary<object> {
  const anyLabeled = fc.oneof({ weight: 6, arbitrary: anyPodSelector }, { weight: 1, arbitrary: anyDoubtfulSelector });
  const anyBoth = fc.record({ podSelector: anyLabeled, namespaceSelector: anyNamespaceSelector },
    { requiredKeys: omitsNamespaces ? ['podSelector'] : ['podSelector', 'namespaceSelector'] });
  return fc.oneof(
    { weight: 2, arbitrary: anyNamespaceSelector.map((namespaces): object => ({ namespaces })) },
    { weight: 3, arbitrary: anyBoth.map(pods => ({ pods })) },
    // As most guardrails have it; what is drawn from all labels hardly ever meets.
    { weight: 2, arbitrary: fc.constant({ namespaces: {} }) },
  );
}

const anyNetworks = fc.uniqueArray(anyCidr, { minLength: 1, maxLength: 2 });
const anyDomainNames = fc.uniqueArray(
  fc.constantFrom('example.com', '*.example.com', 'registry.k8s.io.'), { minLength: 1, maxLength: 2 });

function anyEgressPeer(version: Version): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 4, arbitrary: anyPods(version) },
    { weight: 3, arbitrary: anyNetworks.map(networks => ({ networks })) },
    { weight: 1, arbitrary: anyNodeSelector.map(nodes => ({ nodes })) },
    ...version.domainNames
      ? [{ weight: 1, arbitrary: anyDomainNames.map(domainNames => ({ domainNames })) }] : [],
  );
}

/** Absent means every port. */
function anyPorts({ anyPort, emptyPorts }: Version): fc.Arbitrary<object[] | undefined> {
  return fc.oneof(
    { weight: 10, arbitrary: fc.constant(undefined) },
    { weight: 12, arbitrary: fc.array(anyPort, { minLength: 1, maxLength: 2 }) },
    ...emptyPorts ? [{ weight: 1, arbitrary: fc.constant<object[]>([]) }] : [],
  );
}

/** A port has a name on pods only, so that a rule with other peers may not ask for one. */
function namedPortsOnlyForPods(
  version: Version, peers: readonly object[], ports: readonly object[] | undefined,
): readonly object[] | undefined {
  const hasOthers = peers.some(peer => !('namespaces' in peer || 'pods' in peer));
  const allowed = ports?.filter(port => !(hasOthers && ('namedPort' in port || 'destinationNamedPort' in port)));
  return allowed?.length === 0 && !version.emptyPorts ? undefined : allowed;
}

function anyRule(version: Version, actions: readonly string[], peersKey: 'from' | 'to'): fc.Arbitrary<object> {
  return fc.record({
    name: fc.constantFrom(undefined, undefined, 'guard', 'same name'),
    action: fc.constantFrom(...actions),
    peers: fc.array(peersKey === 'from' ? anyPods(version) : anyEgressPeer(version), { minLength: 1, maxLength: 2 }),
    ports: anyPorts(version),
  }).map(({ name, action, peers, ports }) => withoutAbsent({
    name, action, [peersKey]: peers, [version.portsKey]: namedPortsOnlyForPods(version, peers, ports),
  }));
}

/** Subject and rules, with the actions that the kind has. */
function anySections(version: Version, actions: readonly string[]): fc.Arbitrary<object> {
  const anyRules = (peersKey: 'from' | 'to') => fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(undefined, []) },
    { weight: 4, arbitrary: fc.array(anyRule(version, actions, peersKey), { minLength: 1, maxLength: 3 }) });
  return fc.record({ subject: anyPods(version), ingress: anyRules('from'), egress: anyRules('to') }).map(withoutAbsent);
}

/** Few, so that two policies often share one. */
const anyPriority = fc.constantFrom(0, 1, 10, 50, 500, 1000);

const anyClusterSpec: fc.Arbitrary<object> = fc.tuple(
  fc.record({ tier: fc.constantFrom('Admin', 'Admin', 'Baseline'), priority: anyPriority }),
  anySections(V1ALPHA2, [V1ALPHA2.accept, 'Deny', 'Pass']),
).map(([place, sections]) => ({ ...place, ...sections }));

const anyAdminSpec: fc.Arbitrary<object> = fc.tuple(
  anyPriority, anySections(V1ALPHA1, [V1ALPHA1.accept, 'Deny', 'Pass']),
).map(([priority, sections]) => ({ priority, ...sections }));

const anyBaselineSpec = anySections(V1ALPHA1, [V1ALPHA1.accept, 'Deny']);

function manifest(version: 'v1alpha1' | 'v1alpha2', kind: string, name: string, spec: object): object {
  return { apiVersion: `${GROUP}/${version}`, kind, metadata: { name }, spec };
}

/** The kind of today. */
export function anyClusterNetworkPolicies(size: fc.ArrayConstraints): fc.Arbitrary<object[]> {
  return fc.array(anyClusterSpec, size)
    .map(specs => specs.map((spec, index) => manifest('v1alpha2', 'ClusterNetworkPolicy', `c${index}`, spec)));
}

/** The two kinds that it replaces; of the second there is one at most, and its name is given. */
export function anyAdminNetworkPolicies(size: fc.ArrayConstraints): fc.Arbitrary<object[]> {
  const anyAdmin = fc.array(anyAdminSpec, size)
    .map(specs => specs.map((spec, index) => manifest('v1alpha1', 'AdminNetworkPolicy', `a${index}`, spec)));
  const anyBaseline = anyBaselineSpec.map(spec => [manifest('v1alpha1', 'BaselineAdminNetworkPolicy', 'default', spec)]);
  return fc.tuple(anyAdmin, fc.oneof(fc.constant([]), anyBaseline)).map(lists => lists.flat());
}

function anyOfAFamily(size: fc.ArrayConstraints): fc.Arbitrary<object[]> {
  return fc.oneof(
    { weight: 5, arbitrary: anyClusterNetworkPolicies(size) },
    { weight: 3, arbitrary: anyAdminNetworkPolicies(size) },
    {
      weight: 1,
      arbitrary: fc.tuple(anyClusterNetworkPolicies(size), anyAdminNetworkPolicies(size)).map(lists => lists.flat()),
    },
  );
}

/** Some or many policies, mostly all of one version of the API. */
export const anyAdminPolicies: fc.Arbitrary<object[]> = fc.oneof(
  { weight: 3, arbitrary: anyOfAFamily({ minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: anyOfAFamily({ minLength: 4, maxLength: 7 }) },
);
