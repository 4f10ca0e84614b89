import { findingsIn, foundIn } from './found-with';
import { metadataAddressOpen } from '../../../src/checks/addresses/metadata-address-open';
import { block, egressOf, ingressOf, WEB } from '../cluster/quirk-rows';
import { clusterPolicy, tcp } from '../tiers/policies';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const OPEN = ['info: egress rule 1 of policy `shop/web-out` opens 169.254.169.254'];
const ALTHOUGH = ['warning: egress rule 1 of policy `shop/web-out` opens 169.254.169.254, although it leaves out private addresses'];
const to = (...peers: object[]) => [egressOf('web', { to: peers })];
const on = (...ports: object[]) => [egressOf('web', { to: [block('0.0.0.0/0')], ports })];
const guard = (action: 'Accept' | 'Deny', priority: number, protocols?: object[]) => clusterPolicy(`guard-${priority}`, [], {
  priority, egress: [{ action, peers: [{ networks: ['169.254.0.0/16'] }], protocols }],
});

test('a rule that leaves out private addresses alone is told the rest', () => {
  expect(findingsIn(metadataAddressOpen, { given: [WEB, ...to(block('0.0.0.0/0', ...PRIVATE))] })).toEqual([{
    check: 'metadata-address-open',
    severity: 'warning',
    title: 'egress rule 1 of policy `shop/web-out` opens 169.254.169.254, although it leaves out private addresses',
    at: { object: 'NetworkPolicy shop/web-out' },
    evidence: [{ label: 'rule', text: 'shop/web-out, rule 1: to 0.0.0.0/0 except 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, every port: accepts' }],
    notes: ['clouds hand out credentials of their machines there, over TCP 80; a cluster elsewhere may have nothing at that address, '
      + 'and some clouds can close it to pods by other means'],
    help: ['leave that address out of the block: '
      + '`Cidr.of(\'0.0.0.0/0\', { exceptCidrs: [\'10.0.0.0/8\', \'172.16.0.0/12\', \'192.168.0.0/16\', \'169.254.169.254/32\'] })`'],
  }]);
});

const ROWS: Record<string, [object[], string[]]> = {
  'nothing left out': [to(block('0.0.0.0/0')), OPEN],
  'something public left out': [to(block('0.0.0.0/0', '203.0.113.0/24')), OPEN],
  'one private range left out': [to(block('0.0.0.0/0', '10.0.0.0/8')), ALTHOUGH],
  'TCP 80': [on({ port: 80 }), OPEN],
  'a range with TCP 80 in it': [on({ port: 1, endPort: 1024 }), OPEN],
  'the address left out': [to(block('0.0.0.0/0', ...PRIVATE, '169.254.169.254/32')), []],
  'link-local addresses left out': [to(block('0.0.0.0/0', '169.254.0.0/16')), []],
  'HTTPS, over which no metadata is to be had': [on({ port: 443 }), []],
  'UDP': [on({ port: 80, protocol: 'UDP' }), []],
  'a name, which no address has': [on({ port: 'http' }), []],
  'IPv6': [to(block('::/0')), []],
  'just the address, which is meant': [to(block('169.254.169.254/32')), []],
  'everybody, of which another check speaks': [[egressOf('web', {})], []],
  'addresses that may send': [[ingressOf('web', { from: [block('0.0.0.0/0')] })], []],
  'no rule for pods that nothing isolates': [[], []],
  'a rule of the tier above that denies it': [[...to(block('0.0.0.0/0')), guard('Deny', 5)], []],
  'a rule of the tier above that denies just TCP 80': [[...to(block('0.0.0.0/0')), guard('Deny', 5, [tcp(80)])], []],
  'a rule of the tier above that denies other ports': [[...to(block('0.0.0.0/0')), guard('Deny', 5, [tcp(443)])], OPEN],
  'a rule of the tier above that is asked too late': [[...to(block('0.0.0.0/0')), guard('Accept', 1), guard('Deny', 5)], OPEN],
};

test.each(Object.entries(ROWS))('%s', (_, [policies, expected]) => {
  expect(foundIn(metadataAddressOpen, { given: [WEB, ...policies] })).toEqual(expected);
});

test('policies without the pods that they are for are read all the same', () => {
  expect(foundIn(metadataAddressOpen, { given: to(block('0.0.0.0/0')) })).toEqual(OPEN);
});

test('several rules are one finding, but those that leave out private addresses another', () => {
  const blocks = [block('0.0.0.0/0'), block('0.0.0.0/0', '10.0.0.0/8'), block('0.0.0.0/0')];
  const rules = blocks.map(peer => ({ to: [peer] }));
  const given = [WEB, egressOf('web', ...rules)];
  const all = findingsIn(metadataAddressOpen, { given });
  expect(all.map(({ severity, evidence }) => [severity, evidence[1]?.text])).toEqual([
    ['info', 'egress rule 3 of policy shop/web-out'], ['warning', undefined],
  ]);
});
