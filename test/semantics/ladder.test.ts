import { FlowVerdict } from '../../src/model/trace';
import { describeTrace } from '../../src/wording/traces';
import { cluster, deployment, labeled, namespace, node, pod, policy, read, trace, verdict } from '../fixture';

interface Row {
  readonly rule: string;
  readonly given: readonly object[];
  readonly expected: Readonly<Record<string, FlowVerdict>>;
}

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432', 'metrics=9100'] });
const PROBE = deployment('lab/probe', { app: 'probe' });
const PODS = [namespace('shop', { team: 'a' }), namespace('lab', { team: 'b' }), WEB, DB, PROBE];

const EVERYWHERE = { namespaces: {} };
const LAB = { namespaces: { matchLabels: { team: 'b' } } };
const SHOP = { namespaces: { matchLabels: { team: 'a' } } };
const ONLY_DB = { pods: { namespaceSelector: {}, podSelector: labeled({ app: 'db' }) } };
const tcp = (number: number) => ({ tcp: { destinationPort: { number } } });

/** `admin('deny', 10, { ingress: [...] })`: a ClusterNetworkPolicy on every pod unless it has a subject. */
function inTier(tier: string, name: string, priority: number, spec: object): object {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name },
    spec: { tier, priority, subject: EVERYWHERE, ...spec },
  };
}

const admin = (name: string, priority: number, spec: object) => inTier('Admin', name, priority, spec);
const baseline = (name: string, priority: number, spec: object) => inTier('Baseline', name, priority, spec);
const from = (action: string, peer: object, ...protocols: object[]) =>
  ({ action, from: [peer], ...protocols.length > 0 && { protocols } });
const to = (action: string, peer: object, ...protocols: object[]) =>
  ({ action, to: [peer], ...protocols.length > 0 && { protocols } });

const ISOLATED_DB = policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] });
const OPEN_DB = policy('shop/db-open', { podSelector: labeled({ app: 'db' }), ingress: [{}] });

const ORDER: Row[] = [
  {
    rule: '30. what the admin tier denies no NetworkPolicy opens',
    given: [...PODS, OPEN_DB, admin('guard', 10, { ingress: [from('Deny', LAB)] })],
    expected: { 'lab/probe -> shop/db TCP 5432': 'denied', 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '30. what the admin tier accepts no NetworkPolicy closes',
    given: [...PODS, ISOLATED_DB, admin('monitoring', 10, { ingress: [from('Accept', LAB, tcp(9100))] })],
    expected: { 'lab/probe -> shop/db TCP 9100': 'allowed', 'lab/probe -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '30. it never isolates: what none of its rules matches is left to the others, port by port',
    given: [...PODS, admin('one-port', 10, { ingress: [from('Accept', LAB, tcp(80))] })],
    expected: { 'lab/probe -> shop/db TCP 81': 'allowed', 'shop/web -> shop/db TCP 80': 'allowed' },
  },
  {
    rule: '30. the lower priority number is asked first',
    given: [...PODS, admin('later', 20, { ingress: [from('Accept', LAB)] }), admin('first', 10, { ingress: [from('Deny', LAB, tcp(22))] })],
    expected: { 'lab/probe -> shop/db TCP 22': 'denied', 'lab/probe -> shop/db TCP 23': 'allowed' },
  },
  {
    rule: '30. of one policy the first rule that matches decides',
    given: [...PODS, admin('guard', 10, { ingress: [from('Accept', LAB, tcp(22)), from('Deny', LAB)] })],
    expected: { 'lab/probe -> shop/db TCP 22': 'allowed', 'lab/probe -> shop/db TCP 23': 'denied' },
  },
  {
    rule: '31. what is passed on skips the rest of the admin tier, and is decided by NetworkPolicies',
    given: [...PODS, ISOLATED_DB, admin('pass', 10, { ingress: [from('Pass', LAB)] }), admin('accept', 20, { ingress: [from('Accept', LAB)] })],
    expected: { 'lab/probe -> shop/db TCP 1': 'denied', 'lab/probe -> shop/web TCP 1': 'allowed' },
  },
  {
    rule: '31. what is passed on is decided by the baseline where nothing isolates the pod',
    given: [...PODS, admin('pass', 10, { ingress: [from('Pass', LAB)] }), baseline('deny', 10, { ingress: [from('Deny', EVERYWHERE)] })],
    expected: { 'lab/probe -> shop/db TCP 1': 'denied' },
  },
  {
    rule: '32. what egress accepts is still up to the ingress of the destination',
    given: [...PODS, ISOLATED_DB, admin('out', 10, { subject: SHOP, egress: [to('Accept', ONLY_DB)] })],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '34. the baseline has several policies, and may pass on',
    given: [
      ...PODS, baseline('pass', 10, { ingress: [from('Pass', LAB, tcp(80))] }), baseline('deny', 20, { ingress: [from('Deny', LAB)] }),
    ],
    expected: { 'lab/probe -> shop/db TCP 80': 'allowed', 'lab/probe -> shop/db TCP 81': 'denied' },
  },
  {
    rule: '35. a NetworkPolicy ends what the baseline says in its own direction only',
    given: [
      ...PODS, OPEN_DB, baseline('deny', 10, { ingress: [from('Deny', EVERYWHERE)], egress: [to('Deny', EVERYWHERE)] }),
    ],
    expected: {
      'lab/probe -> shop/db TCP 1': 'denied',
      'shop/db -> lab/probe TCP 1': 'denied',
      '8.8.8.8 -> shop/db TCP 1': 'allowed',
    },
  },
  {
    rule: 'the baseline says nothing about a pod that a NetworkPolicy isolates',
    given: [...PODS, OPEN_DB, baseline('deny', 10, { ingress: [from('Deny', EVERYWHERE)] })],
    expected: { 'lab/probe -> shop/db TCP 1': 'allowed', 'lab/probe -> shop/web TCP 1': 'denied' },
  },
];

const PEERS: Row[] = [
  {
    rule: '36. an ingress peer is never an address outside',
    given: [...PODS, admin('deny', 10, { ingress: [from('Deny', EVERYWHERE)] })],
    expected: { '8.8.8.8 -> shop/db TCP 1': 'allowed', 'lab/probe -> shop/db TCP 1': 'denied' },
  },
  {
    rule: '36. networks match pods by their address too',
    given: [
      ...PODS, pod('shop/fixed', {}, { ip: '10.0.0.7' }),
      admin('deny', 10, { egress: [to('Deny', { networks: ['0.0.0.0/0'] })] }),
    ],
    expected: { 'lab/probe -> shop/fixed TCP 1': 'denied', 'lab/probe -> 8.8.8.8 TCP 1': 'denied', 'lab/probe -> 2001:db8::1 TCP 1': 'allowed' },
  },
  {
    rule: '36. whether networks match a pod is open where its address is not known',
    given: [...PODS, admin('deny', 10, { egress: [to('Deny', { networks: ['10.0.0.0/8'] })] })],
    expected: { 'lab/probe -> shop/db TCP 1': 'unknown' },
  },
  {
    rule: '37. a named port is looked up by name and number, whatever the protocol',
    given: [...PODS, admin('deny', 10, { ingress: [{ action: 'Deny', from: [LAB], protocols: [{ destinationNamedPort: 'metrics' }] }] })],
    expected: { 'lab/probe -> shop/db TCP 9100': 'denied', 'lab/probe -> shop/db TCP 5432': 'allowed', 'lab/probe -> shop/web TCP 9100': 'allowed' },
  },
  {
    rule: '37a. pods without a selector of namespaces are those of all namespaces',
    given: [...PODS, admin('deny', 10, { ingress: [from('Deny', { pods: { podSelector: labeled({ app: 'probe' }) } })] })],
    expected: { 'lab/probe -> shop/db TCP 1': 'denied', 'shop/web -> shop/db TCP 1': 'allowed' },
  },
  {
    rule: '37c. pods on the host network are no subjects, and no pods of a peer',
    given: [
      ...PODS, pod('shop/agent', { app: 'agent' }, { hostNetwork: true, ip: '192.168.0.1' }),
      admin('deny', 10, { ingress: [from('Deny', EVERYWHERE)] }),
    ],
    expected: { 'lab/probe -> shop/agent TCP 1': 'allowed', 'shop/agent -> shop/db TCP 1': 'allowed' },
  },
  {
    rule: '37c. the address of a node, and so of pods on the host network, is in networks',
    given: [
      ...PODS, node('one', '192.168.0.1'), pod('shop/agent', {}, { hostNetwork: true, node: 'one', ip: '192.168.0.1' }),
      admin('deny', 10, { egress: [to('Deny', { networks: ['192.168.0.0/24'] })] }),
    ],
    expected: { 'lab/probe -> node one TCP 1': 'denied', 'lab/probe -> shop/agent TCP 1': 'denied' },
  },
  {
    rule: 'nodes are selected by their labels',
    given: [
      ...PODS, labelledNode('one', { zone: 'north' }), labelledNode('two', { zone: 'south' }),
      admin('deny', 10, { egress: [to('Deny', { nodes: { matchLabels: { zone: 'north' } } })] }),
    ],
    expected: {
      'lab/probe -> node one TCP 1': 'denied', 'lab/probe -> node two TCP 1': 'allowed', 'lab/probe -> node TCP 1': 'unknown',
    },
  },
  {
    rule: 'a DNS name stands for addresses that nobody knows, and for no pod',
    given: [...PODS, admin('only', 10, { egress: [to('Accept', { domainNames: ['example.com'] }), to('Deny', { networks: ['0.0.0.0/0'] })] })],
    expected: { 'lab/probe -> 8.8.8.8 TCP 443': 'unknown' },
  },
  {
    rule: 'ICMP is matched by rules without ports, and by no others',
    given: [...PODS, admin('deny', 10, { ingress: [from('Accept', LAB, tcp(80)), from('Deny', LAB)] })],
    expected: { 'lab/probe -> shop/db ICMP': 'denied', 'shop/web -> shop/db ICMP': 'allowed' },
  },
  {
    rule: 'what isolation means for ICMP stays open behind a rule that passes it on',
    given: [...PODS, ISOLATED_DB, admin('pass', 10, { ingress: [from('Pass', LAB)] })],
    expected: { 'lab/probe -> shop/db ICMP': 'unknown' },
  },
];

function labelledNode(name: string, labels: object): object {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status: {} };
}

const old = (kind: string, name: string, spec: object) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1', kind, metadata: { name }, spec: { subject: EVERYWHERE, ...spec },
});

const OPEN: Row[] = [
  {
    rule: '33. of two policies of one priority any may be asked first: open where they differ, certain where they do not',
    given: [
      ...PODS, admin('one', 10, { ingress: [from('Accept', LAB)] }),
      admin('other', 10, { ingress: [from('Deny', LAB, tcp(22)), from('Accept', LAB)] }),
    ],
    expected: { 'lab/probe -> shop/db TCP 22': 'unknown', 'lab/probe -> shop/db TCP 23': 'allowed' },
  },
  {
    rule: '33. the same number in another tier is no tie',
    given: [...PODS, admin('one', 10, { ingress: [from('Accept', LAB)] }), baseline('other', 10, { ingress: [from('Deny', LAB)] })],
    expected: { 'lab/probe -> shop/db TCP 22': 'allowed' },
  },
  {
    rule: 'nothing says how priorities of two kinds compare',
    given: [
      ...PODS, admin('new', 10, { ingress: [from('Accept', LAB)] }),
      old('AdminNetworkPolicy', 'old', { priority: 20, ingress: [from('Deny', LAB)] }),
    ],
    expected: { 'lab/probe -> shop/db TCP 22': 'unknown' },
  },
  {
    rule: 'the two kinds before it are the same two tiers',
    given: [
      ...PODS, old('AdminNetworkPolicy', 'pass', { priority: 20, ingress: [from('Pass', LAB)] }),
      old('AdminNetworkPolicy', 'allow', { priority: 10, ingress: [{ ...from('Allow', LAB), ports: [{ portNumber: { port: 80 } }] }] }),
      old('BaselineAdminNetworkPolicy', 'default', { ingress: [from('Deny', EVERYWHERE)] }),
    ],
    expected: { 'lab/probe -> shop/db TCP 80': 'allowed', 'lab/probe -> shop/db UDP 80': 'denied', 'lab/probe -> shop/db TCP 81': 'denied' },
  },
  {
    rule: 'in v1alpha1 nothing says what an empty list of ports means',
    given: [...PODS, old('AdminNetworkPolicy', 'deny', { priority: 20, ingress: [{ ...from('Deny', LAB), ports: [] }] })],
    expected: { 'lab/probe -> shop/db TCP 80': 'unknown' },
  },
  {
    rule: 'a policy that perhaps applies is asked as a whole: whether it does makes no difference where it accepts what is open',
    given: [
      ...PODS, admin('perhaps', 10, {
        subject: { pods: { podSelector: { matchExpressions: [{ key: 'pod-template-hash', operator: 'In', values: ['1'] }] } } },
        ingress: [from('Accept', LAB, tcp(80)), from('Deny', LAB)],
      }),
    ],
    expected: { 'lab/probe -> shop/db TCP 80': 'allowed', 'lab/probe -> shop/db TCP 81': 'unknown' },
  },
];

describe.each([['the order of the tiers', ORDER], ['who is a peer', PEERS], ['what is open', OPEN]])('%s', (_, rows) => {
  test.each(rows.map((row): [string, Row] => [row.rule, row]))('%s', (_rule, { given, expected }) => {
    const snapshot = cluster(given);
    expect(Object.fromEntries(Object.keys(expected).map(flow => [flow, verdict(snapshot, flow)]))).toEqual(expected);
  });
});

describe('why, in words', () => {
  test.each<[string, readonly object[], string, string]>([
    ['a rule of the admin tier', [...PODS, admin('guard', 10, { ingress: [{ name: 'no-labs', ...from('Deny', LAB) }] })],
      'denied in the admin tier by guard, rule 1 (no-labs): from all pods in namespaces with team=b, every port', 'lab/probe -> shop/db TCP 1'],
    ['a rule that passes on', [...PODS, ISOLATED_DB, admin('pass', 10, { ingress: [from('Pass', LAB)] })],
      'passed on in the admin tier by pass, rule 1: from all pods in namespaces with team=b, every port; '
      + 'isolated by shop/db; no rule admits it', 'lab/probe -> shop/db TCP 1'],
    ['a rule of the baseline', [...PODS, baseline('deny', 10, { ingress: [from('Deny', EVERYWHERE)] })],
      'not isolated: no policy selects it for ingress; denied in the baseline tier by deny, rule 1: from all pods in all namespaces, every port',
      'lab/probe -> shop/db TCP 1'],
    ['policies that nobody puts in order', [
      ...PODS, admin('one', 10, { ingress: [from('Accept', LAB)] }), admin('other', 10, { ingress: [from('Deny', LAB)] }),
    ], 'perhaps admitted in the admin tier by one, rule 1: from all pods in namespaces with team=b, every port; '
      + 'perhaps denied in the admin tier by other, rule 1: from all pods in namespaces with team=b, every port', 'lab/probe -> shop/db TCP 1'],
    ['an admin tier that says nothing of the flow', [...PODS, ISOLATED_DB, admin('guard', 10, { ingress: [from('Deny', LAB, tcp(22))] })],
      'isolated by shop/db; no rule admits it', 'lab/probe -> shop/db TCP 1'],
  ])('%s', (_, given, expected, flow) => {
    expect(describeTrace(trace(cluster(given), flow))[1].text).toBe(expected);
  });

  test.each<[string, readonly object[], string, readonly string[]]>([
    ['equal priorities', [
      ...PODS, admin('one', 10, { ingress: [from('Accept', LAB)] }), admin('other', 10, { ingress: [from('Deny', LAB)] }),
    ], 'lab/probe -> shop/db TCP 1', ['equal-priority']],
    ['a DNS name', [...PODS, admin('only', 10, { egress: [to('Accept', { domainNames: ['example.com'] }), to('Deny', { networks: ['0.0.0.0/0'] })] })],
      'lab/probe -> 8.8.8.8 TCP 443', ['domain-name']],
    ['labels of nodes', [...PODS, admin('deny', 10, { egress: [to('Deny', { nodes: { matchLabels: { zone: 'north' } } })] })],
      'lab/probe -> node TCP 1', ['node-labels']],
    ['the address of a pod', [...PODS, admin('deny', 10, { egress: [to('Deny', { networks: ['10.0.0.0/8'] })] })],
      'lab/probe -> shop/db TCP 1', ['pod-address']],
    ['a rule that nobody explains', [...PODS, old('AdminNetworkPolicy', 'deny', { priority: 20, egress: [{ ...to('Deny', EVERYWHERE), ports: [] }] })],
      'lab/probe -> shop/db TCP 1', ['open-rule']],
  ])('what would settle it: %s', (_, given, flow, doubts) => {
    const { egress, ingress } = trace(cluster(given), flow);
    expect([...egress.doubts, ...ingress.doubts]).toEqual(doubts);
  });
});

test('an Accept of a peer that nobody knows matches nothing, a Deny or Pass of one denies everybody', () => {
  const withPeer = (action: string) => read([...PODS, admin('future', 10, { ingress: [{ action, from: [{ galaxies: {} }], protocols: [tcp(80)] }] })]);
  const answers = ['Accept', 'Deny', 'Pass'].map(action => verdict(withPeer(action).snapshot, '8.8.8.8 -> shop/db UDP 1'));
  expect(answers).toEqual(['allowed', 'denied', 'denied']);
});
