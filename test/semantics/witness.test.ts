import { formatFlow } from '../../src/model/flow';
import { witness } from '../../src/semantics/witness';
import { portRange, TransportProtocol } from '../../src/sets/ports';
import { TrafficSet } from '../../src/sets/traffic-set';
import { cluster, endpoint, pod } from '../fixture';

const snapshot = cluster([
  pod('shop/web'), pod('shop/db', {}, { ports: ['metrics=9187', 'sql=5432', 'dns=53/UDP', 'odd=4711', 'peer=3868/SCTP'] }),
]);

/** `traffic('TCP 80', 'UDP 1-65535')` */
function traffic(...parts: readonly string[]): TrafficSet {
  return parts.map(part => {
    const [protocol, range] = part.split(' ');
    const [first, last = first] = range.split('-').map(Number);
    return TrafficSet.of(protocol as TransportProtocol, portRange(first, last));
  }).reduce((sum, part) => sum.union(part), TrafficSet.NONE);
}

test.each([
  ['a port that the pod declares and people know', ['TCP 1-65535'], 'shop/db', 'TCP 5432'],
  ['a declared port before a well-known one', ['TCP 443', 'TCP 9187'], 'shop/db', 'TCP 9187'],
  ['the lowest of declared ports that nobody knows', ['TCP 4000-5000', 'TCP 9187'], 'shop/db', 'TCP 4711'],
  ['TCP before UDP among declared ports', ['UDP 53', 'TCP 4711'], 'shop/db', 'TCP 4711'],
  ['UDP before SCTP among declared ports', ['SCTP 3868', 'UDP 53'], 'shop/db', 'UDP 53'],
  ['a declared port of any protocol before other ports', ['TCP 80', 'SCTP 3868'], 'shop/db', 'SCTP 3868'],
  ['443 before 80', ['TCP 80', 'TCP 443'], 'shop/web', 'TCP 443'],
  ['80 before 8080', ['TCP 80-440', 'TCP 8000-9000'], 'shop/web', 'TCP 80'],
  ['a well-known port before a lower one', ['TCP 5000-6000'], '8.8.8.8', 'TCP 5432'],
  ['TCP before UDP', ['UDP 53', 'TCP 7'], '8.8.8.8', 'TCP 7'],
  ['name lookup first where only UDP is open', ['UDP 1-65535'], 'node', 'UDP 53'],
  ['the lowest port where none is known', ['TCP 7001-7003', 'SCTP 1'], 'shop/web', 'TCP 7001'],
])('%s', (_, parts, destination, expected) => {
  const flow = witness(traffic(...parts), endpoint(snapshot, 'shop/web'), endpoint(snapshot, destination));
  expect(formatFlow(flow!)).toMatch(new RegExp(` ${expected}$`));
});

test('nothing has no witness', () => {
  expect(witness(TrafficSet.NONE, endpoint(snapshot, 'shop/web'), endpoint(snapshot, 'shop/db'))).toBeUndefined();
});
