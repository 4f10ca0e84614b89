import { policy, read } from '../../fixture';

test('fields that are there and say nothing are remembered, and change nothing else', () => {
  const podSelector = { matchLabels: null };
  const ingress = [{}, { from: null, ports: [] }, { from: [{ namespaceSelector: { matchExpressions: null } }] }];
  const written = read([policy('shop/p', { podSelector, policyTypes: ['Ingress'], ingress, egress: [{ to: null }] })]);
  const plain = read([policy('shop/p', {
    podSelector: {}, policyTypes: ['Ingress'], ingress: [{}, {}, { from: [{ namespaceSelector: {} }] }], egress: [{}],
  })]);
  const at = { object: 'NetworkPolicy shop/p' };
  expect(written.problems).toEqual([]);
  expect(written.snapshot.policies).toEqual(plain.snapshot.policies);
  expect(plain.snapshot.blanks).toBeUndefined();
  expect(written.snapshot.blanks).toEqual([
    { opens: 'subject', field: 'spec.podSelector.matchLabels', isEmptyList: false, at },
    { opens: 'peers', field: 'spec.ingress[1].from', isEmptyList: false, rule: { direction: 'ingress', index: 1 }, at },
    { opens: 'ports', field: 'spec.ingress[1].ports', isEmptyList: true, rule: { direction: 'ingress', index: 1 }, at },
    {
      opens: 'peer-namespaces',
      field: 'spec.ingress[2].from[0].namespaceSelector.matchExpressions',
      isEmptyList: false,
      rule: { direction: 'ingress', index: 2 },
      at,
    },
  ]);
});

test('two policies of one name that differ in nothing else are one', () => {
  const [first, second] = [{ from: null }, {}].map(rule => policy('shop/p', { podSelector: {}, ingress: [rule] }));
  expect(read([first, second]).problems).toEqual([]);
});
