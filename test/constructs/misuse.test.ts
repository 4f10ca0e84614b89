import { Chart, Testing } from 'cdk8s';
import { refusalOf } from './synthesized';
import {
  AllowCidr, AllowConnection, AllowPods, Cidr, CiliumCluster, DefaultDenyAll, MustNotReach, MustReach, Pods,
  Port,
} from 'cdk8s-netpol';

// What plain JavaScript lets pass, and would be read as something that nobody meant.

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'ports that are called `port`': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db], port: [Port.HTTP] } as any),
    '`chart/Allow`: there is no property `port`\n'
    + 'help: did you mean `ports`?'],
  'ports as in a policy of Cilium': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db], toPorts: [Port.HTTP] } as any),
    '`chart/Allow`: there is no property `toPorts`\n'
    + 'help: did you mean `ports`?'],
  'peers as in a manifest': [chart => new AllowPods(chart, 'Allow', { subject: web, from: [db] } as any),
    '`chart/Allow`: there is no property `from`\n'
    + 'help: the properties are `metadata`, `namespace`, `subject`, `ports`, `direction`, `peers`'],
  'ends of a connection as in a manifest': [chart => new AllowConnection(chart, 'C', { from: web, to: db } as any),
    '`chart/C`: there is no property `from`\n'
    + 'help: the properties are `metadata`, `namespace`, `source`, `sources`, `destination`, `destinations`, `ports`, `egressMetadata`, `ingressMetadata`'],
  'addresses among pods': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db, Cidr.anyIpv4()] as any }),
    '`chart/Allow`: `peers[1]` is `0.0.0.0/0`, not a choice of pods\n'
    + 'help: use `AllowCidr` for it'],
  'pods among addresses': [chart => new AllowCidr(chart, 'Allow', { subject: web, peers: [web] as any }),
    '`chart/Allow`: `peers[0]` is `pods app=web`, not addresses\n'
    + 'help: use `AllowPods` for it'],
  'a gap among the ports': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db], ports: [Port.HTTP, , Port.SSH] as any }),
    '`chart/Allow`: `ports[1]` is undefined, not a port\n'
    + 'help: write a `Port`: `Port.tcp(443)`, `Port.named(\'http\')`'],
  'a symbol for a port': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db], ports: [Symbol('http')] as any }),
    '`chart/Allow`: `ports[0]` is Symbol(http), not a port\n'
    + 'help: write a `Port`: `Port.tcp(443)`, `Port.named(\'http\')`'],
  'an object without a prototype for a port': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db], ports: [Object.create(null)] as any }),
    '`chart/Allow`: `ports[0]` is a plain object, not a port\n'
    + 'help: write a `Port`: `Port.tcp(443)`, `Port.named(\'http\')`'],
  'a port that no factory made': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db], ports: [{ protocol: 'TCP', first: 0, last: 65535, name: undefined }] as any }),
    '`chart/Allow`: `ports[0]` is a plain object, which no container can listen on\n'
    + 'help: write a `Port`: `Port.tcp(443)`, `Port.named(\'http\')`'],
  'null for the properties': [chart => new DefaultDenyAll(chart, 'Deny', null as any),
    '`chart/Deny`: `props` is null, not an object with properties\n'
    + 'help: name what is given: `{ metadata: ..., namespace: ... }`'],
  'a text for the properties': [chart => new DefaultDenyAll(chart, 'Deny', 'shop' as any),
    '`chart/Deny`: `props` is \'shop\', not an object with properties\n'
    + 'help: name what is given: `{ metadata: ..., namespace: ... }`'],
  'pods for the properties': [chart => new DefaultDenyAll(chart, 'Deny', web as any),
    '`chart/Deny`: `props` is `pods app=web`, not an object with properties\n'
    + 'help: name what is given: `{ metadata: ..., namespace: ... }`'],
  'a Map for the properties, which has none': [chart => new DefaultDenyAll(chart, 'Deny', new Map() as any),
    '`chart/Deny`: `props` is a Map, not an object with properties\n'
    + 'help: name what is given: `{ metadata: ..., namespace: ... }`'],
  'a property that is called by a symbol': [chart => new DefaultDenyAll(chart, 'Deny', { [Symbol('subject')]: web } as any),
    '`chart/Deny`: there is no property `Symbol(subject)`\n'
    + 'help: the properties are `metadata`, `namespace`, `subject`'],
  'a promise for the properties': [chart => new DefaultDenyAll(chart, 'Deny', Promise.resolve({}) as any),
    '`chart/Deny`: `props` is a promise that nobody has awaited, not an object with properties\n'
    + 'help: name what is given: `{ metadata: ..., namespace: ... }`'],
  'ports behind the properties': [chart => new (AllowPods as any)(chart, 'Allow', { subject: web, peers: [db] }, [Port.HTTP]),
    '`chart/Allow`: it was given a list as well, which it does not read\n'
    + 'help: write everything into one object behind the id'],
  'no id': [chart => new (AllowPods as any)(chart, { subject: web, peers: [db] }),
    '`new AllowPods`: `id` is a plain object, not a text\n'
    + 'help: give it a name that is unique in its scope, behind the scope and before the properties'],
  'an empty id': [chart => new DefaultDenyAll(chart, ''),
    '`new DefaultDenyAll`: `id` is empty\n'
    + 'help: give it a name that is unique in its scope, behind the scope and before the properties'],
  'no scope': [() => new (DefaultDenyAll as any)(undefined, 'Deny'),
    '`new DefaultDenyAll`: `scope` is undefined, not a construct\n'
    + 'help: pass the chart that it belongs to: `this` within a chart'],
  'an assertion of one port': [chart => new MustReach(chart, 'Reach', { source: web, destination: db, port: Port.HTTP } as any),
    '`chart/Reach`: there is no property `port`\n'
    + 'help: did you mean `ports`?'],
  'a text for true': [chart => new MustNotReach(chart, 'Reach', { source: web, destination: db, futurePods: 'yes' } as any),
    '`chart/Reach`: `futurePods` is \'yes\', not true or false\n'
    + 'help: write `true` or `false`, without quotes'],
  'a reason that is a number': [chart => new MustNotReach(chart, 'Reach', { source: web, destination: db, reason: 5 } as any),
    '`chart/Reach`: `reason` is 5, not a text\n'
    + 'help: write it in quotes: `\'5\'`'],
  'a namespace that is a number': [chart => new DefaultDenyAll(chart, 'Deny', { namespace: 5 as any }),
    '`chart/Deny`: `5` is not a namespace name\n'
    + 'help: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'a misspelled property of a cluster': [chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', flavour: 'a' } as any),
    '`chart/Cluster`: there is no property `flavour`\n'
    + 'help: did you mean `flavor`?'],
  'a flavor that is a number': [chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', flavor: 5 } as any),
    '`chart/Cluster`: `flavor` is 5, not a text\n'
    + 'help: write it in quotes: `\'5\'`'],
  'a platform that is none': [chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', platform: 'openstack' } as any),
    '`chart/Cluster`: `platform` is \'openstack\', not one of \'virtuozzo\', \'upstream-magnum\'\n'
    + 'help: write one of `MagnumPlatform`, or leave it out'],
  'a property that no node group has': [chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', nodeGroups: [{ name: 'gpu', nodes: 5 }] } as any),
    '`chart/Cluster`: there is no property `nodeGroups[0].nodes`\n'
    + 'help: the properties are `name`, `nodeCount`, `minNodeCount`, `maxNodeCount`, `flavor`, `image`, `role`, `dockerVolumeSize`, `magnumLabels`'],
  'null for what is left out': [chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', region: null } as any),
    '`chart/Cluster`: `region` is null, not a text\n'
    + 'help: write a text in quotes'],
  'labels of Magnum that are a text': [chart => new CiliumCluster(chart, 'Cluster', { clusterTemplateId: 't', magnumLabels: 'a=b' } as any),
    '`chart/Cluster`: `magnumLabels` is \'a=b\', not names with values\n'
    + 'help: write them: `{ monitoring_enabled: \'true\' }`'],
  'a cluster of nothing': [chart => new CiliumCluster(chart, 'Cluster', undefined as any),
    '`chart/Cluster`: `clusterTemplateId` is not given\n'
    + 'help: write the id of a template, from `openstack coe cluster template list`, or have one made: `clusterTemplate`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(() => run(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});

test('properties of an object without a prototype are read, as parsers make such objects', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const metadata = Object.assign(Object.create(null), { name: 'deny', labels: Object.assign(Object.create(null), { app: 'web' }) });
  new DefaultDenyAll(chart, 'Deny', Object.assign(Object.create(null), { metadata }));
  expect(Testing.synth(chart)).toMatchObject([{ metadata: { name: 'deny', labels: { app: 'web' } } }]);
});

test('properties and labels that come from another language are read, though they have hidden symbols', () => {
  const fromPython = <Value extends object>(value: Value): Value => Object.defineProperty(value, Symbol('$jsii$wireType$'), { value: 'a type' });
  const chart = new Chart(Testing.app(), 'chart');
  const metadata = fromPython({ name: 'deny', labels: fromPython({ app: 'web' }) });
  new DefaultDenyAll(chart, 'Deny', fromPython({ metadata, subject: Pods.labeled(fromPython({ app: 'web' })) }));
  expect(Testing.synth(chart)).toMatchObject([{
    metadata: { name: 'deny', labels: { app: 'web' } }, spec: { podSelector: { matchLabels: { app: 'web' } } },
  }]);
});

test('properties that are undefined are left out', () => {
  const chart = new Chart(Testing.app(), 'chart');
  new AllowPods(chart, 'Allow', { subject: web, peers: [db], ports: undefined, metadata: undefined, namespace: undefined });
  expect(Testing.synth(chart)).toHaveLength(1);
});
