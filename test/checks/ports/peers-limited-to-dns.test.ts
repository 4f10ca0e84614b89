import { peersLimitedToDns } from '../../../src/checks/ports/peers-limited-to-dns';
import { labeled, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const RESOLVER = {
  namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'kube-system' }), podSelector: labeled({ 'k8s-app': 'kube-dns' }),
};
const DNS = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
const block = (cidr: string) => ({ ipBlock: { cidr } });
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(block);

function sends(name: string, app: string | undefined, ...egress: object[]): object {
  return policy(`shop/${name}`, { podSelector: app === undefined ? {} : labeled({ app }), policyTypes: ['Egress'], egress });
}

const DNS_ALONE = ['warning: egress rule 1 of policy `shop/web` opens 10.0.0.0/8 for DNS alone, beside the resolver'];
const WITH_BLOCK = { to: [RESOLVER, block('10.0.0.0/8')], ports: DNS };

const ROWS: Record<string, [object[], string[]]> = {
  'a private network in the list of the resolver': [[sends('web', 'web', WITH_BLOCK)], DNS_ALONE],
  'a rule for DNS beside it': [[sends('web', 'web', WITH_BLOCK, { to: [RESOLVER], ports: DNS })], DNS_ALONE],
  'another rule for other pods': [[sends('web', 'web', WITH_BLOCK), sends('db', 'db', { to: [block('10.0.0.0/8')] })], DNS_ALONE],
  'another rule of the policy': [[sends('web', 'web', WITH_BLOCK, { ports: [{ port: 443 }] })], []],
  'another rule for all pods': [[sends('web', 'web', WITH_BLOCK), sends('all', undefined, { to: [{ podSelector: {} }] })], []],
  'a rule of its own': [[sends('web', 'web', { to: [RESOLVER], ports: DNS }, { to: PRIVATE })], []],
  'other ports too': [[sends('web', 'web', { ...WITH_BLOCK, ports: [...DNS, { port: 8080 }] })], []],
  'every port': [[sends('web', 'web', { to: WITH_BLOCK.to })], []],
  'the address of the resolver\'s Service': [[sends('web', 'web', { to: [RESOLVER, block('10.96.0.10/32')], ports: DNS })], []],
  'the cache of names of each node': [[sends('web', 'web', { to: [RESOLVER, block('169.254.0.0/16')], ports: DNS })], []],
  'networks alone, in which the resolver is': [[sends('web', 'web', { to: PRIVATE, ports: DNS })], []],
  'the internet': [[sends('web', 'web', { to: [RESOLVER, block('8.8.8.0/24')], ports: DNS })], []],
  'a policy for no pod': [[sends('web', 'cache', WITH_BLOCK)], []],
};

test.each(Object.entries(ROWS))('%s', (_, [policies, expected]) => {
  expect(found(peersLimitedToDns, [...PODS, ...policies])).toEqual(expected);
});

test('what passes, and where the blocks should stand, is in the finding', () => {
  expect(findings(peersLimitedToDns, [...PODS, sends('web', 'web', { to: [RESOLVER, ...PRIVATE], ports: DNS })])).toEqual([{
    check: 'peers-limited-to-dns',
    severity: 'warning',
    title: 'egress rule 1 of policy `shop/web` opens 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 for DNS alone, beside the resolver',
    at: { object: 'NetworkPolicy shop/web' },
    evidence: [{
      label: 'rule',
      text: 'shop/web, rule 1: to k8s-app=kube-dns in kube-system or 10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16, UDP 53, TCP 53: accepts',
    }],
    effect: 'connections to these addresses on any other port time out',
    notes: ['the ports of a rule hold for all of its peers, and no other rule lets these pods send anything'],
    help: [
      'if more than DNS is meant, give the blocks a rule of their own, with their ports or without any:\n'
      + '- to:\n    - ipBlock: { cidr: 10.0.0.0/8 }\n    - ipBlock: { cidr: 172.16.0.0/12 }\n    - ipBlock: { cidr: 192.168.0.0/16 }',
      'otherwise leave the blocks out: the rule names the resolver by its labels',
    ],
  }]);
});

test('one template is one finding', () => {
  const given = ['web', 'db'].map(name => sends(name, name, WITH_BLOCK));
  expect(evidenceOf(onlyFinding(peersLimitedToDns, [...PODS, ...given]), 'likewise')).toEqual(['egress rule 1 of policy shop/db']);
});
