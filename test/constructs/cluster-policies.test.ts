import path from 'node:path';
import { Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { problemsOf, readCrds } from '../crd-schema';
import { sharedFolder } from '../shared';
import { refusalOf } from './synthesized';
import {
  BaselineDeny, Cidr, ClusterNetworkPolicy, ClusterRule, DenyClusterWide, Direction, DomainNames, LabelExpression,
  Namespaces, Nodes, Pods, PolicyTier, Port,
} from 'cdk8s-netpol';

const name = (namespace: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });
const names = (operator: string, ...values: string[]) =>
  ({ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator, values }] });
const everywhere = { namespaces: {} };

/** What the construct writes into a chart that has a namespace, which the policy must not get. */
function manifestOf(make: (chart: Chart) => unknown): any {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'platform' });
  make(chart);
  const manifests = Testing.synth(chart).filter(({ kind }) => kind === 'ClusterNetworkPolicy');
  expect(manifests).toHaveLength(1);
  return manifests[0];
}

/** An admin policy of one rule for connections from all pods. */
const toward = (...egress: ClusterRule[]) => (chart: Chart) => new ClusterNetworkPolicy(chart, 'Policy', {
  tier: PolicyTier.ADMIN, priority: 10, subject: Namespaces.all(), egress, metadata: { name: 'policy' },
});
const egress = (...rules: object[]) => ({ tier: 'Admin', priority: 10, subject: everywhere, egress: rules });

interface Case {
  readonly make: (chart: Chart) => unknown;
  readonly spec: object;
  /** Whether the standard channel of the API lacks something of it. */
  readonly isExperimental?: true;
}

const cases: Record<string, Case> = {
  'every part of a policy': {
    make: chart => new ClusterNetworkPolicy(chart, 'Policy', {
      tier: PolicyTier.BASELINE,
      priority: 0,
      subject: Pods.labeled({ app: 'web' }).inNamespacesLabeled({ tenant: 'shop' }),
      ingress: [
        ClusterRule.accept({ name: 'metrics', peers: [Pods.labeled({ app: 'prometheus' }).inNamespace('monitoring')], ports: [Port.tcp(9090)] }),
        ClusterRule.deny({ peers: [Namespaces.all()] }),
      ],
      egress: [ClusterRule.pass({ peers: [Namespaces.named('a', 'b'), Pods.all().inAllNamespaces()] })],
      metadata: { name: 'policy', labels: { team: 'platform' }, annotations: { why: 'order' } },
    }),
    spec: {
      tier: 'Baseline',
      priority: 0,
      subject: { pods: { namespaceSelector: { matchLabels: { tenant: 'shop' } }, podSelector: { matchLabels: { app: 'web' } } } },
      ingress: [
        {
          name: 'metrics',
          action: 'Accept',
          from: [{ pods: { namespaceSelector: name('monitoring'), podSelector: { matchLabels: { app: 'prometheus' } } } }],
          protocols: [{ tcp: { destinationPort: { number: 9090 } } }],
        },
        { action: 'Deny', from: [everywhere] },
      ],
      egress: [{
        action: 'Pass',
        to: [{ namespaces: names('In', 'a', 'b') }, { pods: { namespaceSelector: {}, podSelector: {} } }],
      }],
    },
  },
  'ports of every kind': {
    make: toward(ClusterRule.deny({
      peers: [Namespaces.all()],
      ports: [
        Port.tcp(80), Port.tcpRange(8000, 8080), Port.udpRange(53, 53), Port.udp(123), Port.sctp(36412),
        Port.allTcp(), Port.allUdp(), Port.allSctp(), Port.named('http'),
      ],
    })),
    spec: egress({
      action: 'Deny',
      to: [everywhere],
      protocols: [
        { tcp: { destinationPort: { number: 80 } } },
        { tcp: { destinationPort: { range: { start: 8000, end: 8080 } } } },
        { udp: { destinationPort: { number: 53 } } }, { udp: { destinationPort: { number: 123 } } },
        { sctp: { destinationPort: { number: 36412 } } },
        { tcp: { destinationPort: { range: { start: 1, end: 65535 } } } },
        { udp: { destinationPort: { range: { start: 1, end: 65535 } } } },
        { sctp: { destinationPort: { range: { start: 1, end: 65535 } } } },
        { destinationNamedPort: 'http' },
      ],
    }),
  },
  'addresses of both families, in the form that everybody writes': {
    make: toward(ClusterRule.deny({ peers: [Cidr.internet(), Cidr.of('2001:DB8::/32'), Cidr.of('10.0.0.0/8')] })),
    spec: egress({ action: 'Deny', to: [{ networks: ['0.0.0.0/0', '::/0'] }, { networks: ['2001:db8::/32'] }, { networks: ['10.0.0.0/8'] }] }),
  },
  'nodes': {
    make: toward(
      ClusterRule.accept({ peers: [Nodes.labeled({ role: 'edge' })] }),
      ClusterRule.pass({ peers: [Nodes.matching({ expressions: [LabelExpression.exists('node-role.kubernetes.io/control-plane')] })] }),
      ClusterRule.deny({ peers: [Nodes.all()], ports: [Port.tcp(10250)] }),
    ),
    spec: egress(
      { action: 'Accept', to: [{ nodes: { matchLabels: { role: 'edge' } } }] },
      { action: 'Pass', to: [{ nodes: { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] } }] },
      { action: 'Deny', to: [{ nodes: {} }], protocols: [{ tcp: { destinationPort: { number: 10250 } } }] },
    ),
    isExperimental: true,
  },
  'domain names, each once': {
    make: toward(ClusterRule.accept({ peers: [DomainNames.of('example.com', '*.example.org', 'example.com')] })),
    spec: egress({ action: 'Accept', to: [{ domainNames: ['example.com', '*.example.org'] }] }),
    isExperimental: true,
  },
  'pods of a workload, which changes until the synthesis': {
    make: chart => {
      const shop = new Chart(chart.node.root, 'shop', { namespace: 'shop' });
      const web = new kplus.Deployment(shop, 'Web', { containers: [{ image: 'web' }], select: false });
      toward(ClusterRule.deny({ peers: [Pods.of(web)] }))(chart);
      web.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    },
    spec: egress({ action: 'Deny', to: [{ pods: { namespaceSelector: name('shop'), podSelector: { matchLabels: { app: 'web' } } } }] }),
  },
  'a label that is known only at the synthesis': {
    make: chart => {
      let tenant: string | undefined;
      const label: any = Lazy.any({ produce: () => tenant });
      toward(ClusterRule.deny({ peers: [Namespaces.labeled({ tenant: label })] }))(chart);
      tenant = 'shop';
    },
    spec: egress({ action: 'Deny', to: [{ namespaces: { matchLabels: { tenant: 'shop' } } }] }),
  },
  'the peer of somebody else': {
    make: toward(ClusterRule.pass({
      peers: [{ toPeerConfig: () => ({ nodeSelector: { matchLabels: { role: 'edge' }, matchExpressions: [] } }) } as any],
    })),
    spec: egress({ action: 'Pass', to: [{ nodes: { matchLabels: { role: 'edge' } } }] }),
    isExperimental: true,
  },
  'nobody reaches the metadata address': {
    make: chart => new DenyClusterWide(chart, 'Policy', {
      peers: [Cidr.of('169.254.169.254/32')], direction: Direction.EGRESS, priority: 10, metadata: { name: 'policy' },
    }),
    spec: egress({ name: 'denied', action: 'Deny', to: [{ networks: ['169.254.169.254/32'] }] }),
  },
  'nobody reaches the databases but some, on the port of the databases': {
    make: chart => new DenyClusterWide(chart, 'Policy', {
      subject: Namespaces.named('databases'),
      peers: [Namespaces.all()],
      exceptPeers: [Namespaces.named('shop'), Pods.labeled({ app: 'backup' }).inNamespace('ops')],
      ports: [Port.POSTGRES],
      direction: Direction.INGRESS,
      priority: 20,
      metadata: { name: 'policy' },
    }),
    spec: {
      tier: 'Admin',
      priority: 20,
      subject: { namespaces: name('databases') },
      ingress: [
        {
          name: 'exceptions',
          action: 'Pass',
          from: [
            { namespaces: name('shop') },
            { pods: { namespaceSelector: name('ops'), podSelector: { matchLabels: { app: 'backup' } } } },
          ],
          protocols: [{ tcp: { destinationPort: { number: 5432 } } }],
        },
        { name: 'denied', action: 'Deny', from: [everywhere], protocols: [{ tcp: { destinationPort: { number: 5432 } } }] },
      ],
    },
  },
  'nobody connects with a tenant in either direction': {
    make: chart => new DenyClusterWide(chart, 'Policy', {
      subject: Namespaces.named('shop'), peers: [Namespaces.named('bank')], direction: Direction.BOTH, priority: 30, metadata: { name: 'policy' },
    }),
    spec: {
      tier: 'Admin',
      priority: 30,
      subject: { namespaces: name('shop') },
      ingress: [{ name: 'denied', action: 'Deny', from: [{ namespaces: name('bank') }] }],
      egress: [{ name: 'denied', action: 'Deny', to: [{ namespaces: name('bank') }] }],
    },
  },
  'a baseline, of which nothing is said': {
    make: chart => new BaselineDeny(chart, 'Policy', { metadata: { name: 'policy' } }),
    spec: {
      tier: 'Baseline',
      priority: 1000,
      subject: { namespaces: names('NotIn', 'kube-system') },
      ingress: [{ name: 'denied', action: 'Deny', from: [everywhere] }],
      egress: [
        {
          name: 'names',
          action: 'Accept',
          to: [{ pods: { namespaceSelector: name('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } } }],
          protocols: [{ udp: { destinationPort: { number: 53 } } }, { tcp: { destinationPort: { number: 53 } } }],
        },
        { name: 'denied', action: 'Deny', to: [everywhere, { networks: ['0.0.0.0/0', '::/0'] }] },
      ],
    },
  },
  'a baseline with rules and without names': {
    make: chart => new BaselineDeny(chart, 'Policy', {
      subject: Namespaces.labeled({ tenant: 'shop' }),
      direction: Direction.EGRESS,
      allowDns: false,
      egress: [ClusterRule.accept({ peers: [Cidr.of('169.254.20.10/32')], ports: [Port.DNS_UDP] })],
      priority: 900,
      metadata: { name: 'policy' },
    }),
    spec: {
      tier: 'Baseline',
      priority: 900,
      subject: { namespaces: { matchLabels: { tenant: 'shop' } } },
      egress: [
        { action: 'Accept', to: [{ networks: ['169.254.20.10/32'] }], protocols: [{ udp: { destinationPort: { number: 53 } } }] },
        { name: 'denied', action: 'Deny', to: [everywhere, { networks: ['0.0.0.0/0', '::/0'] }] },
      ],
    },
  },
  'a baseline for connections to pods': {
    make: chart => new BaselineDeny(chart, 'Policy', {
      direction: Direction.INGRESS, ingress: [ClusterRule.accept({ peers: [Namespaces.named('monitoring')] })], metadata: { name: 'policy' },
    }),
    spec: {
      tier: 'Baseline',
      priority: 1000,
      subject: { namespaces: names('NotIn', 'kube-system') },
      ingress: [{ action: 'Accept', from: [{ namespaces: name('monitoring') }] }, { name: 'denied', action: 'Deny', from: [everywhere] }],
    },
  },
};

const API = sharedFolder('crds', 'network-policy-api', 'v0.2.0');
const channel = (folder: string) => (API === undefined ? [] : readCrds(path.join(API, folder)));
const CHANNELS = { experimental: channel('experimental'), standard: channel('standard') };

describe.each(Object.entries(cases))('%s', (_, { make, spec, isExperimental }) => {
  test('is written so', () => {
    const { metadata, ...rest } = manifestOf(make);
    expect(rest).toStrictEqual({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', spec });
    expect(metadata.name).toBe('policy');
    expect('namespace' in metadata).toBe(false);
  });

  (API === undefined ? test.skip : test)('is what the API server takes, where the channel of the API has it', () => {
    const manifest = manifestOf(make);
    expect(problemsOf(manifest, CHANNELS.experimental)).toEqual([]);
    expect(problemsOf(manifest, CHANNELS.standard).length > 0).toBe(isExperimental === true);
  });
});

test('labels and annotations are written, and a name is made where none is given', () => {
  expect(manifestOf(cases['every part of a policy'].make).metadata).toStrictEqual(
    { name: 'policy', labels: { team: 'platform' }, annotations: { why: 'order' } });
  const chart = new Chart(Testing.app(), 'chart');
  const policy = new BaselineDeny(chart, 'Baseline');
  expect(policy.name).toBe('chart-baseline-c89f84d1');
  expect(Testing.synth(chart)[0].metadata).toStrictEqual({ name: policy.name });
});

test('lists that are changed later change no policy', () => {
  const peers = [Namespaces.all()];
  const rules = [ClusterRule.deny({ peers })];
  const { spec } = manifestOf(chart => {
    toward(...rules)(chart);
    peers.pop();
    rules.pop();
  });
  expect(spec).toStrictEqual(egress({ action: 'Deny', to: [everywhere] }));
});

const missing: any = Lazy.any({ produce: () => undefined });

const late: Record<string, [(chart: Chart) => unknown, string]> = {
  'a label that is missing in the end': [
    toward(ClusterRule.deny({ peers: [Namespaces.labeled({ tenant: missing })] })),
    'the value of label `tenant` is undefined, which is not a string\n'
    + 'help: give it a value, or use `LabelExpression.exists(\'tenant\')` if any value will do',
  ],
  'somebody else\'s pods that do not say where they are': [
    toward(ClusterRule.deny({ peers: [stranger({ podSelector: { matchLabels: { app: 'web' }, matchExpressions: [] } })] })),
    '`egress[0].peers[0]` is `their peer`, but a policy of the whole cluster has no namespace in which they could be\n'
    + 'help: say where they are: `.inNamespace(...)`, `.inNamespacesLabeled({ ... })` or `.inAllNamespaces()`',
  ],
  'somebody else\'s peer that is nobody': [toward(ClusterRule.deny({ peers: [stranger({})] })),
    '`egress[0].peers[0]` is `their peer`, which is nobody\n'
    + 'help: let its configuration say one of pods, addresses, nodes and domain names'],
  'somebody else\'s peer that has no address': [toward(ClusterRule.deny({ peers: [stranger({ ipBlocks: [] })] })),
    '`egress[0].peers[0]` is `their peer`, which is nobody\nhelp: name the addresses'],
  'somebody else\'s peer that is two things': [
    toward(ClusterRule.deny({ peers: [stranger({ namespaceSelector: { matchLabels: {}, matchExpressions: [] }, domainNames: ['example.com'] })] })),
    '`egress[0].peers[0]` is `their peer`, which is several kinds of peers at once\n'
    + 'help: let its configuration say one of pods, addresses, nodes and domain names',
  ],
  'somebody else\'s domain names that are denied': [toward(ClusterRule.deny({ peers: [stranger({ domainNames: ['example.com'] })] })),
    '`egress[0].peers[0]` is `their peer`, but only a rule that accepts can name domain names\n'
    + 'help: accept the names that may be reached, and behind that deny the addresses: `ClusterRule.deny({ peers: [Cidr.internet()] })`'],
  'somebody else\'s addresses in a subject': [
    chart => new ClusterNetworkPolicy(chart, 'Policy', {
      tier: PolicyTier.ADMIN, priority: 1, subject: stranger({ ipBlocks: [{ cidr: '10.0.0.0/8', exceptCidrs: [] }] }), egress: [ClusterRule.deny({ peers: [Namespaces.all()] })],
    }),
    '`subject` is `their peer`, not pods of the cluster\n'
    + 'help: choose pods by `Pods` or `Namespaces`; for all pods of the cluster write `Namespaces.all()`',
  ],
  'a patch that takes away the name': [
    chart => toward(ClusterRule.deny({ peers: [Namespaces.all()] }))(chart).apiObject.addJsonPatch(JsonPatch.remove('/metadata/name')),
    'a patch takes away `metadata.name`\nhelp: leave the name: the API server takes no object without one',
  ],
};

/** A peer that somebody else has written. */
function stranger(config: object): any {
  return { toPeerConfig: () => config, toString: () => 'their peer' };
}

test.each(Object.entries(late))('%s ends the synthesis', (_, [make, message]) => {
  const chart = new Chart(Testing.app(), 'chart');
  make(chart);
  expect(refusalOf(() => Testing.synth(chart))).toBe(
    `Validation failed with the following errors:\n  [chart/Policy] \`chart/Policy\`: ${message}`);
});
