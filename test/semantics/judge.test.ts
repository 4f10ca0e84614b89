import { DeclaredFacts } from '../../src/model/cluster';
import { FlowVerdict } from '../../src/model/trace';
import { cluster, deployment, facts, labeled, namespace, node, pod, policy, read, trace, verdict } from '../fixture';

interface Row {
  readonly rule: string;
  readonly given: readonly object[];
  readonly facts?: DeclaredFacts;
  readonly expected: Readonly<Record<string, FlowVerdict>>;
}

const EVERY_POD = { podSelector: {} };
const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const PROBE = deployment('lab/probe', { app: 'probe' });
const PODS = [WEB, DB, PROBE];

/** A policy on the db pods of shop. */
function onDb(spec: object, name = 'shop/db'): object {
  return policy(name, { podSelector: labeled({ app: 'db' }), ...spec });
}

function ingressTo(rule: object): object[] {
  return [...PODS, onDb({ ingress: [rule] })];
}

function egressOfWeb(rule: object): object[] {
  return [...PODS, policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [rule] })];
}

function expression(key: string, operator: string, values?: readonly string[]): object {
  return { matchExpressions: [{ key, operator, ...(values && { values }) }] };
}

const ISOLATION: Row[] = [
  {
    rule: '1. a connection needs egress and ingress on the same port',
    given: [...egressOfWeb({ ports: [{ port: 80 }] }), onDb({ ingress: [{ ports: [{ port: 443 }] }] })],
    expected: { 'shop/web -> shop/db TCP 80': 'denied', 'shop/web -> shop/db TCP 443': 'denied' },
  },
  {
    rule: '1. a connection that both ends admit is allowed',
    given: [...egressOfWeb({ ports: [{ port: 80 }] }), onDb({ ingress: [{ ports: [{ port: 80 }] }] })],
    expected: { 'shop/web -> shop/db TCP 80': 'allowed', 'shop/web -> shop/db UDP 80': 'denied' },
  },
  {
    rule: '2. isolation is per direction',
    given: [...PODS, onDb({ policyTypes: ['Ingress'] })],
    expected: {
      'shop/web -> shop/db TCP 5432': 'denied',
      'shop/db -> shop/web TCP 80': 'allowed',
      'shop/web -> lab/probe TCP 80': 'allowed',
    },
  },
  {
    rule: '2. policies add up and never take away',
    given: [...PODS, onDb({ ingress: [] }, 'shop/deny'), onDb({ ingress: [{}] }, 'shop/allow')],
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '3. without policyTypes egress rules isolate egress as well as ingress',
    given: [...PODS, onDb({ egress: [{ ports: [{ port: 53 }] }] })],
    expected: { 'shop/db -> shop/web TCP 80': 'denied', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '3. without policyTypes an empty egress list isolates ingress only',
    given: [...PODS, onDb({ egress: [] })],
    expected: { 'shop/db -> shop/web TCP 80': 'allowed', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '3. empty policyTypes count as absent',
    given: [...PODS, onDb({ policyTypes: [], egress: [{}] })],
    expected: { 'shop/db -> shop/web TCP 80': 'allowed', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '4. an empty ingress list denies everything',
    given: [...PODS, onDb({ policyTypes: ['Ingress'], ingress: [] })],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied', '8.8.8.8 -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '4. an absent ingress list denies everything',
    given: [...PODS, onDb({ policyTypes: ['Ingress'] })],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied', '8.8.8.8 -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '4. one empty rule allows everything',
    given: ingressTo({}),
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed', '8.8.8.8 -> shop/db SCTP 1': 'allowed' },
  },
  {
    rule: '5. ingress rules are inert when policyTypes lists Egress only',
    given: [...PODS, onDb({ policyTypes: ['Egress'], ingress: [{ from: [{ podSelector: labeled({ app: 'none' }) }] }] })],
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed', 'shop/db -> shop/web TCP 80': 'denied' },
  },
  {
    rule: '6. an absent from means everybody, outside the cluster too',
    given: ingressTo({ ports: [{ port: 5432 }] }),
    expected: {
      'shop/web -> shop/db TCP 5432': 'allowed',
      'lab/probe -> shop/db TCP 5432': 'allowed',
      '2001:db8::1 -> shop/db TCP 5432': 'allowed',
      'node -> shop/db TCP 5432': 'allowed',
    },
  },
  {
    rule: '6. an empty from means everybody, outside the cluster too',
    given: ingressTo({ from: [] }),
    expected: { 'lab/probe -> shop/db TCP 5432': 'allowed', '8.8.8.8 -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '6. an empty podSelector means the pods of the policy namespace, nobody outside',
    given: ingressTo({ from: [{ podSelector: {} }] }),
    expected: {
      'shop/web -> shop/db TCP 5432': 'allowed',
      'lab/probe -> shop/db TCP 5432': 'denied',
      '8.8.8.8 -> shop/db TCP 5432': 'denied',
    },
  },
  {
    rule: '6. an empty namespaceSelector means all pods of the cluster, nobody outside',
    given: ingressTo({ from: [{ namespaceSelector: {} }] }),
    expected: { 'lab/probe -> shop/db TCP 5432': 'allowed', '8.8.8.8 -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '7. a podSelector alone looks in the policy namespace',
    given: [...ingressTo({ from: [{ podSelector: labeled({ app: 'probe' }) }] }),
      deployment('shop/probe', { app: 'probe' })],
    expected: { 'shop/probe -> shop/db TCP 5432': 'allowed', 'lab/probe -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '7. both selectors in one item must both match',
    given: [...ingressTo({
      from: [{
        namespaceSelector: labeled({ team: 'lab' }), podSelector: labeled({ app: 'probe' }),
      }],
    }), namespace('lab', { team: 'lab' }), deployment('lab/other', { app: 'other' }),
    namespace('shop'), deployment('shop/probe', { app: 'probe' })],
    expected: {
      'lab/probe -> shop/db TCP 5432': 'allowed',
      'lab/other -> shop/db TCP 5432': 'denied',
      'shop/probe -> shop/db TCP 5432': 'denied',
    },
  },
  {
    rule: '7. selectors in two items are alternatives',
    given: [...ingressTo({
      from: [
        { namespaceSelector: labeled({ team: 'lab' }) }, { podSelector: labeled({ app: 'web' }) },
      ],
    }), namespace('lab', { team: 'lab' })],
    expected: { 'lab/probe -> shop/db TCP 5432': 'allowed', 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '9. a null podSelector selects every pod of the namespace',
    given: [...PODS, policy('shop/all', { podSelector: null, policyTypes: ['Ingress'] })],
    expected: {
      'lab/probe -> shop/db TCP 5432': 'denied',
      'lab/probe -> shop/web TCP 80': 'denied',
      'shop/db -> lab/probe TCP 80': 'allowed',
    },
  },
  {
    rule: '10. a policy without a namespace is in "default"',
    given: [deployment('web', { app: 'web' }), PROBE, policy('deny', EVERY_POD)],
    expected: { 'lab/probe -> default/web TCP 80': 'denied', 'default/web -> lab/probe TCP 80': 'allowed' },
  },
];

const SELECTORS: Row[] = [
  {
    rule: '11. NotIn matches when the key is absent',
    given: ingressTo({ from: [{ podSelector: expression('tier', 'NotIn', ['front']) }] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '11. NotIn does not match a listed value',
    given: ingressTo({ from: [{ podSelector: expression('app', 'NotIn', ['web']) }] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '11. DoesNotExist matches when the key is absent, and only then',
    given: ingressTo({ from: [{ namespaceSelector: {}, podSelector: expression('legacy', 'DoesNotExist') }] }).concat(
      deployment('shop/old', { legacy: '' })),
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed', 'shop/old -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '12. matchLabels with an empty value requires the key to be present',
    given: [...ingressTo({ from: [{ podSelector: labeled({ edge: '' }) }] }), deployment('shop/edge', { edge: '' })],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied', 'shop/edge -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '13. matchLabels and matchExpressions must both hold',
    given: [...ingressTo({ from: [{ podSelector: { ...labeled({ app: 'web' }), ...expression('tier', 'Exists') } }] }),
      deployment('shop/front', { app: 'web', tier: 'front' })],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied', 'shop/front -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '13. Exists beside a namespaceSelector looks in the selected namespaces',
    given: ingressTo({ from: [{ namespaceSelector: {}, podSelector: expression('app', 'Exists') }] }),
    expected: { 'lab/probe -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '14. every namespace has its name as a label, without a Namespace object too',
    given: ingressTo({ from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'lab' }) }] }),
    expected: { 'lab/probe -> shop/db TCP 5432': 'allowed', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '14. of a namespace without a Namespace object no other label is known, not even that it is absent',
    given: [
      ...ingressTo({ from: [{ namespaceSelector: labeled({ team: 'a' }) }] }),
      namespace('empty'), deployment('empty/probe'),
    ],
    expected: { 'lab/probe -> shop/db TCP 5432': 'unknown', 'empty/probe -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '14. nor is it certain that such a namespace lacks a label',
    given: ingressTo({ from: [{ namespaceSelector: { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['dev'] }] } }] }),
    expected: { 'lab/probe -> shop/db TCP 5432': 'unknown' },
  },
  {
    rule: '14. a manifest cannot give a namespace the name label of another',
    given: [...ingressTo({ from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'admin' }) }] }),
      namespace('lab', { 'kubernetes.io/metadata.name': 'admin' })],
    expected: { 'lab/probe -> shop/db TCP 5432': 'denied' },
  },
];

const PORTS: Row[] = [
  {
    rule: '15. absent or empty ports mean every port of every protocol',
    given: ingressTo({ ports: [] }),
    expected: {
      'shop/web -> shop/db TCP 1': 'allowed',
      'shop/web -> shop/db UDP 65535': 'allowed',
      'shop/web -> shop/db SCTP 7': 'allowed',
    },
  },
  {
    rule: '15. an empty port item means every TCP port and no other protocol',
    given: ingressTo({ ports: [{}] }),
    expected: {
      'shop/web -> shop/db TCP 1': 'allowed',
      'shop/web -> shop/db TCP 65535': 'allowed',
      'shop/web -> shop/db UDP 53': 'denied',
    },
  },
  {
    rule: '15. a port without a protocol is TCP',
    given: ingressTo({ ports: [{ port: 53 }] }),
    expected: { 'shop/web -> shop/db TCP 53': 'allowed', 'shop/web -> shop/db UDP 53': 'denied' },
  },
  {
    rule: '16. a protocol without a port is every port of it and no other protocol',
    given: ingressTo({ ports: [{ protocol: 'UDP' }] }),
    expected: { 'shop/web -> shop/db UDP 9': 'allowed', 'shop/web -> shop/db TCP 9': 'denied' },
  },
  {
    rule: '17. an SCTP rule admits no TCP, and isolates TCP all the same',
    given: ingressTo({ ports: [{ protocol: 'SCTP', port: 80 }] }),
    expected: { 'shop/web -> shop/db SCTP 80': 'allowed', 'shop/web -> shop/db TCP 80': 'denied' },
  },
  {
    rule: '18. endPort is inclusive',
    given: ingressTo({ ports: [{ port: 8000, endPort: 8080 }] }),
    expected: {
      'shop/web -> shop/db TCP 7999': 'denied',
      'shop/web -> shop/db TCP 8000': 'allowed',
      'shop/web -> shop/db TCP 8080': 'allowed',
      'shop/web -> shop/db TCP 8081': 'denied',
    },
  },
  {
    rule: '18. endPort may equal port',
    given: ingressTo({ ports: [{ port: 80, endPort: 80 }] }),
    expected: { 'shop/web -> shop/db TCP 80': 'allowed', 'shop/web -> shop/db TCP 81': 'denied' },
  },
  {
    rule: '19. an ingress port name is looked up on the selected pod',
    given: ingressTo({ ports: [{ port: 'sql' }] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed', 'shop/web -> shop/db TCP 8080': 'denied' },
  },
  {
    rule: '19. an egress port name is looked up on each destination by itself',
    given: [...egressOfWeb({ ports: [{ port: 'http' }] }), deployment('lab/one', {}, { ports: ['http=81'] }),
      deployment('lab/two', {}, { ports: ['http=82'] })],
    expected: {
      'shop/web -> lab/one TCP 81': 'allowed',
      'shop/web -> lab/one TCP 82': 'denied',
      'shop/web -> lab/two TCP 82': 'allowed',
      'shop/web -> lab/two TCP 81': 'denied',
      'shop/web -> shop/db TCP 8080': 'denied',
    },
  },
  {
    rule: '19. a port name with another protocol matches nothing',
    given: ingressTo({ ports: [{ port: 'sql', protocol: 'UDP' }] }),
    expected: { 'shop/web -> shop/db UDP 5432': 'denied', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '19. the number alone does not make up for the name',
    given: [...ingressTo({ ports: [{ port: 'sql' }] }), deployment('shop/db2', { app: 'db' }, { ports: ['5432'] })],
    expected: { 'shop/web -> shop/db2 TCP 5432': 'denied' },
  },
  {
    rule: '19. a port name that a pod lacks leaves the other entries in force',
    given: ingressTo({ ports: [{ port: 'none' }, { port: 80 }] }),
    expected: { 'shop/web -> shop/db TCP 80': 'allowed', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '19. a name that several containers carry means all their ports',
    given: [...ingressTo({ ports: [{ port: 'sql' }] }),
      deployment('shop/db2', { app: 'db' }, { ports: ['sql=1', 'sql=2', 'sql=3/UDP'] })],
    expected: {
      'shop/web -> shop/db2 TCP 1': 'allowed',
      'shop/web -> shop/db2 TCP 2': 'allowed',
      'shop/web -> shop/db2 TCP 3': 'denied',
    },
  },
  {
    rule: '19. an egress port name towards an address outside matches nothing',
    given: egressOfWeb({ ports: [{ port: 'http' }] }),
    expected: { 'shop/web -> 8.8.8.8 TCP 8080': 'denied' },
  },
  {
    rule: '19. an ingress port name with an ipBlock source is looked up on the selected pod',
    given: ingressTo({ from: [{ ipBlock: { cidr: '8.0.0.0/8' } }], ports: [{ port: 'sql' }] }),
    expected: { '8.8.8.8 -> shop/db TCP 5432': 'allowed', '8.8.8.8 -> shop/db TCP 80': 'denied' },
  },
];

const TEN = { ipBlock: { cidr: '10.0.0.0/8' } };

const ADDRESSES: Row[] = [
  {
    rule: '20. an ipBlock may match a pod whose address is not known',
    given: ingressTo({ from: [TEN] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'unknown' },
  },
  {
    rule: '20. an ipBlock that covers all pod addresses matches pods',
    given: ingressTo({ from: [TEN] }),
    facts: facts({ pods: ['10.1.0.0/16'] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '20. an ipBlock beside all pod addresses matches no pod',
    given: ingressTo({ from: [TEN] }),
    facts: facts({ pods: ['172.16.0.0/12'] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '20. an ipBlock that covers a part of the pod addresses leaves it open',
    given: ingressTo({ from: [{ ipBlock: { cidr: '10.1.0.0/24' } }] }),
    facts: facts({ pods: ['10.1.0.0/16'] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'unknown' },
  },
  {
    rule: '20. 0.0.0.0/0 covers every IPv4 pod',
    given: egressOfWeb({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }),
    facts: facts({ pods: ['10.1.0.0/16'] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '20. except carves pods out of 0.0.0.0/0',
    given: egressOfWeb({ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }),
    facts: facts({ pods: ['10.1.0.0/16'] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'denied', 'shop/web -> 8.8.8.8 TCP 443': 'allowed' },
  },
  {
    rule: '20. an IPv6 block says nothing about IPv4',
    given: egressOfWeb({ to: [{ ipBlock: { cidr: '::/0' } }] }),
    expected: { 'shop/web -> 2001:db8::1 TCP 443': 'allowed', 'shop/web -> 8.8.8.8 TCP 443': 'denied' },
  },
  {
    rule: '20. a live pod matches by its address',
    given: [pod('shop/a', { app: 'a' }, { ip: '10.0.0.1' }), pod('shop/b', { app: 'b' }, { ip: '10.0.0.2' }), DB,
      onDb({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/32' } }] }] })],
    expected: { 'shop/a -> shop/db TCP 5432': 'allowed', 'shop/b -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '21. except subtracts from its own item only',
    given: ingressTo({
      from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
        { ipBlock: { cidr: '10.1.2.0/24' } }],
    }),
    expected: {
      '10.1.2.3 -> shop/db TCP 5432': 'allowed',
      '10.1.3.3 -> shop/db TCP 5432': 'denied',
      '10.2.0.0 -> shop/db TCP 5432': 'allowed',
    },
  },
  {
    rule: '21. bits behind the prefix are ignored',
    given: ingressTo({ from: [{ ipBlock: { cidr: '192.168.242.213/24' } }] }),
    expected: { '192.168.242.1 -> shop/db TCP 5432': 'allowed', '192.168.243.1 -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '22. a block ends exactly at its last address',
    given: ingressTo({ from: [{ ipBlock: { cidr: '8.8.8.128/25' } }] }),
    expected: {
      '8.8.8.127 -> shop/db TCP 5432': 'denied',
      '8.8.8.128 -> shop/db TCP 5432': 'allowed',
      '8.8.8.255 -> shop/db TCP 5432': 'allowed',
      '8.8.9.0 -> shop/db TCP 5432': 'denied',
    },
  },
  {
    rule: '23. an address outside is never isolated',
    given: [...PODS, policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })],
    expected: { '8.8.8.8 -> lab/probe TCP 80': 'allowed', '8.8.8.8 -> 9.9.9.9 TCP 80': 'allowed' },
  },
  {
    rule: '24. the port of the pod counts, not that of the Service',
    given: [...ingressTo({ ports: [{ port: 80 }] }), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: 'shop', name: 'db' },
      spec: { selector: { app: 'db' }, ports: [{ port: 80, targetPort: 5432 }] },
    }],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied', 'shop/web -> shop/db TCP 80': 'allowed' },
  },
  {
    rule: '24. the address of a Service makes no ipBlock match the pods behind it',
    given: [...egressOfWeb({ to: [{ ipBlock: { cidr: '10.96.0.10/32' } }] }), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: 'shop', name: 'db' },
      spec: { clusterIP: '10.96.0.10', selector: { app: 'db' }, ports: [{ port: 5432 }] },
    }],
    facts: facts({ pods: ['10.1.0.0/16'] }),
    expected: { 'shop/web -> shop/db TCP 5432': 'denied' },
  },
];

const DENY_ALL_SHOP = policy('shop/all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const AGENT = deployment('shop/agent', { app: 'agent' }, { hostNetwork: true });

/** The agent on another node than the pod that it asks for, so that no own node opens anything. */
const APART = [
  pod('shop/db', { app: 'db' }, { node: 'one', ip: '10.1.0.1' }),
  pod('shop/agent', { app: 'agent' }, { hostNetwork: true, node: 'two', ip: '192.168.0.2' }),
  node('one', '192.168.0.1'), node('two', '192.168.0.2'),
];

function egressOfAgent(...egress: readonly object[]): object {
  return policy('shop/agent', { podSelector: labeled({ app: 'agent' }), policyTypes: ['Egress'], egress });
}

const FROM_AGENT = { from: [{ podSelector: labeled({ app: 'agent' }) }] };

const IDENTITY: Row[] = [
  {
    rule: '25. a pod reaches itself whatever the policies say',
    given: [...PODS, pod('shop/single', {}), DENY_ALL_SHOP],
    expected: {
      'shop/web -> itself TCP 8080': 'allowed', 'shop/single -> shop/single TCP 80': 'allowed',
    },
  },
  {
    rule: '25. two replicas of a workload are two pods',
    given: [...PODS, DENY_ALL_SHOP],
    expected: { 'shop/web -> shop/web TCP 8080': 'denied' },
  },
  {
    rule: '26. a pod with another label than its template is judged by its own labels',
    given: [DB, WEB, pod('shop/web-1', { app: 'web' }, { owner: 'Deployment web' }),
      pod('shop/web-2', { app: 'db-client' }, { owner: 'Deployment web' }),
      onDb({ ingress: [{ from: [{ podSelector: labeled({ app: 'db-client' }) }] }] })],
    expected: { 'shop/web-2 -> shop/db TCP 5432': 'allowed', 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '27. a host-network source is open where pod and node differ',
    given: [...PODS, AGENT, onDb({ ingress: [{ from: [{ podSelector: labeled({ app: 'agent' }) }] }] })],
    expected: { 'shop/agent -> shop/db TCP 5432': 'unknown' },
  },
  {
    rule: '27. a host-network source on another node than the pod is certain where neither pod nor node matches',
    given: [pod('shop/db', { app: 'db' }, { node: 'one', ip: '10.1.0.1' }),
      pod('shop/agent', {}, { hostNetwork: true, node: 'two', ip: '192.168.0.2' }),
      node('one', '192.168.0.1'), node('two', '192.168.0.2'), onDb({})],
    expected: { 'shop/agent -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '27. a host-network source is certain where everybody is admitted',
    given: [...PODS, AGENT, onDb({ ingress: [{ ports: [{ port: 5432 }] }] })],
    expected: { 'shop/agent -> shop/db TCP 5432': 'allowed' },
  },
  {
    rule: '27. a host-network source is denied where its egress denies the pod and the ingress of the other the node',
    given: [...APART, egressOfAgent(), onDb({ ingress: [FROM_AGENT] })],
    expected: { 'shop/agent -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '27. a host-network source is open where its egress denies the pod and the ingress of the other admits the node',
    given: [...APART, egressOfAgent(), onDb({ ingress: [{ from: [{ ipBlock: { cidr: '192.168.0.2/32' } }] }] })],
    expected: { 'shop/agent -> shop/db TCP 5432': 'unknown' },
  },
  {
    rule: '27. a host-network source is allowed where the pod is admitted by its label and the node by its address',
    given: [...APART, egressOfAgent({ to: [{ podSelector: labeled({ app: 'db' }) }] }),
      onDb({ ingress: [{ from: [FROM_AGENT.from[0], { ipBlock: { cidr: '192.168.0.2/32' } }] }] })],
    expected: { 'shop/agent -> shop/db UDP 8080': 'allowed' },
  },
  {
    rule: '27. both ends on the host network are read alike',
    given: [...APART, pod('shop/other', { app: 'other' }, { hostNetwork: true, node: 'one', ip: '192.168.0.1' }),
      egressOfAgent({ to: [{ podSelector: labeled({ app: 'other' }) }] }),
      policy('shop/other', { podSelector: labeled({ app: 'other' }), ingress: [FROM_AGENT] })],
    expected: { 'shop/agent -> shop/other TCP 80': 'allowed' },
  },
  {
    rule: '27. a host-network destination that a policy isolates is open',
    given: [...PODS, AGENT, policy('shop/agent', { podSelector: labeled({ app: 'agent' }) })],
    expected: { 'lab/probe -> shop/agent TCP 80': 'unknown' },
  },
  {
    rule: '27. a host-network destination that no policy isolates is certain',
    given: [...PODS, AGENT],
    expected: { 'lab/probe -> shop/agent TCP 80': 'allowed' },
  },
  {
    rule: '28. the own node is always let in and reached',
    given: [pod('shop/db', { app: 'db' }, { node: 'one', ip: '10.1.0.1' }), node('one', '192.168.0.1'),
      node('two', '192.168.0.2'), DENY_ALL_SHOP],
    expected: {
      'node one -> shop/db TCP 5432': 'allowed',
      'shop/db -> node one TCP 10250': 'allowed',
      'node two -> shop/db TCP 5432': 'denied',
      'shop/db -> node two TCP 10250': 'denied',
    },
  },
  {
    rule: '28. before the deployment any node may be the own node',
    given: [...PODS, DENY_ALL_SHOP],
    expected: { 'node -> shop/db TCP 5432': 'unknown' },
  },
  {
    rule: '29. the labels of the pod template count, not those of the workload',
    given: [WEB, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'shop', name: 'db', labels: { app: 'other' } },
      spec: { selector: labeled({ app: 'db' }), template: { metadata: { labels: { app: 'db' } }, spec: {} } },
    }, onDb({})],
    expected: { 'shop/web -> shop/db TCP 5432': 'denied' },
  },
  {
    rule: '29. the labels of the workload itself select nothing',
    given: [WEB, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'shop', name: 'db', labels: { app: 'db' } },
      spec: { selector: labeled({ app: 'other' }), template: { metadata: { labels: { app: 'other' } }, spec: {} } },
    }, onDb({})],
    expected: { 'shop/web -> shop/db TCP 5432': 'allowed' },
  },
];

describe.each([
  ['isolation and defaults', ISOLATION],
  ['selectors', SELECTORS],
  ['ports', PORTS],
  ['IP blocks', ADDRESSES],
  ['identity', IDENTITY],
])('%s', (_, rows) => {
  test.each(rows)('$rule', row => {
    const snapshot = cluster(row.given, row.facts);
    const answers = Object.fromEntries(Object.keys(row.expected).map(flow => [flow, verdict(snapshot, flow)]));
    expect(answers).toEqual(row.expected);
  });
});

test.each([
  ['8. a peer without any field is refused, it does not mean everybody', {}],
  ['8. an ipBlock beside a selector is refused', { ...TEN, podSelector: {} }],
  ['8. a null podSelector makes no peer', { podSelector: null }],
])('%s', (_, peer) => {
  const { snapshot, problems } = read(ingressTo({ from: [peer] }));
  expect(snapshot.policies).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({ severity: 'error', field: 'spec.ingress[0].from[0]' })]);
});

describe('what would settle an open answer', () => {
  test.each([
    ['the address of a pod', ingressTo({ from: [TEN] }), 'shop/web -> shop/db TCP 5432', ['pod-address']],
    ['the node of a pod', [...PODS, DENY_ALL_SHOP], 'node -> shop/db TCP 5432', ['placement']],
    ['a label that a controller sets', ingressTo({ from: [{ podSelector: expression('pod-template-hash', 'In', ['1']) }] }),
      'shop/web -> shop/db TCP 5432', ['generated-label']],
  ])('%s', (_, given, flow, doubts) => {
    const answer = trace(cluster(given), flow);
    expect(answer.verdict).toBe('unknown');
    expect(answer.ingress.doubts).toEqual(doubts);
  });

  test('how the enforcer sees a pod on the host network', () => {
    const given = [...PODS, AGENT, policy('shop/agent', { podSelector: labeled({ app: 'agent' }) })];
    expect(trace(cluster(given), 'lab/probe -> shop/agent TCP 80').ingress.doubts).toEqual(['host-network']);
  });

  test('how the enforcer sees a pod on the host network of the own node', () => {
    const given = [pod('shop/db', { app: 'db' }, { node: 'one', ip: '10.1.0.1' }),
      pod('shop/agent', {}, { hostNetwork: true, node: 'one', ip: '192.168.0.1' }), node('one', '192.168.0.1'), onDb({})];
    const answer = trace(cluster(given), 'shop/agent -> shop/db TCP 5432');
    expect(answer.verdict).toBe('unknown');
    expect(answer.ingress.doubts).not.toEqual([]);
  });
});
