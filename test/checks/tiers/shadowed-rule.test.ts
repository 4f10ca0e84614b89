import { ALL, app, clusterPolicy, namespace, PolicyOptions, RuleText, tcp, tcpRange } from './policies';
import { shadowedRule } from '../../../src/checks/tiers/shadowed-rule';
import { pod, policy } from '../../fixture';
import { clusterWith, contextOf } from '../cluster/context';
import { findings, found } from '../findings';
import { NetworkDriver } from 'cdk8s-netpol';

const PODS = [pod('shop/web', { app: 'web' }), pod('lab/web', { app: 'web' })];

/** What is found in one policy with these ingress rules. */
function inOne(ingress: readonly RuleText[], options?: PolicyOptions): string[] {
  return found(shadowedRule, [...PODS, clusterPolicy('guard', ingress, options)]);
}

describe('a rule is shadowed where rules before it certainly match all that it matches', () => {
  const SECOND = 'ingress rule 2 of policy `guard` never decides: rule 1 of `guard` matches all that it matches first';
  const TOGETHER = (rule: number) => `ingress rule ${rule} of policy \`guard\` never decides: the rules before it match all that it matches first`;

  test.each<[string, readonly RuleText[], readonly string[]]>([
    ['everybody before somebody', [{ action: 'Deny' }, { action: 'Accept', peers: [app('web')] }], [`warning: ${SECOND}`]],
    ['a Pass before a Deny', [{ action: 'Pass' }, { action: 'Deny' }], [`warning: ${SECOND}`]],
    ['the same action again', [{ action: 'Deny' }, { action: 'Deny', peers: [app('web')] }], [`info: ${SECOND}`]],
    ['the same selector', [{ action: 'Deny', peers: [app('web')] }, { action: 'Accept', peers: [app('web')] }], [`warning: ${SECOND}`]],
    ['a namespace among all but another', [
      { action: 'Deny', peers: [{ namespaces: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['lab'] }] } }] },
      { action: 'Accept', peers: [namespace('shop')] },
    ], [`warning: ${SECOND}`]],
    ['every port before one', [{ action: 'Deny' }, { action: 'Accept', protocols: [tcp(80)] }], [`warning: ${SECOND}`]],
    ['every port of the protocol before one by its name', [
      { action: 'Deny', protocols: [tcpRange(1, 65535), { udp: { destinationPort: { range: { start: 1, end: 65535 } } } }, { sctp: { destinationPort: { range: { start: 1, end: 65535 } } } }] },
      { action: 'Accept', protocols: [{ destinationNamedPort: 'http' }] },
    ], [`warning: ${SECOND}`]],
    ['ports of two rules together', [
      { action: 'Deny', protocols: [tcpRange(1, 99)] }, { action: 'Deny', protocols: [tcpRange(100, 200)] },
      { action: 'Accept', protocols: [tcpRange(50, 150)] },
    ], [`warning: ${TOGETHER(3)}`]],
    ['peers of two rules together', [
      { action: 'Deny', peers: [app('web')] }, { action: 'Accept', peers: [app('db')] }, { action: 'Pass', peers: [app('db'), app('web')] },
    ], [`warning: ${TOGETHER(3)}`]],
  ])('%s', (_, rules, titles) => {
    expect(inOne(rules)).toEqual(titles);
  });
});

describe('a rule is not shadowed where something may be left to it', () => {
  test.each<[string, readonly RuleText[]]>([
    ['somebody before everybody', [{ action: 'Accept', peers: [app('web')] }, { action: 'Deny' }]],
    ['labels that all pods of the input have, and others need not', [{ action: 'Deny', peers: [app('web')] }, { action: 'Accept' }]],
    ['pods that the input has not', [{ action: 'Deny', peers: [app('web')] }, { action: 'Accept', peers: [app('db')] }]],
    ['another label of the same pods', [{ action: 'Deny', peers: [app('web')] }, { action: 'Accept', peers: [namespace('shop')] }]],
    ['fewer ports', [{ action: 'Deny', protocols: [tcp(80)] }, { action: 'Accept', protocols: [tcpRange(80, 81)] }]],
    ['a name that may be any port', [{ action: 'Deny', protocols: [tcp(80)] }, { action: 'Accept', protocols: [{ destinationNamedPort: 'http' }] }]],
    ['every port of one protocol, as ICMP has none', [{ action: 'Deny', protocols: [tcpRange(1, 65535)] }, { action: 'Accept' }]],
  ])('%s', (_, rules) => {
    expect(inOne(rules)).toEqual([]);
  });
});

describe('addresses', () => {
  const to = (...blocks: (readonly string[])[]) => clusterPolicy('guard', [], {
    egress: blocks.map((networks, index) => ({ action: index === blocks.length - 1 ? 'Accept' : 'Deny', peers: [{ networks }] })),
  });

  test.each<[string, object, number]>([
    ['a block inside another', to(['10.0.0.0/8'], ['10.1.0.0/16']), 1],
    ['a block that two others make up', to(['10.0.0.0/9', '10.128.0.0/9'], ['10.0.0.0/8']), 1],
    ['a block that blocks of two rules make up', to(['10.0.0.0/9'], ['10.128.0.0/9'], ['10.0.0.0/8']), 1],
    ['a block that is larger', to(['10.1.0.0/16'], ['10.0.0.0/8']), 0],
    ['pods have one of all addresses', clusterPolicy('guard', [], {
      egress: [{ action: 'Deny', peers: [{ networks: ['0.0.0.0/0', '::/0'] }] }, { action: 'Accept' }],
    }), 1],
    ['pods may have one of the other family', clusterPolicy('guard', [], {
      egress: [{ action: 'Deny', peers: [{ networks: ['0.0.0.0/0'] }] }, { action: 'Accept' }],
    }), 0],
    ['pods do not cover addresses', clusterPolicy('guard', [], {
      egress: [{ action: 'Deny' }, { action: 'Accept', peers: [{ networks: ['10.0.0.0/8'] }] }],
    }), 0],
    ['nodes of fewer labels cover those of more', clusterPolicy('guard', [], {
      egress: [{ action: 'Deny', peers: [{ nodes: {} }] }, { action: 'Accept', peers: [{ nodes: { matchLabels: { disk: 'ssd' } } }] }],
    }), 1],
    ['a name is covered by itself', clusterPolicy('guard', [], {
      egress: [
        { action: 'Accept', peers: [{ domainNames: ['example.com', 'example.org'] }] },
        { action: 'Accept', peers: [{ domainNames: ['example.org'] }] },
      ],
    }), 1],
    ['a name is not covered by addresses outside alone', clusterPolicy('guard', [], {
      egress: [{ action: 'Deny', peers: [{ networks: ['0.0.0.0/0'] }] }, { action: 'Accept', peers: [{ domainNames: ['example.org'] }] }],
    }), 0],
  ])('%s', (_, guard, times) => {
    expect(findings(shadowedRule, [...PODS, guard])).toHaveLength(times);
  });
});

describe('policies of a lower number', () => {
  const deny = (options?: PolicyOptions) => clusterPolicy('first', [{ action: 'Deny' }], { priority: 5, ...options });
  const accept = (options?: PolicyOptions) => clusterPolicy('second', [{ action: 'Accept', peers: [app('web')] }], options);

  test.each<[string, object, object, number]>([
    ['shadow for the same subjects', deny(), accept(), 1],
    ['shadow for fewer subjects', deny(), accept({ subject: namespace('shop') }), 1],
    ['do not for others', deny({ subject: namespace('shop') }), accept(), 0],
    ['do not for others, though the input has none', deny({ subject: app('web') }), accept(), 0],
    ['do not in another tier', deny(), accept({ tier: 'Baseline' }), 0],
    ['do not with the same number', deny({ priority: 10 }), accept(), 0],
    ['do in the baseline tier', deny({ tier: 'Baseline' }), accept({ tier: 'Baseline' }), 1],
  ])('%s', (_, first, second, times) => {
    expect(findings(shadowedRule, [...PODS, first, second])).toHaveLength(times);
  });

  test('of another kind do not, since nothing says which is asked first', () => {
    const other = {
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'old' },
      spec: { priority: 1, subject: ALL, ingress: [{ action: 'Deny', from: [ALL] }] },
    };
    expect(findings(shadowedRule, [...PODS, other, accept()])).toEqual([]);
  });
});

test('rules of NetworkPolicies add up, and never shadow each other', () => {
  const open = policy('shop/open', { podSelector: {}, ingress: [{}, { from: [{ podSelector: {} }] }] });
  expect(found(shadowedRule, [...PODS, open])).toEqual([]);
});

test('an enforcer that perhaps takes no such policy does not gainsay what is found in it', () => {
  const guard = clusterPolicy('guard', [{ action: 'Deny' }, { action: 'Accept', peers: [app('web')] }]);
  const target = clusterWith(NetworkDriver.CALICO);
  expect(shadowedRule.check(contextOf([...PODS, guard], { target }))).toHaveLength(1);
});

test('where nothing enforces policies, another check says so', () => {
  const guard = clusterPolicy('guard', [{ action: 'Deny' }, { action: 'Accept', peers: [app('web')] }]);
  expect(shadowedRule.check(contextOf([...PODS, guard], { target: clusterWith(NetworkDriver.OTHER) }))).toEqual([]);
});

describe('the finding', () => {
  test('names the rule, those before it, what comes of it, and what to do', () => {
    const guard = clusterPolicy('guard', [
      { name: 'nobody', action: 'Deny' }, { name: 'web', action: 'Accept', peers: [app('web')], protocols: [tcp(80)] },
    ]);
    expect(findings(shadowedRule, [...PODS, guard])).toEqual([{
      check: 'shadowed-rule',
      severity: 'warning',
      title: 'ingress rule 2 (web) of policy `guard` never decides: rule 1 (nobody) of `guard` matches all that it matches first',
      at: { object: 'ClusterNetworkPolicy guard' },
      evidence: [
        { label: 'rule', text: 'guard, rule 2 (web): from app=web in all namespaces, TCP 80: accepts' },
        { label: 'before it', text: 'guard, rule 1 (nobody): from all pods in all namespaces, every port: denies' },
      ],
      effect: 'what it accepts is denied all the same',
      notes: [],
      help: ['move it in front of rule 1 (nobody)', 'or leave it out, if what stands before it is meant'],
    }]);
  });

  test('of another policy says how to put one before the other, and rules with one cause are one finding', () => {
    const first = clusterPolicy('first', [{ action: 'Pass' }], { priority: 5 });
    const second = clusterPolicy('second', [{ action: 'Deny', peers: [app('web')] }, { action: 'Deny', peers: [app('db')] }]);
    expect(findings(shadowedRule, [...PODS, first, second])).toEqual([{
      check: 'shadowed-rule',
      severity: 'warning',
      title: 'ingress rule 1 of policy `second` never decides: rule 1 of `first` matches all that it matches first',
      at: { object: 'ClusterNetworkPolicy second' },
      evidence: [
        { label: 'rule', text: 'second, rule 1: from app=web in all namespaces, every port: denies' },
        { label: 'before it', text: 'first, rule 1: from all pods in all namespaces, every port: passes on' },
        { label: 'likewise', text: 'ingress rule 2 of policy second' },
      ],
      effect: 'what it denies is left to the NetworkPolicies, and to the baseline tier behind them',
      notes: [],
      help: [
        'give policy `second` a lower number than 5, the priority of `first`, so that it is asked before',
        'or leave it out, if what stands before it is meant',
      ],
      likewise: [{ object: 'ClusterNetworkPolicy second' }],
    }]);
  });

  test('promises no end where the rules before it come to several', () => {
    const guard = clusterPolicy('guard', [{ action: 'Accept', peers: [app('db')] }, { action: 'Deny' }, { action: 'Accept' }]);
    expect(findings(shadowedRule, [...PODS, guard]).map(({ effect }) => effect)).toEqual([undefined]);
  });
});
