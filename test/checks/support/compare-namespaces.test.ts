import { selectsNothing } from '../../../src/checks/selectors/selects-nothing';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { evidenceOf, found, onlyFinding } from '../findings';

const COSTS = deployment('costs/costs', { app: 'costs' });
const PROMETHEUS = deployment('monitoring/prometheus', { app: 'prometheus' });
const NAMESPACES = [namespace('costs'), namespace('monitoring')];
const PODS = [...NAMESPACES, COSTS, PROMETHEUS];

function from(namespaceSelector: object, more: object = { podSelector: labeled({ app: 'prometheus' }) }): object {
  return policy('costs/costs', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector, ...more }] }] });
}

function named(name: string): object {
  return labeled({ 'kubernetes.io/metadata.name': name });
}

const TITLE = 'warning: ingress rule 1 of policy `costs/costs` has a namespaceSelector that matches no namespace';

const ROWS: Record<string, [object[], string[]]> = {
  'a name with a slip of the pen': [[...PODS, from(named('mointoring'))], [TITLE]],
  'a name with a slip of the pen, for all its pods': [[...PODS, from(named('mointoring'), {})], [TITLE]],
  'a name with a slip of the pen, where no namespace is declared': [[COSTS, PROMETHEUS, from(named('mointoring'))], [TITLE]],
  'a name that the input does not have may be elsewhere': [[...PODS, from(named('kube-system'))], []],
  'a name that is near, and yet another one': [[...PODS, namespace('team-a'), from(named('team-b'))], []],
  'a namespace that is there and has no pods yet': [[...PODS, namespace('later'), from(named('later'))], []],
  'a namespace of which only operators make pods': [[...PODS, {
    apiVersion: 'x.example/v1', kind: 'Thing', metadata: { name: 't', namespace: 'monitorin' }, spec: { podLabels: { app: 'x' } },
  }, from(named('monitorin'))], []],
  'two labels that no namespace has together': [[
    COSTS, PROMETHEUS, namespace('costs', { team: 'a', stage: 'b' }), namespace('monitoring', { team: 'b', stage: 'a' }),
    from(labeled({ team: 'a', stage: 'a' })),
  ], [TITLE]],
  'a label that a namespace without an object may have': [[namespace('costs'), COSTS, PROMETHEUS, from(labeled({ name: 'monitoring' }))], []],
  'a label of other namespaces than the own, which is all that is known': [[namespace('costs'), COSTS, from(labeled({ name: 'monitoring' }))], []],
  'what excludes all namespaces that are known means others': [
    [...PODS, from({ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['costs', 'monitoring'] }] })], [],
  ],
};

test.each(Object.entries(ROWS))('namespaces that match nothing: %s', (_, [given, expected]) => {
  expect(found(selectsNothing, given)).toEqual(expected);
});

test('a name with a slip of the pen is marked, beside the names that are there', () => {
  const finding = onlyFinding(selectsNothing, [...PODS, from(named('mointoring'))]);
  expect(evidenceOf(finding, 'from')).toEqual(['app=prometheus in mointoring [mointoring: 0 of 2 namespaces]']);
  expect(evidenceOf(finding, 'namespaces')).toEqual(['costs, monitoring']);
  expect(finding.help).toEqual(['did you mean namespace `monitoring`?']);
});

const TEAMS = [namespace('costs', { team: 'billing' }), namespace('monitoring', { team: 'platform' }), COSTS, PROMETHEUS];

const MEANT: Record<string, [object[], object, string]> = {
  'the value that is near': [TEAMS, labeled({ team: 'platfrom' }), 'did you mean `team=platform`?'],
  'the key that is near': [TEAMS, labeled({ teem: 'platform' }), 'did you mean the key `team`?'],
  'nothing near': [TEAMS, labeled({ team: 'shop' }),
    'put the label `team=shop` on the namespaces that are meant, or select them by one that they have'],
};

test.each(Object.entries(MEANT))('of namespaces was meant: %s', (_, [given, selector, help]) => {
  expect(onlyFinding(selectsNothing, [...given, from(selector)]).help[0]).toContain(help);
});
