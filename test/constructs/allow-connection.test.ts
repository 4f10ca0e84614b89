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
  'from several sources to one destination': [
    { sources: [web, Pods.labeled({ app: 'api' }).inNamespace('edge')], destination: db, ports: [Port.POSTGRES] },
    { namespace: 'shop' },
    [
      { namespace: 'shop', spec: egress(webSelector, { podSelector: dbSelector }, [{ protocol: 'TCP', port: 5432 }]) },
      {
        namespace: 'edge',
        spec: egress({ matchLabels: { app: 'api' } }, { namespaceSelector: name('shop'), podSelector: dbSelector }, [{ protocol: 'TCP', port: 5432 }]),
      },
      {
        namespace: 'shop',
        spec: {
          podSelector: dbSelector,
          policyTypes: ['Ingress'],
          ingress: [{
            from: [{ podSelector: webSelector }, { namespaceSelector: name('edge'), podSelector: { matchLabels: { app: 'api' } } }],
            ports: [{ protocol: 'TCP', port: 5432 }],
          }],
        },
      },
    ],
  ],
  'from one source to several destinations': [
    { source: web, destinations: [db, Pods.labeled({ app: 'cache' })] },
    {},
    [
      { spec: { podSelector: webSelector, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: dbSelector }, { podSelector: { matchLabels: { app: 'cache' } } }] }] } },
      { spec: ingress(dbSelector, { podSelector: webSelector }) },
      { spec: ingress({ matchLabels: { app: 'cache' } }, { podSelector: webSelector }) },
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

test('the policies of several sources are called after their pods, so that one more changes no name', () => {
  const namesOf = (sources: Pods[]) => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    return new AllowConnection(chart, 'Connection', { sources, destination: db }).egressPolicies.map(policy => policy.name);
  };
  const two = namesOf([web, db]);
  expect(namesOf([Pods.labeled({ app: 'api' }), web, db]).slice(1)).toEqual(two);
  expect(two[0]).toMatch(/^chart-connection-egress-podsappweb.*-c8\w+$/);
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
  'no source': [{ destination: db }, {},
    '`chart/Connection`: `source` is undefined, not a choice of pods\n'
    + 'help: choose them: `Pods.labeled({ ... })` or `Pods.of(workload)`; if every pod is meant, say so: `Pods.all()`'],
  'an empty list of destinations': [{ source: web, destinations: [] }, {},
    '`chart/Connection`: `destinations` is an empty list, which Kubernetes would read as everybody\n'
    + 'help: name the pods at this end: `[Pods.labeled({ ... }), Pods.of(workload)]`'],
  'one of several sources given twice': [{ sources: [web, Pods.labeled({ app: 'web' })], destination: db }, {},
    '`chart/Connection`: `sources` names pods app=web twice\nhelp: name them once'],
  'one end given twice': [{ source: web, sources: [db], destination: db }, {},
    '`chart/Connection`: `source` and `sources` are both given\nhelp: write all of them into `sources`'],
  'several sources in a single one': [{ source: [web] as any, destination: db }, {},
    '`chart/Connection`: `source` is a list, not a choice of pods\n'
    + 'help: choose them: `Pods.labeled({ ... })` or `Pods.of(workload)`; if every pod is meant, say so: `Pods.all()`'],
  'sources of which one is not placed': [{ sources: [web, db.inNamespace('data')], destination: db.inNamespace('data') }, {},
    '`chart/Connection`: pods app=web at the source name no namespace, while there are also pods app=db in namespace data\n'
    + 'help: give the chart a namespace, or say where `pods app=web` is: `.inNamespace(...)`'],
  'one of several sources in namespaces chosen by label': [{ sources: [web, db.inAllNamespaces()], destination: db }, {},
    '`chart/Connection`: `sources[1]` is pods app=db in all namespaces, and the egress side needs a policy in each of those namespaces, which only the cluster knows\n'
    + 'help: name the namespaces: `.inNamespaces(...)`; or write the other side alone: `AllowPods` with the destination as `subject`, the source as `peers` and `Direction.INGRESS`'],
  'one name for the policies of several sources': [{ sources: [web, db], destination: db, egressMetadata: { name: 'x' } }, {},
    '`chart/Connection`: `egressMetadata.name` would name 2 policies alike\nhelp: leave it out, or write a connection for each of them'],
  'a namespace that is nobody\'s, of several': [{ sources: [web.inNamespace('a')], destination: db.inNamespace('b'), namespace: 'c' }, {},
    '`chart/Connection`: the namespace is `c`, but `sources` are pods app=web in namespace a and `destination` is pods app=db in namespace b\n'
    + 'help: leave the namespace out: each policy goes where its pods are'],
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
