import { exceptHasNoEffect } from '../../../src/checks/addresses/except-has-no-effect';
import { redundantRule } from '../../../src/checks/isolation/redundant-rule';
import { labeled, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const WEB = { podSelector: labeled({ app: 'web' }) };
const LOCAL = { podSelector: {} };
const EVERYWHERE = { namespaceSelector: {} };

function inOne(ingress: readonly object[], name: string = 'shop/db'): object {
  return policy(name, { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress });
}

function from(peers: readonly object[], ...ports: readonly object[]): object {
  return { from: peers, ...ports.length > 0 && { ports } };
}

const block = (cidr: string) => ({ ipBlock: { cidr } });

const SECOND = ['info: ingress rule 2 of policy `shop/db` adds nothing: rule 1 admits all that it does'];
const FIRST = ['info: ingress rule 1 of policy `shop/db` adds nothing: rule 2 admits all that it does'];

const COVERED: Record<string, [object[], string[]]> = {
  'all pods of the namespace before one of them': [[from([LOCAL]), from([WEB])], SECOND],
  'all pods of the namespace behind one of them': [[from([WEB]), from([LOCAL])], FIRST],
  'all namespaces before the own one': [[from([EVERYWHERE]), from([LOCAL])], SECOND],
  'the same twice: the second': [[from([WEB]), from([WEB])], SECOND],
  'every port before one': [[from([WEB]), from([WEB], { port: 80 })], SECOND],
  'a range before a port': [[from([WEB], { port: 80, endPort: 90 }), from([WEB], { port: 85 })], SECOND],
  'a block of addresses inside another': [[from([block('10.0.0.0/8')]), from([block('10.1.0.0/16')])], SECOND],
  'two that one admits': [[from([WEB], { port: 80 }), from([WEB], { port: 81 }), from([WEB], { port: 80, endPort: 82 })],
    ['info: ingress rules 1, 2 of policy `shop/db` add nothing: rule 3 admits all that they do']],
  'one that two admit together': [[
    from([WEB], { port: 80, endPort: 85 }), from([WEB], { port: 86, endPort: 90 }),
    from([WEB], { port: 84, endPort: 87 }),
  ], ['info: ingress rule 3 of policy `shop/db` adds nothing: rules 1, 2 admit all that it does']],
  'a label more': [[from([WEB]), from([{ podSelector: labeled({ app: 'web', tier: 'front' }) }])], SECOND],
  'all ports for everybody, and one': [[{}, { ports: [{ port: 80 }] }], SECOND],
};

const LEFT: Record<string, object[]> = {
  'another pod': [from([WEB]), from([{ podSelector: labeled({ app: 'cache' }) }])],
  'all pods that the input has, and others need not be such': [
    from([{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] } }]), from([{ podSelector: labeled({ tier: 'front' }) }]),
  ],
  'another port': [from([WEB], { port: 80 }), from([WEB], { port: 81 })],
  'another protocol': [from([WEB], { port: 80 }), from([WEB], { port: 80, protocol: 'UDP' })],
  'a port by its name may be any': [from([WEB], { port: 80 }), from([WEB], { port: 'http' })],
  'addresses of pods nobody knows': [from([LOCAL]), from([block('10.0.0.0/8')])],
  'a block that only overlaps': [from([{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }]), from([block('10.1.0.0/15')])],
  'what names peers beside everybody is the matter of allow-all-in-effect': [{}, from([WEB])],
};

describe('other rules of the policy admit all that it admits', () => {
  test.each(Object.entries(COVERED))('%s', (_, [rules, expected]) => {
    expect(found(redundantRule, [...PODS, inOne(rules)])).toEqual(expected);
  });
});

describe('something may be left to it', () => {
  test.each(Object.entries(LEFT))('%s', (_, rules) => {
    expect(found(redundantRule, [...PODS, inOne(rules)])).toEqual([]);
  });
});

const LEAVING_OUT = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } };

const EXCEPTIONS: Record<string, [object[], string[], string[]]> = {
  'a block without them': [[from([LEAVING_OUT]), from([block('10.0.0.0/8')])], [],
    ['warning: what ingress rule 1 of policy `shop/db` leaves out is admitted by ingress rule 2 of policy `shop/db`: 10.1.0.0/16']],
  'a block with the same ones': [[from([LEAVING_OUT]), from([LEAVING_OUT])], SECOND, []],
  'everybody, as which pods count too': [[from([LEAVING_OUT]), from([EVERYWHERE, block('0.0.0.0/0')])], [],
    ['warning: what ingress rule 1 of policy `shop/db` leaves out is admitted by ingress rule 2 of policy `shop/db`: 10.1.0.0/16']],
};

test.each(Object.entries(EXCEPTIONS))('a block with exceptions beside one that admits it all, of which one check speaks: %s', (_, [rules, redundant, exceptions]) => {
  const given = [...PODS, inOne(rules)];
  expect([found(redundantRule, given), found(exceptHasNoEffect, given)]).toEqual([redundant, exceptions]);
});

test('a rule of another policy for the same pods is no reason to drop one', () => {
  expect(found(redundantRule, [...PODS, inOne([from([WEB])]), inOne([from([LOCAL])], 'shop/within')])).toEqual([]);
});

test('egress', () => {
  const given = policy('shop/db', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [WEB] }, { to: [LOCAL] }] });
  expect(found(redundantRule, [...PODS, given]))
    .toEqual(['info: egress rule 1 of policy `shop/db` adds nothing: rule 2 lets out all that it does']);
});

test('both rules are in the finding', () => {
  expect(findings(redundantRule, [...PODS, inOne([from([WEB], { port: 80 }), from([LOCAL], { port: 80 })])])).toEqual([{
    check: 'redundant-rule',
    severity: 'info',
    title: FIRST[0].replace('info: ', ''),
    at: { object: 'NetworkPolicy shop/db' },
    evidence: [
      { label: 'adds nothing', text: 'rule 1: from app=web, TCP 80' },
      { label: 'beside', text: 'rule 2: from all pods, TCP 80' },
    ],
    notes: [],
    help: ['leave rule 1 out; if it is all that is meant to pass, leave rule 2 out instead'],
  }]);
});

test('the same in several policies is one finding', () => {
  const given = ['shop/a', 'shop/b'].map(name => inOne([from([WEB]), from([LOCAL])], name));
  expect(evidenceOf(onlyFinding(redundantRule, [...PODS, ...given]), 'likewise')).toEqual(['policy shop/b']);
});
