import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { policiesOf, policyOf, refusalOf } from './synthesized';
import {
  AllowAll, AllowCidr, AllowConnection, AllowNamespace, AllowPods, Cidr, DefaultDenyAll, DefaultDenyEgress,
  DefaultDenyIngress, Direction, LabelExpression, Namespaces, Pods, Port, Protocol, Reachability,
} from 'cdk8s-netpol';

// What no compiler lets pass, but plain JavaScript, a TypeScript runner that checks nothing, and `config.peers!` do.

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
const missing: any = undefined;
const nothing: any = null;

let chart: Chart;

beforeEach(() => {
  chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
});

const PEERS = 'help: name the peers; to admit everybody use `AllowAll`, to admit nobody `DefaultDenyAll`';
const PEER = 'help: name `Pods`, `Namespaces` or a `Cidr`';
const PODS = 'help: choose them: `Pods.labeled({ ... })` or `Pods.of(workload)`; if every pod is meant, say so: `Pods.all()`';
const PORTS = 'help: name the ports, or leave `ports` out to admit every port';
const PORT = "help: write a `Port`: `Port.tcp(443)`, `Port.named('http')`";
const EXPRESSION = "help: write a `LabelExpression`: `LabelExpression.exists('app')`";

describe.each([
  ['AllowPods', AllowPods, db],
  ['AllowNamespace', AllowNamespace, Namespaces.all()],
  ['AllowCidr', AllowCidr, Cidr.anyIpv4()],
] as const)('%s refuses', (_, construct, peer) => {
  const make = (props: any) => () => new (construct as any)(chart, 'Allow', props);
  const peers = [peer];
  const refusals: Record<string, [() => unknown, string]> = {
    'peers that are left out': [make({ subject: web }), `\`peers\` is undefined, not a list of peers\n${PEERS}`],
    'peers that are undefined': [make({ subject: web, peers: missing }), `\`peers\` is undefined, not a list of peers\n${PEERS}`],
    'peers that are null': [make({ subject: web, peers: nothing }), `\`peers\` is null, not a list of peers\n${PEERS}`],
    'one peer without a list': [make({ subject: web, peers: db }), `\`peers\` is \`pods app=db\`, not a list of peers\n${PEERS}`],
    'a peer that is undefined': [make({ subject: web, peers: [peer, missing] }), `\`peers[1]\` is undefined, not a peer\n${PEER}`],
    'a peer that is a selector': [make({ subject: web, peers: [{ app: 'db' }] }), `\`peers[0]\` is a plain object, not a peer\n${PEER}`],
    'no subject': [make({ peers }), `\`subject\` is undefined, not a choice of pods\n${PODS}`],
    'a subject that is no pods': [make({ subject: Namespaces.all(), peers }), `\`subject\` is \`all namespaces\`, not a choice of pods\n${PODS}`],
    'ports that are null': [make({ subject: web, peers, ports: nothing }), `\`ports\` is null, not a list of ports\n${PORTS}`],
    'one port without a list': [make({ subject: web, peers, ports: Port.HTTP }), `\`ports\` is \`TCP 80\`, not a list of ports\n${PORTS}`],
    'a port that is undefined': [make({ subject: web, peers, ports: [missing] }), `\`ports[0]\` is undefined, not a port\n${PORT}`],
    'a port that is a number': [make({ subject: web, peers, ports: [80] }), `\`ports[0]\` is 80, not a port\n${PORT}`],
    'a port as in a manifest': [make({ subject: web, peers, ports: [{ protocol: 'TCP', port: 80 }] }),
      `\`ports[0]\` is a plain object, not a port\n${PORT}`],
    'a direction that is none': [make({ subject: web, peers, direction: 'ingress' }),
      "`direction` is 'ingress', not one of 'Ingress', 'Egress', 'Both'\n"
      + 'help: write `Direction.INGRESS`, `Direction.EGRESS` or `Direction.BOTH`'],
    'no properties at all': [make(missing), `\`subject\` is undefined, not a choice of pods\n${PODS}`],
  };

  test.each(Object.entries(refusals))('%s', (__, [run, message]) => {
    expect(refusalOf(run)).toBe(`\`chart/Allow\`: ${message}`);
  });
});

const refusals: Record<string, [() => unknown, string]> = {
  'a subject that is a workload': [
    () => new DefaultDenyAll(chart, 'Deny', { subject: new kplus.Pod(chart, 'Web', { containers: [{ image: 'web' }] }) as any }),
    `\`chart/Deny\`: \`subject\` is the construct \`chart/Web\`, not a choice of pods\n${PODS}`,
  ],
  'a subject of everything that is null': [() => new AllowAll(chart, 'Allow', { subject: nothing }),
    `\`chart/Allow\`: \`subject\` is null, not a choice of pods\n${PODS}`],
  'a connection without a source': [() => new AllowConnection(chart, 'Allow', { source: missing, destination: db }),
    `\`chart/Allow\`: \`source\` is undefined, not a choice of pods\n${PODS}`],
  'a connection without a destination': [() => new AllowConnection(chart, 'Allow', { source: web, destination: missing }),
    `\`chart/Allow\`: \`destination\` is undefined, not a choice of pods\n${PODS}`],
  'a connection to a port that is undefined': [
    () => new AllowConnection(chart, 'Allow', { source: web, destination: db, ports: [missing] }),
    `\`chart/Allow\`: \`ports[0]\` is undefined, not a port\n${PORT}`,
  ],
  'a connection without anything': [() => new AllowConnection(chart, 'Allow', missing),
    `\`chart/Allow\`: \`source\` is undefined, not a choice of pods\n${PODS}`],
  'pods of nothing': [() => Pods.of(missing),
    '`Pods.of`: it was given undefined, not a construct\n'
    + 'help: pass the construct that is the workload, or name the labels of the pods: `Pods.labeled({ ... })`'],
  'pods of pods': [() => Pods.of(web as any),
    '`Pods.of`: it was given `pods app=web`, not a construct\n'
    + 'help: pass the construct that is the workload, or name the labels of the pods: `Pods.labeled({ ... })`'],
  'a requirement that is undefined': [() => Pods.matching({ expressions: [LabelExpression.exists('app'), missing] }),
    `\`Pods.matching\`: \`expressions[1]\` is undefined, not a requirement on a label\n${EXPRESSION}`],
  'requirements that are no list': [() => Namespaces.matching({ expressions: LabelExpression.exists('app') as any }),
    `\`Namespaces.matching\`: \`expressions\` is \`app\`, not a list\n${EXPRESSION}`],
  'labels that are null': [() => Pods.labeled(nothing),
    "`Pods.labeled`: `labels` is null, not keys with values\nhelp: write them: `{ app: 'web' }`"],
  'labels that are undefined': [() => Pods.labeled(missing),
    '`Pods.labeled`: it requires no label, which Kubernetes would read as everything\nhelp: to select everything, say so: `Pods.all()`'],
  'a query that is undefined': [() => Pods.matching(missing),
    '`Pods.matching`: the query is undefined\nhelp: require a label; to select everything, say so: `Pods.all()`'],
  'a label key that is undefined': [() => LabelExpression.exists(missing),
    "`LabelExpression.exists(undefined)`: the key of a label is undefined, which is not a string\nhelp: name the label: `'app'`"],
  'values that are undefined': [() => LabelExpression.in('app', missing),
    '`LabelExpression.in`: `values` is undefined, not a list\nhelp: name the values of `app`'],
  'exceptions that are no list': [() => Cidr.of('10.0.0.0/8', { exceptCidrs: '10.1.0.0/16' as any }),
    "`Cidr.of('10.0.0.0/8')`: `exceptCidrs` is '10.1.0.0/16', not a list\n"
    + 'help: list the blocks that are left out, or leave `exceptCidrs` out'],
  'a protocol that is none': [() => Port.named('dns', 'udp' as Protocol),
    "`Port.named('dns')`: `protocol` is 'udp', not one of 'TCP', 'UDP', 'SCTP'\n"
    + 'help: write `Protocol.TCP`, `Protocol.UDP` or `Protocol.SCTP`'],
  'a question without a source': [() => Reachability.ofManifests([]).check({ source: missing, destination: db }),
    `\`Reachability.check\`: \`source\` is undefined, not a peer\n${PEER}`],
  'a question about a port that is none': [() => Reachability.ofManifests([]).check({ source: web, destination: db, port: 80 as any }),
    `\`Reachability.check\`: \`port\` is 80, not a port\n${PORT}`],
  'an empty namespace': [() => new DefaultDenyAll(chart, 'Deny', { namespace: '' }),
    '`chart/Deny`: `` is not a namespace name\nhelp: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'an empty namespace of the metadata': [() => new AllowConnection(chart, 'Allow', { source: web, destination: db, metadata: { namespace: '' } }),
    '`chart/Allow`: `` is not a namespace name\nhelp: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'an empty namespace of one side': [
    () => new AllowConnection(chart, 'Allow', { source: web, destination: db, egressMetadata: { namespace: '' } }),
    '`chart/Allow`: `` is not a namespace name\nhelp: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends',
  ],
  'an empty namespace in a selector of cdk8s-plus': [
    () => Pods.of(kplus.Pods.select(chart, 'Pods', {
      labels: { app: 'web' }, namespaces: kplus.Namespaces.select(chart, 'Namespaces', { names: [''] }),
    })),
    '`Pods.of(chart/Pods)`: `` is not a namespace name\nhelp: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends',
  ],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(run)).toBe(message);
});

describe('outside of a chart', () => {
  const constructs: Record<string, (app: any) => unknown> = {
    DefaultDenyAll: app => new DefaultDenyAll(app, 'X'),
    DefaultDenyIngress: app => new DefaultDenyIngress(app, 'X', { namespace: 'shop' }),
    DefaultDenyEgress: app => new DefaultDenyEgress(app, 'X', { subject: web.inNamespace('shop') }),
    AllowAll: app => new AllowAll(app, 'X'),
    AllowPods: app => new AllowPods(app, 'X', { subject: web, peers: [db] }),
    AllowConnection: app => new AllowConnection(app, 'X', { source: web.inNamespace('a'), destination: db.inNamespace('a') }),
  };

  test.each(Object.entries(constructs))('%s is refused', (_, make) => {
    expect(refusalOf(() => make(Testing.app()))).toBe(
      '`X`: it is in no chart, and cdk8s writes only what is in one\nhelp: make it in a chart: `const chart = new Chart(app, ...)`');
  });
});

test('only AllowAll admits everybody, and it needs nothing to say so', () => {
  new AllowAll(chart, 'Allow');
  expect(policyOf(chart)).toStrictEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] });
});

test('a list that is changed later changes no policy', () => {
  const peers = [db];
  const ports = [Port.HTTP];
  new AllowPods(chart, 'Allow', { subject: web, peers, ports, direction: Direction.INGRESS });
  new AllowConnection(chart, 'Connect', { source: web, destination: db, ports });
  peers.pop();
  ports.pop();
  const policies = Object.values(policiesOf(chart));
  expect(policies).toHaveLength(3);
  for (const { ingress, egress } of policies) {
    const [rule] = ingress ?? egress;
    expect([rule.from ?? rule.to, rule.ports]).toEqual([[expect.anything()], [{ protocol: 'TCP', port: 80 }]]);
  }
});

test.each([
  ['nobody', { ipBlocks: [] }, '`my peer` is nobody, which Kubernetes would read as everybody'],
  ['neither pods nor addresses', {}, '`my peer` is neither pods nor addresses'],
])('a peer of somebody else that is %s is refused at the synthesis', (_, config, problem) => {
  const peer: any = { toPeerConfig: () => config, toString: () => 'my peer' };
  new AllowPods(chart, 'Allow', { subject: web, peers: [peer] });
  expect(refusalOf(() => Testing.synth(chart))).toContain(`[chart/Allow] \`chart/Allow\`: ${problem}`);
});

describe('a chart whose namespace is empty', () => {
  beforeEach(() => {
    chart = new Chart(Testing.app(), 'chart', { namespace: '' });
  });

  test('is one without a namespace', () => {
    expect(new DefaultDenyAll(chart, 'Deny').namespace).toBeUndefined();
    new AllowConnection(chart, 'Connect', { source: web, destination: db });
    expect(JSON.stringify(Testing.synth(chart))).not.toContain('kubernetes.io/metadata.name');
  });

  test('names no place for the pods of its workloads', () => {
    const pods = Pods.of(new kplus.Deployment(chart, 'Web', { containers: [{ image: 'web' }] }));
    expect(pods.toString()).toBe('pods of chart/Web');
    new AllowConnection(chart, 'Connect', { source: pods, destination: db });
    expect(JSON.stringify(Testing.synth(chart))).not.toContain('kubernetes.io/metadata.name');
  });

  test('is no place for a connection with pods elsewhere', () => {
    expect(refusalOf(() => new AllowConnection(chart, 'Connect', { source: web, destination: db.inNamespace('data') })))
      .toContain('`source` names no namespace');
  });
});
