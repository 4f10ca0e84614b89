import { CRDS, problemsIn, problemsOf } from './crd-schema';

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
  'a keyword': [{ type: 'string', pattern: '^a' }, ': unknown keyword pattern in the schema'],
  'a type': [{ type: 'integer' }, 'unknown type integer in the schema'],
  'a rule': [{ 'x-kubernetes-validations': [{ rule: 'self.a == self.b', message: 'no' }] },
    ': unknown rule in the schema: self.a == self.b (no)'],
};

test.each(Object.entries(unknown))('it stops at %s that it does not understand', (_, [schema, message]) => {
  expect(() => problemsIn(schema, 'a', '')).toThrow(new Error(message));
});
