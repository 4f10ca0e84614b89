import { parseAllDocuments } from 'yaml';
import { KUBERNETES } from '../../src/dialects/kubernetes';
import { ingest, Ingested } from '../../src/ingest/ingest';

/** The manifests as if constructs of an app had made them: the first at line 10 of lib/shop.ts, the second at 20. */
export function readAsConstructs(yaml: string): Ingested {
  const documents = parseAllDocuments(yaml).map(document => document.toJS()).filter(content => content !== null);
  return ingest(documents.map((content, index) => ({
    content,
    origin: { constructPath: `app/shop/${content.metadata?.name}`, source: `lib/shop.ts:${10 * (index + 1)}` },
  })), { dialect: KUBERNETES });
}

/** Pods of namespace `shop`: `pods('web', 'db')`. */
export function pods(...names: readonly string[]): string {
  return names.map(name => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: main, ports: [{ name: http, containerPort: 8080 }] }] }
`).join('');
}

/** A policy of namespace `shop`; `spec` is YAML without indentation. */
export function policy(name: string, spec: string): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:${spec.replace(/\n/g, '\n  ')}
`;
}

/** A policy of the whole cluster with ingress rules for all pods; `ingress` is YAML with an indentation of 2. */
export function guard(name: string, tier: 'Admin' | 'Baseline', ingress: string): string {
  return `
---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: ${name} }
spec:
  tier: ${tier}
  priority: 10
  subject: { namespaces: {} }
  ingress:${ingress.replace(/\n/g, '\n  ')}
`;
}

/** Isolates all pods of `shop` in both directions. */
export const DENY_ALL = policy('default-deny', `
podSelector: {}
policyTypes: [Ingress, Egress]
`);

/** Lets all pods of `shop` resolve names. */
export const DNS = policy('dns', `
podSelector: {}
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
        podSelector: { matchLabels: { k8s-app: kube-dns } }
    ports: [{ port: 53, protocol: UDP }, { port: 53 }]
`);

/** Lets web send to orders, on 8080. */
export const WEB_TO_ORDERS = policy('web-egress', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
  - to: [{ podSelector: { matchLabels: { app: orders } } }]
    ports: [{ port: 8080 }]
`);

/** Lets orders accept what the rule says. */
export function ordersAccept(rule: string): string {
  return policy('orders-ingress', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress]
ingress:
  - ${rule}
`);
}
