import { Chart, ChartProps, Testing } from 'cdk8s';
import { refusalOf } from './synthesized';
import { AllowConnection, AllowConnectionProps, Pods, Port } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
const webSelector = { matchLabels: { app: 'web' } };
const dbSelector = { matchLabels: { app: 'db' } };
const name = (namespace: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });
const names = (...values: string[]) => (
  { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] }
);

function connect(props: AllowConnectionProps, chartProps: ChartProps = {}): { namespace?: string; spec: any }[] {
  const chart = new Chart(Testing.app(), 'chart', chartProps);
  new AllowConnection(chart, 'Connection', props);
  return Testing.synth(chart).map(({ metadata, spec }) => (
    { ...(metadata.namespace && { namespace: metadata.namespace }), spec }
  ));
}

const egress = (podSelector: unknown, to: unknown, ports?: unknown) => (
  { podSelector, policyTypes: ['Egress'], egress: [{ to: [to], ...(ports ? { ports } : {}) }] }
);
const ingress = (podSelector: unknown, from: unknown, ports?: unknown) => (
  { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [from], ...(ports ? { ports } : {}) }] }
);

const connections: Record<string, [AllowConnectionProps, ChartProps, unknown]> = {
  'within the chart\'s namespace': [{ source: web, destination: db, ports: [Port.POSTGRES] }, { namespace: 'shop' }, [
    { namespace: 'shop', spec: egress(webSelector, { podSelector: dbSelector }, [{ protocol: 'TCP', port: 5432 }]) },
    { namespace: 'shop', spec: ingress(dbSelector, { podSelector: webSelector }, [{ protocol: 'TCP', port: 5432 }]) },
  ]],
  'where no namespace is known': [{ source: web, destination: db }, {}, [
    { spec: egress(webSelector, { podSelector: dbSelector }) },
    { spec: ingress(dbSelector, { podSelector: webSelector }) },
  ]],
  'within the namespace that is given': [{ source: web, destination: db, namespace: 'data' }, { namespace: 'shop' }, [
    { namespace: 'data', spec: egress(webSelector, { podSelector: dbSelector }) },
    { namespace: 'data', spec: ingress(dbSelector, { podSelector: webSelector }) },
  ]],
  'from the chart\'s namespace to another': [{ source: web, destination: db.inNamespace('data') }, { namespace: 'shop' }, [
    { namespace: 'shop', spec: egress(webSelector, { namespaceSelector: name('data'), podSelector: dbSelector }) },
    { namespace: 'data', spec: ingress(dbSelector, { namespaceSelector: name('shop'), podSelector: webSelector }) },
  ]],
  'between two other namespaces': [{ source: web.inNamespace('a'), destination: db.inNamespace('b') }, { namespace: 'shop' }, [
    { namespace: 'a', spec: egress(webSelector, { namespaceSelector: name('b'), podSelector: dbSelector }) },
    { namespace: 'b', spec: ingress(dbSelector, { namespaceSelector: name('a'), podSelector: webSelector }) },
  ]],
  'from several namespaces, one policy in each': [
    { source: web.inNamespaces('a', 'b'), destination: db },
    { namespace: 'shop' },
    [
      { namespace: 'a', spec: egress(webSelector, { namespaceSelector: name('shop'), podSelector: dbSelector }) },
      { namespace: 'b', spec: egress(webSelector, { namespaceSelector: name('shop'), podSelector: dbSelector }) },
      { namespace: 'shop', spec: ingress(dbSelector, { namespaceSelector: names('a', 'b'), podSelector: webSelector }) },
    ],
  ],
  'to several namespaces, one of them the source\'s': [
    { source: web.inNamespace('a'), destination: db.inNamespaces('a', 'b') },
    {},
    [
      { namespace: 'a', spec: egress(webSelector, { namespaceSelector: names('a', 'b'), podSelector: dbSelector }) },
      { namespace: 'a', spec: ingress(dbSelector, { podSelector: webSelector }) },
      { namespace: 'b', spec: ingress(dbSelector, { namespaceSelector: name('a'), podSelector: webSelector }) },
    ],
  ],
};

test.each(Object.entries(connections))('%s', (_, [props, chartProps, policies]) => {
  expect(connect(props, chartProps)).toStrictEqual(policies);
});

test('each side has metadata of its own on top of the common', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  const connection = new AllowConnection(chart, 'Connection', {
    source: web,
    destination: db,
    metadata: { labels: { team: 'a' }, annotations: { why: 'orders' } },
    egressMetadata: { name: 'web-egress', labels: { side: 'egress' } },
    ingressMetadata: { name: 'db-ingress', namespace: 'shop' },
  });
  expect(connection.egressPolicies.map(({ metadata }) => metadata.toJson())).toEqual([
    { name: 'web-egress', namespace: 'shop', labels: { team: 'a', side: 'egress' }, annotations: { why: 'orders' } },
  ]);
  expect(connection.ingressPolicies.map(({ metadata }) => metadata.toJson())).toEqual([
    { name: 'db-ingress', namespace: 'shop', labels: { team: 'a' }, annotations: { why: 'orders' } },
  ]);
});

test('the policies have unique names unless they are given some', () => {
  const chart = Testing.chart();
  const one = new AllowConnection(chart, 'One', { source: web.inNamespaces('a', 'b'), destination: db.inNamespace('c') });
  const two = new AllowConnection(chart, 'Two', { source: web.inNamespaces('a', 'b'), destination: db.inNamespace('c') });
  const policies = [one, two].flatMap(({ egressPolicies, ingressPolicies }) => [...egressPolicies, ...ingressPolicies]);
  expect(new Set(policies.map(policy => policy.name)).size).toBe(6);
});

const both = { source: web, destination: db };
const refusals: Record<string, [AllowConnectionProps, ChartProps, string]> = {
  'no port': [{ ...both, ports: [] }, {},
    '`chart/Connection`: `ports` is an empty list, which Kubernetes would read as every port\n'
    + 'help: name the ports, or leave `ports` out to admit every port'],
  'one name for two policies': [{ ...both, metadata: { name: 'x' } }, {},
    '`chart/Connection`: `metadata.name` would name two policies alike\n'
    + 'help: give each its own: `egressMetadata: { name: ... }` and `ingressMetadata: { name: ... }`'],
  'a source in namespaces chosen by label': [{ ...both, source: web.inNamespacesLabeled({ team: 'a' }) }, {},
    '`chart/Connection`: `source` is pods app=web in namespaces team=a, and the egress side needs a policy in each of those namespaces, which only the cluster knows\n'
    + 'help: name the namespaces: `.inNamespaces(...)`; or write the other side alone: `AllowPods` with the destination as `subject`, the source as `peers` and `Direction.INGRESS`'],
  'a destination in all namespaces': [{ ...both, destination: Pods.all().inAllNamespaces() }, {},
    '`chart/Connection`: `destination` is all pods in all namespaces, and the ingress side needs a policy in each of those namespaces, which only the cluster knows\n'
    + 'help: name the namespaces: `.inNamespaces(...)`; or write the other side alone: `AllowPods` with the source as `subject`, the destination as `peers` and `Direction.EGRESS`'],
  'a source whose namespace is not known': [{ ...both, destination: db.inNamespace('data') }, {},
    '`chart/Connection`: `source` names no namespace, while the other end is pods app=db in namespace data\n'
    + 'help: give the chart a namespace, or say where `source` is: `.inNamespace(...)`'],
  'a destination whose namespace is not known': [{ ...both, source: web.inNamespaces('a', 'b') }, {},
    '`chart/Connection`: `destination` names no namespace, while the other end is pods app=web in namespaces a, b\n'
    + 'help: give the chart a namespace, or say where `destination` is: `.inNamespace(...)`'],
  'a namespace that is nobody\'s': [{ source: web.inNamespace('a'), destination: db.inNamespace('b'), namespace: 'c' }, {},
    '`chart/Connection`: the namespace is `c`, but `source` is pods app=web in namespace a and `destination` is pods app=db in namespace b\n'
    + 'help: leave the namespace out: each policy goes where its pods are'],
  'metadata of another namespace': [{ ...both, egressMetadata: { namespace: 'data' } }, { namespace: 'shop' },
    '`chart/Connection`: `egressMetadata.namespace` is `data`, but `shop` is the namespace of those pods\n'
    + "help: leave it out, and say where the pods are: `.inNamespace('data')`"],
  'metadata of a namespace where none is known': [{ ...both, ingressMetadata: { namespace: 'data' } }, {},
    '`chart/Connection`: `ingressMetadata.namespace` is `data`, but no namespace is known for those pods\n'
    + "help: leave it out, and say where the pods are: `.inNamespace('data')`"],
};

test.each(Object.entries(refusals))('%s is refused', (_, [props, chartProps, message]) => {
  expect(refusalOf(() => connect(props, chartProps))).toBe(message);
});
