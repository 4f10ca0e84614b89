import { CHECKS } from '../../../src/checks/all';
import { andOrConfusion } from '../../../src/checks/selectors/and-or-confusion';
import { KUBERNETES } from '../../../src/dialects/kubernetes';
import { ingest } from '../../../src/ingest/ingest';
import { cluster, deployment, labeled, namespace, policy } from '../../fixture';
import { contextOfSnapshot } from '../contexts';
import { findings, found, onlyFinding } from '../findings';

const LISTER = deployment('directory/lister', { app: 'lister' });
const GATEWAY = deployment('access/gateway', { app: 'gateway' });
const BATCH = deployment('access/batch', { app: 'batch' });
const PODS = [namespace('directory'), namespace('access'), LISTER, GATEWAY, BATCH];

const IN_ACCESS = { namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'access' }) };
const GATEWAYS = { podSelector: labeled({ app: 'gateway' }) };

function admits(...from: object[]): object {
  return policy('directory/lister-in', { podSelector: labeled({ app: 'lister' }), policyTypes: ['Ingress'], ingress: [{ from }] });
}

const JOINED = [
  'make one item of the two, under one dash, so that both selectors must match:',
  'from:',
  '  - namespaceSelector:',
  '      matchLabels:',
  '        kubernetes.io/metadata.name: access',
  '    podSelector:',
  '      matchLabels:',
  '        app: gateway',
].join('\n');

test('two items that were meant as one are joined: with its namespace, the second would leave the first open', () => {
  expect(findings(andOrConfusion, [...PODS, admits(IN_ACCESS, GATEWAYS)])).toEqual([{
    check: 'and-or-confusion',
    severity: 'warning',
    title: 'ingress rule 1 of policy `directory/lister-in` has two items where one was meant: '
      + 'the namespaceSelector alone admits all pods in access',
    at: { object: 'NetworkPolicy directory/lister-in' },
    evidence: [
      { label: 'from', text: 'all pods in access' },
      { label: 'or from', text: 'app=gateway', mark: { part: 'app=gateway', remark: '0 of 1 workload in `directory`' } },
      { label: 'pods of both', text: 'access/gateway' },
    ],
    effect: 'the item for access admits every pod there, `access/batch` too',
    notes: ['no pod of `directory` in the input is one that the podSelector asks for'],
    help: [JOINED],
  }]);
});

const ALL_NAMESPACES = { namespaceSelector: {} };
const OWN = { namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'directory' }) };
const IN_INGRESS = { namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'ingress' }) };
const CONTROLLER = { podSelector: labeled({ 'app.kubernetes.io/name': 'ingress-nginx' }) };
const TITLE = (what: string, verb: string = 'was meant') =>
  [`warning: ingress rule 1 of policy \`directory/lister-in\` has two items where one ${verb}: the namespaceSelector alone admits all pods in ${what}`];

const ROWS: Record<string, [object[], readonly string[]]> = {
  'in any order': [[...PODS, admits(GATEWAYS, IN_ACCESS)], TITLE('access')],
  'an item for all namespaces admits what the other asks for, pods of the own namespace or not': [
    [...PODS, admits(ALL_NAMESPACES, { podSelector: labeled({ app: 'lister' }) })], TITLE('all namespaces'),
  ],
  'and so does one for the own namespace': [[...PODS, admits(OWN, { podSelector: labeled({ app: 'lister' }) })], TITLE('directory')],
  'the namespace is not in the input, nor such a pod anywhere': [[...PODS, admits(IN_INGRESS, CONTROLLER)], TITLE('ingress', 'was perhaps meant')],
  'nor is there one where nothing is known of the own namespace': [[namespace('directory'), GATEWAY, admits(IN_INGRESS, CONTROLLER)], []],
  'a misspelled label is another mistake': [[...PODS, admits(IN_INGRESS, { podSelector: labeled({ app: 'listre' }) })], []],
  'the other item has pods of its own': [[...PODS, admits({ ...IN_ACCESS, podSelector: labeled({ app: 'batch' }) }, GATEWAYS)], []],
  'the other item means other namespaces': [
    [...PODS, namespace('lab'), deployment('lab/x', { app: 'x' }), admits({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'lab' }) }, GATEWAYS)],
    [],
  ],
  'addresses beside the pods': [[...PODS, admits({ ipBlock: { cidr: '10.0.0.0/8' } }, GATEWAYS)], []],
  'a pod of the own namespace may be meant beside another namespace': [
    [...PODS, deployment('directory/gateway', { app: 'gateway' }), admits(IN_ACCESS, GATEWAYS)], [],
  ],
  'and so may a pod that an operator makes there': [[...PODS, {
    apiVersion: 'x.example/v1', kind: 'Thing', metadata: { name: 't', namespace: 'directory' }, spec: { podLabels: { app: 'gateway' } },
  }, admits(IN_ACCESS, GATEWAYS)], []],
  'all pods here and all of another namespace is a way to say both': [[...PODS, admits(IN_ACCESS, { podSelector: {} })], []],
  'a list that adds up to everybody is on purpose': [
    [...PODS, admits(ALL_NAMESPACES, GATEWAYS, { ipBlock: { cidr: '0.0.0.0/0' } })], [],
  ],
  'policies without any workload': [[admits(ALL_NAMESPACES, GATEWAYS)], []],
};

test.each(Object.entries(ROWS))('two items where one was meant: %s', (_, [given, expected]) => {
  expect(found(andOrConfusion, given)).toEqual(expected);
});

test('what is only perhaps meant says why, and what to do if it is not', () => {
  const { notes, help } = onlyFinding(andOrConfusion, [...PODS, admits(IN_INGRESS, CONTROLLER)]);
  expect(notes).toEqual(['the input has no pods in ingress, and none of its 3 workloads is one that the podSelector asks for']);
  expect(help[1]).toBe('if two are meant, give the podSelector a label that pods of `directory` have');
});

test('one mistake is one finding: no other check speaks of the same item', () => {
  const context = contextOfSnapshot(cluster([...PODS, admits(IN_ACCESS, GATEWAYS)]));
  const stable = CHECKS.filter(({ meta }) => meta.status !== 'nursery');
  expect(stable.flatMap(({ check }) => check(context)).map(({ check }) => check))
    .toEqual(['enforcement-assumed', 'and-or-confusion']);
});

test('that the first item is too wide is said only where it admits somebody else', () => {
  expect(onlyFinding(andOrConfusion, [LISTER, GATEWAY, admits(IN_ACCESS, GATEWAYS)]).effect).toBeUndefined();
});

test('for egress, and in code where the policy was made in code', () => {
  const { snapshot } = ingest([...PODS, policy('directory/out', {
    podSelector: labeled({ app: 'lister' }), policyTypes: ['Egress'], egress: [{ to: [IN_ACCESS, GATEWAYS] }],
  })].map(content => ({ content, origin: { constructPath: 'app/x' } })), { dialect: KUBERNETES });
  const [{ effect, help }] = andOrConfusion.check(contextOfSnapshot(snapshot));
  expect(effect).toBe('the item for access opens the way to every pod there, `access/batch` too');
  expect(help).toEqual([
    JOINED.replace('from:', 'to:'), 'in code that is one peer: `Pods.labeled({ app: \'gateway\' }).inNamespace(\'access\')`',
  ]);
});
