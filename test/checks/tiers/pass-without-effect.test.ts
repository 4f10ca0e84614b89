import { ALL, app, clusterPolicy, namespace, tcp } from './policies';
import { passWithoutEffect } from '../../../src/checks/tiers/pass-without-effect';
import { metadata, pod } from '../../fixture';
import { findings, found } from '../findings';

const PODS = [pod('shop/web', { app: 'web' }), pod('lab/web', { app: 'web' })];
const TITLE = 'info: ingress rule 1 of policy `guard` changes nothing: no rule behind it in the admin tier could decide about what it passes on';

describe('a Pass has no effect where nothing behind it could match', () => {
  test.each<[string, readonly object[]]>([
    ['nothing is behind it', [clusterPolicy('guard', [{ action: 'Pass' }])]],
    ['only another Pass', [clusterPolicy('guard', [{ action: 'Pass', peers: [app('web')] }]), clusterPolicy('last', [{ action: 'Deny', peers: [app('db')] }], { priority: 99 })]],
    ['other ports', [clusterPolicy('guard', [{ action: 'Pass', protocols: [tcp(80)] }, { action: 'Deny', protocols: [tcp(81)] }])]],
    ['the other direction', [clusterPolicy('guard', [{ action: 'Pass' }], { egress: [{ action: 'Deny' }] })]],
    ['another namespace', [clusterPolicy('guard', [{ action: 'Pass', peers: [namespace('shop')] }, { action: 'Deny', peers: [namespace('lab')] }])]],
    ['other subjects', [
      clusterPolicy('guard', [{ action: 'Pass' }], { subject: namespace('shop') }),
      clusterPolicy('last', [{ action: 'Deny' }], { subject: namespace('lab'), priority: 99 }),
    ]],
    ['rules that are asked before', [clusterPolicy('first', [{ action: 'Deny', peers: [app('web')] }], { priority: 1 }), clusterPolicy('guard', [{ action: 'Pass' }])]],
    ['rules of the other tier', [clusterPolicy('guard', [{ action: 'Pass' }]), clusterPolicy('net', [{ action: 'Deny' }], { tier: 'Baseline', priority: 99 })]],
  ])('%s', (_, policies) => {
    expect(found(passWithoutEffect, [...PODS, ...policies])).toEqual([TITLE]);
  });
});

describe('a Pass may have an effect', () => {
  const PASS = clusterPolicy('guard', [{ action: 'Pass', peers: [app('web')] }]);

  test.each<[string, readonly object[]]>([
    ['with a Deny behind it', [clusterPolicy('guard', [{ action: 'Pass', peers: [app('web')] }, { action: 'Deny' }])]],
    ['with a policy of a higher number', [PASS, clusterPolicy('last', [{ action: 'Deny' }], { priority: 11 })]],
    ['with one of the same number', [PASS, clusterPolicy('last', [{ action: 'Accept' }])]],
    ['with selectors that a pod may meet both, though none of the input does', [
      clusterPolicy('guard', [{ action: 'Pass', peers: [app('db')] }, { action: 'Deny', peers: [namespace('none')] }]),
    ]],
    ['with a name that may be the port', [clusterPolicy('guard', [
      { action: 'Pass', protocols: [tcp(80)] }, { action: 'Deny', protocols: [{ destinationNamedPort: 'http' }] },
    ])]],
    ['with a block in which pods may have addresses', [clusterPolicy('guard', [], {
      egress: [{ action: 'Pass' }, { action: 'Deny', peers: [{ networks: ['10.0.0.0/8'] }] }],
    })]],
    ['before policies of a kind that is not simulated', [PASS, {
      apiVersion: 'crd.antrea.io/v1beta1', kind: 'ClusterNetworkPolicy', metadata: metadata('own'), spec: { appliedTo: [] },
    }]],
    ['that another check finds to be shadowed', [clusterPolicy('guard', [{ action: 'Deny' }, { action: 'Pass' }])]],
  ])('%s', (_, policies) => {
    expect(found(passWithoutEffect, [...PODS, ...policies])).toEqual([]);
  });
});

test('the finding says what becomes of the traffic anyway, for each tier, and rules of one tier are one finding', () => {
  const rules = [{ name: 'metrics', action: 'Pass' as const, protocols: [tcp(9090)] }, { action: 'Pass' as const, peers: [ALL, app('web')] }];
  const guard = clusterPolicy('guard', rules);
  const net = clusterPolicy('net', rules.slice(0, 1), { tier: 'Baseline' });
  const help = ['leave the rule out, or put the rules that it is to skip behind it; to accept something for certain, write `Accept`'];
  const text = (name: string) => `${name}, rule 1 (metrics): from all pods in all namespaces, TCP 9090: passes on`;
  expect(findings(passWithoutEffect, [...PODS, guard, net])).toEqual([
    {
      check: 'pass-without-effect',
      severity: 'info',
      title: 'ingress rule 1 (metrics) of policy `guard` changes nothing: no rule behind it in the admin tier could decide about what it passes on',
      at: { object: 'ClusterNetworkPolicy guard' },
      evidence: [{ label: 'rule', text: text('guard') }, { label: 'likewise', text: 'ingress rule 2 of policy guard' }],
      effect: undefined,
      notes: ['what no rule of the admin tier matches is left to the NetworkPolicies, and to the baseline tier, in any case'],
      help,
      likewise: [{ object: 'ClusterNetworkPolicy guard' }],
    },
    {
      check: 'pass-without-effect',
      severity: 'info',
      title: 'ingress rule 1 (metrics) of policy `net` changes nothing: no rule behind it in the baseline tier could decide about what it passes on',
      at: { object: 'ClusterNetworkPolicy net' },
      evidence: [{ label: 'rule', text: text('net') }],
      notes: ['what no rule of the baseline tier matches is allowed in any case'],
      help,
    },
  ]);
});
