import { formatAddress } from '../../../src/sets/addresses';
import { account, apiService, binding, podWith, webhooks } from '../../api-server';
import { cluster, namespace, pod, read } from '../../fixture';

const RIGHTS = { kind: 'ClusterRole', name: 'edit' };

describe('what the API server calls', () => {
  const calls = (...given: object[]) => cluster(given).apiServerCalls?.map(({ kind, name, service, isRequired }) =>
    `${kind} ${name} -> ${service.namespace}/${service.name}:${service.port}${isRequired ? '' : ' ignored'}`);

  const rows: Record<string, [object[], string[] | undefined]> = {
    'a webhook': [[webhooks('Validating', 'w', { 'a.example.com': 'shop/guard' })], ['ValidatingWebhookConfiguration a.example.com -> shop/guard:443']],
    'several webhooks, with ports': [[webhooks('Mutating', 'w', { 'a.example.com': 'shop/guard:8443', 'b.example.com': 'shop/b' })], [
      'MutatingWebhookConfiguration a.example.com -> shop/guard:8443', 'MutatingWebhookConfiguration b.example.com -> shop/b:443',
    ]],
    'one whose failure is ignored': [[webhooks('Validating', 'w', { 'a.example.com': 'shop/guard' }, { failurePolicy: 'Ignore' })],
      ['ValidatingWebhookConfiguration a.example.com -> shop/guard:443 ignored']],
    'an API': [[apiService('v1.example.com', 'shop/api:8443')], ['APIService v1.example.com -> shop/api:8443']],
    'an API without a Service': [[apiService('v1.apps', undefined)], undefined],
    'a webhook without a name': [[webhooks('Validating', 'w', { '': 'shop/guard' })], ['ValidatingWebhookConfiguration  -> shop/guard:443']],
    'kinds of another group': [[{ ...apiService('x', 'shop/api'), apiVersion: 'example.com/v1' }], undefined],
    'nothing': [[pod('shop/web')], undefined],
  };

  test.each(Object.entries(rows))('%s', (_, [given, expected]) => {
    expect(calls(...given)).toEqual(expected);
  });

  test('two objects of one name are no clash, for no connection depends on them: the later one counts', () => {
    const twice = ['shop/a', 'shop/b'].map(service => webhooks('Validating', 'w', { 'a.example.com': service }));
    expect(read(twice).problems).toEqual([]);
    expect(calls(...twice)).toEqual(['ValidatingWebhookConfiguration a.example.com -> shop/b:443']);
  });

  test('what is no webhook is reported, and the others are read', () => {
    const { snapshot, problems } = read([{
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'w' },
      webhooks: [7, { name: 'a.example.com', clientConfig: { service: { namespace: 'shop', name: 'guard' } } }],
    }]);
    expect(problems.map(({ message }) => message)).toEqual(['`webhooks[0]` is 7, not a map']);
    expect(snapshot.apiServerCalls).toHaveLength(1);
  });
});

describe('service accounts', () => {
  const accounts = (...given: object[]) => Object.fromEntries(
    [...cluster(given).serviceAccounts ?? []].map(([key, { givesToken, grants }]) => [key, [givesToken, ...grants]]));

  const rows: Record<string, [object[], object]> = {
    'an object': [[account('shop/web')], { 'shop/web': [true] }],
    'one that gives no token': [[account('shop/web', { automountServiceAccountToken: false })], { 'shop/web': [false] }],
    'bindings in a namespace and everywhere': [[account('shop/web'), binding('shop/b', 'shop/web'), binding('all', 'shop/web')],
      { 'shop/web': [true, 'RoleBinding shop/b', 'ClusterRoleBinding all'] }],
    'one that only a binding names': [[binding('shop/b', 'shop/web')], { 'shop/web': [true, 'RoleBinding shop/b'] }],
    'a subject without a namespace is in that of the binding': [[{
      ...binding('shop/b', 'shop/web'), subjects: [{ kind: 'ServiceAccount', name: 'web' }, { kind: 'User', name: 'ann' }],
    }], { 'shop/web': [true, 'RoleBinding shop/b'] }],
    'rights that make no requests': [[binding('shop/b', 'shop/web', { kind: 'ClusterRole', name: 'psp:all' }), {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'psp:all' }, rules: [{ verbs: ['use'] }],
    }], {}],
    'a role whose rules others fill in': [[binding('shop/b', 'shop/web', { kind: 'ClusterRole', name: 'sum' }), {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'sum' }, rules: [], aggregationRule: {},
    }], { 'shop/web': [true, 'RoleBinding shop/b'] }],
    'subjects that are none': [[{ ...binding('shop/b', 'shop/web', RIGHTS), subjects: 'web' }], {}],
  };

  test.each(Object.entries(rows))('%s', (_, [given, expected]) => {
    expect(accounts(...given)).toEqual(expected);
  });

  test('a binding may be called as those of Kubernetes itself are', () => {
    expect(read([binding('system:controller:web', 'shop/web')]).problems).toEqual([]);
    expect(read([binding('a/b', 'shop/web')]).problems).toEqual([]);
  });

  test('they change no connection and no namespace', () => {
    const given = [namespace('shop'), pod('shop/web', { app: 'web' })];
    const { serviceAccounts, ...others } = cluster([...given, account('shop/web'), binding('shop/b', 'shop/web')]);
    expect(others).toEqual(cluster(given));
    expect(serviceAccounts?.size).toBe(1);
  });
});

describe('what the programs of pods do', () => {
  const programs = (spec: object) => {
    const [{ mountsToken, apiClient, localAddresses }] = cluster([podWith('shop/web', {}, spec)]).workloads;
    return [mountsToken, apiClient, localAddresses?.intervals.map(({ start }) => formatAddress(start))];
  };
  const container = (more: object) => ({ containers: [{ name: 'c', image: 'main', ...more }] });
  const token = (name: string, more: object = {}) => ({ volumes: [{ name, projected: { sources: [{ serviceAccountToken: { path: 'token', ...more } }] } }] });

  const rows: Record<string, [object, unknown[]]> = {
    'nothing is said': [{}, [undefined, undefined, undefined]],
    'a token is refused': [{ automountServiceAccountToken: false }, [false, undefined, undefined]],
    'a token in a volume': [token('t'), [true, undefined, undefined]],
    'a token for somebody else': [token('t', { audience: 'vault' }), [undefined, undefined, undefined]],
    'the token that the cluster adds to a running pod': [token('kube-api-access-x7k2p'), [undefined, undefined, undefined]],
    'an image with registry, tag and digest': [container({ image: 'a.example:5000/b/kubectl:1.30@sha256:0' }), [undefined, 'kubectl', undefined]],
    'an image that has it at its end': [container({ image: 'k8s-kubectl' }), [undefined, 'kubectl', undefined]],
    'a tag that is called so': [container({ image: 'tools:kubectl' }), [undefined, undefined, undefined]],
    'a command': [container({ command: ['/bin/kubectl', 'apply'] }), [undefined, 'kubectl', undefined]],
    'a job that makes certificates for webhooks': [container({ image: 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1' }), [undefined, 'kube-webhook-certgen', undefined]],
    'addresses in the next argument': [container({ args: ['-localip', '169.254.20.10,fd00::a'] }), [undefined, undefined, ['169.254.20.10', 'fd00::a']]],
    'an argument behind which there is none': [container({ args: ['-localip'] }), [undefined, undefined, undefined]],
    'fields that are something else': [{ automountServiceAccountToken: 'no', volumes: 7, ...container({ args: [7, null], command: {} }) }, [undefined, undefined, undefined]],
  };

  test.each(Object.entries(rows))('%s', (_, [spec, expected]) => {
    expect(programs(spec)).toEqual(expected);
  });

  test('variants of a workload that differ only in this are no clash', () => {
    const twice = ['one', 'kubectl'].map(image => podWith('shop/web', {}, container({ image })));
    expect(read(twice).problems).toEqual([]);
  });
});
