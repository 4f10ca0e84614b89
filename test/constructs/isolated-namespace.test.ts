import { ApiObject, Chart, Testing } from 'cdk8s';
import { refusalOf } from './synthesized';
import { Cidr, DnsResolver, IsolatedNamespace, Nodes, Pods, Port } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const podSelector = { matchLabels: { app: 'web' } };
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const KUBE_DNS = {
  to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
};

describe('IsolatedNamespace', () => {
  /** What it writes, object by object. */
  const written = (make: (chart: Chart) => unknown): object[] => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop', labels: { team: 'a' } });
    make(chart);
    return Testing.synth(chart);
  };

  test('is the Namespace and one policy for all of its pods', () => {
    expect(written(chart => new IsolatedNamespace(chart, 'Shop', { labels: { stage: 'live' } }))).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a', stage: 'live' } } },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'chart-shop-isolation-c87a0062', namespace: 'shop', labels: { team: 'a' } },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [KUBE_DNS] },
      },
    ]);
  });

  test('has a policy more for each subject, with what it adds and no more', () => {
    const db = Pods.labeled({ app: 'db' });
    const objects: any[] = written(chart => new IsolatedNamespace(chart, 'Data', {
      name: 'data',
      exists: true,
      allowDns: false,
      allowWithin: true,
      ingress: [
        { peers: [web.inNamespace('shop')], subject: db, ports: [Port.POSTGRES] },
        { peers: [Pods.all().inNamespace('monitoring')], ports: [Port.tcp(9090)] },
        { peers: [Cidr.of('203.0.113.0/24')], subject: Pods.labeled({ app: 'db' }) },
      ],
      egress: [{ peers: [Cidr.of('198.51.100.0/24')], subject: web }],
    }));
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'NetworkPolicy data/chart-data-isolation-c8dcfd5f', 'NetworkPolicy data/chart-data-podsappdb-c87beeb2',
      'NetworkPolicy data/chart-data-podsappweb-c889c9cb',
    ]);
    expect(objects.map(({ spec }) => spec)).toEqual([
      {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: {} }] }, { from: [inNamespace('monitoring')], ports: [{ protocol: 'TCP', port: 9090 }] }],
        egress: [{ to: [{ podSelector: {} }] }],
      },
      {
        podSelector: { matchLabels: { app: 'db' } },
        policyTypes: ['Ingress'],
        ingress: [
          { from: [{ ...inNamespace('shop'), podSelector }], ports: [{ protocol: 'TCP', port: 5432 }] },
          { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] },
        ],
      },
      { podSelector, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }] }] },
    ]);
  });

  test('gives its name, its pods and its manifests', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    const own = new IsolatedNamespace(chart, 'Shop');
    const foreign = new IsolatedNamespace(chart, 'Data', { name: 'data', exists: true });
    expect([own.name, own.pods.toString(), own.namespaceObject?.name, own.policies.map(ApiObject.isApiObject)])
      .toEqual(['shop', 'all pods in namespace shop', 'shop', [true]]);
    expect([foreign.name, foreign.namespaceObject]).toEqual(['data', undefined]);
  });

  const wrong: Record<string, [(chart: Chart) => unknown, string]> = {
    'no name at all': [chart => new IsolatedNamespace(new Chart(chart.node.root, 'bare'), 'X'),
      "`bare/X`: `name` is left out, and the chart has no namespace\nhelp: name the namespace: `{ name: 'shop' }`"],
    'labels for a namespace of somebody else': [chart => new IsolatedNamespace(chart, 'X', { exists: true, labels: { team: 'a' } }),
      '`chart/X`: `labels` are given, but `exists` says that the namespace is made elsewhere\n'
      + 'help: give it the labels where it is made, or leave `exists` out'],
    'resolvers that nobody may ask': [chart => new IsolatedNamespace(chart, 'X', { allowDns: false, resolvers: [DnsResolver.kubeDns()] }),
      '`chart/X`: `resolvers` are given, but `allowDns` is false\nhelp: leave one of the two out'],
    'a rule without peers': [chart => new IsolatedNamespace(chart, 'X', { ingress: [{ ports: [Port.HTTP] } as any] }),
      '`chart/X`: `ingress[0].peers` is undefined, not a list of peers\nhelp: name the peers, or leave the rule out'],
    'nodes for the peers of a rule': [chart => new IsolatedNamespace(chart, 'X', { ingress: [{ peers: [web, Nodes.all()] }] }),
      '`chart/X`: `ingress[0].peers[1]` is `all nodes`, which no NetworkPolicy can name\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
    'pods for a rule': [chart => new IsolatedNamespace(chart, 'X', { egress: [web] as any }),
      '`chart/X`: `egress[0]` is `pods app=web`, not an object with properties\n'
      + 'help: name what is given: `{ peers: ..., subject: ... }`'],
    'a subject of another namespace': [chart => new IsolatedNamespace(chart, 'X', { egress: [{ subject: web.inNamespace('data'), peers: [web] }] }),
      '`chart/X`: the subject of a rule is pods app=web in namespace data, but the namespace is `shop`\n'
      + 'help: leave out where the pods are: the subject of a rule is always of this namespace'],
  };

  test.each(Object.entries(wrong))('%s is refused', (_, [make, message]) => {
    expect(refusalOf(() => make(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
  });
});
