import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { KUBERNETES } from '../../src/dialects/kubernetes';
import { ingest } from '../../src/ingest/ingest';
import { metadataFaults, unknownMetadataFields } from '../../src/syntax/metadata';
import { BadInput } from '../../src/values/refuse';
import { problemsOf, readCrds } from '../crd-schema';
import { Use, USES } from '../misused';
import { sharedFolder } from '../shared';
import { Cidr, Namespaces, Pods, Port } from 'cdk8s-netpol';

/** What plain JavaScript may give in place of anything. */
const anyWrongValue = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, NaN, 10n, '', ' ', 'x', 'A b', '10.0.0.0/8', '\u001b[31m', Symbol('port'), () => 1),
  fc.constantFrom([], {}, [[]], [null], [undefined], new Array(3), { port: 80 }, new Map([['a', 1]]), new Set(['a']), new Date(0)),
  fc.constantFrom(Promise.resolve(1), Object.create(null), Object.assign(Object.create(null), { app: 'web' })),
  fc.constantFrom<unknown>({ toString: null }, { toString: () => 1 }),
  fc.constantFrom({ [Symbol('app')]: 'web' }, JSON.parse('{"__proto__": "x"}'), { constructor: 'x' }, { resolve: 1 }, { produce: 'x' }),
  fc.constantFrom(Pods.all(), Namespaces.all(), Cidr.anyIpv4(), Port.HTTP, [Cidr.anyIpv6()], [Port.HTTP, 'http'], Testing.app()),
  fc.record({ protocol: fc.constantFrom('TCP', 'tcp', 1), first: fc.constantFrom(1, 'a'), last: fc.constantFrom(0, 2), name: fc.constant(undefined) }),
  fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true, withMap: true, withDate: true }),
);

const anyText = fc.constantFrom('web', 'Web', 'a b', '', 'example.com/x', '/x', 'x'.repeat(64), '\u202e', 'x'.repeat(300));

const anyEntry = fc.oneof(anyText, fc.constantFrom(1, null, undefined, true, {}, []));

const anyMap = fc.dictionary(anyText, anyEntry, { maxKeys: 3 });

const anyMetadata = fc.record({
  name: fc.oneof(anyText, anyWrongValue),
  generateName: fc.oneof(anyText, anyWrongValue),
  namespace: fc.oneof(anyText, anyWrongValue),
  labels: fc.oneof(anyMap, anyWrongValue),
  annotations: fc.oneof(anyMap, anyWrongValue),
  finalizers: fc.oneof(fc.array(anyText, { maxLength: 2 }), anyWrongValue),
  ownerReferences: fc.oneof(fc.array(fc.record({
    apiVersion: anyText, kind: anyText, name: anyText, uid: anyText, controller: fc.constantFrom(true, false, 'yes'),
  }, { requiredKeys: [] }), { maxLength: 2 }), anyWrongValue),
  creationTimestamp: anyWrongValue,
  nameSpace: anyText,
}, { requiredKeys: [] });

const uses = Object.entries(USES).flatMap(([name, all]) => all.map((use): [string, Use] => [name, use]));

/** Gives the API something, and whatever is written because of it. */
function outcomeOf({ give }: Use, value: unknown): any[] | Error {
  const chart = new Chart(Testing.app(), 'chart');
  try {
    give(value, chart);
    return chart.node.children.length === 0 ? [] : Testing.synth(chart);
  } catch (error) {
    return error as Error;
  }
}

const API = sharedFolder('crds', 'network-policy-api', 'v0.2.0', 'experimental');
const CRDS = API === undefined ? [] : readCrds(API);

/** What ends a synthesis: a refusal, or that nobody checks an assertion. */
const OURS = /^Validation failed with the following errors:\n {2}\[chart\/X\] (`|the assertion )/;

/** Everything that the API server would refuse in what is written, and every error that is not ours. */
function faultsOf(outcome: any[] | Error): unknown[] {
  if (outcome instanceof Error) {
    return outcome instanceof BadInput || OURS.test(outcome.message) ? [] : [outcome.stack];
  }
  return outcome.flatMap(content => {
    const placed = { value: content.metadata, field: 'metadata' };
    return [
      ...metadataFaults(placed, undefined, content.kind !== 'NetworkPolicy'),
      ...unknownMetadataFields(placed),
      ...ingest([{ content }], { dialect: KUBERNETES }).problems.filter(({ severity }) => severity === 'error'),
      ...content.kind === 'ClusterNetworkPolicy' && CRDS.length > 0 ? problemsOf(content, CRDS) : [],
    ];
  });
}

describe.each(uses)('%s', (_, use) => {
  test('of any other kind is refused, by us', () => {
    fc.assert(fc.property(anyWrongValue, value => {
      expect(faultsOf(outcomeOf(use, value))).toEqual([]);
    }), { numRuns: 100 });
  });

  test('with any wrong value in any property is refused by us, or harmless', () => {
    const anyProperty = fc.constantFrom(...Object.keys(use.right), 'metadata', 'namespace', 'ports', 'x');
    fc.assert(fc.property(anyProperty, anyWrongValue, (property, value) => {
      expect(faultsOf(outcomeOf(use, { ...use.right, [property]: value }))).toEqual([]);
    }), { numRuns: 100 });
  });
});

const withMetadata = uses.filter(([, { right }]) => 'metadata' in right || 'egressMetadata' in right || 'clusterTemplateId' in right);

test.each(withMetadata)('%s: no policy is written whose metadata the API server would refuse', (_, use) => {
  const fields = 'egressMetadata' in use.right ? ['metadata', 'egressMetadata', 'ingressMetadata'] : ['metadata'];
  fc.assert(fc.property(fc.constantFrom(...fields), anyMetadata, (field, metadata) => {
    expect(faultsOf(outcomeOf(use, { ...use.right, namespace: undefined, [field]: metadata }))).toEqual([]);
  }), { numRuns: 150 });
});

const withPorts = uses.filter(([, { right }]) => 'ports' in right && ('peers' in right || 'source' in right));

test.each(withPorts)('%s: whatever is given as ports, or like them, never becomes every port', (_, use) => {
  const anythingGiven = anyWrongValue.filter(value => value !== undefined);
  fc.assert(fc.property(fc.constantFrom('ports', 'port', 'Ports', 'toPorts'), anythingGiven, (property, value) => {
    const { ports: _ports, ...right } = use.right;
    const outcome = outcomeOf(use, { ...right, [property]: value });
    const specs = outcome instanceof Error ? [] : outcome.map(({ spec }) => spec);
    const rules = specs.flatMap(({ ingress = [], egress = [] }) => [...ingress, ...egress]);
    expect(rules.filter(rule => (rule.ports ?? rule.protocols) === undefined)).toEqual([]);
  }), { numRuns: 150 });
});
