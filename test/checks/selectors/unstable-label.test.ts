import { unstableLabel } from '../../../src/checks/selectors/unstable-label';
import { controller, deployment, labeled, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { 'app': 'web', 'helm.sh/chart': 'web-1.2.3', 'app.kubernetes.io/version': '1.2.3', 'heritage': 'Helm' });
const DB = controller('apps/v1', 'StatefulSet', 'shop/db', { app: 'db' }, {}, { replicas: 2 });
const JOB = controller('batch/v1', 'Job', 'shop/migrate', { app: 'migrate' });
const CRON = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { namespace: 'shop', name: 'nightly' },
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { metadata: { labels: { app: 'nightly' } }, spec: { containers: [{ name: 'c', image: 'c' }] } } } } },
};
const PODS = [WEB, DB, JOB, CRON];

function subject(podSelector: object): object {
  return policy('shop/p', { podSelector, policyTypes: ['Ingress'] });
}

function expression(key: string, operator: string, ...values: string[]): object {
  return { matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] };
}

const ASKS = (severity: string, what: string) => [`${severity}: policy \`shop/p\` asks for ${what}`];

const ROWS: Record<string, [object, string[]]> = {
  'what a Deployment writes anew with each roll-out': [labeled({ 'app': 'web', 'pod-template-hash': 'abc' }),
    ASKS('warning', '`pod-template-hash=abc`, which changes with each roll-out')],
  'what a StatefulSet writes': [labeled({ 'controller-revision-hash': 'db-5d' }), ASKS('warning', '`controller-revision-hash=db-5d`, which changes with each roll-out')],
  'a value that is left out': [expression('pod-template-hash', 'NotIn', 'abc'), ASKS('warning', '`pod-template-hash!=abc`, which changes with each roll-out')],
  'the Job of one run': [labeled({ 'job-name': 'nightly-29012345' }), ASKS('warning', '`job-name=nightly-29012345`, which is another one for each run of the CronJob')],
  'the id of a Job': [labeled({ 'batch.kubernetes.io/controller-uid': 'a-b' }), ASKS('warning', '`batch.kubernetes.io/controller-uid=a-b`, which is another one for each Job that is made')],
  'one replica': [labeled({ 'statefulset.kubernetes.io/pod-name': 'db-0' }), ASKS('info', '`statefulset.kubernetes.io/pod-name=db-0`, which is another one for each replica')],
  'the chart and its version': [labeled({ 'helm.sh/chart': 'web-1.2.3' }), ASKS('info', '`helm.sh/chart=web-1.2.3`, which changes with each version of the chart')],
  'the version of the release': [labeled({ 'app.kubernetes.io/version': '1.2.3' }), ASKS('info', '`app.kubernetes.io/version=1.2.3`, which changes with each release')],
  'what applied the chart': [labeled({ app: 'web', heritage: 'Helm' }), ASKS('info', '`heritage=Helm`, which says what applied the chart, and is the same for all charts')],
  'a version that the pods have no more': [labeled({ 'app': 'web', 'app.kubernetes.io/version': '1.2.2' }),
    ASKS('warning', '`app.kubernetes.io/version=1.2.2`, which changes with each release; no pod has it now')],
  'every replica by its name': [expression('statefulset.kubernetes.io/pod-name', 'In', 'db-0', 'db-1'), []],
  'a Job that has its name for good': [labeled({ 'job-name': 'migrate' }), []],
  'whether there is such a label at all': [expression('pod-template-hash', 'Exists'), []],
  'a version that is none, and stays': [labeled({ 'app.kubernetes.io/version': 'latest' }), []],
  'a version of an interface': [labeled({ version: 'v1' }), []],
  'a label of somebody\'s own that is called chart': [labeled({ chart: 'bars' }), []],
};

test.each(Object.entries(ROWS))('a label that will be another one: %s', (_, [selector, expected]) => {
  expect(found(unstableLabel, [...PODS, subject(selector)])).toEqual(expected);
});

test('the other labels stay, and who is selected by these alone is said', () => {
  const other = deployment('shop/web-canary', { app: 'web' });
  expect(findings(unstableLabel, [...PODS, other, subject(labeled({ 'app': 'web', 'helm.sh/chart': 'web-1.2.3' }))])).toEqual([{
    check: 'unstable-label',
    severity: 'info',
    title: 'policy `shop/p` asks for `helm.sh/chart=web-1.2.3`, which changes with each version of the chart',
    at: { object: 'NetworkPolicy shop/p' },
    evidence: [{
      label: 'podSelector',
      text: 'app=web,helm.sh/chart=web-1.2.3',
      mark: { part: 'helm.sh/chart=web-1.2.3', remark: 'changes with each version of the chart' },
    }],
    notes: [],
    help: ['leave it out: `app=web` stays, but selects shop/web-canary too'],
  }]);
});

test.each<[string, object, string]>([
  ['the rest selects the same', labeled({ 'app': 'web', 'pod-template-hash': 'abc' }), 'leave it out: `app=web` stays'],
  ['the rest selects what nothing selected', labeled({ 'app': 'web', 'app.kubernetes.io/version': '0.9' }), 'leave it out: `app=web` stays, and selects shop/web'],
  ['there is no rest', labeled({ 'pod-template-hash': 'abc' }), 'select by a label of the pod template that stays, such as `app`'],
])('what to do: %s', (_, selector, help) => {
  expect(onlyFinding(unstableLabel, [...PODS, subject(selector)]).help).toEqual([help]);
});

test('peers are asked too, and the same label in several places is one finding', () => {
  const item = { podSelector: labeled({ 'app': 'web', 'pod-template-hash': 'abc' }) };
  const finding = onlyFinding(unstableLabel, [...PODS, policy('shop/p', {
    podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [item] }], egress: [{ to: [item] }],
  })]);
  expect(finding.title).toBe('egress rule 1 of policy `shop/p` asks for `pod-template-hash=abc`, which changes with each roll-out');
  expect(finding.likewise).toHaveLength(1);
});

test('a label that a tool adds to every selector is one finding', () => {
  const release = { 'app.kubernetes.io/version': '1.2.3' };
  const given = [WEB, deployment('shop/db', { app: 'db', ...release }), ...['web', 'db'].map(name =>
    policy(`shop/${name}`, { podSelector: labeled({ app: name, ...release }), policyTypes: ['Ingress'] }))];
  expect(found(unstableLabel, given)).toEqual(['info: policy `shop/web` asks for `app.kubernetes.io/version=1.2.3`, which changes with each release']);
  expect(evidenceOf(findings(unstableLabel, given)[0], 'likewise')).toEqual(['policy shop/db']);
});
