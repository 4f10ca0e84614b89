import { Problem } from '../../../src/model/finding';
import { pod, read } from '../../fixture';

const maker = (apiVersion: string, kind: string, name: string, spec: object = {}) =>
  ({ apiVersion, kind, metadata: { namespace: 'ops', name }, spec });

const info = (object: string, message: string): Problem => ({
  severity: 'info',
  message: `${message} pods and perhaps policies that the input does not have; they are not in the answers`,
  at: { object },
  field: 'kind',
  help: 'add what is made of it: the rendered chart or kustomization, or `kubectl get pods,netpol -A -o yaml`',
});

describe('what a controller will make is not in the answers, which is said once', () => {
  const redis = maker('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'redis');
  test.each<[string, object[], Problem[]]>([
    ['one', [redis], [info('HelmRelease ops/redis', 'HelmRelease ops/redis makes')]],
    ['several', [
      redis, maker('argoproj.io/v1alpha1', 'Application', 'shop'), maker('argoproj.io/v1alpha1', 'ApplicationSet', 'all'),
      maker('operators.coreos.com/v1alpha1', 'Subscription', 'x'),
    ], [info('HelmRelease ops/redis', 'HelmRelease ops/redis, Application ops/shop, ApplicationSet ops/all and 1 more make')]],
    ['pods of an operator', [maker('monitoring.coreos.com/v1', 'Prometheus', 'k8s', { podMetadata: { labels: { app: 'p' } } })],
      [info('Prometheus ops/k8s', 'Prometheus ops/k8s makes')]],
    ['a release that tells labels of its pods', [{ ...redis, spec: { values: { podLabels: { app: 'redis' } } } }],
      [info('HelmRelease ops/redis', 'HelmRelease ops/redis makes')]],
    ['an Application of another group', [maker('app.k8s.io/v1beta1', 'Application', 'shop')], []],
    ['a Rollout, whose pods are read', [{
      ...maker('argoproj.io/v1alpha1', 'Rollout', 'web'), spec: { template: { spec: { containers: [] } } },
    }], []],
  ])('%s', (_, objects, expected) => {
    expect(read([pod('shop/web'), ...objects]).problems.filter(({ severity }) => severity === 'info')).toEqual(expected);
  });
});

test('a template of OpenShift is no list of objects', () => {
  const { problems } = read([{ apiVersion: 'template.openshift.io/v1', kind: 'Template', metadata: { name: 'shop' }, objects: [pod('web')] }]);
  expect(problems).toEqual<Problem[]>([{
    severity: 'error',
    message: 'Template default/shop is a template, from which `oc process` makes the objects',
    at: { object: 'Template default/shop' },
    field: 'objects',
    help: 'render it: `oc process -f FILE | netpol list -`',
  }]);
});
