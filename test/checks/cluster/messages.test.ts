import { ciliumCluster, clusterWith, contextOf, contextOfManifests } from './context';
import { block, DB, egressOf, FROM_WEB, ingressOf, LIVE_WEB, QUIRK_ROWS, QuirkRow, TO_DB, WEB } from './quirk-rows';
import { CHECKS } from '../../../src/checks/all';
import { QUIRK_TEXTS } from '../../../src/dialects/cilium/quirk-texts';
import { Quirk } from '../../../src/dialects/cilium/quirks';
import { renderFinding } from '../../../src/render/human';
import { deployment, metadata, node, pod, policy } from '../../fixture';
import { expectGolden } from '../../golden/golden';
import { clusterPolicy } from '../tiers/policies';
import { CiliumVersion, ClusterFacts, INetworkPolicyTarget, NetworkDriver, PolicyEnforcementMode, ServiceTranslation } from 'cdk8s-netpol';

interface Message {
  readonly manifests: readonly object[];
  readonly target?: INetworkPolicyTarget;
  readonly facts?: ClusterFacts;
  /** Of an enforcer-differs that comes with others, what its note says. */
  readonly note?: string;
}

const CLUSTER_CHECKS = CHECKS.filter(({ meta }) => ['not-enforced', 'policy-kind-not-enforced', 'label-overrides-policy', 'enforcement-assumed', 'enforcer-differs', 'services-after-policy', 'starts-open'].includes(meta.name));

const NEVER = { policyEnforcementMode: PolicyEnforcementMode.NEVER };
const AFTER_POLICY = { serviceTranslation: ServiceTranslation.AFTER_POLICY };
const CILIUM_POLICY = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: metadata('shop/no-metadata'), spec: {} };
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: metadata('shop/db'), spec: { selector: { app: 'db' }, ports: [{ port: 5432 }] } };

const MESSAGES: Record<string, Message> = {
  'not-enforced': {
    manifests: [WEB, ingressOf('web'), policy('lab/deny', { podSelector: {} })], target: clusterWith(NetworkDriver.FLANNEL),
  },
  'not-enforced-in-mode-never': { manifests: [WEB, ingressOf('web')], target: ciliumCluster(), facts: NEVER },
  'label-overrides-policy-opens': {
    manifests: [deployment('shop/web', { app: 'web', host: 'rack-7' }), ingressOf('web')], target: ciliumCluster(CiliumVersion.V1_18),
  },
  'label-overrides-policy-perhaps-opens': {
    manifests: [deployment('shop/web', { app: 'web', host: 'rack-7' }), ingressOf('web')], target: ciliumCluster(CiliumVersion.V1_20),
  },
  'label-overrides-policy-isolates': { manifests: [deployment('shop/web', { app: 'web', init: 'done' })], target: ciliumCluster() },
  'enforcement-assumed': { manifests: [WEB, ingressOf('web')] },
  'policy-kind-not-enforced': { manifests: [WEB, CILIUM_POLICY], target: clusterWith(NetworkDriver.CALICO) },
  'policy-kind-not-enforced-by-default': {
    manifests: [WEB, clusterPolicy('guard', [{ action: 'Deny' }])], target: ciliumCluster(CiliumVersion.V1_20),
  },
  'policy-kind-not-enforced-in-mode-never': { manifests: [WEB, CILIUM_POLICY], target: ciliumCluster(), facts: NEVER },
  ...Object.fromEntries((Object.entries(QUIRK_ROWS) as [Quirk, QuirkRow][]).map(([quirk, row]): [string, Message] => [
    `enforcer-differs-${quirk}`, { ...row, target: ciliumCluster(row.until), note: QUIRK_TEXTS[quirk].does },
  ])),
  'enforcer-differs-for-several-reasons': {
    manifests: [
      LIVE_WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=5432', 'sql=5433'] }),
      ingressOf('db', { from: [block('10.1.0.0/16')], ports: [{ port: 'sql' }] }),
    ],
    target: ciliumCluster(CiliumVersion.V1_20),
    note: 'several things that Cilium 1.20 does differently make this difference together',
  },
  'enforcer-differs-on-many-connections': {
    manifests: [
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(name => deployment(`shop/${name}`, { app: name })), DB,
      ingressOf('db', { ports: [{ port: 5430, endPort: 5440 }] }),
    ],
    target: ciliumCluster(),
  },
  'enforcer-differs-on-many-own-nodes': {
    manifests: [
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(name => deployment(`shop/${name}`, { app: name })),
      policy('shop/deny', { podSelector: {}, policyTypes: ['Egress'] }),
    ],
    target: ciliumCluster(),
  },
  'enforcer-differs-on-a-node': {
    manifests: [WEB, node('cp-1', '10.50.0.11'), egressOf('web', { to: [block('10.50.0.11/32')], ports: [{ port: 6443 }] })],
    target: ciliumCluster(CiliumVersion.V1_18),
  },
  'enforcer-differs-where-it-is-open': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8')] }), egressOf('web', { to: [block('10.1.0.0/16')] })],
    target: ciliumCluster(CiliumVersion.V1_18),
  },
  'starts-open-kube-router': { manifests: [WEB, ingressOf('web')], target: clusterWith(NetworkDriver.FLANNEL, 'kube-router') },
  'starts-open-aws': { manifests: [WEB, ingressOf('web')], target: clusterWith(NetworkDriver.AWS_VPC, 'aws-network-policy-agent') },
  'services-after-policy': {
    manifests: [WEB, DB, SERVICE, egressOf('web', TO_DB, {
      to: [{ ipBlock: { cidr: '192.168.0.0/16' } }],
    })],
    target: clusterWith(NetworkDriver.CALICO),
    facts: { ...AFTER_POLICY, serviceCidrs: ['10.96.0.0/12'] },
  },
  'services-after-policy-at-unknown-addresses': {
    manifests: [WEB, DB, SERVICE, egressOf('web', TO_DB), ingressOf('db', FROM_WEB)], facts: AFTER_POLICY,
  },
};

/** The messages about manifests and a cluster that constructs have made. */
function messagesOf({ manifests, target, facts, note }: Message, name: string): string {
  const context = contextOfManifests(manifests.map((content: any, index) => ({
    content,
    origin: { constructPath: `app/${content.metadata.namespace}/${content.metadata.name}`, source: `lib/shop.ts:${10 * (index + 1)}` },
  })), { target, facts });
  const origin = { object: 'cluster staging', constructPath: 'app/cluster', source: 'lib/cluster.ts:9' };
  const placed = { ...context, target: context.target && { ...context.target, origin } };
  return CLUSTER_CHECKS.flatMap(({ check }) => check(placed))
    .filter(finding => finding.check === name && (note === undefined || finding.notes.includes(note)))
    .map(renderFinding).join('\n\n');
}

/** The check of a message is the longest name that it starts with. */
function checkOf(message: string): string {
  return CLUSTER_CHECKS.map(({ meta }) => meta.name).find(name => message.startsWith(name))!;
}

test.each(Object.entries(MESSAGES))('the message %s', (name, message) => {
  expectGolden(`target/${name}`, messagesOf(message, checkOf(name)));
});

test('every check of the cluster has a golden message', () => {
  const withMessage = Object.keys(MESSAGES).map(checkOf);
  expect(CLUSTER_CHECKS.map(({ meta }) => meta.name).filter(name => !withMessage.includes(name))).toEqual([]);
});

test('every check says in its findings what its description says: its name, and the severity of the gravest', () => {
  for (const { meta, check } of CLUSTER_CHECKS) {
    const all = Object.entries(MESSAGES).filter(([name]) => checkOf(name) === meta.name)
      .flatMap(([, { manifests, target, facts }]) => check(contextOf(manifests, { target, facts })));
    const [gravest] = ['error', 'warning', 'info'].filter(severity => all.some(finding => finding.severity === severity));
    expect([gravest, new Set(all.map(finding => finding.check))]).toEqual([meta.severity, new Set([meta.name])]);
  }
});
