import { deployment, policy, pod, read } from '../../fixture';

function labelled(object: object, labels: unknown): object {
  const { metadata, ...rest } = object as { metadata: object };
  return { ...rest, metadata: { ...metadata, labels } };
}

const WEB = deployment('shop/web', { app: 'web' });

test.each<[string, object, [string, string][] | undefined]>([
  ['labels of a controller that its pods do not get', labelled(WEB, { app: 'web', tier: 'front' }), [['tier', 'front']]],
  ['none where the pods have all of them', labelled(WEB, { app: 'web' }), undefined],
  ['none where the pods have another value, which is theirs', labelled(WEB, { app: 'site' }), undefined],
  ['none of what is no label', labelled(WEB, { tier: 1 }), undefined],
  ['none of a bare pod, whose labels they are', pod('shop/web', { app: 'web' }), undefined],
])('a workload has %s', (_, given, expected) => {
  const [{ objectLabels }] = read([given]).snapshot.workloads;
  expect(objectLabels && [...objectLabels]).toEqual(expected);
});

test('two controllers of one name that differ in their own labels only are one', () => {
  expect(read([labelled(WEB, { tier: 'a' }), labelled(WEB, { tier: 'b' })]).problems).toEqual([]);
});

test('what leaves its namespace open is remembered, unless somebody has said where all of it stands', () => {
  const given = [deployment('web', { app: 'web' }), policy('shop/p', { podSelector: {} })];
  const { snapshot } = read(given);
  expect([...snapshot.unplaced!].map(({ object }) => object)).toEqual(['Deployment default/web']);
  expect(read([given[1]]).snapshot.unplaced).toBeUndefined();
});
