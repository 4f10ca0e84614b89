import { Quirk } from '../../../src/dialects/cilium/quirks';
import { deployment, labeled, pod, policy } from '../../fixture';
import { CiliumVersion, ClusterFacts, PolicyEnforcementMode } from 'cdk8s-netpol';

/** Listens on 8080. */
export const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
/** Listens on 5432. */
export const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
/** Has an address already. */
export const LIVE_WEB = pod('shop/web', { app: 'web' }, { ip: '10.1.0.5' });
/** A pod with a sidecar that has the port. */
export function withSidecar(name: string, labels: Record<string, string>, port: object): object {
  const sidecar = { name: 'sidecar', image: 'any', restartPolicy: 'Always', ports: [port] };
  return { ...pod(name, labels), spec: { containers: [{ name: 'main', image: 'any' }], initContainers: [sidecar] } };
}

/** Half of a rule: from the web pods. */
export const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };
/** Half of a rule: to the db pods. */
export const TO_DB = { to: [{ podSelector: labeled({ app: 'db' }) }] };

/** A policy for ingress alone, so that no pod misses its own node. */
export function ingressOf(app: string, ...ingress: object[]): object {
  return policy(`shop/${app}-in`, { podSelector: labeled({ app }), policyTypes: ['Ingress'], ingress });
}

/** A policy for egress alone. To Cilium it keeps the pod from its own node unless a rule admits that. */
export function egressOf(app: string, ...egress: object[]): object {
  return policy(`shop/${app}-out`, { podSelector: labeled({ app }), policyTypes: ['Egress'], egress });
}

/** A peer: addresses. */
export function block(cidr: string, ...except: string[]): object {
  return { ipBlock: { cidr, ...(except.length > 0 && { except }) } };
}
/** A peer: all namespaces but those of team x. */
export const notInTeamX = { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] } };

/** A cluster, and what is found in it. */
export interface QuirkRow {
  readonly manifests: readonly object[];
  readonly facts?: ClusterFacts;
  readonly flow: string;
  readonly is: 'denies' | 'allows';
  readonly at: string;
  readonly documented: string;
  readonly enforced: string;
  /** The last version that does so; without it, all do. */
  readonly until?: CiliumVersion;
}

/** For each quirk that changes an answer on its own, the simplest cluster in which it does. */
export const QUIRK_ROWS: Partial<Record<Quirk, QuirkRow>> = {
  'rules-count-without-policy-types': {
    manifests: [WEB, DB, policy('shop/db', {
      podSelector: labeled({ app: 'db' }), policyTypes: ['Egress'], egress: [{}], ingress: [{ from: [{ podSelector: labeled({ app: 'x' }) }] }],
    })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'NetworkPolicy shop/db',
    documented: 'ingress shop/db allowed not isolated: no policy selects it for ingress',
    enforced: 'ingress shop/db denied isolated by shop/db; no rule admits it',
  },
  'ip-block-is-outside-only': {
    manifests: [LIVE_WEB, DB, ingressOf('db', { from: [block('10.1.0.0/16')] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, rule 1: from 10.1.0.0/16, every port',
    enforced: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
  },
  'end-port-is-cut': {
    manifests: [WEB, DB, ingressOf('db', { ...FROM_WEB, ports: [{ port: 5430, endPort: 5440 }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, rule 1: from app=web, TCP 5430-5440',
    enforced: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
    until: CiliumVersion.V1_15,
  },
  'negative-selector-admits-outsiders': {
    manifests: [DB, ingressOf('db', { from: [notInTeamX] })],
    flow: '8.8.8.8 -> shop/db TCP 5432',
    is: 'allows',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
    enforced: 'ingress shop/db allowed isolated by shop/db-in; '
      + 'admitted by shop/db-in, rule 1: from all pods in namespaces with team!=x or addresses outside and nodes, every port',
    until: CiliumVersion.V1_18,
  },
  'empty-ip-block-admits-everybody': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9')], ports: [{ port: 5432 }] })],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allows',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
    enforced: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, rule 1: from anybody, TCP 5432',
    until: CiliumVersion.V1_15,
  },
  'port-names-share-one-table': {
    manifests: [
      WEB, DB, deployment('lab/other', { app: 'other' }, { ports: ['sql=1'] }),
      egressOf('web', { ...TO_DB, ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'NetworkPolicy shop/web-out',
    documented: 'egress shop/web allowed isolated by shop/web-out; admitted by shop/web-out, rule 1: to app=db, TCP sql',
    enforced: 'egress shop/web denied isolated by shop/web-out; no rule admits it',
    until: CiliumVersion.V1_19,
  },
  'last-port-name-wins': {
    manifests: [
      WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=5432', 'sql=5433'] }), ingressOf('db', { ...FROM_WEB, ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, rule 1: from app=web, TCP sql',
    enforced: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
  },
  'sidecar-ports-have-no-names': {
    manifests: [
      WEB, withSidecar('shop/db', { app: 'db' }, { name: 'sql', containerPort: 5432 }), ingressOf('db', { ...FROM_WEB, ports: [{ port: 'sql' }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, rule 1: from app=web, TCP sql',
    enforced: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
  },
  'own-namespace-is-forced': {
    manifests: [
      WEB, DB, ingressOf('db', { from: [{ podSelector: labeled({ 'app': 'web', 'io.kubernetes.pod.namespace': 'lab' }) }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allows',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
    enforced: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, '
      + 'rule 1: from app=web,io.kubernetes.pod.namespace=shop, every port',
  },
  'labels-are-dropped': {
    manifests: [
      WEB, pod('shop/db', { 'kubernetes.io/role': 'db' }, { ports: ['5432'] }),
      policy('shop/db-in', { podSelector: labeled({ 'kubernetes.io/role': 'db' }), policyTypes: ['Ingress'] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allows',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
    enforced: 'ingress shop/db allowed not isolated: no policy selects it for ingress',
  },
  'identities-have-more-labels': {
    manifests: [
      { ...pod('shop/web', { app: 'web' }), spec: { serviceAccountName: 'cashier', containers: [] } }, DB,
      ingressOf('db', { from: [{ podSelector: labeled({ 'io.cilium.k8s.policy.serviceaccount': 'cashier' }) }] }),
    ],
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'allows',
    at: 'NetworkPolicy shop/db-in',
    documented: 'ingress shop/db denied isolated by shop/db-in; no rule admits it',
    enforced: 'ingress shop/db allowed isolated by shop/db-in; admitted by shop/db-in, '
      + 'rule 1: from io.cilium.k8s.policy.serviceaccount=cashier, every port',
  },
  'own-node-needs-a-rule': {
    manifests: [WEB, DB, egressOf('web', TO_DB)],
    flow: 'shop/web -> its own node TCP 10250 (kubelet)',
    is: 'denies',
    at: 'NetworkPolicy shop/web-out',
    documented: 'egress shop/web allowed a pod always reaches its own node',
    enforced: 'egress shop/web denied isolated by shop/web-out; no rule admits it',
  },
  'sctp-is-dropped': {
    manifests: [WEB, deployment('shop/signal', { app: 'signal' }, { ports: ['m3ua=2905/SCTP'] })],
    flow: 'shop/web -> shop/signal SCTP 2905',
    is: 'denies',
    at: 'cluster staging',
    documented: 'egress shop/web allowed not isolated: no policy selects it for egress',
    enforced: 'egress shop/web denied the network plugin drops this protocol, whatever the policies say',
  },
  'isolates-every-pod': {
    manifests: [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }, { ports: ['sql=5432'] })],
    facts: { policyEnforcementMode: PolicyEnforcementMode.ALWAYS },
    flow: 'shop/web -> shop/db TCP 5432',
    is: 'denies',
    at: 'cluster staging',
    documented: 'egress shop/web allowed not isolated: no policy selects it for egress',
    enforced: 'egress shop/web denied isolated: this cluster isolates every pod, and no rule admits it',
  },
};
