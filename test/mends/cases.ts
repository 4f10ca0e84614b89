import { Mend, mendsOf } from './mends';
import { CHECKS } from '../../src/checks/all';
import { CheckExample } from '../../src/checks/check';

/** Manifests in which a check finds something that can be mended by pasting, and what may pass then that could not before. */
export interface MendCase {
  readonly check: string;
  /** What is different from the bad example of the check; undefined for that one. */
  readonly where?: string;
  readonly example: CheckExample;
  readonly changes: readonly string[];
  /** What the manifests need beside what is pasted, as help says too. */
  readonly beside?: (manifests: string) => string;
}

const badOf = (name: string): CheckExample => CHECKS.find(({ meta }) => meta.name === name)!.meta.bad;

const pod = (name: string, namespace = 'shop', labels = `app: ${name}`, port = 8080) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { containers: [{ name: main, ports: [{ containerPort: ${port} }] }] }
---
`;

const policy = (name: string, namespace: string, spec: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---
`;

const KUBE_DNS = pod('kube-dns', 'kube-system', 'k8s-app: kube-dns', 53)
  .replace('[{ containerPort: 53 }]', '[{ containerPort: 53 }, { containerPort: 53, protocol: UDP }]');
const DNS = policy('dns', 'shop', `{ podSelector: {}, policyTypes: [Egress], egress: [{
  to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }`);
const WEB_TO_ORDERS = policy('web', 'shop',
  '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: orders } } }], ports: [{ port: 8080 }] }] }');

/** By the name of a check: what its mend changes in its bad example. */
const OF_BAD_EXAMPLES: Readonly<Record<string, Partial<MendCase>>> = {
  // The addresses of Services lead to pods and are no ends of connections; what nodes have is not known.
  'services-after-policy': { changes: ['perhapsOpened shop/web -> other nodes TCP 5432'] },
  'one-sided-connection': { changes: ['opened shop/web -> shop/orders TCP 8080'] },
  'dns-blocked': { changes: ['opened shop/web -> k8s-app=kube-dns in kube-system (not in the input) TCP 53; UDP 53'] },
  'webhook-blocked': { changes: ['perhapsOpened other nodes -> shop/guard TCP 9443', 'opened 192.0.2.10/32 -> shop/guard TCP 9443'] },
  'api-server-blocked': {
    changes: ['perhapsOpened shop/operator -> other nodes TCP 6443', 'opened shop/operator -> 192.0.2.10/32 TCP 6443'],
  },
  'ingress-backend-blocked': { changes: ['opened edge/controller -> shop/web TCP 8080'] },
  'service-unreachable': {
    changes: ['opened app=client in shop (not in the input) -> shop/orders TCP 8080'],
    beside: manifests => manifests + `---\n${pod('client')}`,
  },
  // A pod and its own node reach each other beside all policies; that is no connection of this list.
  'probe-blocked': {},
  'metrics-port-closed': { changes: ['opened monitoring/prometheus -> shop/orders TCP 9102'] },
  'dead-annotation': { beside: manifests => manifests.replace(/net\.beta/, 'example.com/old.net.beta') },
};

export const MEND_CASES: readonly MendCase[] = [
  ...Object.entries(OF_BAD_EXAMPLES)
    .map(([check, expected]): MendCase => ({ check, example: badOf(check), changes: [], ...expected })),
  {
    check: 'one-sided-connection',
    where: 'in another namespace, with pods of equal labels',
    example: {
      manifests: pod('web') + pod('orders', 'till') + pod('web', 'till') + pod('cache', 'till') + WEB_TO_ORDERS
      + policy('closed', 'till', '{ podSelector: {}, policyTypes: [Ingress] }'),
    },
    changes: ['opened shop/web -> till/orders TCP 8080'],
  },
  {
    check: 'one-sided-connection',
    where: 'where the source is closed',
    example: {
      manifests: pod('web') + pod('worker') + pod('orders') + KUBE_DNS + DNS
      + policy('closed', 'shop', '{ podSelector: {}, policyTypes: [Ingress, Egress] }')
      + policy('orders', 'shop', '{ podSelector: { matchLabels: { app: orders } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }] }'),
    },
    changes: ['opened shop/web -> shop/orders TCP 8080'],
  },
  {
    check: 'dns-blocked',
    where: 'with pods beside that no policy isolates',
    example: {
      manifests: pod('web') + pod('orders') + pod('free') + KUBE_DNS + ['web', 'orders'].map(name => policy(name, 'shop',
        `{ podSelector: { matchLabels: { app: ${name} } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }`)).join(''),
    },
    changes: [
      'opened shop/orders -> kube-system/kube-dns TCP 53; UDP 53',
      'opened shop/web -> kube-system/kube-dns TCP 53; UDP 53',
    ],
  },
  {
    check: 'dns-blocked',
    where: 'in a whole namespace',
    example: {
      manifests: pod('web') + pod('orders') + KUBE_DNS + pod('other', 'kube-system')
      + policy('closed', 'shop', '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }'),
    },
    changes: [
      'opened shop/orders -> kube-system/kube-dns TCP 53; UDP 53',
      'opened shop/web -> kube-system/kube-dns TCP 53; UDP 53',
    ],
  },
];

/** Every mend, with its case. */
export const MENDS: readonly (readonly [name: string, mend: Mend, one: MendCase])[] = MEND_CASES.flatMap(one =>
  mendsOf(one.check, one.example).map((mend): [string, Mend, MendCase] =>
    [`${one.check}${one.where === undefined ? '' : ` ${one.where}`}, as ${mend.kind}: ${mend.of.title}`, mend, one]));
