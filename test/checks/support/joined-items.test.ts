import { selectsNothing } from '../../../src/checks/selectors/selects-nothing';
import { KUBERNETES } from '../../../src/dialects/kubernetes';
import { ingest } from '../../../src/ingest/ingest';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { contextOfSnapshot } from '../contexts';
import { findings, onlyFinding } from '../findings';

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
  expect(findings(selectsNothing, [...PODS, admits(IN_ACCESS, GATEWAYS)])).toEqual([{
    check: 'selects-nothing',
    severity: 'warning',
    title: 'ingress rule 1 of policy `directory/lister-in` names a peer that matches no pod',
    at: { object: 'NetworkPolicy directory/lister-in' },
    evidence: [
      { label: 'from', text: 'app=gateway', mark: { part: 'app=gateway', remark: '0 of 1 workload in `directory`' } },
      { label: 'values of app', text: 'lister (1)' },
      { label: 'beside it', text: 'all pods in access: access/gateway, access/batch' },
    ],
    effect: 'the item for access admits every pod there, `access/batch` too',
    notes: ['checked against the 1 workload in `directory` that the input has; pods created elsewhere are not seen'],
    help: [JOINED],
  }]);
});

const NAMESPACE = ['`access/gateway` is such a pod: give the peer the namespace `access`'];

const ROWS: Record<string, [object[], readonly string[]]> = {
  'in any order': [[...PODS, admits(GATEWAYS, IN_ACCESS)], [JOINED]],
  'not where the other item has pods of its own': [[...PODS, admits({ ...IN_ACCESS, podSelector: labeled({ app: 'batch' }) }, GATEWAYS)], NAMESPACE],
  'not where the other item means other namespaces': [
    [...PODS, namespace('lab'), deployment('lab/x', { app: 'x' }), admits({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'lab' }) }, GATEWAYS)],
    NAMESPACE,
  ],
  'not with addresses': [[...PODS, admits({ ipBlock: { cidr: '10.0.0.0/8' } }, GATEWAYS)], NAMESPACE],
};

test.each(Object.entries(ROWS))('items are joined %s', (_, [given, help]) => {
  expect(onlyFinding(selectsNothing, given).help).toEqual(help);
});

test('that the first item is too wide is said only where it admits somebody else', () => {
  expect(onlyFinding(selectsNothing, [LISTER, GATEWAY, admits(IN_ACCESS, GATEWAYS)]).effect).toBeUndefined();
});

test('a pod that is in the own namespace may be meant beside another namespace', () => {
  expect(findings(selectsNothing, [...PODS, deployment('directory/gateway', { app: 'gateway' }), admits(IN_ACCESS, GATEWAYS)])).toEqual([]);
});

test('for egress, and in code where the policy was made in code', () => {
  const { snapshot } = ingest([...PODS, policy('directory/out', {
    podSelector: labeled({ app: 'lister' }), policyTypes: ['Egress'], egress: [{ to: [IN_ACCESS, GATEWAYS] }],
  })].map(content => ({ content, origin: { constructPath: 'app/x' } })), { dialect: KUBERNETES });
  const [{ effect, help }] = selectsNothing.check(contextOfSnapshot(snapshot));
  expect(effect).toBe('the item for access opens the way to every pod there, `access/batch` too');
  expect(help).toEqual([
    JOINED.replace('from:', 'to:'), 'in code that is one peer: `Pods.labeled({ app: \'gateway\' }).inNamespace(\'access\')`',
  ]);
});
