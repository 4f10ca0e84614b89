import { findingsIn, foundIn, Row } from './found-with';
import { addressFamilyMissing } from '../../../src/checks/addresses/address-family-missing';
import { addresses, facts, metadata, node, pod, policy } from '../../fixture';
import { block, DB, egressOf, FROM_WEB, ingressOf } from '../cluster/quirk-rows';

const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: metadata('shop/db'), spec: { selector: { app: 'db' }, ...spec } });
const REQUIRED = service({ ipFamilyPolicy: 'RequireDualStack' });
const ALL4 = ingressOf('db', { from: [block('0.0.0.0/0')] });
const HAS = ['warning: ingress rule 1 of policy `shop/db-in` admits all of IPv4 and nothing of IPv6, which the cluster has too'];
const MAY_HAVE = ['info: ingress rule 1 of policy `shop/db-in` admits all of IPv4 and nothing of IPv6, which the cluster may have too'];

test('the sign that there is another family is shown, and the item that is missing', () => {
  expect(findingsIn(addressFamilyMissing, { given: [DB, REQUIRED, ALL4] })).toEqual([{
    check: 'address-family-missing',
    severity: 'warning',
    title: 'ingress rule 1 of policy `shop/db-in` admits all of IPv4 and nothing of IPv6, which the cluster has too',
    at: { object: 'NetworkPolicy shop/db-in' },
    evidence: [
      { label: 'rule', text: 'shop/db-in, rule 1: from 0.0.0.0/0, every port: accepts' },
      { label: 'IPv6', text: 'Service shop/db asks for both families' },
    ],
    notes: [],
    help: ['add the other family: `Cidr.of(\'::/0\')`'],
  }]);
});

test('what is left out of one family is remembered for the other', () => {
  const given = [DB, egressOf('db', { to: [block('0.0.0.0/0', '10.0.0.0/8')] })];
  const [{ evidence, help }] = findingsIn(addressFamilyMissing, { given, facts: facts({ pods: ['10.0.0.0/8', 'fd00::/48'] }) });
  expect(evidence[1]).toEqual({ label: 'IPv6', text: 'pods or Services have addresses of IPv6: fd00::/48' });
  expect(help).toEqual(['add the other family, leaving out of it what is to stay out there: `Cidr.of(\'::/0\', { exceptCidrs: [\'fc00::/7\'] })`']);
});

const ROWS: Record<string, Row> = {
  'a Service that requires both families': { given: [REQUIRED, ALL4], expected: HAS },
  'a Service of both families': { given: [service({ ipFamilies: ['IPv4', 'IPv6'] }), ALL4], expected: HAS },
  'a Service of the other family': { given: [service({ ipFamilies: ['IPv6'] }), ALL4], expected: HAS },
  'a Service that would like both families': { given: [service({ ipFamilyPolicy: 'PreferDualStack' }), ALL4], expected: MAY_HAVE },
  'a live Service that would like both and got one': {
    given: [service({ ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4'], clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'] }), ALL4], expected: [],
  },
  'a live Service that would like both and got both': {
    given: [service({ ipFamilyPolicy: 'PreferDualStack', clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9', 'fd01::9'] }), ALL4], expected: HAS,
  },
  'a live pod of the other family': { given: [pod('shop/web', {}, { ip: 'fd00::7' }), ALL4], expected: HAS },
  'a declared range of pods of the other family': { given: [ALL4], facts: facts({ pods: ['fd00::/48'] }), expected: HAS },
  'a declared range of Services of the other family': { given: [ALL4], facts: { serviceAddresses: addresses('fd01::/108') }, expected: HAS },
  'IPv6 alone where there is IPv4': {
    given: [pod('shop/web', {}, { ip: '10.1.0.5' }), ingressOf('db', { from: [block('::/0')] })],
    expected: ['warning: ingress rule 1 of policy `shop/db-in` admits all of IPv6 and nothing of IPv4, which the cluster has too'],
  },
  'no sign of the other family': { given: [service({}), ALL4], expected: [] },
  'a Service of one family': { given: [service({ ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] }), ALL4], expected: [] },
  'a node of the other family, whose pods may not have it': { given: [node('n1', 'fd00::1'), ALL4], expected: [] },
  'a load balancer of the other family, whose pods may not have it': {
    given: [{ ...service({ type: 'LoadBalancer' }), status: { loadBalancer: { ingress: [{ ip: '2001:db8::9' }] } } }, ALL4], expected: [],
  },
  'both families': { given: [REQUIRED, ingressOf('db', { from: [block('0.0.0.0/0'), block('::/0')] })], expected: [] },
  'the other family in another policy': { given: [REQUIRED, ALL4, policy('shop/all', { podSelector: {}, ingress: [{ from: [block('::/0')] }] })], expected: [] },
  'a part of the other family, which the author had in mind': {
    given: [REQUIRED, ingressOf('db', { from: [block('0.0.0.0/0'), block('2001:db8::/32')] })], expected: [],
  },
  'the other family for the other direction': { given: [REQUIRED, ALL4, egressOf('db', { to: [block('2001:db8::/32')] })], expected: HAS },
  'the other family for other pods': { given: [REQUIRED, ALL4, ingressOf('web', { from: [block('2001:db8::/32')] })], expected: HAS },
  'blocks of some addresses': { given: [REQUIRED, ingressOf('db', { from: [block('203.0.113.0/24')] })], expected: [] },
  'pods and everybody': { given: [REQUIRED, ingressOf('db', FROM_WEB, {})], expected: [] },
};

test.each(Object.entries(ROWS))('%s', (_, { given, ...known }) => {
  expect(foundIn(addressFamilyMissing, { given: [DB, ...given], ...known })).toEqual(known.expected);
});
