import * as fc from 'fast-check';

/** A manifest, or any part of one. */
type Json = any;

const LABELS = fc.constantFrom({}, { app: 'web' }, { 'example.com/tier': '', 'app': 'db' });

const EXPRESSION = fc.constantFrom<Json>(
  { key: 'app', operator: 'In', values: ['web'] }, { key: 'app', operator: 'Exists' },
  { key: 'app', operator: 'NotIn', values: ['web', ''] }, { key: 'app', operator: 'DoesNotExist', values: [] });

const SELECTOR: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ matchLabels: LABELS }, { requiredKeys: [] }),
  fc.record({ matchLabels: LABELS, matchExpressions: fc.array(EXPRESSION, { maxLength: 2 }) }));

const PODS = fc.oneof(
  fc.record({ namespaces: SELECTOR }),
  fc.record({ pods: fc.record({ namespaceSelector: SELECTOR, podSelector: SELECTOR }) }));

const NETWORK = fc.constantFrom('10.0.0.0/8', '10.1.2.3/16', '::/0', 'fd00::/8');

const ADDRESSES = fc.oneof(
  fc.record({ networks: fc.uniqueArray(NETWORK, { minLength: 1, maxLength: 3 }) }),
  fc.record({ nodes: SELECTOR }));

const NAMES = fc.record({
  domainNames: fc.uniqueArray(fc.constantFrom('example.com', '*.example.com', 'a_b.example.com.'), { minLength: 1, maxLength: 2 }),
});

const NUMBER = fc.constantFrom(1, 80, 65534);

const PROTOCOLS = fc.array(fc.oneof(
  fc.record({ destinationNamedPort: fc.constant('http') }),
  fc.constantFrom('tcp', 'udp', 'sctp').chain(name => fc.oneof(
    NUMBER.map(number => ({ [name]: { destinationPort: { number } } })),
    NUMBER.map(start => ({ [name]: { destinationPort: { range: { start, end: 65535 } } } })))),
), { minLength: 1, maxLength: 2 });

const PORTS = fc.array(fc.oneof(
  fc.record({ namedPort: fc.constant('http') }),
  fc.record({
    portNumber: fc.record(
      { port: NUMBER, protocol: fc.constantFrom('TCP', 'SCTP', 'tcp', 'ICMP', '') }, { requiredKeys: ['port'] }),
  }),
  fc.record({
    portRange: fc.record(
      { start: NUMBER, end: NUMBER, protocol: fc.constant('UDP') }, { requiredKeys: ['start', 'end'] }),
  })), { maxLength: 2 });

function rules(peersKey: 'from' | 'to', action: fc.Arbitrary<string>, peer: fc.Arbitrary<Json>, ports: Json): fc.Arbitrary<Json[]> {
  return fc.array(fc.record<Record<string, Json>>({
    action, [peersKey]: fc.array(peer, { minLength: 1, maxLength: 2 }), name: fc.constant('rule'), ...ports,
  }, { requiredKeys: ['action', peersKey] }), { maxLength: 2 });
}

function spec(actions: readonly string[], egressPeer: fc.Arbitrary<Json>, ports: Json, more: Json): fc.Arbitrary<Json> {
  return fc.record<Record<string, Json>>({
    subject: PODS,
    ingress: rules('from', fc.constantFrom(...actions), PODS, ports),
    egress: rules('to', fc.constantFrom(...actions), egressPeer, ports),
    ...more,
  }, { requiredKeys: ['subject', ...Object.keys(more)] });
}

const PRIORITY = fc.constantFrom(0, 5, 1000);

function manifest(version: string, kind: string, name: string, content: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return content.map(read => ({
    apiVersion: `policy.networking.k8s.io/${version}`, kind, metadata: { name }, spec: structuredClone(read),
  }));
}

/** Policies as people write them. The API server takes nearly every one: ports by name may stand beside addresses. */
export const ADMIN_MANIFESTS: readonly fc.Arbitrary<Json>[] = [
  manifest('v1alpha2', 'ClusterNetworkPolicy', 'guard', spec(
    ['Accept', 'Deny', 'Pass'], fc.oneof(PODS, ADDRESSES, NAMES), { protocols: PROTOCOLS },
    { priority: PRIORITY, tier: fc.constantFrom('Admin', 'Baseline') })),
  manifest('v1alpha1', 'AdminNetworkPolicy', 'guard', spec(
    ['Allow', 'Deny', 'Pass'], fc.oneof(PODS, ADDRESSES), { ports: PORTS }, { priority: PRIORITY })),
  manifest('v1alpha1', 'BaselineAdminNetworkPolicy', 'default', spec(
    ['Allow', 'Deny'], fc.oneof(PODS, ADDRESSES), { ports: PORTS }, {})),
];

/** What stands in place of a value. */
const VALUES: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null, {}, [], { laterField: {} }, '', 'web', 'x'.repeat(101), 0, 1, -1, 25, 1000, 1001, 65535, 65536, 1.5, true, [null], ['web'],
  'Accept', 'Allow', 'Pass', 'Admin', 'baseline', 'In', 'Is', 'TCP', '10.0.0.0/8', '010.0.0.0/8', '10.0.0.0', '::ffff:10.0.0.0/104',
  '::/00', '1:2', 'a.b', 'example', 'example.com', '-a.com', '*.*.com', `${'1:'.repeat(7)}1/128${'0'.repeat(30)}`);

/** Keys that the API has in some place, in some version or kind, and two that it has nowhere. */
const KEYS = fc.constantFrom(
  'namespaces', 'pods', 'networks', 'nodes', 'domainNames', 'podSelector', 'namespaceSelector', 'ipBlock', 'tier', 'priority', 'ports',
  'protocols', 'tcp', 'range', 'number', 'portNumber', 'namedPort', 'values', 'operator', 'action', 'matchLabels', 'laterField', '__proto__');

type Change = (object: Json, place: readonly (string | number)[]) => void;

const CHANGES: fc.Arbitrary<Change> = fc.oneof(
  fc.constant(onValue((parent, key) => (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key]))),
  VALUES.map(value => onValue((parent, key) => { parent[key] = structuredClone(value); })),
  fc.tuple(KEYS, VALUES).map(([added, value]) => onValue((parent, key) => {
    if (typeof parent[key] === 'object' && parent[key] !== null && !Array.isArray(parent[key])) {
      Object.defineProperty(
        parent[key], added, { value: structuredClone(value), enumerable: true, configurable: true, writable: true });
    }
  })),
  fc.constantFrom(2, 25, 26, 100, 101).map(count => onValue((parent, key) => {
    if (Array.isArray(parent[key]) && parent[key].length > 0) {
      parent[key] = Array.from({ length: count }, () => structuredClone(parent[key][0]));
    }
  })));

function onValue(change: (parent: Json, key: string | number) => void): Change {
  return (object, place) =>
    change(place.slice(0, -1).reduce((value, key) => value[key], object), place[place.length - 1]);
}

/** Every place below `spec`, and that one itself. */
function placesIn(value: Json, place: readonly (string | number)[]): (readonly (string | number)[])[] {
  const inner = typeof value !== 'object' || value === null ? []
    : Object.keys(value).flatMap(key => placesIn(value[key], [...place, Array.isArray(value) ? Number(key) : key]));
  return [place, ...inner];
}

/** The same with up to two faults in them. */
export const NEARLY_ADMIN_MANIFESTS: fc.Arbitrary<Json> = fc.oneof(...ADMIN_MANIFESTS).chain(object =>
  fc.array(fc.tuple(CHANGES, fc.nat()), { maxLength: 2 }).map(changes => {
    const changed = structuredClone(object);
    for (const [change, number] of changes) {
      const places = placesIn(changed.spec, ['spec']);
      if (changed.spec !== undefined) {
        change(changed, places[number % places.length]);
      }
    }
    return changed;
  }));
