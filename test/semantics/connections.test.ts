import { connectionsBetween } from '../../src/semantics/connections';
import { PROTOCOLS } from '../../src/sets/ports';
import { TrafficSet } from '../../src/sets/traffic-set';
import { cluster, deployment, endpoint, labeled, pod, policy } from '../fixture';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432', 'dns=53/UDP'] });
const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };

function accepts(...rules: object[]): object {
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}

function sends(...rules: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: rules });
}

interface Row {
  readonly given: readonly object[];
  readonly from?: string;
  readonly to?: string;
  readonly allowed: string;
  readonly unknown?: string;
}

const ROWS: Record<string, Row> = {
  'nothing is isolated': { given: [], allowed: 'everything' },
  'nobody is admitted': { given: [accepts()], allowed: 'nothing' },
  'one port': { given: [accepts({ ports: [{ port: 5432 }] })], allowed: 'TCP 5432' },
  'a range': { given: [accepts({ ports: [{ port: 5000, endPort: 6000 }] })], allowed: 'TCP 5000-6000' },
  'every port of a protocol': { given: [accepts({ ports: [{ protocol: 'UDP' }] })], allowed: 'UDP all ports' },
  'the first and the last port': { given: [accepts({ ports: [{ port: 1 }, { port: 65535 }] })], allowed: 'TCP 1,65535' },
  'a port by its name': { given: [accepts({ ports: [{ port: 'sql' }] })], allowed: 'TCP 5432' },
  'a port name of another protocol': { given: [accepts({ ports: [{ port: 'dns' }] })], allowed: 'nothing' },
  'what both sides admit': {
    given: [sends({ ports: [{ port: 1, endPort: 100 }] }), accepts({ ports: [{ port: 90, endPort: 200 }] })], allowed: 'TCP 90-100',
  },
  'egress by a port name of the destination': { given: [sends({ ports: [{ port: 'sql' }] })], allowed: 'TCP 5432' },
  'rules of several policies add up': {
    given: [accepts({ ports: [{ port: 80 }] }), policy('shop/more', {
      podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 443 }, { port: 53, protocol: 'UDP' }] }],
    })],
    allowed: 'TCP 80,443; UDP 53',
  },
  'an address that may be the pod\'s': {
    given: [accepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }] }, { ...FROM_WEB, ports: [{ port: 443 }] })],
    allowed: 'TCP 443',
    unknown: 'TCP 80',
  },
  'from outside': { given: [accepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], from: '10.0.0.1', allowed: 'everything' },
  'from elsewhere outside': { given: [accepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], from: '8.8.8.8', allowed: 'nothing' },
  'to outside, where no port has a name': {
    given: [sends({ ports: [{ port: 'sql' }, { port: 443 }] })], to: '8.8.8.8', allowed: 'TCP 443',
  },
  'a policy on other pods': { given: [policy('shop/x', { podSelector: labeled({ app: 'x' }), policyTypes: ['Ingress'] })], allowed: 'everything' },
};

test.each(Object.entries(ROWS))('%s', (_, { given, from = 'shop/web', to = 'shop/db', allowed, unknown = 'nothing' }) => {
  const snapshot = cluster([WEB, DB, ...given]);
  const connections = connectionsBetween(snapshot, endpoint(snapshot, from), endpoint(snapshot, to));
  expect({ allowed: `${connections.allowed}`, unknown: `${connections.unknown}` }).toEqual({ allowed, unknown });
});

test.each(Object.entries(ROWS))('the three answers together are everything, and no port has two: %s', (_, row) => {
  const snapshot = cluster([WEB, DB, ...row.given]);
  const { allowed, denied, unknown } = connectionsBetween(
    snapshot, endpoint(snapshot, row.from ?? 'shop/web'), endpoint(snapshot, row.to ?? 'shop/db'));
  expect(allowed.union(denied).union(unknown).equals(TrafficSet.ALL)).toBe(true);
  const shared = [allowed.intersect(denied), allowed.intersect(unknown), denied.intersect(unknown)];
  expect(shared.map(String)).toEqual(['nothing', 'nothing', 'nothing']);
  expect(PROTOCOLS.every(protocol => !allowed.contains(protocol, 0))).toBe(true);
});

test('a pod reaches itself, its replica does not', () => {
  const snapshot = cluster([DB, accepts()]);
  const db = endpoint(snapshot, 'shop/db');
  expect(`${connectionsBetween(snapshot, db, db, true).allowed}`).toBe('everything');
  expect(`${connectionsBetween(snapshot, db, db).allowed}`).toBe('nothing');
});

test('a single pod always reaches itself', () => {
  const snapshot = cluster([pod('shop/db', { app: 'db' }), accepts()]);
  const db = endpoint(snapshot, 'shop/db');
  expect(`${connectionsBetween(snapshot, db, db).allowed}`).toBe('everything');
});
