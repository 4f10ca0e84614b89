import { ALL, app, clusterPolicy, namespace, PolicyOptions, RuleText, tcp, tcpRange } from './policies';
import { priorityCollision } from '../../../src/checks/tiers/priority-collision';
import { metadata, pod } from '../../fixture';
import { findings, found } from '../findings';

const PODS = [pod('shop/web', { app: 'web', team: 'a' }), pod('shop/db', { app: 'db', team: 'b' })];
const TITLE = 'warning: policies `first` and `second` of the admin tier may do different things with the same connections, and have one priority, 10';

/** The rules of two policies, and what else the second one is. */
type Both = [first: readonly RuleText[], second: readonly RuleText[], options?: PolicyOptions];

/** What is found in two policies of one priority with these rules. */
function inBoth(...[first, second, options]: Both): string[] {
  return found(priorityCollision, [...PODS, clusterPolicy('first', first), clusterPolicy('second', second, options)]);
}

describe('policies of one priority collide where both may decide', () => {
  test.each<[string, ...Both]>([
    ['the same', [{ action: 'Accept' }], [{ action: 'Deny' }]],
    ['a part', [{ action: 'Accept', peers: [app('web')] }], [{ action: 'Deny' }]],
    ['Pass and Deny', [{ action: 'Pass' }], [{ action: 'Deny' }]],
    ['selectors that a pod of the input meets both', [{ action: 'Accept', peers: [app('web')] }],
      [{ action: 'Deny', peers: [{ pods: { podSelector: { matchLabels: { team: 'a' } } } }] }]],
    ['the same peers that the input has not', [{ action: 'Accept', peers: [namespace('lab')] }], [{ action: 'Deny', peers: [namespace('lab')] }]],
    ['ports in part', [{ action: 'Accept', protocols: [tcpRange(80, 90)] }], [{ action: 'Deny', protocols: [tcp(85)] }]],
    ['subjects in part', [{ action: 'Accept' }], [{ action: 'Deny' }], { subject: app('web') }],
    ['a rule behind one that decides about less', [{ action: 'Accept', peers: [app('web')] }, { action: 'Deny' }], [{ action: 'Accept', peers: [app('db')] }]],
  ])('%s', (_, ...both) => {
    expect(inBoth(...both)).toEqual([TITLE]);
  });
});

describe('policies do not collide', () => {
  test.each<[string, ...Both]>([
    ['of two priorities', [{ action: 'Accept' }], [{ action: 'Deny' }], { priority: 11 }],
    ['of two tiers', [{ action: 'Accept' }], [{ action: 'Deny' }], { tier: 'Baseline' }],
    ['that do the same', [{ action: 'Deny' }], [{ action: 'Deny', peers: [app('web')] }]],
    ['for other ports', [{ action: 'Accept', protocols: [tcp(80)] }], [{ action: 'Deny', protocols: [tcp(81)] }]],
    ['for other peers', [{ action: 'Accept', peers: [app('web')] }], [{ action: 'Deny', peers: [app('db')] }]],
    ['for selectors that no pod of the input meets both', [{ action: 'Accept', peers: [app('web')] }],
      [{ action: 'Deny', peers: [{ pods: { podSelector: { matchLabels: { team: 'b' } } } }] }]],
    ['for other directions', [{ action: 'Accept' }], [], { egress: [{ action: 'Deny' }] }],
    ['that begin alike and end alike', [{ action: 'Accept', peers: [app('web')] }, { action: 'Deny' }],
      [{ action: 'Accept', peers: [app('web')] }, { action: 'Deny' }]],
    ['in what a rule before decides', [{ action: 'Accept', peers: [app('web')] }, { action: 'Pass', peers: [app('web')] }],
      [{ action: 'Accept', peers: [app('web')] }]],
  ])('%s', (_, ...both) => {
    expect(inBoth(...both)).toEqual([]);
  });

  test('for subjects that share no pod', () => {
    const [first, second] = ['web', 'db'].map((name, index) =>
      clusterPolicy(name, [{ action: index === 0 ? 'Accept' : 'Deny' }], { subject: app(name) }));
    expect(found(priorityCollision, [...PODS, first, second])).toEqual([]);
  });

  test('about which a policy of a lower number decides before', () => {
    const before = clusterPolicy('before', [{ action: 'Deny' }], { priority: 1 });
    expect(found(priorityCollision, [
      ...PODS, before, clusterPolicy('first', [{ action: 'Accept' }]), clusterPolicy('second', [{ action: 'Deny' }]),
    ])).toEqual([]);
  });
});

const OLD = {
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'AdminNetworkPolicy',
  metadata: metadata('old'),
  spec: { priority: 99, subject: ALL, ingress: [{ action: 'Deny', from: [ALL] }] },
};

const EFFECT = 'what both match may be decided by either of them: the answers are unknown unless both come to the same, '
  + 'and may differ from node to node or change with an update of the network plugin';

describe('the finding', () => {
  test('shows the rules that meet, and names other policies of the priority', () => {
    const policies = [
      clusterPolicy('first', [{ name: 'web', action: 'Accept', peers: [app('web')] }]), clusterPolicy('second', [{ action: 'Deny' }]),
      clusterPolicy('third', [{ action: 'Pass' }]),
    ];
    expect(findings(priorityCollision, [...PODS, ...policies])).toEqual([{
      check: 'priority-collision',
      severity: 'warning',
      title: TITLE.replace('warning: ', ''),
      at: { object: 'ClusterNetworkPolicy first' },
      evidence: [
        { label: 'ingress', text: 'first, rule 1 (web): from app=web in all namespaces, every port: accepts' },
        { label: '', text: 'second, rule 1: from all pods in all namespaces, every port: denies' },
        { label: 'likewise', text: 'first and third, second and third' },
      ],
      effect: EFFECT,
      notes: [],
      help: ['give each its own priority, the lower number to the one that is to be asked first'],
      likewise: [{ object: 'ClusterNetworkPolicy first' }, { object: 'ClusterNetworkPolicy second' }],
    }]);
  });

  test('of two kinds in one tier says that nothing compares them, whatever the numbers', () => {
    expect(findings(priorityCollision, [...PODS, OLD, clusterPolicy('new', [{ action: 'Accept' }])])).toEqual([{
      check: 'priority-collision',
      severity: 'warning',
      title: 'ClusterNetworkPolicy `new` and AdminNetworkPolicy `old` may do different things with the same connections, '
        + 'and nothing says which kind is asked first',
      at: { object: 'ClusterNetworkPolicy new' },
      evidence: [
        { label: 'ingress', text: 'new, rule 1: from all pods in all namespaces, every port: accepts' },
        { label: '', text: 'old, rule 1: from all pods in all namespaces, every port: denies' },
      ],
      effect: EFFECT,
      notes: [],
      help: ['write both as one kind, with priorities of their own'],
    }]);
  });

  test('counts the pairs of rules that it does not show', () => {
    const rules: RuleText[] = [80, 81, 82, 83].map(port => ({ action: 'Accept', protocols: [tcp(port)] }));
    const [{ evidence }] = findings(priorityCollision, [...PODS, clusterPolicy('first', rules), clusterPolicy('second', [{ action: 'Deny' }])]);
    expect([evidence.length, evidence[6]]).toEqual([7, { label: 'likewise', text: '1 more pair of their rules' }]);
  });
});
