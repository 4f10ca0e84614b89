// What docs/cilium.md is made from: the cluster, the promises, and the questions that put them to the test.
import { FlowVerdict } from '../src/model/trace';

/** A question, and the verdict that a reader of the promise expects. */
export interface Question {
  /** `default/pod1 -> default/pod2 TCP 80` */
  readonly flow: string;
  readonly promised: FlowVerdict;
  readonly about: string;
}

/** A sentence that people read about network policies, and how to find out whether it is true. */
export interface Promise {
  readonly title: string;
  readonly quote: string;
  readonly policies: string;
  readonly questions: readonly Question[];
  /** What to make of the answers. */
  readonly explanation: string;
}

/** The cluster that every question is about. */
export const CLUSTER = `
apiVersion: v1
kind: Pod
metadata: { name: pod1, namespace: default, labels: { app: pod1 } }
spec: { nodeName: node-1, containers: [{ name: main, image: main }] }
status: { podIP: 10.10.10.1, podIPs: [{ ip: 10.10.10.1 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: pod2, namespace: default, labels: { app: pod2 } }
spec: { nodeName: node-2, containers: [{ name: main, image: main }] }
status: { podIP: 10.10.10.2, podIPs: [{ ip: 10.10.10.2 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: pod3, namespace: demo-namespace, labels: { app: pod3 } }
spec: { nodeName: node-2, containers: [{ name: main, image: main }] }
status: { podIP: 10.20.20.3, podIPs: [{ ip: 10.20.20.3 }] }
---
apiVersion: v1
kind: Node
metadata: { name: node-1 }
status: { addresses: [{ type: InternalIP, address: 192.168.0.1 }] }
---
apiVersion: v1
kind: Node
metadata: { name: node-2 }
status: { addresses: [{ type: InternalIP, address: 192.168.0.2 }] }
`;

const DEFAULT_DENY_ALL = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny-all
  namespace: default
spec:
  podSelector: {}
  policyTypes:
    - Ingress
    - Egress
`;

const POD_BASED = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: pod-based-policy
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: pod1
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
      - podSelector:
          matchLabels:
            app: pod2
  egress:
    - to:
      - podSelector:
          matchLabels:
            app: pod2
`;

const NAMESPACE_BASED = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: namespace-based-policy
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: pod1
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
      - namespaceSelector:
          matchLabels:
            kubernetes.io/metadata.name: demo-namespace
  egress:
    - to:
      - namespaceSelector:
          matchLabels:
            kubernetes.io/metadata.name: demo-namespace
`;

const ALL_NAMESPACES_BUT_ONE = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: all-namespaces-but-one
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: pod1
  policyTypes:
    - Ingress
  ingress:
    - from:
      - namespaceSelector:
          matchExpressions:
            - { key: kubernetes.io/metadata.name, operator: NotIn, values: [untrusted] }
`;

const IP_BASED = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ip-based-policy
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: pod1
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
      - ipBlock:
          cidr: 10.10.10.0/24
      - ipBlock:
          cidr: 192.168.0.0/24
      - ipBlock:
          cidr: 203.0.113.0/24
  egress:
    - to:
      - ipBlock:
          cidr: 10.10.10.0/24
      - ipBlock:
          cidr: 192.168.0.0/24
      - ipBlock:
          cidr: 203.0.113.0/24
`;

const ONE_WAY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: one-way
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: pod1
  policyTypes:
    - Ingress
    - Egress
  egress:
    - to:
      - podSelector:
          matchLabels:
            app: pod2
`;

const UNLISTED_RULES = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: unlisted-rules
  namespace: default
spec:
  podSelector:
    matchLabels:
      app: pod1
  policyTypes:
    - Egress
  egress:
    - {}
  ingress:
    - from:
      - podSelector:
          matchLabels:
            app: pod2
`;

/** Every promise, in the order of the page. */
export const PROMISES: readonly Promise[] = [
  {
    title: 'Policies add up',
    quote: 'Network policies are additive [...]. Allowed connections to and from the pod will be the sum of the allow rules in the applicable policies. '
      + 'If the allow rules are not specified, all of the connections will be blocked.',
    policies: [POD_BASED, NAMESPACE_BASED].join('---'),
    questions: [
      { flow: 'default/pod2 -> default/pod1 TCP 80', promised: 'allowed', about: 'one policy allows it' },
      { flow: 'demo-namespace/pod3 -> default/pod1 TCP 80', promised: 'allowed', about: 'the other one allows it' },
      { flow: '203.0.113.7 -> default/pod1 TCP 80', promised: 'denied', about: 'neither does' },
    ],
    explanation: 'On Cilium too. A deny rule of a CiliumNetworkPolicy would take something away again, which no NetworkPolicy can.',
  },
  {
    title: 'Both sides must allow a connection',
    quote: 'To allow a connection from one pod to another, both of these pods must have respective egress and ingress policies allowing each other. '
      + 'If either side does not allow the connection, it will not happen.',
    policies: [DEFAULT_DENY_ALL, POD_BASED].join('---'),
    questions: [
      { flow: 'default/pod1 -> default/pod2 TCP 80', promised: 'denied', about: '`pod1` may send, `pod2` does not accept' },
      { flow: 'default/pod2 -> default/pod1 TCP 80', promised: 'denied', about: '`pod1` accepts, `pod2` may not send' },
      { flow: 'demo-namespace/pod3 -> default/pod1 TCP 80', promised: 'denied', about: '`pod3` may send, since no policy isolates it' },
    ],
    explanation: 'On Cilium too. A side that no policy isolates allows everything: only isolated pods need a policy of their own. `AllowConnection` writes both sides at once.',
  },
  {
    title: 'The own node is always allowed',
    quote: 'Note that traffic to and from the node where a pod is running is always allowed [...].',
    policies: DEFAULT_DENY_ALL,
    questions: [
      { flow: 'node node-1 -> default/pod1 TCP 80', promised: 'allowed', about: 'its own node reaches the pod, as the kubelet\'s probes do' },
      { flow: 'default/pod1 -> node node-1 TCP 10250', promised: 'allowed', about: 'the pod reaches its own node' },
      { flow: 'node node-2 -> default/pod1 TCP 80', promised: 'denied', about: 'another node, of which nothing is promised' },
      { flow: 'default/pod1 -> node node-2 TCP 10250', promised: 'denied', about: 'the same, the other way round' },
    ],
    explanation: 'Half of it. On Cilium a pod that is isolated for egress does not reach its own node, unless a rule without `to` admits everybody. '
      + 'No ipBlock helps, since to Cilium a node is no address (`policyCIDRMatchMode: nodes` changes that). Agents that talk to the kubelet or to a '
      + 'node-local DNS cache need a CiliumNetworkPolicy with `toEntities: [host]`. Where the text of Kubernetes speaks of isolation it promises the way '
      + 'into the pod only; the simulator reads that text as the page does.',
  },
  {
    title: 'An ipBlock allows what has an address in it',
    quote: 'IP address blocks (endpoints with an IP address in the block are allowed)',
    policies: IP_BASED,
    questions: [
      { flow: '203.0.113.7 -> default/pod1 TCP 80', promised: 'allowed', about: 'an address outside the cluster' },
      { flow: 'default/pod2 -> default/pod1 TCP 80', promised: 'allowed', about: '`pod2` has the address 10.10.10.2' },
      { flow: 'default/pod1 -> default/pod2 TCP 80', promised: 'allowed', about: 'the same, the other way round' },
      { flow: 'node node-2 -> default/pod1 TCP 80', promised: 'allowed', about: '`node-2` has the address 192.168.0.2' },
      { flow: 'default/pod1 -> node node-2 TCP 6443', promised: 'allowed', about: 'the same, the other way round: an API server inside the cluster is a node' },
    ],
    explanation: 'Only what is outside the cluster. To Cilium a pod is its labels and a node is a node, and neither is ever an address, whatever the block says: '
      + '`0.0.0.0/0` is the internet, and nothing in the cluster. Select pods by their labels. With `policyCIDRMatchMode: nodes` blocks match nodes, and from 1.20 '
      + 'with `pods` they match pods: declare it as the fact `policyCidrMatchModes`.',
  },
  {
    title: 'Replies are always allowed',
    quote: '[...] as well as reply traffic for allowed connections.',
    policies: ONE_WAY,
    questions: [
      { flow: 'default/pod1 -> default/pod2 TCP 80', promised: 'allowed', about: '`pod1` opens the connection; the replies belong to it' },
      { flow: 'default/pod2 -> default/pod1 TCP 80', promised: 'denied', about: '`pod2` opens a connection of its own, which is no reply' },
    ],
    explanation: 'On Cilium too: packets of a connection that was let through skip the policies. A verdict is always about who may open a connection, so no policy '
      + 'has to name the way back.',
  },
  {
    title: '`policyTypes` says what is isolated',
    quote: 'If you want to isolate a pod for outbound connections, you need to create a network policy that selects this pod and has Egress in its policyTypes. '
      + 'Similarly, to isolate a pod for inbound connections, a network policy should select this pod and have Ingress in its policyTypes.',
    policies: UNLISTED_RULES,
    questions: [
      { flow: 'default/pod1 -> default/pod2 TCP 80', promised: 'allowed', about: 'egress is listed, and its rule allows everything' },
      { flow: 'demo-namespace/pod3 -> default/pod1 TCP 80', promised: 'allowed', about: 'ingress is not listed, and so is not isolated' },
    ],
    explanation: 'Not where a section has rules. Cilium looks at `policyTypes` only for sections without rules (cilium#48703), so that the rules of this policy isolate `pod1` for '
      + 'ingress. List each direction that has rules, and remove rules that are not meant.',
  },
  {
    title: 'A namespace is all of its pods',
    quote: 'Specific namespaces (all pods in the namespace are allowed)',
    policies: ALL_NAMESPACES_BUT_ONE,
    questions: [
      { flow: 'demo-namespace/pod3 -> default/pod1 TCP 80', promised: 'allowed', about: 'a pod of a namespace that is meant' },
      { flow: '203.0.113.7 -> default/pod1 TCP 80', promised: 'denied', about: 'an address outside, which is no namespace' },
      { flow: 'node node-2 -> default/pod1 TCP 80', promised: 'denied', about: 'a node, which is none either' },
    ],
    explanation: 'And more, when the selector says only what is not meant. Cilium asks "is the label absent or different?" of everything that it knows, and the internet has no '
      + 'labels (cilium#46949). From 1.19 a selector means the local cluster, which keeps out the internet, and nodes unless the fact `nodeSelectorLabels` says that '
      + 'their labels count. '
      + 'Add a requirement that only namespaces meet: `kubernetes.io/metadata.name` exists on each of them.',
  },
];
