import { FlowVerdict } from '../../../src/model/trace';
import { cluster, deployment, labeled, metadata, namespace, pod, policy, read, trace, workload } from '../../fixture';

const ISTIO = [
  'istio.io/rev', 'security.istio.io/tlsMode', 'service.istio.io/canonical-name', 'service.istio.io/canonical-revision',
  'topology.istio.io/network',
];
const PERHAPS = { mayBeAbsent: true, isAdded: true };

/** A Deployment whose template has these annotations. */
function annotated(annotations: Record<string, string>): object {
  const labels = { app: 'web' };
  const template = { metadata: { labels, annotations }, spec: { containers: [] } };
  const spec = { selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata('shop/web'), spec };
}

/** The keys of the labels that pods of shop/web may get from an injector. */
function injected(objects: readonly object[]): string[] {
  const { snapshot } = read(objects);
  const added = [...workload(snapshot, 'shop/web').labels.uncertain].filter(([, label]) => label.isAdded);
  expect(added.map(([, label]) => label)).toEqual(added.map(() => PERHAPS));
  return added.map(([key]) => key).filter(key => key.includes('istio.io')).sort();
}

const WEB = deployment('shop/web', { app: 'web' });

describe('Istio adds labels', () => {
  test.each<[string, object[]]>([
    ['where the namespace asks for it', [namespace('shop', { 'istio-injection': 'enabled' }), WEB]],
    ['where the namespace asks for a revision', [namespace('shop', { 'istio.io/rev': 'canary' }), WEB]],
    ['where a label of the pods asks for it', [deployment('shop/web', { 'sidecar.istio.io/inject': 'true' })]],
    ['where an annotation of the pods asks for it', [annotated({ 'sidecar.istio.io/inject': 'true' })]],
    ['to a bare pod', [namespace('shop', { 'istio-injection': 'enabled' }), pod('shop/web')]],
  ])('%s', (_, objects) => {
    expect(injected(objects)).toEqual(ISTIO);
  });

  test.each<[string, object[]]>([
    ['where the namespace refuses', [namespace('shop', { 'istio-injection': 'disabled' }), WEB]],
    ['where another namespace asks for it',
      [namespace('lab', { 'istio-injection': 'enabled' }), namespace('shop'), WEB]],
    ['where the pods refuse', [deployment('shop/web', { 'sidecar.istio.io/inject': 'false' })]],
    ['to a pod that runs, whose labels are known', [
      namespace('shop', { 'istio-injection': 'enabled' }), pod('shop/web', {}, { ip: '10.0.0.1' }),
    ]],
    ['where nobody asks', [namespace('shop'), WEB]],
  ])('but none %s', (_, objects) => {
    expect(injected(objects)).toEqual([]);
  });

  test('but no label that the pods have of their own', () => {
    const own = deployment('shop/web', { 'service.istio.io/canonical-name': 'web' });
    expect(injected([namespace('shop', { 'istio-injection': 'enabled' }), own]))
      .toEqual(ISTIO.filter(key => key !== 'service.istio.io/canonical-name'));
  });
});

test('Linkerd adds labels where it is asked to', () => {
  const { snapshot } = read([namespace('shop'), annotated({ 'linkerd.io/inject': 'enabled' })]);
  const { uncertain } = workload(snapshot, 'shop/web').labels;
  expect(uncertain.get('linkerd.io/proxy-deployment')).toEqual(PERHAPS);
});

describe('a selector over a label that an injector may add is unknown', () => {
  const NAME = 'service.istio.io/canonical-name';
  const asked = (operator: string, values?: readonly string[]) =>
    ({ matchExpressions: [{ key: NAME, operator, ...values && { values } }] });

  test.each<[string, object, FlowVerdict, FlowVerdict]>([
    ['a value', labeled({ [NAME]: 'web' }), 'unknown', 'allowed'],
    ['any value', asked('Exists'), 'unknown', 'allowed'],
    ['other values', asked('NotIn', ['web']), 'unknown', 'denied'],
    ['no such label', asked('DoesNotExist'), 'unknown', 'denied'],
    ['a label of the template', labeled({ app: 'web' }), 'denied', 'denied'],
    ['a label that nobody adds', labeled({ tier: 'x' }), 'allowed', 'allowed'],
  ])('%s', (_, podSelector, withIstio, without) => {
    const verdicts = [{ 'istio-injection': 'enabled' }, {}].map(labels => {
      const closed = policy('shop/closed', { podSelector, ingress: [] });
      const snapshot = cluster([namespace('shop', labels as Record<string, string>), namespace('lab'), WEB,
        pod('lab/probe'), closed]);
      return trace(snapshot, 'lab/probe -> shop/web TCP 80').verdict;
    });
    expect(verdicts).toEqual([withIstio, without]);
  });
});
