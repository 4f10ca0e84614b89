import { ALL, app, clusterPolicy, namespace } from './policies';
import { baselineNeverReached } from '../../../src/checks/tiers/baseline-never-reached';
import { pod, policy } from '../../fixture';
import { ciliumCluster, contextOf } from '../cluster/context';
import { findings, found } from '../findings';
import { CiliumVersion, PolicyEnforcementMode } from 'cdk8s-netpol';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const CLOSED = policy('shop/closed', { podSelector: {}, policyTypes: ['Ingress'] });
const accept = clusterPolicy('net', [{ action: 'Accept' }], { tier: 'Baseline' });
const deny = clusterPolicy('net', [{ action: 'Deny' }], { tier: 'Baseline' });

describe('the baseline tier', () => {
  const ISOLATED = 'the ingress rules of policy `net` in the baseline tier never decide: all pods that it selects are isolated for ingress';
  const ABOVE = 'ingress rule 1 of policy `net` in the baseline tier never decides: the admin tier decides about all that it matches';

  test.each<[string, readonly object[], readonly string[]]>([
    ['that opens what a NetworkPolicy closes is a warning', [CLOSED, accept], [`warning: ${ISOLATED}`]],
    ['that only denies is a net for later, and an info', [CLOSED, deny], [`info: ${ISOLATED}`]],
    ['is asked about the other direction', [CLOSED, clusterPolicy('net', [], { tier: 'Baseline', egress: [{ action: 'Accept' }] })], []],
    ['is asked where one pod is not isolated', [policy('shop/web', { podSelector: { matchLabels: { app: 'web' } } }), accept], []],
    ['is not asked where its subjects are', [
      policy('shop/web', { podSelector: { matchLabels: { app: 'web' } } }),
      clusterPolicy('net', [{ action: 'Accept' }], { tier: 'Baseline', subject: app('web') }),
    ], [`warning: ${ISOLATED}`]],
    ['without pods is told by another check', [CLOSED, clusterPolicy('net', [{ action: 'Accept' }], { tier: 'Baseline', subject: app('none') })], []],
    ['is not asked where the admin tier decides', [clusterPolicy('guard', [{ action: 'Deny' }]), accept], [`warning: ${ABOVE}`]],
    ['is asked where the admin tier decides about less', [clusterPolicy('guard', [{ action: 'Deny', peers: [app('web')] }]), accept], []],
    ['is asked where the admin tier passes on', [
      clusterPolicy('guard', [{ action: 'Pass', peers: [app('web')] }, { action: 'Deny' }]), accept,
    ], []],
    ['is not asked where the admin tier passes on something else', [
      clusterPolicy('guard', [{ action: 'Pass', peers: [namespace('lab')] }, { action: 'Deny' }]),
      clusterPolicy('net', [{ action: 'Accept', peers: [namespace('shop')] }], { tier: 'Baseline' }),
    ], [`warning: ${ABOVE}`]],
  ])('%s', (_, policies, titles) => {
    expect(found(baselineNeverReached, [...PODS, ...policies])).toEqual(titles);
  });

  test('is asked where it is open whether a policy isolates the pods', () => {
    const manifests = [
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'a' }] } } } },
      policy('shop/closed', { podSelector: { matchLabels: { 'example.com/closed': 'yes' } }, policyTypes: ['Ingress'] }),
      accept,
    ];
    expect(found(baselineNeverReached, manifests)).toEqual([]);
  });

  test('is not asked about a pod that a label isolates', () => {
    const context = contextOf([pod('shop/web', { init: 'yes' }), accept], {
      target: ciliumCluster(CiliumVersion.V1_20), facts: { clusterNetworkPolicyEnabled: true },
    });
    expect(baselineNeverReached.check(context).map(({ title, evidence }) => [title, evidence[1].text]))
      .toEqual([[ISOLATED, 'isolated by a label that the network plugin takes for one of its own']]);
  });

  test('is not asked on a cluster that isolates every pod', () => {
    const context = contextOf([...PODS, accept], {
      target: ciliumCluster(CiliumVersion.V1_20),
      facts: { clusterNetworkPolicyEnabled: true, policyEnforcementMode: PolicyEnforcementMode.ALWAYS },
    });
    expect(baselineNeverReached.check(context).map(({ title, evidence }) => [title, evidence[1].text]))
      .toEqual([[ISOLATED, 'isolated: this cluster isolates every pod']]);
  });
});

describe('the finding', () => {
  test('names the pods, who isolates them, and where to say it instead', () => {
    expect(findings(baselineNeverReached, [...PODS, CLOSED, accept])).toEqual([{
      check: 'baseline-never-reached',
      severity: 'warning',
      title: 'the ingress rules of policy `net` in the baseline tier never decide: all pods that it selects are isolated for ingress',
      at: { object: 'ClusterNetworkPolicy net' },
      evidence: [
        { label: 'selects', text: '2 workloads: shop/web, shop/db' },
        { label: 'ingress', text: 'isolated by shop/closed' },
      ],
      effect: 'what the policy accepts or passes on is denied unless a rule of a NetworkPolicy admits it',
      notes: ['it would decide about pods that the input does not have, where no NetworkPolicy isolates them'],
      help: ['accept it in NetworkPolicies of the namespaces, or in the admin tier, which no NetworkPolicy can undo'],
    }]);
  });

  test('of a net that only denies says that it may stay', () => {
    const [{ severity, effect, help }] = findings(baselineNeverReached, [...PODS, CLOSED, deny]);
    expect([severity, effect, help]).toEqual(['info', undefined, [
      'leave it as a net below pods that have no NetworkPolicy yet, and accept this finding; to deny it to all pods, use the admin tier',
    ]]);
  });

  test('of the admin tier shows the rules that decide before', () => {
    const guard = clusterPolicy('guard', [{ name: 'nobody', action: 'Deny', peers: [ALL] }]);
    expect(findings(baselineNeverReached, [...PODS, guard, accept])).toEqual([{
      check: 'baseline-never-reached',
      severity: 'warning',
      title: 'ingress rule 1 of policy `net` in the baseline tier never decides: the admin tier decides about all that it matches',
      at: { object: 'ClusterNetworkPolicy net' },
      evidence: [
        { label: 'rule', text: 'net, rule 1: from all pods in all namespaces, every port: accepts' },
        { label: 'admin tier', text: 'guard, rule 1 (nobody): from all pods in all namespaces, every port: denies' },
      ],
      notes: [],
      help: ['leave the rule out; or let a rule of the admin tier pass on what the baseline is to decide, in front of those that decide it now'],
    }]);
  });
});
