import { defaultNamespaceUsed } from '../../../src/checks/isolation/default-namespace-used';
import { labeled, pod, policy } from '../../fixture';
import { findings, found } from '../findings';

const DENY = policy('deny', { podSelector: {}, policyTypes: ['Ingress'] });
const asking = (namespaceSelector: object) => policy('ask', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector }] }] });

const ROWS: Record<string, [object[], string[]]> = {
  'a policy and a pod': [[pod('web'), DENY], ['info: 1 NetworkPolicy is in `default`, because nothing in the input names a namespace']],
  'two policies': [[DENY, asking({})], ['info: 2 NetworkPolicies are in `default`, because nothing in the input names a namespace']],
  'pods without a policy': [[pod('web')], []],
  'somebody wrote it': [[policy('default/deny', { podSelector: {} })], []],
  'another namespace is named, which is a problem of the input': [[DENY, pod('shop/web')], []],
  'another namespace is asked for, which is one too': [[DENY, asking(labeled({ 'kubernetes.io/metadata.name': 'shop' }))], []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(defaultNamespaceUsed, given)).toEqual(expected);
});

test('how to say the namespace is in the finding', () => {
  expect(findings(defaultNamespaceUsed, [pod('web'), DENY])).toEqual([{
    check: 'default-namespace-used',
    severity: 'info',
    title: '1 NetworkPolicy is in `default`, because nothing in the input names a namespace',
    at: { object: 'NetworkPolicy default/deny' },
    evidence: [{ label: 'policies', text: 'deny' }, { label: 'beside', text: '1 workload' }],
    notes: [],
    help: ['write `namespace:` below `metadata` of each object, or say for the whole input which namespace it is for'],
  }]);
});
