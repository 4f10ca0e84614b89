import { findingsIn, foundIn, Row } from './found-with';
import { cidrMatchesPods } from '../../../src/checks/addresses/cidr-matches-pods';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { facts, node, pod } from '../../fixture';
import { block, DB, FROM_WEB, ingressOf, LIVE_WEB, WEB } from '../cluster/quirk-rows';

const RANGE = facts({ pods: ['10.244.0.0/16'] });
const CILIUM = cilium(defaultOptions('1.18'));
const from = (...peers: object[]) => ingressOf('db', { from: peers });
const NAMED = ['warning: ingress rule 1 of policy `shop/db-in` names pod `shop/web` by an address that lasts no longer than the pod: 10.1.0.5/32'];
const STAYS = 'some network plugins can give a pod an address that stays, or the pods of a namespace a range of their own';

test('a pod is told its labels', () => {
  expect(findingsIn(cidrMatchesPods, { given: [LIVE_WEB, DB, from(block('10.1.0.5/32'))] })).toEqual([{
    check: 'cidr-matches-pods',
    severity: 'warning',
    title: 'ingress rule 1 of policy `shop/db-in` names pod `shop/web` by an address that lasts no longer than the pod: 10.1.0.5/32',
    at: { object: 'NetworkPolicy shop/db-in' },
    evidence: [
      { label: 'rule', text: 'shop/db-in, rule 1: from 10.1.0.5/32, every port: accepts' },
      { label: 'pods', text: 'shop/web at 10.1.0.5/32' },
    ],
    notes: [STAYS],
    help: ['select the pods by their labels:\nPods.labeled({ app: \'web\' }).inNamespace(\'shop\')'],
  }]);
});

test('who means all pods is told to say so', () => {
  expect(findingsIn(cidrMatchesPods, { given: [WEB, DB, from(block('10.244.0.0/16'))], facts: RANGE })).toEqual([{
    check: 'cidr-matches-pods',
    severity: 'info',
    title: 'ingress rule 1 of policy `shop/db-in` means the pods of all namespaces by the range of their addresses: 10.244.0.0/16',
    at: { object: 'NetworkPolicy shop/db-in' },
    evidence: [
      { label: 'rule', text: 'shop/db-in, rule 1: from 10.244.0.0/16, every port: accepts' },
      { label: 'range of pods', text: '10.244.0.0/16' },
    ],
    notes: [],
    help: ['say so with `Namespaces.all()`, which holds wherever pods get their addresses from'],
  }]);
});

const ROWS: Record<string, Row> = {
  'the address of a pod': { given: [LIVE_WEB, from(block('10.1.0.5/32'))], expected: NAMED },
  'one address of the range': {
    given: [WEB, from(block('10.244.3.7/32'))],
    facts: RANGE,
    expected: ['warning: ingress rule 1 of policy `shop/db-in` names an address that any pod may get: 10.244.3.7/32'],
  },
  'a part of the range': {
    given: [WEB, from(block('10.244.3.0/24'))],
    facts: RANGE,
    expected: ['warning: ingress rule 1 of policy `shop/db-in` names a part of the addresses of pods, and it is chance which pods get one: 10.244.3.0/24'],
  },
  'a block that holds more than the pod': { given: [LIVE_WEB, from(block('10.1.0.0/24'))], expected: [] },
  'a block that holds more than the range': { given: [WEB, from(block('10.0.0.0/8'))], facts: RANGE, expected: [] },
  'all addresses': { given: [LIVE_WEB, from(block('0.0.0.0/0'))], facts: RANGE, expected: [] },
  'an address of which nothing is known': { given: [WEB, from(block('10.1.0.5/32'))], expected: [] },
  'a block from which a node says that its pods take theirs, which may be idle': {
    given: [WEB, node('n1', '192.0.2.1', '10.244.3.0/24'), from(block('10.244.3.7/32'))], expected: [],
  },
  'an address of the range that nodes have theirs from too': {
    given: [WEB, from(block('10.244.3.7/32'))], facts: facts({ pods: ['10.244.0.0/16'], nodes: ['10.244.0.0/16'] }), expected: [],
  },
  'a pod on the host network, whose address is the node\'s': {
    given: [pod('shop/web', { app: 'web' }, { ip: '192.0.2.1', hostNetwork: true }), from(block('192.0.2.1/32'))], expected: [],
  },
  'pods by their labels': { given: [LIVE_WEB, ingressOf('db', FROM_WEB)], expected: [] },
  'where it is declared that addresses are outside': {
    given: [LIVE_WEB, from(block('10.1.0.5/32'))], facts: { addressesAreOutside: true }, expected: [],
  },
  'an enforcer that matches no known pod by its address, of which another check speaks': {
    given: [LIVE_WEB, from(block('10.1.0.5/32'))], dialect: CILIUM, expected: [],
  },
  'the same with the whole range': { given: [WEB, from(block('10.244.0.0/16'))], facts: RANGE, dialect: CILIUM, expected: [] },
  'an enforcer that matches no pod by its address': {
    given: [WEB, from(block('10.244.3.7/32'))],
    facts: RANGE,
    dialect: CILIUM,
    expected: ['warning: ingress rule 1 of policy `shop/db-in` names an address that any pod may get: 10.244.3.7/32'],
  },
};

test.each(Object.entries(ROWS))('%s', (_, { given, ...known }) => {
  expect(foundIn(cidrMatchesPods, { given: [DB, ...given], ...known })).toEqual(known.expected);
});

test('an enforcer that matches no pod by its address is named', () => {
  const given = [WEB, DB, from(block('10.244.3.7/32'))];
  expect(findingsIn(cidrMatchesPods, { given, facts: RANGE, dialect: CILIUM })[0].notes).toEqual([
    'Cilium 1.18 matches no pod by its address, so the block admits none', STAYS,
  ]);
});

test.each([
  ['a pod', [LIVE_WEB, DB, from(block('10.1.0.5/32'))], 'select the pods by their labels:\n- podSelector:\n    matchLabels:\n      app: web'],
  ['all pods', [WEB, DB, from(block('10.244.0.0/16'))],
    'say so with `namespaceSelector: {}`, which holds wherever pods get their addresses from'],
])('who has manifests is given YAML for %s', (_, given, help) => {
  expect(findingsIn(cidrMatchesPods, { given, facts: RANGE, audience: 'manifests' })[0].help).toEqual([help]);
});
