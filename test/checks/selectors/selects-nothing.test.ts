import { selectsNothing } from '../../../src/checks/selectors/selects-nothing';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { cluster, deployment, labeled, namespace, policy } from '../../fixture';
import { clusterWith, contextOf } from '../cluster/context';
import { contextOfSnapshot } from '../contexts';
import { evidenceOf, findings, found, onlyFinding } from '../findings';
import { app, clusterPolicy, namespace as inNamespace } from '../tiers/policies';
import { NetworkDriver } from 'cdk8s-netpol';

const API = deployment('payments/api', { 'app': 'payment-api', 'tier': 'back', 'app.kubernetes.io/name': 'api' });
const WORKER = deployment('payments/worker', { app: 'payment-worker', tier: 'back' });
const REDIS = deployment('payments/redis', { app: 'redis', tier: 'data', persistent: 'true' });
const WEB = deployment('shop/web', { app: 'web' });
const PODS = [API, WORKER, REDIS, WEB];

function subject(podSelector: object, name = 'payments/p'): object {
  return policy(name, { podSelector, policyTypes: ['Ingress'] });
}

function from(...peers: object[]): object {
  return policy('payments/p', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: peers }] });
}

function expression(key: string, operator: string, ...values: string[]): object {
  return { matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] };
}

const NOTHING = 'warning: policy `payments/p` selects no pod';
const NO_PEER = 'warning: ingress rule 1 of policy `payments/p` names a peer that matches no pod';

const SUBJECTS: Record<string, [object[], string[]]> = {
  'a value with a slip of the pen': [[...PODS, subject(labeled({ app: 'pyament-api' }))], [NOTHING]],
  'a key with a slip of the pen': [[...PODS, subject(labeled({ ap: 'payment-api' }))], [NOTHING]],
  'two labels that no pod has together': [[...PODS, subject(labeled({ app: 'redis', tier: 'back' }))], [NOTHING]],
  'In without a pod': [[...PODS, subject(expression('app', 'In', 'a', 'b'))], [NOTHING]],
  'NotIn that leaves nobody': [[...PODS, subject(expression('tier', 'NotIn', 'back', 'data'))], [NOTHING]],
  'Exists without a pod': [[...PODS, subject(expression('missing', 'Exists'))], [NOTHING]],
  'DoesNotExist that leaves nobody': [[...PODS, subject(expression('app', 'DoesNotExist'))], [NOTHING]],
  'one pod is enough': [[...PODS, subject(labeled({ app: 'redis' }))], []],
  'all pods': [[...PODS, subject({})], []],
  'a label that a controller sets may well be there': [[...PODS, subject(labeled({ 'pod-template-hash': 'abc' }))], []],
  'pods of that label in several other namespaces do not count': [
    [...PODS, deployment('lab/web', { app: 'web' }), subject(labeled({ app: 'web' }))], [NOTHING],
  ],
  'those of one other namespace are a mistake of its own': [[...PODS, subject(labeled({ app: 'web' }))], []],
};

const NAMESPACES: Record<string, [object[], string[]]> = {
  'policies without any workload: nothing to compare with': [[subject(labeled({ app: 'x' }))], []],
  'policies with namespaces alone': [[namespace('payments'), subject(labeled({ app: 'x' }))], []],
  'a namespace with a slip of the pen': [[...PODS, subject({}, 'paymnets/p')],
    ['warning: policy `paymnets/p` selects no pod: there is none in namespace `paymnets`']],
  'the namespace of Kubernetes itself has pods in every cluster': [[...PODS, subject({}, 'kube-system/p')], []],
  'a declared namespace that is still empty': [[...PODS, namespace('later'), subject({}, 'later/p')], []],
};

const PEERS: Record<string, [object[], string[]]> = {
  'a peer with a slip of the pen': [[...PODS, from({ podSelector: labeled({ app: 'redsi' }) })], [NO_PEER]],
  'a peer of a namespace that has no such pod': [[
    ...PODS, from({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'shop' }), podSelector: labeled({ app: 'redis' }) }),
  ], []],
  'a peer without its namespace': [[...PODS, from({ podSelector: labeled({ app: 'web' }) })], []],
  'one of two peers': [[...PODS, from({ podSelector: labeled({ app: 'redis' }) }, { podSelector: labeled({ app: 'redsi' }) })], [NO_PEER]],
  'a peer that is there': [[...PODS, from({ podSelector: labeled({ app: 'redis' }) })], []],
  'a peer in a namespace that the input does not have': [[
    ...PODS, from({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'kube-system' }), podSelector: labeled({ 'k8s-app': 'kube-dns' }) }),
  ], []],
  'a peer in whatever namespace, such as the resolver, may be in one that the input does not have': [
    [...PODS, from({ namespaceSelector: {}, podSelector: labeled({ 'k8s-app': 'kube-dns' }) })], [],
  ],
  'and so may one in namespaces that are known by a label': [
    [...PODS, from({ namespaceSelector: labeled({ name: 'ingress' }), podSelector: labeled({ app: 'ingress-gateway' }) })], [],
  ],
  'but a slip of the pen is one wherever it looks': [[...PODS, from({ namespaceSelector: {}, podSelector: labeled({ app: 'redsi' }) })], [NO_PEER]],
  'a peer that a controller\'s label may select': [[...PODS, from({ podSelector: labeled({ 'pod-template-hash': 'abc' }) })], []],
  'addresses are no pods': [[...PODS, from({ ipBlock: { cidr: '10.0.0.0/8' } })], []],
  'an egress peer with a slip of the pen': [[...PODS, policy('payments/p', {
    podSelector: {}, policyTypes: ['Egress'], egress: [{}, { to: [{ podSelector: labeled({ app: 'redsi' }) }] }],
  })], ['warning: egress rule 2 of policy `payments/p` names a peer that matches no pod']],
};

describe.each(Object.entries({
  'the pods that a policy is for': SUBJECTS, 'the namespace of a policy': NAMESPACES, 'peers': PEERS,
}))('%s', (_, rows) => {
  test.each(Object.entries(rows))('%s', (__, [given, expected]) => {
    expect(found(selectsNothing, given)).toEqual(expected);
  });
});

describe('what was meant', () => {
  const meant: Record<string, [object, string]> = {
    'the value that is near': [labeled({ app: 'pyament-api' }), 'did you mean `app=payment-api`?'],
    'the key that is near': [labeled({ ap: 'payment-api' }), 'did you mean the key `app`?'],
    'the long key that is near': [labeled({ 'app.kubernets.io/name': 'api' }), 'did you mean the key `app.kubernetes.io/name`?'],
    'the key under which a pod has the value': [labeled({ name: 'payment-api' }), 'did you mean `app=payment-api`? `payments/api` has that'],
    'but not a switch that some other key has': [labeled({ istio: 'true' }),
      'use a label that the pods have (the labels of the pod template, not those of the Deployment)'],
    'what leaves out everybody': [expression('app', 'DoesNotExist'),
      'this leaves out every pod there: select the pods that are meant by a label that they have'],
    'nothing near': [labeled({ app: 'frontend' }), 'use a label that the pods have (the labels of the pod template, not those of the Deployment)'],
    'no single label at fault': [labeled({ app: 'redis', tier: 'back' }),
      'no pod has all of these labels together: compare them with the labels of one pod'],
  };

  test.each(Object.entries(meant))('%s', (_, [podSelector, help]) => {
    expect(onlyFinding(selectsNothing, [...PODS, subject(podSelector)]).help).toEqual([help]);
  });

  test('a namespace that is near', () => {
    expect(onlyFinding(selectsNothing, [...PODS, subject({}, 'paymnets/p')]).help).toEqual(['did you mean namespace `payments`?']);
  });

  test('no namespace is near', () => {
    expect(onlyFinding(selectsNothing, [...PODS, subject({}, 'elsewhere/p')]).help).toEqual([
      'give the policy the namespace of the pods that it is for, or add `elsewhere` as a Namespace object',
    ]);
  });

  test('a pod of those labels in one of several other namespaces', () => {
    const elsewhere = deployment('lab/web', { app: 'web' });
    expect(onlyFinding(selectsNothing, [...PODS, elsewhere, from({ podSelector: labeled({ app: 'web' }) })]).help).toEqual([
      '`shop/web` is such a pod: give the peer the namespace `shop`',
    ]);
  });
});

describe('the selector beside the labels that are there', () => {
  test('a value', () => {
    const finding = onlyFinding(selectsNothing, [...PODS, subject(labeled({ app: 'pyament-api' }))]);
    expect(evidenceOf(finding, 'podSelector')).toEqual(['app=pyament-api [app=pyament-api: 0 of 3 workloads in `payments`]']);
    expect(evidenceOf(finding, 'values of app')).toEqual(['payment-api (1), payment-worker (1), redis (1)']);
  });

  test('a key', () => {
    const finding = onlyFinding(selectsNothing, [...PODS, subject(labeled({ ap: 'payment-api' }))]);
    expect(evidenceOf(finding, 'label keys there')).toEqual(['app, tier, app.kubernetes.io/name, persistent']);
  });
});

describe('the effect is stated only where it is proved', () => {
  const slip = subject(labeled({ app: 'pyament-api' }));
  const both = policy('payments/p', { podSelector: labeled({ app: 'pyament-api' }), policyTypes: ['Ingress', 'Egress'] });
  const effects: Record<string, [object[], string | undefined]> = {
    'one pod was meant, and nothing else protects it': [[...PODS, slip],
      'no other policy selects `payments/api` for ingress, so everybody can reach it on every port'],
    'in both directions': [[...PODS, both], 'no other policy selects `payments/api` for egress and ingress, '
      + 'so it can reach everybody and everybody can reach it on every port'],
    'another policy protects it': [[...PODS, slip, policy('payments/deny', { podSelector: {}, policyTypes: ['Ingress'] })], undefined],
    'another policy perhaps protects it': [
      [...PODS, slip, policy('payments/hash', { podSelector: labeled({ 'pod-template-hash': 'abc' }), policyTypes: ['Ingress'] })], undefined,
    ],
    'another policy protects it in one of two directions': [
      [...PODS, both, policy('payments/deny', { podSelector: {}, policyTypes: ['Egress'] })],
      'no other policy selects `payments/api` for ingress, so everybody can reach it on every port',
    ],
    'nobody knows which pod was meant': [[...PODS, subject(labeled({ app: 'frontend' }))], undefined],
  };

  test.each(Object.entries(effects))('%s', (_, [given, effect]) => {
    expect(onlyFinding(selectsNothing, given).effect).toBe(effect);
  });
});

describe('a label that the enforcer does not see', () => {
  const dialect = cilium(defaultOptions('1.15'));
  const labels = { 'app': 'web', 'kubernetes.io/role': 'front', 'pod-template-hash': 'abc' };
  const pods = [deployment('shop/web', labels), deployment('shop/api', { ...labels, app: 'api' })];
  const check = (given: object) => selectsNothing.check(
    contextOfSnapshot(cluster([...pods, given], undefined, dialect)));

  test.each([
    ['the subject', policy('shop/p', { podSelector: labeled({ 'kubernetes.io/role': 'front' }), policyTypes: ['Ingress'] }), 'podSelector'],
    ['a peer', policy('shop/p', {
      podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: labeled({ 'kubernetes.io/role': 'front' }) }] }],
    }), 'from'],
  ])('is said to be one: %s', (_, given, label) => {
    const [finding, ...others] = check(given);
    expect(others).toEqual([]);
    expect(evidenceOf(finding, label)).toEqual(['kubernetes.io/role=front [kubernetes.io/role=front: the network plugin looks at no label of this key]']);
    expect(finding.evidence).toHaveLength(1);
    expect(finding.help).toEqual(['select by another label: to the network plugin no pod has `kubernetes.io/role`, whatever the manifests say']);
  });

  test('what it looks up elsewhere is compared with what is there', () => {
    const podSelector = { matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'In', values: ['shp'] }] };
    const [finding] = check(policy('shop/p', { podSelector, policyTypes: ['Ingress'] }));
    expect(evidenceOf(finding, 'values of io.kubernetes.pod.namespace')).toEqual(['shop (2)']);
    expect(finding.help).toEqual(['did you mean `io.kubernetes.pod.namespace=shop`?']);
  });
});

describe('policies of the whole cluster', () => {
  const INPUT = [namespace('shop', { team: 'shop' }), deployment('shop/web', { app: 'web' }), deployment('lab/db', { app: 'db' })];
  const SEEN = 'checked against the 2 workloads in all namespaces that the input has; pods created elsewhere are not seen';

  test('whose subject is no pod are told what there is', () => {
    const guard = clusterPolicy('guard', [{ action: 'Deny' }], { subject: app('wbe') });
    expect(findings(selectsNothing, [...INPUT, guard])).toEqual([{
      check: 'selects-nothing',
      severity: 'warning',
      title: 'policy `guard` selects no pod',
      at: { object: 'ClusterNetworkPolicy guard' },
      evidence: [
        {
          label: 'subject',
          text: 'app=wbe in all namespaces',
          mark: { part: 'app=wbe', remark: '0 of 2 workloads in all namespaces' },
        },
        { label: 'values of app', text: 'db (1), web (1)' },
      ],
      notes: [SEEN],
      help: ['did you mean `app=web`?'],
    }]);
  });

  test('whose peer is no pod likewise, once for all rules', () => {
    const guard = clusterPolicy('guard', [{ action: 'Deny', peers: [app('wbe')] }, { action: 'Accept', peers: [app('wbe')] }]);
    expect(findings(selectsNothing, [...INPUT, guard])).toEqual([{
      check: 'selects-nothing',
      severity: 'warning',
      title: 'ingress rule 1 of policy `guard` names a peer that matches no pod',
      at: { object: 'ClusterNetworkPolicy guard' },
      evidence: [
        { label: 'from', text: 'app=wbe in all namespaces', mark: { part: 'app=wbe', remark: '0 of 2 workloads in all namespaces' } },
        { label: 'values of app', text: 'db (1), web (1)' },
        { label: 'likewise', text: 'ingress rule 2 of guard' },
      ],
      effect: undefined,
      notes: [SEEN],
      help: ['did you mean `app=web`?'],
      likewise: [{ object: 'ClusterNetworkPolicy guard' }],
    }]);
  });

  test.each([
    ['of a namespace that may be elsewhere', [{ action: 'Deny' as const, peers: [inNamespace('monitoring')] }]],
    ['of every namespace', [{ action: 'Deny' as const }]],
  ])('are fine with peers %s', (_, rules) => {
    expect(found(selectsNothing, [...INPUT, clusterPolicy('guard', rules)])).toEqual([]);
  });

  test('are told too where the network plugin perhaps takes no such kind', () => {
    const guard = clusterPolicy('guard', [{ action: 'Deny' }], { subject: app('wbe') });
    const context = contextOf([...INPUT, guard], { target: clusterWith(NetworkDriver.CALICO) });
    expect(selectsNothing.check(context).map(({ title }) => title)).toEqual(['policy `guard` selects no pod']);
  });
});
