import { inertRule } from '../../../src/checks/isolation/inert-rule';
import { deployment, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const DB = deployment('shop/db', { app: 'db' });
const RULE = { ports: [{ port: 443 }] };

function db(spec: object, name: string = 'shop/db'): object {
  return policy(name, { podSelector: {}, ...spec });
}

const ROWS: Record<string, [object, string[]]> = {
  'an egress rule under Ingress alone': [{ policyTypes: ['Ingress'], egress: [RULE] },
    ['warning: policy `shop/db` has 1 egress rule that counts for nothing: its `policyTypes` does not list Egress']],
  'ingress rules under Egress alone': [{ policyTypes: ['Egress'], ingress: [RULE, RULE] },
    ['warning: policy `shop/db` has 2 ingress rules that count for nothing: its `policyTypes` does not list Ingress']],
  'both are listed': [{ policyTypes: ['Ingress', 'Egress'], egress: [RULE], ingress: [RULE] }, []],
  'nothing is listed, so that both count': [{ egress: [RULE], ingress: [RULE] }, []],
  'an empty list of rules': [{ policyTypes: ['Ingress'], egress: [] }, []],
};

test.each(Object.entries(ROWS))('%s', (_, [spec, expected]) => {
  expect(found(inertRule, [DB, db(spec)])).toEqual(expected);
});

test('the finding says what the policy leaves as it is, and both ways to mend it', () => {
  expect(findings(inertRule, [DB, db({ policyTypes: ['Ingress'], egress: [RULE] })])).toEqual([{
    check: 'inert-rule',
    severity: 'warning',
    title: 'policy `shop/db` has 1 egress rule that counts for nothing: its `policyTypes` does not list Egress',
    at: { object: 'NetworkPolicy shop/db' },
    evidence: [{ label: 'pods', text: 'all pods in shop: the policy leaves their egress as it is' }],
    notes: [],
    help: [
      'list Egress in `policyTypes`, if the pods are to be isolated for egress: then nothing passes but what rules admit',
      'or leave the rule out',
    ],
  }]);
});

test('the same in several policies of a namespace is one finding', () => {
  const finding = onlyFinding(inertRule, [DB, ...['shop/a', 'shop/b'].map(name => db({ policyTypes: ['Ingress'], egress: [RULE] }, name))]);
  expect(evidenceOf(finding, 'likewise')).toEqual(['shop/b']);
});
