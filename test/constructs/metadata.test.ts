import { Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { refusalOf } from './synthesized';
import { AllowConnection, CiliumCluster, DefaultDenyAll, Pods } from 'cdk8s-netpol';

// What the API server would refuse, at the line of code that gives it.

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'metadata that is a text': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: 'x' as any }),
    '`chart/Deny`: `metadata` is \'x\', not metadata\n'
    + 'help: write it: `{ name: \'web\', labels: { app: \'web\' } }`'],
  'metadata that is null': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: null as any }),
    '`chart/Deny`: `metadata` is null, not metadata\n'
    + 'help: write it: `{ name: \'web\', labels: { app: \'web\' } }`'],
  'a misspelled namespace': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { nameSpace: 'shop' } }),
    '`chart/Deny`: `metadata.nameSpace` is no field that the API server knows\n'
    + 'help: did you mean `namespace`?'],
  'a name with a space': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { name: 'Deny All' } }),
    '`chart/Deny`: `metadata.name` is "Deny All", not a name that an object can have\n'
    + 'help: use lower-case letters, digits and `-`'],
  'a name that is a number': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { name: 5 as any } }),
    '`chart/Deny`: `metadata.name` is 5, not text\n'
    + 'help: put it in quotes'],
  'an empty name': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { name: '' } }),
    '`chart/Deny`: `metadata.name` is empty\n'
    + 'help: write a name, or leave it out for one that is unique in the app'],
  'the beginning of a name that no name can begin with': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { generateName: 'Deny-' } }),
    '`chart/Deny`: `metadata.generateName` is "Deny-", not a name that an object can have\n'
    + 'help: use lower-case letters, digits and `-`'],
  'a label key with a space': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: { 'a b': 'x' } } }),
    '`chart/Deny`: the label key `a b` in `metadata.labels[a b]` has to begin and end with a letter or digit, with only letters, digits, `-`, `_` and `.` between\n'
    + 'help: write `name` or `dns.name/name`'],
  'a label value with a space': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: { app: 'a b' } } }),
    '`chart/Deny`: `metadata.labels[app]` is "a b", not a label value: letters and digits, with `-`, `_` and `.` between them\n'
    + 'help: use a value that a label can have'],
  'a label value that is a number': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: { app: 5 as any } } }),
    '`chart/Deny`: `metadata.labels[app]` is 5, not text\n'
    + 'help: put it in quotes'],
  'a label without a value, which cdk8s would drop': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: { app: undefined as any } } }),
    '`chart/Deny`: `metadata.labels[app]` is undefined\n'
    + 'help: give it a value, or leave the key out'],
  'a label that cdk8s cannot write': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: { constructor: 'x' } as any } }),
    '`chart/Deny`: `metadata.labels` holds `constructor`, a key that cdk8s cannot write\n'
    + 'help: leave it out'],
  'labels that are a list': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: ['app'] as any } }),
    '`chart/Deny`: `metadata.labels` is a list, not a map\n'
    + 'help: write keys with values: `{ app: \'web\' }`'],
  'an annotation that is no text': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { annotations: { on: true as any } } }),
    '`chart/Deny`: `metadata.annotations[on]` is true, not text\n'
    + 'help: put it in quotes'],
  'annotations that are too long': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { annotations: { a: 'x'.repeat(300000) } } }),
    '`chart/Deny`: `metadata.annotations` has 300001 bytes, more than the 262144 that all annotations of an object may have together\n'
    + 'help: leave the longest of them out'],
  'a finalizer without a prefix': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { finalizers: ['mine'] } }),
    '`chart/Deny`: `metadata.finalizers[0]` is "mine", which has no DNS name and `/` before it\n'
    + 'help: write it as `dns.name/name`'],
  'finalizers without a list': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { finalizers: 'a/b' as any } }),
    '`chart/Deny`: `metadata.finalizers` is "a/b", not a list\n'
    + 'help: write a list: `[...]`'],
  'an owner without a uid': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a' } as any] } }),
    '`chart/Deny`: `metadata.ownerReferences[0].uid` is absent, while an owner has one\n'
    + 'help: write `apiVersion`, `kind`, `name` and `uid` of the owner, or leave the item out'],
  'a time that is a Date': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { creationTimestamp: new Date(0) } as any }),
    '`chart/Deny`: `metadata.creationTimestamp` is `Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)`, which YAML cannot hold\n'
    + 'help: write plain data: texts, numbers, lists and objects'],
  'metadata that holds itself': [chart => { const m: any = { annotations: {} }; m.managedFields = [m]; return new DefaultDenyAll(chart, 'Deny', { metadata: m }); },
    '`chart/Deny`: `metadata.managedFields[0]` holds itself, so that it has no end\n'
    + 'help: write plain data'],
  'metadata of one side': [chart => new AllowConnection(chart, 'C', { source: web, destination: db, egressMetadata: { name: 'A_B' } }),
    '`chart/C`: `egressMetadata.name` is "A_B", not a name that an object can have\n'
    + 'help: use lower-case letters, digits and `-`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(() => run(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});

const LATER = 'Validation failed with the following errors:\n  ';
const VALUE = 'is "a b", not a label value: letters and digits, with `-`, `_` and `.` between them\nhelp: use a value that a label can have';

const later: Record<string, [(chart: Chart) => unknown, string]> = {
  'a label that is added': [chart => new DefaultDenyAll(chart, 'Deny').apiObject.metadata.addLabel('app', 'a b'),
    `[chart/Deny] \`chart/Deny\`: \`metadata.labels[app]\` ${VALUE}`],
  'an annotation that is added': [chart => new DefaultDenyAll(chart, 'Deny').apiObject.metadata.addAnnotation('a b', 'x'),
    '[chart/Deny] `chart/Deny`: the annotation key `a b` in `metadata.annotations[a b]` has to begin and end with a letter or digit, '
    + 'with only letters, digits, `-`, `_` and `.` between\nhelp: write `name` or `dns.name/name`'],
  'a label of a patch': [chart => new DefaultDenyAll(chart, 'Deny').apiObject.addJsonPatch(JsonPatch.add('/metadata/labels', { app: 'a b' })),
    `[chart/Deny] \`chart/Deny\`: \`metadata.labels[app]\` ${VALUE}`],
  'a name that a patch takes away': [chart => new DefaultDenyAll(chart, 'Deny').apiObject.addJsonPatch(JsonPatch.remove('/metadata/name')),
    '[chart/Deny] `chart/Deny`: a patch takes away `metadata.name`\nhelp: leave the name: the API server takes no object without one'],
  'a label that is known only at synthesis': [
    chart => new DefaultDenyAll(chart, 'Deny', { metadata: { labels: { app: Lazy.any({ produce: () => 'a b' }) as any } } }),
    `[chart/Deny] \`chart/Deny\`: \`metadata.labels[app]\` ${VALUE}`,
  ],
  'a label of the chart': [chart => new DefaultDenyAll(new Chart(chart, 'bad', { labels: { team: 'a b' } }), 'Deny'),
    `[chart/bad/Deny] \`chart/bad/Deny\`: \`metadata.labels[team]\` ${VALUE}`],
  'a label of a cluster': [
    chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', clusterName: 'shop' }).apiObject.metadata.addLabel('a', 'a b'),
    `[chart/Cluster] \`chart/Cluster\`: \`metadata.labels[a]\` ${VALUE}`,
  ],
};

test.each(Object.entries(later))('%s ends the synthesis', (_, [change, message]) => {
  const app = Testing.app();
  change(new Chart(app, 'chart'));
  expect(refusalOf(() => app.synthYaml())).toBe(LATER + message);
});

test('metadata that is right is written as it is', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const metadata = {
    name: 'deny.all',
    labels: { 'example.com/team': '', 'app': Lazy.any({ produce: () => 'web' }) as any },
    annotations: { 'Example.com/Note': 'two words\nand a line' },
    finalizers: ['example.com/mine', 'foregroundDeletion'],
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '1', controller: true }],
    generateName: 'deny-',
  };
  new DefaultDenyAll(chart, 'Deny', { metadata });
  expect((Testing.synth(chart)[0] as any).metadata).toEqual({ ...metadata, labels: { 'example.com/team': '', 'app': 'web' } });
});
