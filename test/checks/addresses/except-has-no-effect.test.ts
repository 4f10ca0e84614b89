import { findingsIn, foundIn } from './found-with';
import { exceptHasNoEffect } from '../../../src/checks/addresses/except-has-no-effect';
import { labeled, policy } from '../../fixture';
import { block, DB, egressOf, FROM_WEB, ingressOf, WEB } from '../cluster/quirk-rows';

const OFFICE = block('203.0.113.0/24', '203.0.113.64/26');
const BACK = block('203.0.113.64/26');
const WITHIN = ['warning: another item of ingress rule 1 of policy `shop/db-in` admits what its block leaves out: 203.0.113.64/26'];
const allPods = (...ingress: object[]) => policy('shop/all', { podSelector: {}, policyTypes: ['Ingress'], ingress });

test('a rule of another policy is named', () => {
  expect(findingsIn(exceptHasNoEffect, { given: [DB, ingressOf('db', { from: [OFFICE] }), allPods({ from: [block('203.0.113.0/25')] })] })).toEqual([{
    check: 'except-has-no-effect',
    severity: 'warning',
    title: 'what ingress rule 1 of policy `shop/db-in` leaves out is admitted by ingress rule 1 of policy `shop/all`: 203.0.113.64/26',
    at: { object: 'NetworkPolicy shop/db-in' },
    evidence: [
      { label: 'block', text: '203.0.113.0/24 except 203.0.113.64/26' },
      { label: 'admitted by', text: 'shop/all, rule 1: from 203.0.113.0/25, every port: accepts' },
    ],
    notes: ['rules add up: `except` denies nothing, it only narrows the block that it stands in'],
    help: [
      'leave the addresses out of what admits them, too, if they are to stay out',
      'or leave the exception out, which then says what happens',
    ],
  }]);
});

const ROWS: Record<string, [object[], string[]]> = {
  'another item of the rule': [[ingressOf('db', { from: [OFFICE, BACK] })], WITHIN],
  'two items that admit it together': [[ingressOf('db', { from: [OFFICE, block('203.0.113.64/27'), block('203.0.113.96/27')] })], WITHIN],
  'another rule of the policy': [[ingressOf('db', { from: [OFFICE] }, { from: [BACK] })], [
    'warning: what ingress rule 1 of policy `shop/db-in` leaves out is admitted by ingress rule 2 of policy `shop/db-in`: 203.0.113.64/26',
  ]],
  'another rule for more ports': [[ingressOf('db', { from: [OFFICE], ports: [{ port: 5432 }] }, { from: [BACK] })], [
    'warning: what ingress rule 1 of policy `shop/db-in` leaves out is admitted by ingress rule 2 of policy `shop/db-in`: 203.0.113.64/26',
  ]],
  'an item whose exception it admits in turn': [[ingressOf('db', { from: [OFFICE, block('203.0.112.0/23', '203.0.113.0/26')] })], [
    ...WITHIN,
    'warning: another item of ingress rule 1 of policy `shop/db-in` admits what its block leaves out: 203.0.113.0/26',
  ]],
  'nothing else': [[ingressOf('db', { from: [OFFICE] })], []],
  'a part of it': [[ingressOf('db', { from: [OFFICE, block('203.0.113.64/28')] })], []],
  'on some of its ports': [[ingressOf('db', { from: [OFFICE] }, { from: [BACK], ports: [{ port: 5432 }] })], []],
  'in the other direction': [[ingressOf('db', { from: [OFFICE] }), egressOf('db', { to: [BACK] })], []],
  'for other pods': [[ingressOf('db', { from: [OFFICE] }), ingressOf('web', { from: [BACK] })], []],
  'for some of the pods': [[allPods({ from: [OFFICE] }), policy('shop/some', {
    podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ from: [BACK] }],
  })], []],
  'by a rule for pods, which may not have these addresses': [[ingressOf('db', { from: [OFFICE] }, FROM_WEB)], []],
  'by a rule for everybody, which leaves the whole block without effect': [[ingressOf('db', { from: [OFFICE] }, {})], []],
};

test.each(Object.entries(ROWS))('what a block leaves out is admitted by %s', (_, [policies, expected]) => {
  expect(foundIn(exceptHasNoEffect, { given: [WEB, DB, ...policies] })).toEqual(expected);
});

test('blocks that one rule opens are one finding, whatever they leave out', () => {
  const [finding, ...others] = findingsIn(exceptHasNoEffect, {
    given: [WEB, DB, ...['db', 'web'].map((app, index) =>
      ingressOf(app, { from: [block('203.0.113.0/24', `203.0.113.${index * 64}/26`)] })), allPods({ from: [block('0.0.0.0/0')] })],
  });
  expect(others).toEqual([]);
  expect(finding.title).toBe('what ingress rule 1 of policy `shop/db-in` leaves out is admitted by ingress rule 1 of policy `shop/all`: 203.0.113.0/26');
  expect(finding.evidence.at(-1)).toEqual({ label: 'likewise', text: 'ingress rule 1 of policy shop/web-in' });
});
