import { missingNamespaceLabel } from '../../../src/checks/selectors/missing-namespace-label';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { findings, found, onlyFinding } from '../findings';

const COSTS = deployment('costs/costs', { app: 'costs' });
const PROMETHEUS = deployment('monitoring/prometheus', { app: 'prometheus' });
const PODS = [namespace('costs'), namespace('monitoring'), COSTS, PROMETHEUS];

function from(namespaceSelector: object): object {
  return policy('costs/costs', {
    podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector, podSelector: labeled({ app: 'prometheus' }) }] }],
  });
}

const RULE = 'ingress rule 1 of policy `costs/costs`';
const ASKS = (label: string) => [`warning: ${RULE} asks for a label that no namespace has: \`${label}\``];

const ROWS: Record<string, [object[], string[]]> = {
  'a name under a key that nobody has set': [[...PODS, from(labeled({ name: 'monitoring' }))], ASKS('name=monitoring')],
  'the key alone': [[...PODS, from({ matchExpressions: [{ key: 'team', operator: 'Exists' }] })], ASKS('team')],
  'a name that the input does not have': [[...PODS, from(labeled({ name: 'ingress' }))], ASKS('name=ingress')],
  'another value of a label that namespaces have is another mistake': [
    [namespace('costs', { team: 'a' }), namespace('monitoring', { team: 'b' }), COSTS, PROMETHEUS, from(labeled({ team: 'c' }))], [],
  ],
  'a key that is nearly one that they have is another mistake': [
    [namespace('costs', { team: 'a' }), namespace('monitoring', { team: 'b' }), COSTS, PROMETHEUS, from(labeled({ teem: 'b' }))], [],
  ],
  'the label that every namespace has': [[...PODS, from(labeled({ 'kubernetes.io/metadata.name': 'monitoring' }))], []],
  'the label is there': [[namespace('costs'), namespace('monitoring', { name: 'monitoring' }), COSTS, PROMETHEUS, from(labeled({ name: 'monitoring' }))], []],
  'a namespace without an object may have it, and more likely has not': [[COSTS, PROMETHEUS, from(labeled({ name: 'monitoring' }))],
    [`info: ${RULE} asks namespace \`monitoring\` for the label \`name\`, which it has only where somebody has set it`]],
  'of a label that is not about names nobody knows': [[COSTS, PROMETHEUS, from(labeled({ team: 'monitoring' }))], []],
  'nor of a namespace that the input does not have': [[COSTS, from(labeled({ name: 'ingress' }))], []],
  'where only the own namespace is known, the others are somewhere else': [[namespace('costs'), COSTS, from(labeled({ team: 'x' }))], []],
};

test.each(Object.entries(ROWS))('a label of namespaces: %s', (_, [given, expected]) => {
  expect(found(missingNamespaceLabel, given)).toEqual(expected);
});

test('a label that nobody has set is one finding for all rules, with the label that is there', () => {
  const item = { namespaceSelector: labeled({ name: 'monitoring' }), podSelector: labeled({ app: 'prometheus' }) };
  expect(findings(missingNamespaceLabel, [...PODS, policy('costs/costs', {
    podSelector: labeled({ app: 'costs' }), policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [item] }], egress: [{ to: [item] }],
  })])).toEqual([{
    check: 'missing-namespace-label',
    severity: 'warning',
    title: 'egress rule 1 of policy `costs/costs` asks for a label that no namespace has: `name=monitoring`',
    at: { object: 'NetworkPolicy costs/costs' },
    likewise: [{ object: 'NetworkPolicy costs/costs' }],
    evidence: [
      {
        label: 'to',
        text: 'app=prometheus in namespaces with name=monitoring',
        mark: { part: 'name=monitoring', remark: '0 of 2 namespaces' },
      },
      { label: 'label keys there', text: 'kubernetes.io/metadata.name' },
      { label: 'likewise', text: 'ingress rule 1 of costs/costs' },
    ],
    notes: ['checked against the 2 namespaces that the input has; namespaces created elsewhere are not seen'],
    help: [
      [
        'the name of a namespace is in its label `kubernetes.io/metadata.name`, which every namespace has:',
        'namespaceSelector:',
        '  matchLabels:',
        '    kubernetes.io/metadata.name: monitoring',
      ].join('\n'),
      'or put the label `name: monitoring` on Namespace `monitoring`',
    ],
  }]);
});

test.each<[string, object, string]>([
  ['a name under a key of somebody\'s own', labeled({ kube: 'monitoring' }), 'the name of a namespace is in its label'],
  ['a name with a slip under such a key', labeled({ name: 'mointoring' }), '    kubernetes.io/metadata.name: monitoring'],
  ['a name that the input does not have, under such a key', labeled({ name: 'ingress' }), '    kubernetes.io/metadata.name: ingress'],
  ['a label that is about no name', labeled({ team: 'shop' }), 'put the label `team=shop` on the namespaces that are meant, or select them by one that they have'],
])('what was meant: %s', (_, selector, help) => {
  expect(onlyFinding(missingNamespaceLabel, [...PODS, from(selector)]).help[0]).toContain(help);
});

test('what is not known is advice, with the selector to write', () => {
  expect(onlyFinding(missingNamespaceLabel, [COSTS, PROMETHEUS, from(labeled({ name: 'monitoring' }))])).toEqual({
    check: 'missing-namespace-label',
    severity: 'info',
    title: `${RULE} asks namespace \`monitoring\` for the label \`name\`, which it has only where somebody has set it`,
    at: { object: 'NetworkPolicy costs/costs' },
    evidence: [{
      label: 'from',
      text: 'app=prometheus in namespaces with name=monitoring',
      mark: { part: 'name=monitoring', remark: 'every namespace has `kubernetes.io/metadata.name`' },
    }],
    notes: ['the input has no Namespace `monitoring` that would tell its labels'],
    help: [
      'the name of a namespace is in its label `kubernetes.io/metadata.name`, which every namespace has:\n'
      + 'namespaceSelector:\n  matchLabels:\n    kubernetes.io/metadata.name: monitoring',
      'or put the label `name: monitoring` on Namespace `monitoring`',
    ],
  });
});
