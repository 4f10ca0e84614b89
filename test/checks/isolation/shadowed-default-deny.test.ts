import { allowAllInEffect } from '../../../src/checks/isolation/allow-all-in-effect';
import { shadowedDefaultDeny } from '../../../src/checks/isolation/shadowed-default-deny';
import { labeled, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const BOTH = ['Ingress', 'Egress'];
const DENY = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] });
const DENY_BOTH = policy('shop/deny', { podSelector: {}, policyTypes: BOTH });
const DENY_EGRESS = policy('shop/deny', { podSelector: {}, policyTypes: ['Egress'] });
const DENY_DB = policy('shop/deny', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] });

/** A policy that opens. */
function opening(spec: object, name: string = 'shop/open'): object {
  return policy(name, { podSelector: {}, ...spec });
}

const INGRESS = { policyTypes: ['Ingress'], ingress: [{}] };
const EGRESS = { policyTypes: ['Egress'], egress: [{}] };
const denies = (directions: string) => [`warning: policy \`shop/deny\` denies no ${directions}: \`shop/open\` opens all of it for the same pods`];

const ROWS: Record<string, [object, object, string[]]> = {
  'all of it is opened': [DENY, opening(INGRESS), denies('ingress')],
  'one direction of two': [DENY_BOTH, opening(INGRESS), denies('ingress')],
  'both directions': [DENY_BOTH, opening({ policyTypes: BOTH, ingress: [{}], egress: [{}] }), denies('egress and no ingress')],
  'egress of a denial of egress': [DENY_EGRESS, opening(EGRESS), denies('egress')],
  'beside narrower rules': [DENY, opening({ policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }] }, {}] }), denies('ingress')],
  'a denial for fewer pods': [DENY_DB, opening(INGRESS), denies('ingress')],
  'for the same pods, in other words': [DENY_DB, opening({
    ...INGRESS, podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] },
  }), denies('ingress')],
  'who closes both and opens egress has closed ingress': [DENY_BOTH, opening(EGRESS), []],
  'for some pods, which are meant to be open': [DENY, opening({ ...INGRESS, podSelector: labeled({ app: 'web' }) }), []],
  'for all pods that the input has, and not for those to come': [DENY, opening({
    ...INGRESS, podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
  }), []],
  'on some ports': [DENY, opening({ policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }] }] }), []],
  'for some peers': [DENY, opening({ policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] }), []],
  'the other direction': [DENY, opening(EGRESS), []],
  'in another namespace': [DENY, opening(INGRESS, 'lab/open'), []],
};

test.each(Object.entries(ROWS))('%s', (_, [deny, open, expected]) => {
  expect(found(shadowedDefaultDeny, [...PODS, deny, open])).toEqual(expected);
});

test('it is said once, where it is denied', () => {
  expect(found(allowAllInEffect, [...PODS, DENY, opening(INGRESS, 'shop/isolate')])).toEqual([]);
  expect(found(shadowedDefaultDeny, [...PODS, DENY, opening(INGRESS, 'shop/isolate')])).toHaveLength(1);
});

test('the rule that opens is in the finding', () => {
  expect(findings(shadowedDefaultDeny, [...PODS, DENY, opening(INGRESS)])).toEqual([{
    check: 'shadowed-default-deny',
    severity: 'warning',
    title: denies('ingress')[0].replace('warning: ', ''),
    at: { object: 'NetworkPolicy shop/deny' },
    evidence: [
      { label: 'denies', text: 'ingress of all pods in shop' },
      { label: 'opens', text: 'shop/open, for all pods in shop: ingress rule 1: from anybody, every port' },
    ],
    effect: 'the NetworkPolicies let everybody connect to these pods on every port',
    notes: [],
    help: [
      'narrow the podSelector of `shop/open` to the pods that are meant to be open, or name the peers that are meant',
      'if all of them are meant to be open, leave `shop/deny` out',
    ],
  }]);
});

test('several denials that one policy opens are one finding', () => {
  const denials = ['shop/deny-a', 'shop/deny-b'].map(name => policy(name, { podSelector: {}, policyTypes: ['Ingress'] }));
  expect(evidenceOf(onlyFinding(shadowedDefaultDeny, [...PODS, ...denials, opening(INGRESS)]), 'likewise')).toEqual(['policy shop/deny-b']);
});
