import { nullSelectorSelectsAll } from '../../../src/checks/selectors/null-selector-selects-all';
import { labeled, policy } from '../../fixture';
import { findings, found } from '../findings';

const ALL = { podSelector: {} };
const WEB = { podSelector: labeled({ app: 'web' }) };

function spec(parts: object, podSelector: unknown = {}): object[] {
  return [policy('shop/p', { podSelector, policyTypes: ['Ingress', 'Egress'], ...parts })];
}

test('what has nothing behind its colon means everything', () => {
  const ingress = [{ from: [{ podSelector: { matchLabels: null } }], ports: [{ port: 80 }] }];
  expect(findings(nullSelectorSelectsAll, spec({ ingress }))).toEqual([{
    check: 'null-selector-selects-all',
    severity: 'warning',
    title: '`spec.ingress[0].from[0].podSelector.matchLabels` of NetworkPolicy shop/p is null, so that the item means every pod where it looks',
    at: { object: 'NetworkPolicy shop/p' },
    evidence: [{ label: 'matchLabels', text: 'null', mark: { part: 'null', remark: 'the item means every pod where it looks' } }],
    notes: [],
    help: ['write the labels that are meant; if that is all of them, write the selector as `{}`, which nobody takes for a slip'],
  }]);
});

const IS = (severity: string, field: string, what: string) => [`${severity}: \`spec.${field}\` of NetworkPolicy shop/p is ${what}`];

const ROWS: Record<string, [object[], string[]]> = {
  'peers of ingress': [spec({ ingress: [{ from: null, ports: [{ port: 80 }] }] }), IS('warning', 'ingress[0].from', 'null, so that the rule admits everybody')],
  'peers of egress': [spec({ egress: [{ ports: [{ port: 80 }], to: null }] }), IS('warning', 'egress[0].to', 'null, so that the rule opens the way to everybody')],
  'ports': [spec({ egress: [{ to: [WEB], ports: null }] }), IS('warning', 'egress[0].ports', 'null, so that the rule is for every port')],
  'the second rule of several': [spec({ ingress: [{ from: [WEB] }, { from: [ALL], ports: null }] }), IS('warning', 'ingress[1].ports', 'null, so that the rule is for every port')],
  'the pods of a peer, beside its namespaces': [spec({ ingress: [{ from: [{ podSelector: null, namespaceSelector: labeled({ a: 'b' }) }] }] }),
    IS('warning', 'ingress[0].from[0].podSelector', 'null, so that the item means every pod where it looks')],
  'the namespaces of a peer': [spec({ ingress: [{ from: [{ namespaceSelector: { matchLabels: null } }] }] }),
    IS('warning', 'ingress[0].from[0].namespaceSelector.matchLabels', 'null, so that the item looks in every namespace')],
  'the pods that a policy is for: that closes more': [spec({}, { matchLabels: null }),
    IS('info', 'podSelector.matchLabels', 'null, so that the policy is for every pod of its namespace')],
  'a list that is empty may be meant so': [spec({ ingress: [{ from: [], ports: [{ port: 80 }] }] }), IS('info', 'ingress[0].from', 'an empty list, so that the rule admits everybody')],
  'no peers of egress, as many write for anywhere': [spec({ egress: [{ to: [], ports: [{ port: 53, protocol: 'UDP' }] }] }), []],
  'no rules at all, which closes': [spec({ ingress: null, egress: [] }), []],
  'what is left out': [spec({ ingress: [{}] }), []],
  'what is written as everything': [spec({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }), []],
  'no labels, which most who write that mean': [spec({ ingress: [{ from: [{ podSelector: { matchLabels: {} } }] }] }, { matchLabels: {} }), []],
  'labels beside an empty field': [spec({}, { matchLabels: { app: 'web' }, matchExpressions: null }), []],
  'no namespaces beside pods: these are of the own one': [spec({ ingress: [{ from: [{ ...WEB, namespaceSelector: null }] }] }), []],
};

test.each(Object.entries(ROWS))('a field that says nothing: %s', (_, [given, expected]) => {
  expect(found(nullSelectorSelectsAll, given)).toEqual(expected);
});

test('a rule of a direction that the policy is not for opens nothing', () => {
  expect(found(nullSelectorSelectsAll, [policy('shop/p', { podSelector: {}, policyTypes: ['Ingress'], egress: [{ to: null }] })])).toEqual([]);
});

test('one template is one finding, however many policies it made', () => {
  const [{ likewise, evidence }, ...others] = findings(nullSelectorSelectsAll, ['a', 'b'].map(name =>
    policy(`shop/${name}`, { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: null }] })));
  expect(others).toEqual([]);
  expect(likewise).toEqual([{ object: 'NetworkPolicy shop/b' }]);
  expect(evidence[1]).toEqual({ label: 'likewise', text: 'NetworkPolicy shop/b spec.ingress[0].from' });
});
