import { duplicatePolicy } from '../../../src/checks/selectors/duplicate-policy';
import { labeled, policy } from '../../fixture';
import { findings, found } from '../findings';

const WEB = { podSelector: labeled({ app: 'web', tier: 'front' }) };
const API = { podSelector: labeled({ app: 'api' }) };
const PORTS = [{ port: 80 }, { port: 443 }];

function admits(name: string, ingress: object[], podSelector: object = {}): object {
  return policy(name, { podSelector, policyTypes: ['Ingress'], ingress });
}

test('policies that say the same are one finding, which names them all', () => {
  expect(findings(duplicatePolicy, ['a', 'b', 'c'].map(name => admits(`shop/${name}`, [])))).toEqual([{
    check: 'duplicate-policy',
    severity: 'info',
    title: 'policy `shop/a` says what `shop/b`, `shop/c` say too',
    at: { object: 'NetworkPolicy shop/a' },
    likewise: [{ object: 'NetworkPolicy shop/b' }, { object: 'NetworkPolicy shop/c' }],
    evidence: [
      { label: 'for', text: 'all pods in shop' },
      { label: 'likewise', text: 'NetworkPolicy shop/b, NetworkPolicy shop/c' },
    ],
    notes: [],
    help: ['keep one of them'],
  }]);
});

const SAME = ['info: policy `shop/a` says what `shop/b` says too'];

const ROWS: Record<string, [object, object, string[]]> = {
  'rules, peers and ports in another order': [
    admits('shop/a', [{ from: [WEB, API], ports: PORTS }, { from: [API] }]),
    admits('shop/b', [{ from: [API] }, { from: [API, WEB], ports: [...PORTS].reverse() }]), SAME,
  ],
  'labels in another order': [
    admits('shop/a', [], labeled({ app: 'web', tier: 'front' })), admits('shop/b', [], labeled({ tier: 'front', app: 'web' })), SAME,
  ],
  'a label as an expression': [
    admits('shop/a', [], labeled({ app: 'web' })), admits('shop/b', [], { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }), SAME,
  ],
  'a direction that is said and one that is the default': [
    policy('shop/a', { podSelector: {} }), policy('shop/b', { podSelector: {}, policyTypes: ['Ingress'] }), SAME,
  ],
  'another namespace': [admits('shop/a', []), admits('lab/b', []), []],
  'other pods': [admits('shop/a', []), admits('shop/b', [], labeled({ app: 'web' })), []],
  'another port': [admits('shop/a', [{ ports: [{ port: 80 }] }]), admits('shop/b', [{ ports: [{ port: 81 }] }]), []],
  'one direction more': [admits('shop/a', []), policy('shop/b', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }), []],
  'nobody and everybody': [admits('shop/a', []), admits('shop/b', [{}]), []],
};

test.each(Object.entries(ROWS))('two policies with %s', (_, [first, second, expected]) => {
  expect(found(duplicatePolicy, [first, second])).toEqual(expected);
});
