import { CHECKS } from '../../../src/checks/all';
import { labelOnTheObject } from '../../../src/checks/selectors/label-on-the-object-not-its-template';
import { cluster, controller, deployment, labeled, policy } from '../../fixture';
import { contextOfSnapshot } from '../contexts';
import { findings, found, onlyFinding } from '../findings';

const DATABASE = deployment('cloud/database', { app: 'database' });

/** The object with labels of its own, which its pods do not get. */
function withLabels(object: object, labels: Record<string, string>): object {
  const { metadata, ...rest } = object as { metadata: object };
  return { ...rest, metadata: { ...metadata, labels } };
}

function cronJob(labels: Record<string, string>, ofJobs: Record<string, string> = {}): object {
  const template = { metadata: { labels: { run: 'nightly' } }, spec: { containers: [{ name: 'main', image: 'main' }] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { namespace: 'cloud', name: 'nightly', labels },
    spec: { schedule: '0 3 * * *', jobTemplate: { metadata: { labels: ofJobs }, spec: { template } } },
  };
}

function from(podSelector: object): object {
  return policy('cloud/database', { podSelector: labeled({ app: 'database' }), policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector }] }] });
}

function subject(podSelector: object): object {
  return policy('cloud/p', { podSelector, policyTypes: ['Ingress'] });
}

const CRON = labeled({ component: 'cron' });
const WEB = deployment('cloud/web', { app: 'web' });

test('the finding names the controller, and where its pods get their labels from', () => {
  expect(findings(labelOnTheObject, [DATABASE, cronJob({ component: 'cron' }), from(CRON)])).toEqual([{
    check: 'label-on-the-object-not-its-template',
    severity: 'warning',
    title: 'ingress rule 1 of policy `cloud/database` asks pods for a label that CronJob `cloud/nightly` has and its pods do not',
    at: { object: 'NetworkPolicy cloud/database' },
    evidence: [
      { label: 'from', text: 'component=cron', mark: { part: 'component=cron', remark: '0 of 2 workloads in `cloud`' } },
      { label: 'on the object', text: 'CronJob cloud/nightly: component=cron' },
      { label: 'on its pods', text: 'run=nightly' },
    ],
    effect: undefined,
    notes: ['checked against the 2 workloads in `cloud` that the input has; pods created elsewhere are not seen'],
    help: [[
      'give the label to the pods of CronJob `cloud/nightly`, in their template:',
      'spec:',
      '  jobTemplate:',
      '    spec:',
      '      template:',
      '        metadata:',
      '          labels:',
      '            component: cron',
    ].join('\n')],
  }]);
});

const PEER = (controllers: string) => [`warning: ingress rule 1 of policy \`cloud/database\` asks pods for a label that ${controllers}`];
const SUBJECT = (what: string) => [`warning: policy \`cloud/p\` asks pods for ${what}`];

const ROWS: Record<string, [object[], string[]]> = {
  'the Jobs of a CronJob have labels too, which their pods do not get': [
    [DATABASE, cronJob({}, { component: 'cron' }), from(CRON)], PEER('CronJob `cloud/nightly` has and its pods do not'),
  ],
  'a Deployment, for a policy that protects its pods': [[DATABASE, withLabels(WEB, { tier: 'front' }), subject(labeled({ tier: 'front' }))],
    SUBJECT('a label that Deployment `cloud/web` has and its pods do not')],
  'a StatefulSet, with another label that its pods do have': [
    [DATABASE, withLabels(controller('apps/v1', 'StatefulSet', 'cloud/db', { app: 'db' }), { tier: 'data' }), subject(labeled({ app: 'db', tier: 'data' }))],
    SUBJECT('a label that StatefulSet `cloud/db` has and its pods do not'),
  ],
  'a controller of another API': [
    [DATABASE, withLabels(controller('argoproj.io/v1alpha1', 'Rollout', 'cloud/web', { app: 'web' }), { tier: 'front' }), subject(labeled({ tier: 'front' }))],
    SUBJECT('a label that Rollout `cloud/web` has and its pods do not'),
  ],
  'two labels': [[withLabels(WEB, { tier: 'front', stage: 'live' }), subject(labeled({ tier: 'front', stage: 'live' }))],
    SUBJECT('2 labels that Deployment `cloud/web` has and its pods do not')],
  'several controllers': [[DATABASE, withLabels(WEB, { tier: 'front' }), withLabels(deployment('cloud/api', { app: 'api' }), { tier: 'front' }), subject(labeled({ tier: 'front' }))],
    SUBJECT('a label that Deployment `cloud/web`, Deployment `cloud/api` have and their pods do not')],
  'one pod that has the label is enough': [
    [DATABASE, cronJob({ component: 'cron' }), deployment('cloud/other', { component: 'cron' }), from(CRON)], [],
  ],
  'the pods have the label under another value': [
    [withLabels(deployment('cloud/web', { tier: 'back' }), { tier: 'front' }), subject(labeled({ tier: 'front' }))], [],
  ],
  'a controller of another namespace': [
    [DATABASE, withLabels(deployment('lab/web', { app: 'web' }), { component: 'cron' }), from(CRON)], [],
  ],
  'no controller has it either': [[DATABASE, cronJob({ component: 'batch' }), from(CRON)], []],
  'only some of the labels are there': [[withLabels(WEB, { tier: 'front' }), subject(labeled({ tier: 'front', stage: 'live' }))], []],
};

test.each(Object.entries(ROWS))('a label of the controller: %s', (_, [given, expected]) => {
  expect(found(labelOnTheObject, given)).toEqual(expected);
});

test('that pods are open is said where it is proved', () => {
  expect(onlyFinding(labelOnTheObject, [withLabels(WEB, { tier: 'front' }), subject(labeled({ tier: 'front' }))]).effect)
    .toBe('no other policy selects `cloud/web` for ingress, so everybody can reach it on every port');
});

test('one mistake is one finding: no other check speaks of the same selector', () => {
  const context = contextOfSnapshot(cluster([DATABASE, cronJob({ component: 'cron' }), from(CRON)]));
  const stable = CHECKS.filter(({ meta }) => meta.status !== 'nursery');
  expect(stable.flatMap(({ check }) => check(context)).map(({ check }) => check))
    .toEqual(['enforcement-assumed', 'label-on-the-object-not-its-template']);
});
