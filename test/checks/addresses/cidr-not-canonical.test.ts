import { findingsIn, foundIn } from './found-with';
import { cidrNotCanonical } from '../../../src/checks/addresses/cidr-not-canonical';
import { Target } from '../../../src/model/cluster';
import { cluster } from '../../fixture';
import { block, DB, egressOf, ingressOf, WEB } from '../cluster/quirk-rows';
import { contextOfSnapshot } from '../contexts';
import { clusterPolicy } from '../tiers/policies';

const NOTE = 'Kubernetes 1.36 refuses such a text in a policy that is new or whose block has changed, 1.33 to 1.35 warn, and '
  + 'older versions say nothing';
const given = (cidr: string, ...except: string[]) => [DB, ingressOf('db', { from: [block(cidr, ...except)] })];

const FAULTS: Record<string, [string, string, string[]]> = {
  'host bits': ['192.0.2.5/24', 'has bits set behind its prefix of 24', [
    'write `192.0.2.0/24`', 'or `192.0.2.5/32`, if the one address is meant',
  ]],
  'host bits of IPv6': ['2001:db8::5/64', 'has bits set behind its prefix of 64', [
    'write `2001:db8::/64`', 'or `2001:db8::5/128`, if the one address is meant',
  ]],
  'zeros in front that make another block in octal': ['010.20.0.0/16', 'has zeros in front of a number', [
    'write `10.20.0.0/16`', 'or `8.20.0.0/16`, which is how programs read it that take numbers with a zero in front for octal',
  ]],
  'zeros in front that mean the same in octal': ['10.01.0.0/16', 'has zeros in front of a number', ['write `10.1.0.0/16`']],
  'zeros in front of what is no octal number': ['10.08.0.0/16', 'has zeros in front of a number', ['write `10.8.0.0/16`']],
  'a zero in front of the length': ['10.0.0.0/08', 'has zeros in front of a number', ['write `10.0.0.0/8`']],
  'IPv4 in the form of IPv6': ['::ffff:203.0.113.0/120', 'is an IPv4 block in the form of IPv6', ['write `203.0.113.0/24`']],
  'two of these': ['010.20.0.1/16', 'has zeros in front of a number and has bits set behind its prefix of 16', [
    'write `10.20.0.0/16`',
    'or `8.20.0.0/16`, which is how programs read it that take numbers with a zero in front for octal',
    'or `10.20.0.1/32`, if the one address is meant',
  ]],
};

test.each(Object.entries(FAULTS))('%s', (_, [cidr, fault, help]) => {
  const [read] = /(?<=`).*(?=`)/.exec(help[0])!;
  expect(findingsIn(cidrNotCanonical, { given: given(cidr) })).toEqual([{
    check: 'cidr-not-canonical',
    severity: 'warning',
    title: `the block of ingress rule 1 of policy \`shop/db-in\` ${fault}: \`${cidr}\``,
    at: { object: 'NetworkPolicy shop/db-in' },
    evidence: [{ label: 'as read', text: `${read}, which is how Kubernetes reads it` }],
    notes: [NOTE],
    help,
  }]);
});

const QUIET: Record<string, object[]> = {
  'a block as it should be': given('192.0.2.0/24', '192.0.2.128/25'),
  'one address': given('192.0.2.5/32'),
  'zeros that are numbers': given('0.0.0.0/0'),
  'IPv6 with zeros in a group, which the API server takes': given('2001:0db8::/32'),
  'capitals of IPv6': given('2001:DB8::/32'),
  'another kind, which the strictness is not for': [DB, clusterPolicy('net', [], {
    egress: [{ action: 'Accept', peers: [{ networks: ['192.0.2.5/24'] }] }],
  })],
};

test.each(Object.entries(QUIET))('nothing about %s', (_, manifests) => {
  expect(foundIn(cidrNotCanonical, { given: manifests })).toEqual([]);
});

test('an exception is looked at too', () => {
  expect(foundIn(cidrNotCanonical, { given: given('192.0.2.0/24', '192.0.2.129/25') })).toEqual([
    'warning: an exception of ingress rule 1 of policy `shop/db-in` has bits set behind its prefix of 25: `192.0.2.129/25`',
  ]);
});

test('one block in several rules is one finding', () => {
  const rule = block('192.0.2.5/24');
  const [finding, ...others] = findingsIn(cidrNotCanonical, {
    given: [WEB, DB, ingressOf('db', { from: [rule] }), egressOf('web', { to: [rule] })],
  });
  expect(others).toEqual([]);
  expect(finding.evidence[1]).toEqual({ label: 'likewise', text: 'egress rule 1 of policy shop/web-out' });
});

test.each([['1.36.1', 'error'], ['1.40.0', 'error'], ['1.35.4', 'warning'], ['1.33.0', 'warning'], ['1.32.9', 'info'], [undefined, 'warning']])(
  'on Kubernetes %s it is an %s', (kubernetesVersion, severity) => {
    const target: Target = {
      name: 'prod',
      networkDriver: 'cilium',
      enforcesNetworkPolicy: true,
      supportsCiliumPolicy: true,
      isCiliumSwitchedOff: false,
      origin: { object: 'cluster prod' },
      kubernetesVersion,
    };
    const context = contextOfSnapshot(cluster(given('192.0.2.5/24')));
    expect(cidrNotCanonical.check({ ...context, target }).map(finding => finding.severity)).toEqual([severity]);
  });
