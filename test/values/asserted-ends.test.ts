import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { refusalOf } from '../constructs/synthesized';
import {
  AllowCidr, AllowConnection, AllowNamespace, AllowPods, ApiServer, Cidr, ClusterNetworkPolicy, ClusterRule,
  DefaultDenyAll, Direction, DenyClusterWide, MustNotReach, MustReach, Namespaces, Nodes, Pods, PolicyTier, Port,
  Reachability, Services,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const ledger = Services.named('ledger');
const PODS = 'help: name the pods behind it: `Pods.of(workload)` or `Pods.labeled({ ... })`';
const ADDRESS = 'help: name its address and port, which `kubectl get endpointslices --namespace default` shows: '
  + '`AllowCidr` with `Cidr.of(\'192.0.2.10/32\')` and `Port.KUBERNETES_API`';

let chart: Chart;

beforeEach(() => {
  chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
});

test('ends that only assertions know have words', () => {
  const service = new kplus.Service(chart, 'Front', { ports: [{ port: 80 }], metadata: { name: 'front' } });
  const other = new kplus.Service(new Chart(Testing.app(), 'other'), 'Back', { ports: [{ port: 80 }], metadata: { name: 'back' } });
  expect([
    ledger, Services.named('a', 'b', 'a'), Services.named('a', 'b').inNamespace('till'), Services.of(service), Services.of(other),
    Services.of(service, other), ApiServer.any(), Nodes.all(), Nodes.labeled({ role: 'edge' }),
  ].map(String)).toEqual([
    'Service ledger', 'Services a, b', 'Services a, b in namespace till', 'Service front in namespace shop', 'Service back in namespace default',
    'Services shop/front, default/back', 'the API server', 'all nodes', 'nodes role=edge',
  ]);
});

const refusals: Record<string, [() => unknown, string]> = {
  'no Service': [() => Services.of(), '`Services.of`: no Service is given\nhelp: pass at least one: `Services.of(service)`'],
  'a name for the construct of a Service': [() => Services.of('ledger' as any),
    '`Services.of`: it was given \'ledger\', not a construct\n'
    + 'help: pass the construct that is the Service, or name it: `Services.named(\'web\')`'],
  'a workload for a Service': [
    () => Services.of(new kplus.Deployment(chart, 'Web', { containers: [{ image: 'web' }] })),
    '`Services.of(chart/Web)`: `chart/Web` holds no Service\nhelp: pass a Service; for the pods of a workload write `Pods.of(workload)`',
  ],
  'a Service of Knative': [() => Services.of(new ApiObject(chart, 'Web', { apiVersion: 'serving.knative.dev/v1', kind: 'Service' })),
    '`Services.of(chart/Web)`: `chart/Web` holds no Service\nhelp: pass a Service; for the pods of a workload write `Pods.of(workload)`'],
  'two Services in one construct': [
    () => {
      new kplus.Service(chart, 'A', { ports: [{ port: 80 }] });
      new kplus.Service(chart, 'B', { ports: [{ port: 80 }] });
      return Services.of(chart);
    },
    '`Services.of(chart)`: `chart` holds 2 Services: `chart/A/Resource`, `chart/B/Resource`\nhelp: pass the one that is meant',
  ],
  'no name': [() => Services.named(), '`Services.named()`: no Service is named\nhelp: name at least one'],
  'a name that no Service can have': [() => Services.named('Ledger'),
    '`Services.named(\'Ledger\')`: `Ledger` is not the name of a Service\n'
    + 'help: a name is lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'a construct for a name': [() => Services.named(chart as any),
    '`Services.named(the construct `chart`)`: the construct `chart` is not the name of a Service\n'
    + 'help: for a construct write `Services.of(service)`'],
  'a second namespace': [() => ledger.inNamespace('a').inNamespace('b'),
    '`Services.inNamespace`: Service `ledger` is already in namespace a\nhelp: say it once'],
  'two namespaces at once': [() => (ledger as any).inNamespace('a', 'b'),
    '`Services.inNamespace`: it was given \'b\' as well, which it does not read\nhelp: name the Services of each namespace apart'],
  'an argument of the API server': [() => (ApiServer as any).any('10.0.0.1'),
    '`ApiServer.any`: it was given \'10.0.0.1\' as well, which it does not read\nhelp: for one address of it write `Cidr.of(...)`'],
  'a Service as a source': [() => new MustReach(chart, 'X', { source: ledger, destination: web, ports: [Port.HTTP] }),
    `\`chart/X\`: \`source\` is \`Service ledger\`, and nothing connects from a Service\n${PODS}`],
  'a Service as the source of what must not be': [() => new MustNotReach(chart, 'X', { source: ledger, destination: web }),
    `\`chart/X\`: \`source\` is \`Service ledger\`, and nothing connects from a Service\n${PODS}`],
  'a Service as the source of a question': [() => Reachability.ofManifests([]).check({ source: ledger, destination: web }),
    `\`Reachability.check\`: \`source\` is \`Service ledger\`, and nothing connects from a Service\n${PODS}`],
  'a Service as a subject': [() => new DefaultDenyAll(chart, 'X', { subject: ledger as any }),
    `\`chart/X\`: \`subject\` is \`Service ledger\`, not a choice of pods\n${PODS}`],
  'a Service as an end of AllowConnection': [() => new AllowConnection(chart, 'X', { source: web, destination: ledger as any }),
    `\`chart/X\`: \`destination\` is \`Service ledger\`, not a choice of pods\n${PODS}`],
  'a Service among pods': [() => new AllowPods(chart, 'X', { subject: web, peers: [web, ledger as any] }),
    `\`chart/X\`: \`peers[1]\` is \`Service ledger\`, not a choice of pods\n${PODS}`],
  'a Service among addresses': [() => new AllowCidr(chart, 'X', { subject: web, peers: [ledger as any] }),
    `\`chart/X\`: \`peers[0]\` is \`Service ledger\`, not addresses\n${PODS}`],
  'addresses among pods': [() => new AllowPods(chart, 'X', { subject: web, peers: [Cidr.anyIpv4() as any] }),
    '`chart/X`: `peers[0]` is `0.0.0.0/0`, not a choice of pods\nhelp: use `AllowCidr` for it'],
  'a Service in a rule of the whole cluster': [() => ClusterRule.deny({ peers: [ledger] }),
    `\`ClusterRule.deny\`: \`peers[0]\` is \`Service ledger\`, which no policy can name\n${PODS}`],
  'a Service that is denied in the whole cluster': [
    () => new DenyClusterWide(chart, 'X', { peers: [ledger], direction: Direction.EGRESS, priority: 1 }),
    `\`chart/X\`: \`peers[0]\` is \`Service ledger\`, which no policy can name\n${PODS}`,
  ],
  'a Service as the subject of a policy of the whole cluster': [
    () => new ClusterNetworkPolicy(chart, 'X', {
      tier: PolicyTier.ADMIN, priority: 1, subject: ledger, ingress: [ClusterRule.deny({ peers: [Namespaces.all()] })],
    }),
    '`chart/X`: `subject` is `Service ledger`, not pods of the cluster\n'
    + 'help: choose pods by `Pods` or `Namespaces`; for all pods of the cluster write `Namespaces.all()`',
  ],
  'a Service behind a peer of somebody else': [
    () => {
      const peer: any = { toPeerConfig: () => ledger.toPeerConfig() };
      new AllowPods(chart, 'X', { subject: web, peers: [peer] });
      Testing.synth(chart);
    },
    `Validation failed with the following errors:\n  [chart/X] \`Service ledger\`: no policy can name a Service\n${PODS}`,
  ],
  'the API server as an end of AllowConnection': [() => new AllowConnection(chart, 'X', { source: web, destination: ApiServer.any() as any }),
    `\`chart/X\`: \`destination\` is \`the API server\`, not a choice of pods\n${ADDRESS}`],
  'the API server among addresses': [() => new AllowCidr(chart, 'X', { subject: web, peers: [ApiServer.any() as any] }),
    `\`chart/X\`: \`peers[0]\` is \`the API server\`, not addresses\n${ADDRESS}`],
  'the API server among namespaces': [() => new AllowNamespace(chart, 'X', { subject: web, peers: [ApiServer.any() as any] }),
    `\`chart/X\`: \`peers[0]\` is \`the API server\`, not a choice of namespaces\n${ADDRESS}`],
  'the API server in a rule of the whole cluster': [() => ClusterRule.accept({ peers: [ApiServer.any()] }),
    `\`ClusterRule.accept\`: \`peers[0]\` is \`the API server\`, which no policy can name\n${ADDRESS}`],
  'what the API server is, asked for a policy': [() => ApiServer.any().toPeerConfig(),
    `\`the API server\`: no policy can name the API server\n${ADDRESS}`],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(run)).toBe(message);
});
