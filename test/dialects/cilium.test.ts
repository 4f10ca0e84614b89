import { cilium } from '../../src/dialects/cilium/cilium';
import { CiliumOptions, defaultOptions } from '../../src/dialects/cilium/options';
import { CILIUM_VERSIONS, CiliumRelease, isAtLeast } from '../../src/dialects/cilium/version';
import { DeclaredFacts } from '../../src/model/cluster';
import { FlowVerdict } from '../../src/model/trace';
import { cluster, controller, facts, labeled, namespace, node, pod, policy, verdict } from '../fixture';

/** The verdict from a version on, until the next one that is named. */
type Verdicts = Partial<Record<CiliumRelease, FlowVerdict>>;

interface Row {
  readonly manifests: readonly object[];
  readonly flow: string;
  readonly is: FlowVerdict | Verdicts;
  readonly options?: Partial<CiliumOptions>;
  readonly facts?: DeclaredFacts;
}

const WEB = pod('shop/web', { app: 'web' }, { ports: ['http=8080'], node: 'one' });
const DB = pod('shop/db', { app: 'db' }, { ports: ['sql=5432'], node: 'two' });
const LAB = pod('lab/probe', { app: 'probe' });
const ONE = node('one', '192.168.0.1');
const TWO = node('two', '192.168.0.2');
const AGENT = pod('infra/agent', { app: 'agent' }, { hostNetwork: true, node: 'one' });

const HOST = pod('shop/pinned', { app: 'pinned', host: 'rack-7' });
const INIT = pod('shop/job', { app: 'job', init: 'true' });

/** A pod with a sidecar that has the port. */
function withSidecar(name: string, labels: Record<string, string>, port: object): object {
  const sidecar = { name: 'sidecar', image: 'any', restartPolicy: 'Always', ports: [port] };
  return { ...pod(name, labels), spec: { containers: [{ name: 'main', image: 'any' }], initContainers: [sidecar] } };
}

const CLUSTER = 'io.cilium.k8s.policy.cluster';
const toEverybody = { egress: [{}] };
const types = (...policyTypes: string[]) => ({ policyTypes });

function ingressOf(app: string, ...rules: object[]): object {
  return policy(`shop/${app}-in`, { podSelector: labeled({ app }), ...types('Ingress'), ingress: rules });
}

function egressOf(app: string, ...rules: object[]): object {
  return policy(`shop/${app}-out`, { podSelector: labeled({ app }), ...types('Egress'), egress: rules });
}

const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, ...(except.length > 0 && { except }) } });
const notIn = (key: string, ...values: string[]) => ({ matchExpressions: [{ key, operator: 'NotIn', values }] });

const ROWS: Record<string, Row> = {
  // Row 1
  '1. a pod on the host network is no subject: policies that select it change nothing': {
    manifests: [AGENT, LAB, policy('infra/p', { podSelector: {}, ...types('Ingress') })],
    flow: 'lab/probe -> infra/agent TCP 80',
    is: 'allowed',
  },
  // Row 2
  '2. ingress rules isolate although policyTypes is Egress only': {
    manifests: [WEB, DB, policy('shop/p', {
      podSelector: labeled({ app: 'db' }),
      ...types('Egress'),
      ...toEverybody,
      ingress: [{ from: [{ podSelector: labeled({ app: 'nobody' }) }] }],
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '2. egress rules isolate although policyTypes is Ingress only': {
    manifests: [WEB, DB, policy('shop/p', {
      podSelector: labeled({ app: 'web' }),
      ...types('Ingress'),
      ingress: [{}],
      egress: [{ to: [{ podSelector: labeled({ app: 'nobody' }) }] }],
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '2. without rules, policyTypes decides: Egress alone leaves ingress open': {
    manifests: [WEB, DB, policy('shop/p', { podSelector: labeled({ app: 'db' }), ...types('Egress') })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '2. without rules, policyTypes decides: Ingress isolates': {
    manifests: [WEB, DB, policy('shop/p', { podSelector: labeled({ app: 'db' }), ...types('Ingress') })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  // Row 3
  '3. a rule without from admits pods': {
    manifests: [WEB, DB, ingressOf('db', {})], flow: 'shop/web -> shop/db TCP 5432', is: 'allowed',
  },
  '3. a rule without from admits the world': {
    manifests: [DB, ingressOf('db', {})], flow: '8.8.8.8 -> shop/db TCP 5432', is: 'allowed',
  },
  '3. a rule without from admits other nodes': {
    manifests: [DB, ONE, TWO, ingressOf('db', {})], flow: 'node one -> shop/db TCP 5432', is: 'allowed',
  },
  // Rows 4 to 6
  '4. podSelector looks in the namespace of the policy only': {
    manifests: [pod('lab/web', { app: 'web' }), DB, ingressOf('db', { from: [{ podSelector: labeled({ app: 'web' }) }] })],
    flow: 'lab/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '5. namespaceSelector {} admits pods of every namespace': {
    manifests: [LAB, DB, ingressOf('db', { from: [{ namespaceSelector: {} }] })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'allowed',
  },
  '5. namespaceSelector {} does not admit the world': {
    manifests: [DB, ingressOf('db', { from: [{ namespaceSelector: {} }] })], flow: '8.8.8.8 -> shop/db TCP 5432', is: 'denied',
  },
  '6. a namespace is found by its labels': {
    manifests: [
      namespace('lab', { team: 'a' }), LAB, DB, ingressOf('db', { from: [{ namespaceSelector: labeled({ team: 'a' }) }] }),
    ],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'allowed',
  },
  '6. a namespace is found by its name, whose label key would be dropped from a pod': {
    manifests: [LAB, DB, ingressOf('db', {
      from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'lab' }) }],
    })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'allowed',
  },
  // Row 7
  '7. "all namespaces but one" admits the whole internet': {
    manifests: [DB, ingressOf('db', { from: [{ namespaceSelector: notIn('team', 'x') }] })],
    flow: '8.8.8.8 -> shop/db TCP 5432',
    is: { '1.15': 'allowed', '1.19': 'denied' },
  },
  '7. "all namespaces but one" admits other nodes, and from 1.19 no longer': {
    manifests: [DB, ONE, TWO, ingressOf('db', { from: [{ namespaceSelector: notIn('team', 'x') }] })],
    flow: 'node one -> shop/db TCP 5432',
    is: { '1.15': 'allowed', '1.19': 'denied' },
  },
  '7. with nodeSelectorLabels it perhaps admits other nodes from 1.19 on': {
    manifests: [DB, ONE, TWO, ingressOf('db', { from: [{ namespaceSelector: notIn('team', 'x') }] })],
    flow: 'node one -> shop/db TCP 5432',
    options: { nodeSelectorLabels: true },
    is: { '1.15': 'allowed', '1.19': 'unknown' },
  },
  '7. a positive podSelector beside it keeps nodes out': {
    manifests: [DB, ONE, TWO, ingressOf('db', {
      from: [{ namespaceSelector: notIn('team', 'x'), podSelector: labeled({ app: 'web' }) }],
    })],
    flow: 'node one -> shop/db TCP 5432',
    is: 'denied',
  },
  '7. with nodeSelectorLabels too: labels of nodes are none of pods': {
    manifests: [DB, ONE, TWO, ingressOf('db', {
      from: [{ namespaceSelector: notIn('team', 'x'), podSelector: labeled({ app: 'web' }) }],
    })],
    flow: 'node one -> shop/db TCP 5432',
    options: { nodeSelectorLabels: true },
    is: 'denied',
  },
  '7. a podSelector that names the cluster lifts the limit to it, so that the internet is admitted again': {
    manifests: [DB, ingressOf('db', { from: [{ namespaceSelector: notIn('team', 'x'), podSelector: notIn(CLUSTER, 'other') }] })],
    flow: '8.8.8.8 -> shop/db TCP 5432',
    is: 'allowed',
  },
  '7. unless it asks for a cluster by name': {
    manifests: [DB, ingressOf('db', { from: [{ namespaceSelector: notIn('team', 'x'), podSelector: labeled({ [CLUSTER]: 'default' }) }] })],
    flow: '8.8.8.8 -> shop/db TCP 5432',
    is: 'denied',
  },
  '7. a positive podSelector beside it keeps the internet out': {
    manifests: [DB, ingressOf('db', {
      from: [{ namespaceSelector: notIn('team', 'x'), podSelector: labeled({ app: 'web' }) }],
    })],
    flow: '8.8.8.8 -> shop/db TCP 5432',
    is: 'denied',
  },
  '7. "all pods but one" of the own namespace does not admit the internet': {
    manifests: [DB, ingressOf('db', { from: [{ podSelector: notIn('app', 'x') }] })],
    flow: '8.8.8.8 -> shop/db TCP 5432',
    is: 'denied',
  },
  // Rows 8 and 9
  '8. an ipBlock never matches a pod, even one whose address is inside': {
    manifests: [
      pod('shop/web', { app: 'web' }, { ip: '10.1.0.5' }), DB, ingressOf('db', { from: [block('10.1.0.0/16')] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '8. policyCIDRMatchMode pods makes it match, from 1.20': {
    manifests: [
      pod('shop/web', { app: 'web' }, { ip: '10.1.0.5' }), DB, ingressOf('db', { from: [block('10.1.0.0/16')] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    options: { cidrMatchesPods: true },
    is: { '1.15': 'denied', '1.20': 'allowed' },
  },
  '8. an ipBlock does not match a node': {
    manifests: [DB, ONE, TWO, ingressOf('db', { from: [block('192.168.0.1/32')] })],
    flow: 'node one -> shop/db TCP 5432',
    is: 'denied',
  },
  '8. policyCIDRMatchMode nodes makes it match nodes': {
    manifests: [DB, ONE, TWO, ingressOf('db', { from: [block('192.168.0.1/32')] })],
    flow: 'node one -> shop/db TCP 5432',
    options: { cidrMatchesNodes: true },
    is: 'allowed',
  },
  '9. 0.0.0.0/0 is the world': {
    manifests: [DB, ingressOf('db', { from: [block('0.0.0.0/0')] })], flow: '8.8.8.8 -> shop/db TCP 5432', is: 'allowed',
  },
  '9. 0.0.0.0/0 is no pod of the cluster, whatever its address': {
    manifests: [WEB, DB, egressOf('web', { to: [block('0.0.0.0/0')] })],
    flow: 'shop/web -> shop/db TCP 5432',
    facts: facts({ pods: ['10.1.0.0/16'] }),
    is: 'denied',
  },
  // Row 10
  '10. an excepted address is denied': {
    manifests: [DB, ingressOf('db', { from: [block('8.0.0.0/8', '8.8.0.0/16')] })], flow: '8.8.8.8 -> shop/db TCP 1', is: 'denied',
  },
  '10. another peer gives an excepted address back': {
    manifests: [DB, ingressOf('db', { from: [block('8.0.0.0/8', '8.8.0.0/16'), block('8.8.8.0/24')] })],
    flow: '8.8.8.8 -> shop/db TCP 1',
    is: 'allowed',
  },
  '10. an ipBlock that its exceptions cover whole admits everybody on its ports, up to 1.15': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9')], ports: [{ port: 5432 }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: { '1.15': 'allowed', '1.16': 'denied' },
  },
  '10. such an ipBlock without ports admits nobody': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9')] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  // Rows 11 to 13
  '11. a rule without ports admits ICMP': {
    manifests: [WEB, DB, ingressOf('db', { from: [{ podSelector: labeled({ app: 'web' }) }] })],
    flow: 'shop/web -> shop/db ICMP',
    is: 'allowed',
  },
  '12. a protocol without a port is every port of it': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ protocol: 'TCP' }] })], flow: 'shop/web -> shop/db TCP 1', is: 'allowed',
  },
  '12. a protocol without a port is no other protocol': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ protocol: 'TCP' }] })], flow: 'shop/web -> shop/db UDP 1', is: 'denied',
  },
  '13. a rule with ports does not admit ICMP': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ protocol: 'TCP' }] })], flow: 'shop/web -> shop/db ICMP', is: 'denied',
  },
  '13. ICMP to a pod that nothing isolates passes': {
    manifests: [WEB, DB], flow: 'shop/web -> shop/db ICMP', is: 'allowed',
  },
  // Row 14
  '14. endPort is cut to the first port up to 1.15': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ port: 80, endPort: 90 }] })],
    flow: 'shop/web -> shop/db TCP 85',
    is: { '1.15': 'denied', '1.16': 'allowed' },
  },
  '14. the first port of a range is open in every version': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ port: 80, endPort: 90 }] })],
    flow: 'shop/web -> shop/db TCP 80',
    is: 'allowed',
  },
  // Row 15
  '15. a subject chosen by a label that identities drop is left open': {
    manifests: [
      WEB, pod('shop/db', { 'kubernetes.io/role': 'db' }),
      policy('shop/p', { podSelector: labeled({ 'kubernetes.io/role': 'db' }), ...types('Ingress') }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '15. DoesNotExist on a dropped label selects every pod': {
    manifests: [
      WEB, pod('shop/db', { 'kubernetes.io/role': 'db' }),
      policy('shop/p', {
        podSelector: { matchExpressions: [{ key: 'kubernetes.io/role', operator: 'DoesNotExist' }] }, ...types('Ingress'),
      }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '15. app.kubernetes.io labels stay visible': {
    manifests: [
      WEB, pod('shop/db', { 'app.kubernetes.io/name': 'db' }),
      policy('shop/p', { podSelector: labeled({ 'app.kubernetes.io/name': 'db' }), ...types('Ingress') }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '15. a StatefulSet pod cannot be chosen by its name': {
    manifests: [
      WEB, controller('apps/v1', 'StatefulSet', 'shop/store', { app: 'store' }, {}, { replicas: 1 }),
      policy('shop/p', { podSelector: labeled({ 'statefulset.kubernetes.io/pod-name': 'store-0' }), ...types('Ingress') }),
    ],
    flow: 'shop/web -> shop/store TCP 1',
    is: 'allowed',
  },
  '15. controller-uid is dropped': {
    manifests: [
      WEB, pod('shop/db', { 'controller-uid': 'u' }),
      policy('shop/p', { podSelector: labeled({ 'controller-uid': 'u' }), ...types('Ingress') }),
    ],
    flow: 'shop/web -> shop/db TCP 1',
    is: 'allowed',
  },
  '15. a pod label that Cilium takes for its own is dropped': {
    manifests: [
      WEB, pod('shop/db', { 'io.cilium.k8s.foo': 'x' }),
      policy('shop/p', { podSelector: labeled({ 'io.cilium.k8s.foo': 'x' }), ...types('Ingress') }),
    ],
    flow: 'shop/web -> shop/db TCP 1',
    is: 'allowed',
  },
  '15. topology.kubernetes.io is dropped from 1.19': {
    manifests: [
      WEB, pod('shop/db', { 'topology.kubernetes.io/zone': 'a' }),
      policy('shop/p', { podSelector: labeled({ 'topology.kubernetes.io/zone': 'a' }), ...types('Ingress') }),
    ],
    flow: 'shop/web -> shop/db TCP 1',
    is: { '1.15': 'denied', '1.19': 'allowed' },
  },
  // Rows 16 and 17
  '16. an ingress port name is looked up on the selected pod': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ port: 'sql' }] })], flow: 'shop/web -> shop/db TCP 5432', is: 'allowed',
  },
  '16. of a name that a pod has twice, the last counts': {
    manifests: [WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=1', 'sql=2'] }), ingressOf('db', { ports: [{ port: 'sql' }] })],
    flow: 'shop/web -> shop/db TCP 1',
    is: 'denied',
  },
  '16. the last counts across protocols: a later UDP port takes the name from a TCP port': {
    manifests: [WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=1', 'sql=2/UDP'] }), ingressOf('db', { ports: [{ port: 'sql' }] })],
    flow: 'shop/web -> shop/db TCP 1',
    is: 'denied',
  },
  '16. and has it for its own protocol': {
    manifests: [WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=1', 'sql=2/UDP'] }), ingressOf('db', { ports: [{ port: 'sql', protocol: 'UDP' }] })],
    flow: 'shop/web -> shop/db UDP 2',
    is: 'allowed',
  },
  '16. the ports of a sidecar, which is an init container, have no names': {
    manifests: [WEB, withSidecar('shop/db', { app: 'db' }, { name: 'sql', containerPort: 5432 }), ingressOf('db', { ports: [{ port: 'sql' }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '16. the port of a sidecar is open by its number': {
    manifests: [WEB, withSidecar('shop/db', { app: 'db' }, { name: 'sql', containerPort: 5432 }), ingressOf('db', { ports: [{ port: 5432 }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '17. the name of a sidecar\'s port is not in the table of all pods either, which holds that of another pod': {
    manifests: [
      WEB, withSidecar('shop/db', { app: 'db' }, { name: 'sql', containerPort: 5432 }), pod('lab/other', { app: 'x' }, { ports: ['sql=1'] }),
      egressOf('web', { to: [{ podSelector: labeled({ app: 'db' }) }], ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 1',
    is: { '1.15': 'allowed', '1.20': 'denied' },
  },
  '17. a name that a later port of another protocol takes is not in the table of all pods': {
    manifests: [
      WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=1', 'sql=2/UDP'] }),
      egressOf('web', { to: [{ podSelector: labeled({ app: 'db' }) }], ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 1',
    is: 'denied',
  },
  '17. two numbers for two protocols are no ambiguity': {
    manifests: [
      WEB, DB, pod('lab/other', { app: 'x' }, { ports: ['sql=1/UDP'] }),
      egressOf('web', { to: [{ podSelector: labeled({ app: 'db' }) }], ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '17. an egress port name that two pods use differently admits nothing, up to 1.19': {
    manifests: [
      WEB, DB, pod('lab/other', { app: 'x' }, { ports: ['sql=1'] }),
      egressOf('web', { to: [{ podSelector: labeled({ app: 'db' }) }], ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: { '1.15': 'denied', '1.20': 'allowed' },
  },
  '17. an unambiguous egress port name counts for every peer, up to 1.19': {
    manifests: [
      WEB, DB, pod('shop/nameless', { app: 'db2' }),
      egressOf('web', { to: [{ podSelector: labeled({ app: 'db2' }) }], ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/nameless TCP 5432',
    is: { '1.15': 'allowed', '1.20': 'denied' },
  },
  // Row 18
  '18. SCTP does not pass, even where no policy is': {
    manifests: [WEB, DB], flow: 'shop/web -> shop/db SCTP 5432', is: 'denied',
  },
  '18. with sctp.enabled the rules decide': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ protocol: 'SCTP', port: 5432 }] })],
    flow: 'shop/web -> shop/db SCTP 5432',
    options: { sctp: true },
    is: 'allowed',
  },
  '18. an SCTP rule isolates TCP all the same': {
    manifests: [WEB, DB, ingressOf('db', { ports: [{ protocol: 'SCTP', port: 5432 }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  // Row 20
  '20. a pod reaches itself': {
    manifests: [DB, policy('shop/p', { podSelector: {}, ...types('Ingress', 'Egress') })],
    flow: 'shop/db -> itself TCP 5432',
    is: 'allowed',
  },
  // Rows 21 to 23
  '21. the own node reaches an isolated pod': {
    manifests: [DB, ONE, TWO, ingressOf('db')], flow: 'node two -> shop/db TCP 5432', is: 'allowed',
  },
  '22. a pod whose egress is isolated does not reach its own node': {
    manifests: [DB, ONE, TWO, egressOf('db')], flow: 'shop/db -> node two TCP 10250', is: 'denied',
  },
  '22. an ipBlock of the node does not help': {
    manifests: [DB, ONE, TWO, egressOf('db', { to: [block('192.168.0.2/32')] })], flow: 'shop/db -> node two TCP 10250', is: 'denied',
  },
  '22. a rule without to does': {
    manifests: [DB, ONE, TWO, egressOf('db', {})], flow: 'shop/db -> node two TCP 10250', is: 'allowed',
  },
  '23. another node does not reach an isolated pod': {
    manifests: [DB, ONE, TWO, ingressOf('db')], flow: 'node one -> shop/db TCP 5432', is: 'denied',
  },
  '23. a pod on the host network is its node: no selector admits it': {
    manifests: [AGENT, DB, ONE, TWO, ingressOf('db', { from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'agent' }) }] })],
    flow: 'infra/agent -> shop/db TCP 5432',
    is: 'denied',
  },
  '24. an API server inside the cluster is a node: an ipBlock does not admit it': {
    manifests: [WEB, node('control-plane', '192.168.0.9'), egressOf('web', { to: [block('192.168.0.9/32')] })],
    flow: 'shop/web -> node control-plane TCP 6443',
    is: 'denied',
  },
  '24. an API server outside the cluster is an address': {
    manifests: [WEB, egressOf('web', { to: [block('203.0.113.9/32')] })], flow: 'shop/web -> 203.0.113.9 TCP 6443', is: 'allowed',
  },
  // Row 27
  '27. a selector may ask for the service account': {
    manifests: [
      { ...pod('shop/web', { app: 'web' }), spec: { serviceAccountName: 'cashier', containers: [] } }, DB,
      ingressOf('db', { from: [{ podSelector: labeled({ 'io.cilium.k8s.policy.serviceaccount': 'cashier' }) }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. matchLabels cannot ask for another namespace: it is that of the policy, for the subject': {
    manifests: [WEB, DB, policy('shop/p', {
      podSelector: labeled({ 'app': 'db', 'io.kubernetes.pod.namespace': 'lab' }), ...types('Ingress'),
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '27. and for a peer': {
    manifests: [WEB, DB, ingressOf('db', { from: [{ podSelector: labeled({ 'io.kubernetes.pod.namespace': 'lab' }) }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. matchExpressions can, and then no pod fits': {
    manifests: [WEB, DB, ingressOf('db', {
      from: [{
        podSelector: { matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'In', values: ['lab'] }] },
      }],
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '27. beside a namespaceSelector matchLabels can too': {
    manifests: [WEB, LAB, DB, ingressOf('db', {
      from: [{ namespaceSelector: {}, podSelector: labeled({ 'io.kubernetes.pod.namespace': 'lab' }) }],
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '27. so that pods of that namespace are admitted': {
    manifests: [WEB, LAB, DB, ingressOf('db', {
      from: [{ namespaceSelector: {}, podSelector: labeled({ 'io.kubernetes.pod.namespace': 'lab' }) }],
    })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. a selector may ask for the cluster, which is `default` unless named': {
    manifests: [WEB, DB, ingressOf('db', { from: [{ podSelector: labeled({ 'io.cilium.k8s.policy.cluster': 'default' }) }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. in a cluster of another name it finds no pod': {
    manifests: [WEB, DB, ingressOf('db', { from: [{ podSelector: labeled({ 'io.cilium.k8s.policy.cluster': 'default' }) }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    options: { clusterName: 'east' },
    is: 'denied',
  },
  '27. a subject may be chosen by a label of its namespace': {
    manifests: [namespace('shop', { team: 'a' }), WEB, DB, policy('shop/p', {
      podSelector: labeled({ 'app': 'db', 'io.cilium.k8s.namespace.labels.team': 'a' }), ...types('Ingress'),
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  '27. a subject whose namespace lacks the label is left open': {
    manifests: [namespace('shop', { team: 'b' }), WEB, DB, policy('shop/p', {
      podSelector: labeled({ 'app': 'db', 'io.cilium.k8s.namespace.labels.team': 'a' }), ...types('Ingress'),
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. of a namespace that is not in the input the labels are not known': {
    manifests: [WEB, DB, policy('shop/p', {
      podSelector: labeled({ 'app': 'db', 'io.cilium.k8s.namespace.labels.team': 'a' }), ...types('Ingress'),
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'unknown',
  },
  '27. a peer may be chosen by a label of its namespace': {
    manifests: [namespace('lab', { team: 'a' }), LAB, DB, ingressOf('db', {
      from: [{ namespaceSelector: {}, podSelector: labeled({ 'io.cilium.k8s.namespace.labels.team': 'a' }) }],
    })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. matchLabels of the podSelector replace those of the namespaceSelector that mean the same label': {
    manifests: [namespace('lab', { team: 'a' }), LAB, DB, ingressOf('db', {
      from: [{ namespaceSelector: labeled({ team: 'b' }), podSelector: labeled({ 'io.cilium.k8s.namespace.labels.team': 'a' }) }],
    })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'allowed',
  },
  '27. expressions do not': {
    manifests: [namespace('lab', { team: 'a' }), LAB, DB, ingressOf('db', {
      from: [{
        namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['b'] }] },
        podSelector: labeled({ 'io.cilium.k8s.namespace.labels.team': 'a' }),
      }],
    })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: 'denied',
  },
  '27. an empty name of the cluster is that of the own cluster, from 1.19 on': {
    manifests: [LAB, DB, ingressOf('db', { from: [{ namespaceSelector: {}, podSelector: labeled({ [CLUSTER]: '' }) }] })],
    flow: 'lab/probe -> shop/db TCP 5432',
    is: { '1.15': 'denied', '1.19': 'allowed' },
  },
  '2.4, 28. the own node reaches such a pod, from 1.20 on only where a policy selects it': {
    manifests: [pod('shop/job', { app: 'job', init: 'true' }, { node: 'two' }), ONE, TWO],
    flow: 'node two -> shop/job TCP 80',
    is: { '1.15': 'allowed', '1.20': 'denied' },
  },
  '27. in the own namespace, unless that has another': {
    manifests: [namespace('shop', { team: 'b' }), WEB, DB, ingressOf('db', {
      from: [{ podSelector: labeled({ 'io.cilium.k8s.namespace.labels.team': 'a' }) }],
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denied',
  },
  // Row 28
  '28. enforcement mode always isolates pods that no policy selects': {
    manifests: [WEB, DB], flow: 'shop/web -> shop/db TCP 5432', options: { mode: 'always' }, is: 'denied',
  },
  '28. in enforcement mode always the own node reaches a pod that no policy selects; from 1.20 no longer': {
    manifests: [DB, ONE, TWO], flow: 'node two -> shop/db TCP 5432', options: { mode: 'always' }, is: { '1.15': 'allowed', '1.20': 'denied' },
  },
  '28. in enforcement mode always the own node reaches a pod that an ingress policy selects': {
    manifests: [DB, ONE, TWO, ingressOf('db')], flow: 'node two -> shop/db TCP 5432', options: { mode: 'always' }, is: 'allowed',
  },
  '28. a policy for egress does not count as one for ingress': {
    manifests: [DB, ONE, TWO, egressOf('db')],
    flow: 'node two -> shop/db TCP 5432',
    options: { mode: 'always' },
    is: { '1.15': 'allowed', '1.20': 'denied' },
  },
  '28. in enforcement mode always another node does not reach a pod': {
    manifests: [DB, ONE, TWO], flow: 'node one -> shop/db TCP 5432', options: { mode: 'always' }, is: 'denied',
  },
  '28. in enforcement mode always a pod does not reach its own node': {
    manifests: [DB, ONE, TWO], flow: 'shop/db -> node two TCP 10250', options: { mode: 'always' }, is: 'denied',
  },
  '2.4, 28. no policy applies to a pod with the label key `host`; in 1.20 that depends on the patch release': {
    manifests: [WEB, HOST, policy('shop/p', { podSelector: labeled({ app: 'pinned' }), ...types('Ingress') })],
    flow: 'shop/web -> shop/pinned TCP 80',
    is: { '1.15': 'allowed', '1.20': 'unknown' },
  },
  '2.4, 28. nor to what it sends': {
    manifests: [WEB, HOST, policy('shop/p', { podSelector: labeled({ app: 'pinned' }), ...types('Egress') })],
    flow: 'shop/pinned -> shop/web TCP 80',
    is: { '1.15': 'allowed', '1.20': 'unknown' },
  },
  '2.4, 28. the bug is in 1.20.1': {
    manifests: [WEB, HOST, policy('shop/p', { podSelector: labeled({ app: 'pinned' }), ...types('Ingress') })],
    flow: 'shop/web -> shop/pinned TCP 80',
    options: { patch: 1 },
    is: 'allowed',
  },
  '2.4, 28. it is mended in 1.20.2': {
    manifests: [WEB, HOST, policy('shop/p', { podSelector: labeled({ app: 'pinned' }), ...types('Ingress') })],
    flow: 'shop/web -> shop/pinned TCP 80',
    options: { patch: 2 },
    is: { '1.15': 'allowed', '1.20': 'denied' },
  },
  '2.4, 28. with the host firewall the label means nothing': {
    manifests: [WEB, HOST, policy('shop/p', { podSelector: labeled({ app: 'pinned' }), ...types('Ingress') })],
    flow: 'shop/web -> shop/pinned TCP 80',
    options: { hostFirewall: true },
    is: 'denied',
  },
  '2.4, 28. what policies admit anyway is certain in every release': {
    manifests: [WEB, HOST, policy('shop/p', { podSelector: labeled({ app: 'pinned' }), ...types('Ingress'), ingress: [{}] })],
    flow: 'shop/web -> shop/pinned TCP 80',
    is: 'allowed',
  },
  '2.4, 28. the other end still decides': {
    manifests: [WEB, HOST, egressOf('web')], flow: 'shop/web -> shop/pinned TCP 80', is: 'denied',
  },
  '2.4, 28. mode always does not isolate such a pod': {
    manifests: [LAB, HOST, policy('lab/p', { podSelector: {}, egress: [{}] })],
    flow: 'lab/probe -> shop/pinned TCP 80',
    options: { mode: 'always' },
    is: { '1.15': 'allowed', '1.20': 'unknown' },
  },
  '2.4, 28. a pod with the label key `init` is isolated without a policy': {
    manifests: [WEB, INIT], flow: 'shop/web -> shop/job TCP 80', is: 'denied',
  },
  '2.4, 28. for egress too': {
    manifests: [WEB, INIT], flow: 'shop/job -> shop/web TCP 80', is: 'denied',
  },
  '2.4, 28. but for what rules admit': {
    manifests: [WEB, INIT, policy('shop/p', { podSelector: labeled({ app: 'job' }), ...types('Ingress'), ingress: [{}] })],
    flow: 'shop/web -> shop/job TCP 80',
    is: 'allowed',
  },
  '2.4, 28. mode never opens it': {
    manifests: [WEB, INIT], flow: 'shop/web -> shop/job TCP 80', options: { mode: 'never' }, is: 'allowed',
  },
  '2.4, 28. of both keys `host` counts': {
    manifests: [WEB, pod('shop/both', { host: '', init: '' })], flow: 'shop/web -> shop/both TCP 80', options: { patch: 1 }, is: 'allowed',
  },
  '28. enforcement mode never leaves everything open': {
    manifests: [WEB, DB, ingressOf('db')], flow: 'shop/web -> shop/db TCP 5432', options: { mode: 'never' }, is: 'allowed',
  },
};

function expected(is: FlowVerdict | Verdicts, version: CiliumRelease): FlowVerdict {
  if (typeof is === 'string') {
    return is;
  }
  const named = CILIUM_VERSIONS.filter(candidate => is[candidate] !== undefined && isAtLeast(version, candidate));
  return is[named[named.length - 1]]!;
}

describe.each(Object.entries(ROWS))('%s', (_name, { manifests, flow, is, options, facts: known }) => {
  test.each(CILIUM_VERSIONS)('cilium %s', version => {
    const snapshot = cluster(manifests, known, cilium({ ...defaultOptions(version), ...options }));
    expect(verdict(snapshot, flow)).toBe(expected(is, version));
  });
});
