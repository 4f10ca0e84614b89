import { findingsIn, foundIn } from './found-with';
import { privateRangeOpen } from '../../../src/checks/addresses/private-range-open';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { block, egressOf, ingressOf, TO_DB, WEB } from '../cluster/quirk-rows';
import { clusterPolicy } from '../tiers/policies';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const EVERY = ['info: egress rule 1 of policy `shop/web-out` opens every private address beside the internet'];
const to = (...peers: object[]) => [egressOf('web', { to: peers })];
const on = (...ports: object[]) => [egressOf('web', { to: [block('0.0.0.0/0')], ports })];
const OTHER_RANGES = ['info: egress rule 1 of policy `shop/web-out` opens the private ranges `172.16.0.0/12`, `192.168.0.0/16`, and leaves out others'];

test('what is to be left out stands in the help, with what is left out already', () => {
  expect(findingsIn(privateRangeOpen, { given: [WEB, ...to(block('0.0.0.0/0', '10.0.0.0/8', '172.16.0.0/12'))] })).toEqual([{
    check: 'private-range-open',
    severity: 'info',
    title: 'egress rule 1 of policy `shop/web-out` opens the private range `192.168.0.0/16`, and leaves out others',
    at: { object: 'NetworkPolicy shop/web-out' },
    evidence: [{ label: 'rule', text: 'shop/web-out, rule 1: to 0.0.0.0/0 except 10.0.0.0/8, 172.16.0.0/12, every port: accepts' }],
    notes: [],
    help: ['if it is for the internet, leave the private ranges out: '
      + '`Cidr.of(\'0.0.0.0/0\', { exceptCidrs: [\'10.0.0.0/8\', \'172.16.0.0/12\', \'192.168.0.0/16\'] })`'],
  }]);
});

const ROWS: Record<string, [object[], string[]]> = {
  'nothing left out': [to(block('0.0.0.0/0')), EVERY],
  'HTTPS': [on({ port: 443 }), EVERY],
  'HTTPS and DNS': [on({ port: 443 }, { port: 53 }), EVERY],
  'a part of a range left out': [to(block('0.0.0.0/0', '10.96.0.0/12')), OTHER_RANGES],
  'all left out': [to(block('0.0.0.0/0', ...PRIVATE)), []],
  'DNS alone, for a resolver may be anywhere': [on({ port: 53 }, { port: 53, protocol: 'UDP' }), []],
  'the port of the API server, which mostly has a private address': [on({ port: 443 }, { port: 6443 }), []],
  'a name, which no address has': [on({ port: 'http' }), []],
  'something public left out, so that the rest is meant': [to(block('0.0.0.0/0', '169.254.169.254/32')), []],
  'every pod beside it': [to(block('0.0.0.0/0'), { namespaceSelector: {} }), []],
  'some pods beside it': [[egressOf('web', { to: [block('0.0.0.0/0')] }, TO_DB)], EVERY],
  'private ranges that other items open': [to(block('0.0.0.0/0'), ...PRIVATE.map(cidr => block(cidr))), []],
  'a private range that another rule opens': [[egressOf('web', { to: [block('0.0.0.0/0')] }, { to: PRIVATE.map(cidr => block(cidr)) })], []],
  'a private range that another rule opens on a port': [[
    egressOf('web', { to: [block('0.0.0.0/0')] }, { to: [block('10.0.0.0/8')], ports: [{ port: 5432 }] }),
  ], EVERY],
  'IPv6': [to(block('::/0')), []],
  'addresses that may send': [[ingressOf('web', { from: [block('0.0.0.0/0')] })], []],
  'a rule of the tier above that denies it': [[...to(block('0.0.0.0/0')), clusterPolicy('guard', [], {
    egress: [{ action: 'Deny', peers: [{ networks: PRIVATE }] }],
  })], []],
};

test.each(Object.entries(ROWS))('%s', (_, [policies, expected]) => {
  expect(foundIn(privateRangeOpen, { given: [WEB, ...policies] })).toEqual(expected);
});

test('an enforcer that matches no pod by its address leaves less open, and that is said', () => {
  const dialect = cilium(defaultOptions('1.18'));
  expect(findingsIn(privateRangeOpen, { given: [WEB, ...to(block('0.0.0.0/0'))], dialect }).map(({ notes }) => notes)).toEqual([
    ['the network plugin matches no pod by its address; the machines around are open'],
  ]);
});
