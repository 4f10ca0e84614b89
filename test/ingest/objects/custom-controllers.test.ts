import { FlowVerdict } from '../../../src/model/trace';
import { Workload } from '../../../src/model/workload';
import { cluster, controller, labeled, namespace, pod, policy, read, trace } from '../../fixture';

function workloadOf(object: object): Workload {
  const { snapshot, problems } = read([object]);
  expect(problems).toEqual([]);
  return snapshot.workloads[0];
}

/** A controller of another API than Kubernetes' own, whose pods have the label `app`. */
function custom(apiVersion: string, kind: string, spec: object = {}): object {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };
  return { ...controller(apiVersion, kind, 'shop/web'), spec: { template, ...spec } };
}

const ROLLOUT = custom('argoproj.io/v1alpha1', 'Rollout');
const KNATIVE = custom('serving.knative.dev/v1', 'Service');
const NO_APP = custom('serving.knative.dev/v1', 'Service', { template: { metadata: {}, spec: { containers: [] } } });
const OPENSHIFT = custom('apps.openshift.io/v1', 'DeploymentConfig');
const OPERATOR = custom('apps.kruise.io/v1alpha1', 'CloneSet');

describe('what a controller adds to the labels of the template', () => {
  const ANY = { mayBeAbsent: false };
  test.each<[string, object, object]>([
    ['Argo Rollouts: a hash', ROLLOUT, { known: { app: 'web' }, uncertain: { 'rollouts-pod-template-hash': ANY } }],
    ['OpenShift: the name, and the name of a rollout', OPENSHIFT,
      { known: { app: 'web', deploymentconfig: 'web' }, uncertain: { deployment: ANY } }],
    ['Knative: any with a prefix', KNATIVE, { known: { app: 'web' }, uncertain: {}, open: 'prefixed' }],
    ['Knative: `app`, where the template does not have it', NO_APP,
      { known: {}, uncertain: { app: ANY }, open: 'prefixed' }],
    ['an operator: any with a prefix', OPERATOR, { known: { app: 'web' }, uncertain: {}, open: 'prefixed' }],
    ['a Deployment of another API: any with a prefix', custom('example.org/v1', 'Deployment'),
      { known: { app: 'web' }, uncertain: {}, open: 'prefixed' }],
  ])('%s', (_, object, expected) => {
    const { labels: { known, uncertain, open } } = workloadOf(object);
    expect({
      known: Object.fromEntries(known), uncertain: Object.fromEntries(uncertain), ...open && { open },
    }).toEqual(expected);
  });

  test.each<[string, object, object]>([
    ['of a canary',
      { canary: { canaryMetadata: { labels: { role: 'canary' } }, stableMetadata: { labels: { role: 'stable' } } } },
      { role: { mayBeAbsent: true, values: ['canary', 'stable'], isAdded: true } }],
    ['of a preview', { blueGreen: { previewMetadata: { labels: { role: 'preview' } } } },
      { role: { mayBeAbsent: true, values: ['preview'], isAdded: true } }],
    ['in place of the template\'s own', { canary: { canaryMetadata: { labels: { app: 'canary' } } } },
      { app: { mayBeAbsent: false, values: ['web', 'canary'], isAdded: true } }],
    ['that are no texts', { canary: { canaryMetadata: { labels: { role: 3 } } } }, {}],
  ])('Argo Rollouts: labels %s', (_, strategy, expected) => {
    const { labels } = workloadOf(custom('argoproj.io/v1alpha1', 'Rollout', { strategy }));
    expect(Object.fromEntries(labels.uncertain)).toEqual({
      ...expected,
      'rollouts-pod-template-hash': { mayBeAbsent: false },
    });
    expect([...labels.known]).toEqual('app' in expected ? [] : [['app', 'web']]);
  });
});

const HASH = 'rollouts-pod-template-hash';
const asked = (key: string, operator: string, values?: readonly string[]) =>
  ({ matchExpressions: [{ key, operator, ...values && { values } }] });

describe('a selector over a label that nobody can know is unknown', () => {
  test.each<[string, object, object, FlowVerdict]>([
    ['a value of a hash', ROLLOUT, labeled({ [HASH]: '1' }), 'unknown'],
    ['other values of a hash', ROLLOUT, asked(HASH, 'NotIn', ['1']), 'unknown'],
    ['any hash, which is always there', ROLLOUT, asked(HASH, 'Exists'), 'denied'],
    ['no hash, which is never so', ROLLOUT, asked(HASH, 'DoesNotExist'), 'allowed'],
    ['a label with a prefix', OPERATOR, labeled({ 'example.org/role': 'x' }), 'unknown'],
    ['any value of a label with a prefix', OPERATOR, asked('example.org/role', 'Exists'), 'unknown'],
    ['no label with a prefix', OPERATOR, asked('example.org/role', 'DoesNotExist'), 'unknown'],
    ['other values of a label with a prefix', OPERATOR, asked('example.org/role', 'NotIn', ['x']), 'unknown'],
    ['a label without a prefix, which is not there', OPERATOR, labeled({ role: 'x' }), 'allowed'],
    ['any value of a label without a prefix', OPERATOR, asked('role', 'Exists'), 'allowed'],
    ['no label without a prefix', OPERATOR, asked('role', 'DoesNotExist'), 'denied'],
    ['other values of a label without a prefix', OPERATOR, asked('role', 'NotIn', ['x']), 'denied'],
    ['a label of the template', OPERATOR, labeled({ app: 'web' }), 'denied'],
    ['a label that Knative sets', KNATIVE, labeled({ 'serving.knative.dev/service': 'web' }), 'unknown'],
    ['`app`, that Knative may set', NO_APP, labeled({ app: 'web' }), 'unknown'],
    ['`app`, that the template of Knative has', KNATIVE, labeled({ app: 'x' }), 'allowed'],
    ['the name of a rollout', OPENSHIFT, labeled({ deployment: 'web-1' }), 'unknown'],
    ['the name of the object', OPENSHIFT, labeled({ deploymentconfig: 'web' }), 'denied'],
    ['a label with a prefix, that OpenShift does not set', OPENSHIFT, labeled({ 'example.org/role': 'x' }), 'allowed'],
  ])('%s', (_, workload, podSelector, expected) => {
    const snapshot = cluster([namespace('shop'), workload, pod('shop/probe', { app: 'probe' }),
      policy('shop/closed', { podSelector, ingress: [] })]);
    expect(trace(snapshot, 'shop/probe -> shop/web TCP 80').verdict).toBe(expected);
  });

  test.each<[string, object, object, FlowVerdict, string[]]>([
    ['a hash that a controller sets', ROLLOUT, labeled({ [HASH]: '1' }), 'unknown', ['generated-label']],
    ['a label that an operator may add', OPERATOR, labeled({ 'example.org/role': 'x' }), 'unknown', ['added-label']],
    ['a label of the template', OPERATOR, labeled({ app: 'web' }), 'allowed', []],
  ])('so is a rule, which says why: %s', (_, workload, podSelector, verdict, doubts) => {
    const snapshot = cluster([namespace('shop'), workload, pod('shop/probe', { app: 'probe' }), policy('shop/some', {
      podSelector: labeled({ app: 'probe' }), ingress: [{ from: [{ podSelector }] }],
    })]);
    const { ingress, ...whole } = trace(snapshot, 'shop/web -> shop/probe TCP 80');
    expect([whole.verdict, ingress.doubts]).toEqual([verdict, doubts]);
  });
});
