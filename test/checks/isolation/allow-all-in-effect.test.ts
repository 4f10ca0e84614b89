import { allowAllInEffect } from '../../../src/checks/isolation/allow-all-in-effect';
import { nullSelectorSelectsAll } from '../../../src/checks/selectors/null-selector-selects-all';
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

const ONE_OF_TWO = 'warning: ingress rule 1 of policy `pay/api` admits everybody on every port, so that rule 2 adds nothing';

/** Of an empty list one of two checks speaks: the one that knows what comes of it. */
const EMPTY_LISTS: Record<string, [object, string[], string[]]> = {
  'it makes the rule beside it idle': [named('api', { ingress: [{ from: [] }, { from: [API] }] }), [ONE_OF_TWO], []],
  'the policy is called a denial': [named('deny-pay', { ingress: [{ from: [] }] }), deniesNothing('deny-pay', 'everything may come in'), []],
  'it is for one port': [named('api', { ingress: [{ from: [], ports: [{ port: 80 }] }] }), [],
    ['info: `spec.ingress[0].from` of NetworkPolicy pay/api is an empty list, so that the rule admits everybody']],
  'the policy closes the other direction': [named('api', { ingress: [{ from: [] }], egress: [] }), [],
    ['info: `spec.ingress[0].from` of NetworkPolicy pay/api is an empty list, so that the rule admits everybody']],
  'the policy is called after that': [named('allow-all', { ingress: [{ from: [] }] }), [], []],
  'the policy is called after one whom it admits': [named('allow-web', { ingress: [{ from: [], ports: [{ port: 80 }] }] }), [],
    ['info: `spec.ingress[0].from` of NetworkPolicy pay/allow-web is an empty list, so that the rule admits everybody']],
  'a list of ports is empty': [named('api', { ingress: [{ ports: [] }, { from: [API] }] }), [ONE_OF_TWO], []],
  'null makes the rule beside it idle': [named('api', { ingress: [{ from: null }, { from: [API] }] }), [],
    ['warning: `spec.ingress[0].from` of NetworkPolicy pay/api is null, so that the rule admits everybody']],
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
  'an empty list, as of a template that was given nobody': [[named('api', { ingress: [{ from: [] }] })],
    ['warning: policy `pay/api` closes nothing: `from` of ingress rule 1 is an empty list, which admits everybody on every port']],
  'the same for what goes out': [[named('api', { egress: [{ to: [] }] })],
    ['warning: policy `pay/api` closes nothing: `to` of egress rule 1 is an empty list, which opens the way to everybody on every port']],
  'an empty list, where the name says that it opens': [[named('allow-all', { ingress: [{ from: [] }] })], []],
  'an empty list beside a direction that is closed': [[named('api', { ingress: [{ from: [] }], egress: [] })], []],
  'an empty list with ports closes the others': [[named('api', { ingress: [{ from: [], ports: [{ port: 80 }] }] })], []],
  'null is the matter of null-selector-selects-all': [[named('api', { ingress: [{ from: null }] })], []],
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

test.each(Object.entries(EMPTY_LISTS))('an empty list of peers: %s', (_, [given, inEffect, asWritten]) => {
  const inputs = [...PODS, given];
  expect([found(allowAllInEffect, inputs), found(nullSelectorSelectsAll, inputs)]).toEqual([inEffect, asWritten]);
});

test('what an empty list means, and what admits nobody, are in the finding', () => {
  expect(findings(allowAllInEffect, [...PODS, named('api', { ingress: [{ from: [] }], ...API })])).toEqual([{
    check: 'allow-all-in-effect',
    severity: 'warning',
    title: 'policy `pay/api` closes nothing: `from` of ingress rule 1 is an empty list, which admits everybody on every port',
    at: { object: 'NetworkPolicy pay/api' },
    evidence: [{ label: 'pods', text: 'app=api in pay' }, { label: 'ingress', text: 'rule 1: from anybody, every port' }],
    effect: 'everybody reaches these pods as if there were no policy',
    notes: ['policies that stand elsewhere are not seen: this one opens what another isolates'],
    help: [
      'name who is meant below `from`, or where below `ports`',
      '`ingress: []` admits nobody, if that is what is meant',
      'if everybody is meant, leave the policy out',
    ],
  }]);
  expect(onlyFinding(allowAllInEffect, [...PODS, named('api', { egress: [{ to: [] }, { to: [API] }] })]).notes)
    .toEqual(['an empty list below `to` is for everybody: a rule that lets nothing out is one that is not there']);
});

test('ports that became a rule of their own by a dash are told where they belong', () => {
  expect(onlyFinding(allowAllInEffect, [...PODS, named('api', { ingress: [{ from: [API] }, { ports: [] }] })])).toMatchObject({
    title: 'ingress rule 2 of policy `pay/api` admits everybody on every port, so that rule 1 adds nothing',
    notes: ['an empty list below `ports` is for every port'],
    help: [
      'if `ports` belongs to rule 1, take away the dash in front of it, which begins rule 2',
      'name the peers of rule 2 below `from`, if not everybody is meant',
      'otherwise leave rule 1 out',
    ],
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
