import { asStored, CRDS, problemsIn, problemsOf } from './crd-schema';

const cluster = {
  apiVersion: 'containerinfra.openstack.m.crossplane.io/v1alpha1',
  kind: 'ClusterV1',
  metadata: { name: 'shop' },
  spec: { forProvider: { clusterTemplateId: 'id' } },
};
const withSpec = (spec: object): object => ({ ...cluster, spec: { ...cluster.spec, ...spec } });

test('there is a schema for every kind in both groups', () => {
  expect(CRDS.map(({ apiVersion, kind, scope }) => `${scope} ${kind}.${apiVersion}`).sort()).toEqual([
    'Cluster ClusterV1.containerinfra.openstack.crossplane.io/v1alpha1',
    'Cluster ClustertemplateV1.containerinfra.openstack.crossplane.io/v1alpha1',
    'Cluster NodegroupV1.containerinfra.openstack.crossplane.io/v1alpha1',
    'Namespaced ClusterV1.containerinfra.openstack.m.crossplane.io/v1alpha1',
    'Namespaced ClustertemplateV1.containerinfra.openstack.m.crossplane.io/v1alpha1',
    'Namespaced NodegroupV1.containerinfra.openstack.m.crossplane.io/v1alpha1',
  ]);
});

const cases: Record<string, [any, string[]]> = {
  'an object that is right': [cluster, []],
  'an object that is only observed': [withSpec({ forProvider: {}, managementPolicies: ['Observe'] }), []],
  'what is required, said only at creation': [withSpec({ forProvider: {}, initProvider: { clusterTemplateId: 'name' } }), []],
  'a kind that nobody knows': [{ ...cluster, kind: 'ClusterV2' },
    ['no CRD for containerinfra.openstack.m.crossplane.io/v1alpha1 ClusterV2']],
  'a field that nobody knows': [withSpec({ forProvider: { clusterTemplateId: 'id', masters: 3 } }),
    ['.spec.forProvider.masters: the schema does not know it']],
  'a field beside the specification': [{ ...cluster, data: {} }, ['.data: the schema does not know it']],
  'the wrong type': [withSpec({ forProvider: { clusterTemplateId: 'id', masterCount: '3' } }),
    ['.spec.forProvider.masterCount: "3" is not of type number']],
  'the wrong type in a map': [withSpec({ forProvider: { clusterTemplateId: 'id', labels: { a: true } } }),
    ['.spec.forProvider.labels.a: true is not of type string']],
  'a value that is not in the list': [withSpec({ managementPolicies: ['Watch'] }), [
    '.spec.managementPolicies[0]: "Watch" is none of Observe, Create, Update, Delete, LateInitialize, *',
  ]],
  'a required field': [withSpec({ providerConfigRef: { name: 'default' } }), ['.spec.providerConfigRef.kind: is missing']],
  'what a rule requires': [withSpec({ forProvider: {} }), ['.spec: spec.forProvider.clusterTemplateId is a required parameter']],
  'a namespace on a cluster-scoped object': [
    { ...cluster, apiVersion: 'containerinfra.openstack.crossplane.io/v1alpha1', metadata: { name: 'shop', namespace: 'infra' } },
    ['.metadata.namespace: a cluster-scoped object has none'],
  ],
  'no name': [{ ...cluster, metadata: {} }, ['.metadata.name: is missing']],
};

test.each(Object.entries(cases))('%s', (_, [object, problems]) => {
  expect(problemsOf(object)).toEqual(problems);
});

const unknown: Record<string, [object, string]> = {
  'a keyword': [{ type: 'string', not: {} }, ': unknown keyword not in the schema'],
  'a type': [{ type: 'null' }, 'unknown type null in the schema'],
  'a format': [{ format: 'cidr' }, 'unknown format cidr in the schema'],
  'a type of list': [{ 'x-kubernetes-list-type': 'bag' }, 'unknown type of list bag in the schema'],
  'a rule': [{ 'x-kubernetes-validations': [{ rule: 'self.a == self.b', message: 'no' }] },
    ': unknown rule in the schema: self.a == self.b (no)'],
};

test.each(Object.entries(unknown))('it stops at %s that it does not understand', (_, [schema, message]) => {
  expect(() => problemsIn(schema, 'a', '')).toThrow(new Error(message));
});

const numbers = { type: 'array', minItems: 1, maxItems: 2, 'x-kubernetes-list-type': 'set', items: { type: 'integer', format: 'int32', minimum: 1, maximum: 9 } };
const selector = { type: 'object', properties: { labels: { type: 'object', additionalProperties: { type: 'string' } } } };
const port = { type: 'object', required: ['protocol'], minProperties: 2, maxProperties: 2, properties: { number: numbers.items, protocol: { type: 'string', default: 'TCP' } } };

const keywords: Record<string, [object, unknown, string[]]> = {
  'numbers that are right': [numbers, [1, 9], []],
  'numbers outside the bounds': [numbers, [0, 10], ['[0]: 0 is less than 1', '[1]: 10 is more than 9']],
  'a fraction': [numbers, [1.5], ['[0]: 1.5 is not of type integer']],
  'a number of more than 32 bits': [{ format: 'int32' }, 2 ** 31, [': 2147483648 is not in the format int32']],
  'too few items': [numbers, [], [': has less than 1 items']],
  'too many items, and one twice': [numbers, [1, 1, 2], [': has more than 2 items', ': has an item twice']],
  'a map in place of a list': [numbers, {}, [': {} is not of type array']],
  'a text that is too long': [{ maxLength: 2 }, 'abc', [': has more than 2 characters']],
  'a text that is too short': [{ minLength: 2 }, '𝒳', [': has less than 2 characters']],
  'a text that does not match': [{ pattern: '^a' }, 'b', [': "b" does not match ^a']],
  'too few fields': [port, { protocol: 'TCP' }, [': has less than 2 fields']],
  'a range that begins at its end': [{ 'x-kubernetes-validations': [{ rule: 'self.start < self.end', message: 'no' }] },
    { start: 80, end: 80 }, [': no']],
};

test.each(Object.entries(keywords))('%s', (_, [schema, value, problems]) => {
  expect(problemsIn(schema, value, '')).toEqual(problems);
});

const stored: Record<string, [object, unknown, unknown]> = {
  'without unknown fields': [port, { number: 8, port: 9 }, { number: 8, protocol: 'TCP' }],
  'without null, also among labels': [selector, { labels: { a: null, b: 'c' }, unknown: {} }, { labels: { b: 'c' } }],
  'with a default in place of null': [port, { protocol: null }, { protocol: 'TCP' }],
  'with null in a list': [numbers, [null], [null]],
  'with whatever is of another type': [port, 'http', 'http'],
};

test.each(Object.entries(stored))('an object is stored %s', (_, [schema, value, expected]) => {
  expect(asStored(schema, value)).toEqual(expected);
});

test.each([
  ['10.0.0.0/8', true], ['10.1.2.3/8', true], ['0.0.0.0/0', true], ['::/0', true], ['2001:db8::1/64', true],
  ['::1.2.3.4/96', true], ['00ab::/16', true], ['010.0.0.0/8', false], ['10.0.0.0/08', false], ['10.0.0.0', false],
  ['10.0.0.0/33', false], ['::ffff:10.0.0.0/104', false], ['::ffff:a00:0/104', false], ['::ffff:0:0/95', false],
  ['00001::/16', false], ['::1.2.3.04/96', false], ['fe80::1%eth0/64', false], ['10.0.0.0/+8', false], ['', false],
])('isCIDR(%p) is %p', (text, isCidr) => {
  const schema = { 'x-kubernetes-validations': [{ rule: 'isCIDR(self)', message: 'no' }] };
  expect(problemsIn(schema, text, '')).toEqual(isCidr ? [] : [': no']);
});
