import { allowAllInEffect } from '../../../src/checks/isolation/allow-all-in-effect';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { cluster, labeled, pod, policy } from '../../fixture';
import { contextOfSnapshot } from '../contexts';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const PODS = [pod('pay/api', { app: 'api' }), pod('pay/db', { app: 'db' })];
const API = { podSelector: labeled({ app: 'api' }) };

interface Rules {
  readonly ingress?: readonly object[];
  readonly egress?: readonly object[];
  readonly podSelector?: object;
}

/** A policy for all pods of `pay`, with the types of the directions that it has. */
function named(name: string, spec: Rules): object {
  const policyTypes = [...spec.ingress ? ['Ingress'] : [], ...spec.egress ? ['Egress'] : []];
  return policy(`pay/${name}`, { podSelector: {}, policyTypes, ...spec });
}

function deniesNothing(name: string, what: string): string[] {
  return [`warning: policy \`pay/${name}\` denies nothing, whatever its name says: ${what}`];
}

const DENIALS: Record<string, [object, string[]]> = {
  'one empty rule in each direction': [named('deny-default', { ingress: [{}], egress: [{}] }),
    deniesNothing('deny-default', 'everything may come in and go out')],
  'ingress alone': [named('default-deny', { ingress: [{}] }), deniesNothing('default-deny', 'everything may come in')],
  'egress alone': [named('block-egress', { egress: [{}] }), deniesNothing('block-egress', 'everything may go out')],
  'called after everything that it denies': [named('deny-all', { ingress: [{}] }), deniesNothing('deny-all', 'everything may come in')],
  'an empty list of peers': [named('isolate-pay', { ingress: [{ from: [] }] }), deniesNothing('isolate-pay', 'everything may come in')],
  'for some pods': [named('deny-api', { ingress: [{}], ...API }), deniesNothing('deny-api', 'everything may come in')],
  'it denies one direction, and says of the other that it does not': [named('default-deny', { ingress: [], egress: [{}] }), []],
  'it denies': [named('default-deny', { ingress: [], egress: [] }), []],
  'everybody, on one port': [named('default-deny', { ingress: [{ ports: [{ port: 80 }] }] }), []],
  'all pods are not everybody': [named('default-deny', { ingress: [{ from: [{ namespaceSelector: {} }] }] }), []],
  'the name says both': [named('allow-denied', { ingress: [{}] }), []],
  'a word that only begins so': [named('denver-public', { ingress: [{}] }), []],
};

const SWALLOWED: Record<string, [object, string[]]> = {
  'everybody beside somebody': [named('api', { ingress: [{}, { from: [API], ports: [{ port: 80 }] }] }),
    ['warning: ingress rule 1 of policy `pay/api` admits everybody on every port, so that rule 2 adds nothing']],
  'the wide rule may come last': [named('api', { ingress: [{ from: [API] }, { from: [API], ports: [{ port: 80 }] }, {}] }),
    ['warning: ingress rule 3 of policy `pay/api` admits everybody on every port, so that rules 1, 2 add nothing']],
  'everybody on the same port': [named('api', { ingress: [{ ports: [{ port: 80 }] }, { from: [API], ports: [{ port: 80 }] }] }),
    ['warning: ingress rule 1 of policy `pay/api` admits everybody on TCP 80, so that rule 2 adds nothing']],
  'out': [named('api', { egress: [{}, { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }] }),
    ['warning: egress rule 1 of policy `pay/api` opens the way to everybody on every port, so that rule 2 adds nothing']],
  'everybody on another port': [named('api', { ingress: [{ ports: [{ port: 81 }] }, { from: [API], ports: [{ port: 80 }] }] }), []],
  'two rules for everybody restrict nobody': [named('api', { egress: [{}, { ports: [{ port: 80 }] }] }), []],
};

const CLOSES_NOTHING = ['info: policy `pay/api` closes nothing: ingress rule 1 admits everybody on every port'];

const CLOSING: Record<string, [object[], string[]]> = {
  'a policy that changes nothing': [[named('api', { ingress: [{}] })], CLOSES_NOTHING],
  'in both directions': [[named('api', { ingress: [{}], egress: [{}] })], CLOSES_NOTHING],
  'what goes out is often let out': [[named('api', { egress: [{}] })], []],
  'it says so': [[named('allow-everybody', { ingress: [{}] })], []],
  'it closes the other direction': [[named('api', { ingress: [{}], egress: [] })], []],
  'another policy isolates its pods': [[named('api', { ingress: [{}], ...API }), named('deny', { ingress: [] })], []],
  'another policy isolates other pods': [
    [named('api', { ingress: [{}], ...API }), named('db', { ingress: [], podSelector: labeled({ app: 'db' }) })],
    CLOSES_NOTHING,
  ],
  'an empty list is the matter of null-selector-selects-all': [[named('api', { ingress: [{ from: [] }] })], []],
  'it is for no pod': [[named('api', { ingress: [{}], podSelector: labeled({ app: 'cache' }) })], []],
};

describe.each(Object.entries({
  'a policy that is called a denial': DENIALS, 'rules beside one for everybody': SWALLOWED,
}))('%s', (_, rows) => {
  test.each(Object.entries(rows))('%s', (__, [given, expected]) => {
    expect(found(allowAllInEffect, [...PODS, given])).toEqual(expected);
  });
});

describe('a policy that isolates in name only', () => {
  test.each(Object.entries(CLOSING))('%s', (_, [given, expected]) => {
    expect(found(allowAllInEffect, [...PODS, ...given])).toEqual(expected);
  });
});

test('the rule, and what stands for nobody, are in the finding', () => {
  expect(findings(allowAllInEffect, [...PODS, named('deny-default', { ingress: [{}], egress: [{}] })])).toEqual([{
    check: 'allow-all-in-effect',
    severity: 'warning',
    title: 'policy `pay/deny-default` denies nothing, whatever its name says: everything may come in and go out',
    at: { object: 'NetworkPolicy pay/deny-default' },
    evidence: [
      { label: 'egress', text: 'rule 1: to anybody, every port' },
      { label: 'ingress', text: 'rule 1: from anybody, every port' },
    ],
    notes: [],
    help: [
      'to admit nobody, write `egress: []` and `ingress: []`: a rule without peers and ports, `{}`, is for everybody on every port',
      'if everything is meant to pass, give the policy a name that says so',
    ],
  }]);
});

test('the same in several policies is one finding', () => {
  const given = ['deny-a', 'deny-b'].map(name => named(name, { ingress: [{}] }));
  expect(evidenceOf(onlyFinding(allowAllInEffect, [...PODS, ...given]), 'likewise')).toEqual(['policy pay/deny-b']);
});

test('where nothing is enforced, the rules are not the matter', () => {
  const off = cilium({ ...defaultOptions('1.18'), mode: 'never' });
  const snapshot = cluster([...PODS, named('deny-default', { ingress: [{}] })], undefined, off);
  expect(allowAllInEffect.check(contextOfSnapshot(snapshot))).toEqual([]);
});
