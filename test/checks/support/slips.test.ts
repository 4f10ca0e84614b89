import { isSlipInName } from '../../../src/checks/support/slips';

test.each([
  ['mointoring', 'monitoring', true],
  ['kubesystem', 'kube-system', true],
  ['kube-sytem', 'kube-system', true],
  ['team-a', 'team-b', false],
  ['shop-1', 'shop-2', false],
  ['shop1', 'shop2', false],
  ['eu-west', 'us-west', false],
  ['monitoring-v2', 'monitoring', false],
])('a name that is another one is not taken for a slip: %s, %s', (written, name, expected) => {
  expect(isSlipInName(written, name)).toBe(expected);
});
