import * as fc from 'fast-check';
import { metadataFaults, templateMetadataFaults, unknownMetadataFields } from '../../src/syntax/metadata';
import { nameRuleOf } from '../../src/syntax/names';

/** The messages about an object with this metadata, whose name is fine unless it is given. */
function messages(metadata: unknown, kind = 'NetworkPolicy', group = 'networking.k8s.io'): string[] {
  const value = typeof metadata === 'object' && !Array.isArray(metadata) ? { name: 'web', ...metadata } : metadata;
  return metadataFaults({ value, field: 'metadata' }, nameRuleOf(kind, group)).map(({ message }) => message);
}

/** What the API server of Kubernetes 1.29 takes; `apimachinery/pkg/api/validation` was asked about each row. */
test.each<[string, object]>([
  ['a name of DNS', { name: 'web.v1' }],
  ['a name of 253 characters', { name: 'a'.repeat(253) }],
  ['a generated name', { name: '', generateName: 'web-' }],
  ['a generated name that is cut', { name: '', generateName: `${'a'.repeat(252)}-` }],
  ['a start of a name that is not needed', { name: 'web', generateName: 'a.-' }],
  ['labels that are absent', { labels: null }],
  ['a label without a value', { labels: { app: null } }],
  ['a label with a prefix', { labels: { 'app.kubernetes.io/name': 'Web_1.2' } }],
  ['an annotation with large letters in its prefix', { annotations: { 'Example.COM/Key': 'any text\n' } }],
  ['an annotation with the Kelvin sign, whose small letter is k', { annotations: { '\u212aey': '' } }],
  ['an annotation with a large I with a dot, whose small letter is i', { annotations: { '\u0130d': '' } }],
  ['annotations of 256 KiB', { annotations: { ab: 'x'.repeat(256 * 1024 - 2) } }],
  ['finalizers', { finalizers: ['kubernetes', 'orphan', 'example.com/wait'] }],
  ['an owner', { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '1', controller: true }] }],
  ['an owner of a group without a name', { ownerReferences: [{ apiVersion: '/v1', kind: 'Pod', name: 'web', uid: '1' }] }],
  ['a time of which nothing is written', { creationTimestamp: null }],
  ['a time with a zone', { creationTimestamp: '2024-05-01T1:00:00.5+02:00' }],
])('%s is taken', (_case, metadata) => {
  expect(messages(metadata)).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ['metadata that is text', 'web', ['`metadata` is "web", not a map']],
  ['a name with a large letter', { name: 'Web' }, ['`metadata.name` is "Web", not a name that an object can have']],
  ['a name with a line break', { name: 'web\n' }, ['`metadata.name` is "web\\n", not a name that an object can have']],
  ['a name of 254 characters', { name: 'a'.repeat(254) }, [`\`metadata.name\` is "${'a'.repeat(60)}...", not a name that an object can have`]],
  ['a name that is a number', { name: 5 }, ['`metadata.name` is 5, not text']],
  ['a start that ends in a dot', { name: '', generateName: 'web.' }, ['`metadata.generateName` is "web.", not a name that an object can have']],
  ['a start that is fine, with a name that is none', { name: '', generateName: 'a.-' }, ['`metadata.generateName` is "a.-", not a name that an object can have']],
  ['a start that is only a dash', { name: '', generateName: '-' }, ['`metadata.generateName` is "-", not a name that an object can have']],
  ['a start that is not needed, and wrong', { generateName: 'Web-' }, ['`metadata.generateName` is "Web-", not a name that an object can have']],
  ['a namespace with a dot', { namespace: 'shop.eu' }, ['`metadata.namespace` is "shop.eu", not a name that a namespace can have']],
  ['labels that are a list', { labels: ['app'] }, ['`metadata.labels` is a list, not a map']],
  ['a label that is a number', { labels: { tier: 1 } }, ['`metadata.labels[tier]` is 1, not text']],
  ['a label with a faulty key and value', { labels: { '-a': 'b c' } }, [
    'the label key `-a` in `metadata.labels[-a]` has to begin and end with a letter or digit, with only letters, digits, `-`, `_` and `.` between',
    '`metadata.labels[-a]` is "b c", not a label value: letters and digits, with `-`, `_` and `.` between them',
  ]],
  ['a label with a prefix of large letters', { labels: { 'Example.com/a': '' } }, ['the label key `Example.com/a` in `metadata.labels[Example.com/a]` has something other than a DNS name before the `/`']],
  ['an annotation that is true', { annotations: { on: true } }, ['`metadata.annotations[on]` is true, not text']],
  ['an annotation with two slashes', { annotations: { 'a/b/c': '' } }, ['the annotation key `a/b/c` in `metadata.annotations[a/b/c]` has more than one `/`']],
  ['annotations of a byte too much', { annotations: { ab: 'x'.repeat(256 * 1024 - 1) } }, ['`metadata.annotations` has 262145 bytes, more than the 262144 that all annotations of an object may have together']],
  ['annotations whose letters have two bytes', { annotations: { a: 'é'.repeat(128 * 1024) } }, ['`metadata.annotations` has 262145 bytes, more than the 262144 that all annotations of an object may have together']],
  ['a finalizer without a prefix', { finalizers: ['wait'] }, ['`metadata.finalizers[0]` is "wait", which has no DNS name and `/` before it']],
  ['a finalizer that is a number', { finalizers: [5] }, ['`metadata.finalizers[0]` is 5, not text']],
  ['two finalizers that contradict each other', { finalizers: ['orphan', 'foregroundDeletion'] }, ['`metadata.finalizers` is a list, which has both `foregroundDeletion` and `orphan`']],
  ['an owner without an identity', { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'web' }] }, ['`metadata.ownerReferences[0].uid` is absent, while an owner has one']],
  ['an owner without a version', { ownerReferences: [{ apiVersion: 'apps/', kind: 'Pod', name: 'web', uid: '1' }] }, ['`metadata.ownerReferences[0].apiVersion` is "apps/", which has no version']],
  ['an owner that can own nothing', { ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'web', uid: '1' }] }, ['`metadata.ownerReferences[0].kind` is "Event", which can own nothing']],
  ['an owner that is text', { ownerReferences: ['web'] }, ['`metadata.ownerReferences[0]` is "web", not a map']],
  ['two owners that are the controller', { ownerReferences: ['a', 'b'].map(name => ({ apiVersion: 'v1', kind: 'Pod', name, uid: name, controller: true })) },
    ['`metadata.ownerReferences[1].controller` is true, and so it is in `metadata.ownerReferences[0]`, while only one owner is the controller']],
  ['a day that there is not', { creationTimestamp: '2023-02-29T12:00:00Z' }, ['`metadata.creationTimestamp` is "2023-02-29T12:00:00Z", not a time']],
  ['a generation that is text', { generation: '1' }, ['`metadata.generation` is "1", not a whole number']],
])('%s is refused', (_case, metadata, expected) => {
  expect(messages(metadata)).toEqual(expected);
});

test.each<[kind: string, group: string, taken: string, refused: string]>([
  ['Namespace', '', 'shop', 'shop.eu'],
  ['Service', '', 'web-1', '1-web'],
  ['Service', 'serving.knative.dev', '1-web', 'Web'],
  ['StatefulSet', 'apps', 'a'.repeat(63), 'web.v1'],
  ['CronJob', 'batch', 'a'.repeat(52), 'a'.repeat(53)],
  ['Deployment', 'apps', 'web.v1', 'web_v1'],
  ['Node', '', 'ip-10-0-0-1.eu-west-1.compute.internal', 'Node'],
])('a name of a %s of the group `%s`', (kind, group, taken, refused) => {
  expect([messages({ name: taken }, kind, group), messages({ name: refused }, kind, group).length]).toEqual([[], 1]);
});

test('a custom resource may have a finalizer without a prefix', () => {
  expect(metadataFaults({ value: { name: 'web', finalizers: ['wait'] }, field: 'metadata' }, undefined, true)).toEqual([]);
});

test('a template gives its pods no names', () => {
  expect(templateMetadataFaults({ value: { name: 'Web', finalizers: ['x'], labels: { app: 5 } }, field: 'metadata' }))
    .toEqual([{ field: 'metadata.labels[app]', message: '`metadata.labels[app]` is 5, not text', help: 'put it in quotes' }]);
});

test('keys that the API does not know, in metadata and in its owners', () => {
  const value = { nameSpace: 'shop', name: 'web', ownerReferences: [{ Name: 'web' }, 5] };
  expect(unknownMetadataFields({ value, field: 'metadata' }).map(({ field, key }) => [field, key])).toEqual([
    ['metadata.nameSpace', 'nameSpace'], ['metadata.ownerReferences[0].Name', 'Name'],
  ]);
});

test('whatever metadata is, each fault has a field in it, a message and help', () => {
  const fields = ['name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences', 'creationTimestamp', 'uid'];
  const metadata = fc.oneof(fc.anything(), fc.record(Object.fromEntries(fields.map(field =>
    [field, fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.dictionary(fc.string(), fc.anything()))])), { requiredKeys: [] }));
  fc.assert(fc.property(metadata, value => {
    for (const { field, message, help } of metadataFaults({ value, field: 'metadata' })) {
      expect(field).toMatch(/^metadata/);
      expect(message).toContain(`\`${field}`);
      expect(help).not.toBe('');
    }
  }), { numRuns: 1_000 });
});
