import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { refusalOf } from './synthesized';
import {
  AllowCidr, AllowPods, BaselineDeny, Cidr, ClusterNetworkPolicy, ClusterRule, DenyClusterWide, Direction, DomainNames,
  MustReach, Namespaces, Nodes, Pods, PolicyTier, Port, Protocol, Reachability,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const all = Namespaces.all();
const deny = ClusterRule.deny({ peers: [all] });
const toOutside = ClusterRule.accept({ peers: [Cidr.anyIpv4()], name: 'outside' });

const PLACE = 'help: say where they are: `.inNamespace(...)`, `.inNamespacesLabeled({ ... })` or `.inAllNamespaces()`';
const SUBJECT = 'help: choose pods by `Pods` or `Namespaces`; for all pods of the cluster write `Namespaces.all()`';
const PRIORITY = 'help: write a number that no other policy of the tier has; the lowest is asked first';
const PEERS = 'help: name the peers; for all pods of the cluster write `Namespaces.all()`';
const OUTSIDE = 'help: for connections to it write an egress rule; who may connect from outside is said by NetworkPolicies: '
  + '`DefaultDenyIngress` and `AllowCidr` in the namespace of the pods';
const RULE = 'help: write a `ClusterRule`: `ClusterRule.accept({ ... })`, `ClusterRule.deny({ ... })` or `ClusterRule.pass({ ... })`';
const LATER = 'help: write the last of them into another policy with a higher `priority`, which is asked later';

type Refusals = Record<string, [(chart: Chart) => unknown, string]>;

const policy = (props: object) => (chart: Chart) => new ClusterNetworkPolicy(
  chart, 'X', { tier: PolicyTier.ADMIN, priority: 1, subject: all, egress: [deny], ...props } as any);
const guardrail = (props: object) => (chart: Chart) => new DenyClusterWide(
  chart, 'X', { peers: [all], direction: Direction.EGRESS, priority: 1, ...props } as any);
const baseline = (props: object) => (chart: Chart) => new BaselineDeny(chart, 'X', props as any);

const constructs: Refusals = {
  'no tier': [policy({ tier: undefined }),
    '`tier` is undefined, not one of \'Admin\', \'Baseline\'\nhelp: write `PolicyTier.ADMIN` or `PolicyTier.BASELINE`'],
  'no priority': [policy({ priority: undefined }), `\`priority\` is undefined, not a whole number from 0 to 1000\n${PRIORITY}`],
  'a priority behind the last': [policy({ priority: 1001 }), `\`priority\` is 1001, not a whole number from 0 to 1000\n${PRIORITY}`],
  'a priority before the first': [guardrail({ priority: -1 }), `\`priority\` is -1, not a whole number from 0 to 1000\n${PRIORITY}`],
  'a priority between two': [baseline({ priority: 1.5 }), `\`priority\` is 1.5, not a whole number from 0 to 1000\n${PRIORITY}`],
  'a priority in quotes': [policy({ priority: '1' }), `\`priority\` is '1', not a whole number from 0 to 1000\n${PRIORITY}`],
  'no subject': [policy({ subject: undefined }), `\`subject\` is undefined, not pods of the cluster\n${SUBJECT}`],
  'addresses for a subject': [policy({ subject: Cidr.anyIpv4() }), `\`subject\` is \`0.0.0.0/0\`, not pods of the cluster\n${SUBJECT}`],
  'nodes for a subject': [guardrail({ subject: Nodes.all() }), `\`subject\` is \`all nodes\`, not pods of the cluster\n${SUBJECT}`],
  'a subject that is nowhere': [baseline({ subject: Pods.all() }),
    `\`subject\` is all pods, but a policy of the whole cluster has no namespace in which they could be\n${PLACE}`],
  'a subject whose workload is nowhere': [
    chart => policy({ subject: Pods.of(new kplus.Deployment(new Chart(chart.node.root, 'elsewhere'), 'Web', { containers: [{ image: 'web' }] })) })(chart),
    '`subject` is pods of elsewhere/Web, but Deployment `elsewhere/Web/Resource` names no namespace\n'
    + 'help: give the workload or its chart a namespace, or say where its pods will be: `Pods.of(...).inNamespace(...)`',
  ],
  'a namespace of the policy': [policy({ metadata: { namespace: 'shop' } }),
    '`metadata.namespace` is `shop`, but a policy of the whole cluster is in no namespace\n'
    + 'help: leave it out, and name the pods that it is for: `subject: Namespaces.named(\'shop\')`'],
  'metadata that the API server would refuse': [baseline({ metadata: { name: 'My policy' } }),
    '`metadata.name` is "My policy", not a name that an object can have\nhelp: use lower-case letters, digits and `-`'],
  'no rule': [policy({ egress: undefined }),
    'there is no rule, so that it would have no effect\nhelp: write `ingress` or `egress`: `egress: [ClusterRule.deny({ peers: [...] })]`'],
  'no rule for connections to the subject, which closes nothing': [policy({ ingress: [] }),
    '`ingress` is an empty list, which has no effect here, unlike that of a NetworkPolicy\n'
    + 'help: leave it out; to deny connections to the subject write `ClusterRule.deny({ peers: [...] })`'],
  'no rule for connections from the subject, which closes nothing': [baseline({ egress: [] }),
    '`egress` is an empty list, which has no effect here, unlike that of a NetworkPolicy\n'
    + 'help: leave it out; to deny connections from the subject write `ClusterRule.deny({ peers: [...] })`'],
  'one rule without a list': [policy({ egress: deny }),
    '`egress` is `Deny all namespaces`, not a list of rules\n'
    + 'help: leave it out; to deny connections from the subject write `ClusterRule.deny({ peers: [...] })`'],
  'a rule as in a manifest': [policy({ egress: [{ action: 'Deny', to: [] }] }), `\`egress[0]\` is a plain object, not a rule\n${RULE}`],
  'a gap among the rules': [policy({ egress: [deny, undefined] }), `\`egress[1]\` is undefined, not a rule\n${RULE}`],
  'more than 25 rules': [policy({ egress: Array(26).fill(deny) }),
    `\`egress\` has 26 rules, more than the 25 that the API server takes\n${LATER}`],
  'more than 25 rules with those of a baseline': [baseline({ egress: Array(24).fill(deny) }),
    `\`egress\` has 26 rules, more than the 25 that the API server takes\n${LATER}`],
  'addresses among the sources': [policy({ ingress: [deny, toOutside] }),
    `\`ingress[1].peers[0]\` is \`0.0.0.0/0\`, but the source of an ingress rule can only be pods of the cluster\n${OUTSIDE}`],
  'addresses among the sources of a guardrail': [guardrail({ peers: [all, Cidr.of('10.0.0.0/8')], direction: Direction.BOTH }),
    `\`peers[1]\` is \`10.0.0.0/8\`, but the source of an ingress rule can only be pods of the cluster\n${OUTSIDE}`],
  'nodes among the exceptions of a guardrail': [guardrail({ exceptPeers: [Nodes.all()], direction: Direction.INGRESS }),
    `\`exceptPeers[0]\` is \`all nodes\`, but the source of an ingress rule can only be pods of the cluster\n${OUTSIDE}`],
  'domain names that are denied': [guardrail({ peers: [DomainNames.of('example.com')] }),
    '`peers[0]` is `example.com`, but only a rule that accepts can name domain names\n'
    + 'help: accept the names that may be reached, and behind that deny the addresses: `ClusterRule.deny({ peers: [Cidr.internet()] })`'],
  'pods of a guardrail that are nowhere': [guardrail({ exceptPeers: [web] }),
    `\`exceptPeers[0]\` is pods app=web, but a policy of the whole cluster has no namespace in which they could be\n${PLACE}`],
  'a guardrail against nobody': [guardrail({ peers: [] }), `\`peers\` is an empty list, which the API server refuses\n${PEERS}`],
  'a guardrail against undefined': [guardrail({ peers: undefined }), `\`peers\` is undefined, not a list of peers\n${PEERS}`],
  'a guardrail without a direction': [guardrail({ direction: undefined }),
    '`direction` is undefined, not one of \'Ingress\', \'Egress\', \'Both\'\n'
    + 'help: write `Direction.INGRESS`, `Direction.EGRESS` or `Direction.BOTH`'],
  'a port of a guardrail without a list': [guardrail({ ports: Port.HTTP }),
    '`ports` is `TCP 80`, not a list of ports\nhelp: name the ports, or leave `ports` out for every port of every protocol'],
  'rules for a direction that stays open': [baseline({ direction: Direction.EGRESS, ingress: [deny] }),
    '`ingress` has rules, but `direction` is Egress, so that nobody would read them\nhelp: leave `ingress` out, or write `Direction.BOTH`'],
  'rules for the other direction that stays open': [baseline({ direction: Direction.INGRESS, egress: [toOutside] }),
    '`egress` has rules, but `direction` is Ingress, so that nobody would read them\nhelp: leave `egress` out, or write `Direction.BOTH`'],
  'names that are allowed in words': [baseline({ allowDns: 'yes' }),
    '`allowDns` is \'yes\', not true or false\nhelp: write `true` or `false`, without quotes'],
  'peers behind the properties': [chart => new (BaselineDeny as any)(chart, 'X', {}, [all]),
    '`chart/X`: it was given a list as well, which it does not read\nhelp: write everything into one object behind the id'],
  'exceptions as for a Cidr': [guardrail({ except: [all] }), 'there is no property `except`\nhelp: did you mean `exceptPeers`?'],
  'a subject as in a NetworkPolicy': [policy({ podSelector: {} }),
    'there is no property `podSelector`\nhelp: the properties are `metadata`, `tier`, `priority`, `subject`, `ingress`, `egress`'],
};

test.each(Object.entries(constructs))('%s is refused', (_, [make, message]) => {
  const whole = message.startsWith('`chart/X`') ? message : `\`chart/X\`: ${message}`;
  expect(refusalOf(() => make(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(whole);
});

test.each([['policy', policy], ['guardrail', guardrail], ['baseline', baseline]])('a %s outside of a chart is refused', (_, make) => {
  expect(refusalOf(() => make({})(Testing.app() as any))).toBe(
    '`X`: it is in no chart, and cdk8s writes only what is in one\nhelp: make it in a chart: `const chart = new Chart(app, ...)`');
});

const rules: Record<string, [() => unknown, string]> = {
  'no properties': [() => (ClusterRule as any).deny(), '`ClusterRule.deny`: `peers` is undefined, not a list of peers\n' + PEERS],
  'no peers': [() => ClusterRule.pass({ peers: [] }), '`ClusterRule.pass`: `peers` is an empty list, which the API server refuses\n' + PEERS],
  'peers without a list': [() => ClusterRule.accept({ peers: all as any }),
    '`ClusterRule.accept`: `peers` is `all namespaces`, not a list of peers\n' + PEERS],
  'a peer that is labels': [() => ClusterRule.deny({ peers: [{ app: 'web' } as any] }),
    '`ClusterRule.deny`: `peers[0]` is a plain object, not a peer\nhelp: name `Pods`, `Namespaces`, a `Cidr`, `Nodes` or `DomainNames`'],
  'more than 25 peers': [() => ClusterRule.deny({ peers: Array(26).fill(all) }),
    '`ClusterRule.deny`: `peers` has 26 peers, more than the 25 that the API server takes\n'
    + 'help: write the rest into another rule that does the same'],
  'more than 25 ports': [() => ClusterRule.deny({ peers: [all], ports: Array(26).fill(Port.HTTP) }),
    '`ClusterRule.deny`: `ports` has 26 ports, more than the 25 that the API server takes\n'
    + 'help: join them to ranges, or write the rest into another rule that does the same'],
  'no ports': [() => ClusterRule.deny({ peers: [all], ports: [] }),
    '`ClusterRule.deny`: `ports` is an empty list, which the API server refuses\n'
    + 'help: name the ports, or leave `ports` out for every port of every protocol'],
  'a named port of one protocol': [() => ClusterRule.accept({ peers: [all], ports: [Port.DNS_UDP, Port.named('dns', Protocol.UDP)] }),
    '`ClusterRule.accept`: `ports[1]` is `UDP dns`, but here a name is the port that is called so, whatever its protocol\n'
    + 'help: write its number, or `Port.named(\'dns\')` for the name with every protocol'],
  'a name that is too long': [() => ClusterRule.deny({ peers: [all], name: 'x'.repeat(101) }),
    '`ClusterRule.deny`: `name` has 101 characters, more than the 100 that the API server takes\nhelp: shorten it'],
  'a name that is empty': [() => ClusterRule.deny({ peers: [all], name: '' }),
    '`ClusterRule.deny`: `name` is empty\nhelp: write a text in quotes, or leave `name` out'],
  'a name that is a number': [() => ClusterRule.deny({ peers: [all], name: 1 as any }),
    '`ClusterRule.deny`: `name` is 1, not a text\nhelp: write a text in quotes, or leave `name` out'],
  'pods that are nowhere': [() => ClusterRule.accept({ name: 'web', peers: [all, web] }),
    '`ClusterRule.accept({ name: \'web\', ... })`: `peers[1]` is pods app=web, but a policy of the whole cluster has no namespace in which they could be\n'
    + PLACE],
  'addresses with an exception': [() => ClusterRule.deny({ peers: [Cidr.of('10.0.0.0/8', { exceptCidrs: ['10.128.0.0/9'] })] }),
    '`ClusterRule.deny`: `peers[0]` is `10.0.0.0/8 except 10.128.0.0/9`, but addresses in a policy of the whole cluster have no exceptions\n'
    + 'help: name the blocks that are left: `Cidr.of(\'10.0.0.0/9\')`; or write a rule before this one that decides about the exceptions: '
    + '`ClusterRule.pass({ peers: [Cidr.of(\'10.128.0.0/9\')] })`'],
  'addresses with an exception that leaves many blocks': [() => ClusterRule.deny({ peers: [Cidr.internet({ exceptCidrs: ['10.0.0.0/8', 'fd00::/8'] })] }),
    '`ClusterRule.deny`: `peers[0]` is `0.0.0.0/0 except 10.0.0.0/8 and ::/0 except fd00::/8`, but addresses in a policy of the whole cluster have no exceptions\n'
    + 'help: write a rule before this one that decides about the exceptions: '
    + '`ClusterRule.pass({ peers: [Cidr.of(\'10.0.0.0/8\'), Cidr.of(\'fd00::/8\')] })`'],
  'a named port of addresses': [() => ClusterRule.deny({ peers: [all, Cidr.anyIpv6()], ports: [Port.HTTP, Port.named('http')] }),
    '`ClusterRule.deny`: `peers[1]` is `::/0`, which has no port that is called `http`\n'
    + 'help: write the number of the port, or a rule for the pods and another one for the rest'],
  'a named port of nodes': [() => ClusterRule.deny({ peers: [Nodes.all()], ports: [Port.named('http')] }),
    '`ClusterRule.deny`: `peers[0]` is `all nodes`, which has no port that is called `http`\n'
    + 'help: write the number of the port, or a rule for the pods and another one for the rest'],
  'domain names that are passed on': [() => ClusterRule.pass({ peers: [DomainNames.of('example.com')] }),
    '`ClusterRule.pass`: `peers[0]` is `example.com`, but only a rule that accepts can name domain names\n'
    + 'help: accept the names that may be reached, and behind that deny the addresses: `ClusterRule.deny({ peers: [Cidr.internet()] })`'],
  'ports behind the properties': [() => (ClusterRule as any).deny({ peers: [all] }, [Port.HTTP]),
    '`ClusterRule.deny`: it was given a list as well, which it does not read\nhelp: write everything into one object'],
  'peers as in a manifest': [() => ClusterRule.deny({ to: [all] } as any),
    '`ClusterRule.deny`: there is no property `to`\nhelp: the properties are `peers`, `ports`, `name`'],
  'nodes with labels behind': [() => (Nodes as any).all({ role: 'edge' }),
    '`Nodes.all`: it was given a plain object as well, which it does not read\nhelp: to choose nodes write `Nodes.labeled({ ... })`'],
  'nodes without a label': [() => Nodes.labeled({}),
    '`Nodes.labeled`: it requires no label, which Kubernetes would read as everything\nhelp: to select everything, say so: `Nodes.all()`'],
  'no domain': [() => DomainNames.of(),
    '`DomainNames.of()`: no domain is named\nhelp: name at least one domain: `DomainNames.of(\'example.com\')`'],
  'an address for a domain': [() => DomainNames.of('1.2.3.4'),
    '`DomainNames.of(\'1.2.3.4\')`: `1.2.3.4` is an address\nhelp: for this one address write `Cidr.of(\'1.2.3.4/32\')`'],
  'more than 25 domains': [() => DomainNames.of(...Array.from({ length: 26 }, (_, index) => `${index}.example.com`)),
    '`DomainNames.of(\'0.example.com\', \'1.example.com\', \'2.example.com\', \'3.example.com\', \'4.example.com\', \'5.example.com\', '
    + '\'6.example.com\', \'7.example.com\', \'8.example.com\', \'9.example.com\', and 16 more)`: 26 names are more than the 25 that a peer may have\n'
    + 'help: give a rule several peers: `DomainNames.of(...)`, `DomainNames.of(...)`'],
  ...Object.fromEntries(['https://example.com', 'example', 'a.*.com', 'example.com:443', '-a.com', 'exam ple.com', `${'x'.repeat(64)}.com`, ''].map(text => [
    `\`${text}\` for a domain`,
    [() => DomainNames.of(text), `\`DomainNames.of('${text}')\`: \`${text}\` is not a domain name\n`
      + 'help: write `example.com`, or `*.example.com` for all names below it, without a scheme, port or path'],
  ])),
};

test.each(Object.entries(rules))('%s is refused by a rule', (_, [make, message]) => {
  expect(refusalOf(make)).toBe(message);
});

const elsewhere: Refusals = {
  'nodes in a NetworkPolicy': [chart => new AllowPods(chart, 'X', { subject: web, peers: [Nodes.all()] as any }),
    '`chart/X`: `peers[0]` is `all nodes`, not a choice of pods\nhelp: use `ClusterNetworkPolicy` for it'],
  'domain names in a NetworkPolicy': [chart => new AllowCidr(chart, 'X', { subject: web, peers: [DomainNames.of('example.com')] as any }),
    '`chart/X`: `peers[0]` is `example.com`, not addresses\nhelp: use `ClusterNetworkPolicy` for it'],
  'domain names in an assertion': [chart => new MustReach(chart, 'X', { source: web, destination: DomainNames.of('example.com'), ports: [Port.HTTP] }),
    '`chart/X`: `destination` is `example.com`, and only a `ClusterRule` can name domain names\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
  'domain names in a question': [() => Reachability.ofManifests([]).check({ source: DomainNames.of('example.com'), destination: web }),
    '`Reachability.check`: `source` is `example.com`, and only a `ClusterRule` can name domain names\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
  'somebody else\'s nodes in a NetworkPolicy': [
    chart => {
      const peer: any = { toPeerConfig: () => ({ nodeSelector: { matchLabels: {}, matchExpressions: [] } }), toString: () => 'their nodes' };
      new AllowPods(chart, 'X', { subject: web, peers: [peer] });
      Testing.synth(chart);
    },
    'Validation failed with the following errors:\n  [chart/X] `chart/X`: `their nodes` is nodes, which a NetworkPolicy cannot name\n'
    + 'help: name them in a `ClusterRule` of a `ClusterNetworkPolicy`',
  ],
};

test.each(Object.entries(elsewhere))('%s are refused', (_, [make, message]) => {
  expect(refusalOf(() => make(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});

test('a rule, nodes and domain names have words', () => {
  const words = [
    ClusterRule.deny({ peers: [Cidr.of('169.254.169.254/32'), web.inNamespace('shop')], ports: [Port.HTTP, Port.allUdp()] }),
    ClusterRule.accept({ peers: [DomainNames.of('example.com', '*.example.org')] }),
    ClusterRule.pass({ peers: [Nodes.labeled({ role: 'edge' }), Nodes.all(), Namespaces.named('a', 'b')] }),
  ].map(String);
  expect(words).toEqual([
    'Deny 169.254.169.254/32, pods app=web in namespace shop on TCP 80, all UDP ports',
    'Accept example.com, *.example.org',
    'Pass nodes role=edge, all nodes, namespaces a, b',
  ]);
});

test.each(['example.com', '*.example.com', 'EXAMPLE.com.', 'a_b.example.com'])('`%s` can be a domain, as the API says', text => {
  expect(DomainNames.of(text).toPeerConfig()).toEqual({ domainNames: [text] });
});
