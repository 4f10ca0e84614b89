import { App, Chart, Testing } from 'cdk8s';
import { refusalOf } from '../constructs/synthesized';
import { runInChart, Sample, samplesOf } from '../samples';
import { Reachability } from 'cdk8s-netpol';

const [workloads, ...samples] = samplesOf('docs/from-cdk8s-plus.md');

/** The sample of cdk8s-plus and that of this library below each heading. */
const PAIRS = new Map<string, readonly [before: Sample, after: Sample]>(
  [...new Set(samples.map(({ heading }) => heading))].map(heading => {
    const [before, after, ...others] = samples.filter(sample => sample.heading === heading);
    expect(others).toEqual([]);
    return [heading, [before, after]];
  }));

function appWith({ text }: Sample): App {
  const app = Testing.app();
  runInChart(new Chart(app, 'shop', { namespace: 'shop' }), `${workloads.text}\n${text}`);
  return app;
}

/** Everything that may connect to something. */
function connections(sample: Sample): string[] {
  return Reachability.ofApp(appWith(sample)).matrix().rows.filter(({ allowed }) => allowed !== 'nothing')
    .map(({ source, destination, allowed, unknown }) => `${source} -> ${destination}: ${allowed}, perhaps ${unknown}`);
}

/** What the pair differs in. */
function differences([before, after]: readonly [Sample, Sample]): Record<'onlyBefore' | 'onlyAfter', string[]> {
  const [old, now] = [connections(before), connections(after)];
  return { onlyBefore: old.filter(row => !now.includes(row)), onlyAfter: now.filter(row => !old.includes(row)) };
}

const SAME = [
  'Both sides of a connection', 'One side of a connection', 'Isolate a workload', 'Addresses', 'A policy by itself',
  'A policy without rules',
];

test.each(SAME)('%s means the same', heading => {
  const pair = PAIRS.get(heading)!;
  expect(differences(pair)).toEqual({ onlyBefore: [], onlyAfter: [] });
  expect(connections(pair[1])).not.toEqual(connections({ ...workloads, text: '' }));
});

test('a namespace as the peer is not cut off from everything else', () => {
  const { onlyBefore, onlyAfter } = differences(PAIRS.get('A namespace as the peer')!);
  expect(onlyBefore).toEqual([]);
  expect(onlyAfter).toContain('monitoring/grafana -> shop/orders: everything, perhaps nothing');
});

test('every port of a protocol is refused by the API server as cdk8s-plus writes it', () => {
  const [before, after] = PAIRS.get('Every port of a protocol')!;
  expect(refusalOf(() => connections(before))).toMatch(/^error\[input\]: .*\b0\b/m);
  expect(connections(after)).toContain('shop/web -> shop/orders: TCP all ports, perhaps nothing');
});

test('a label with an empty value does not admit every pod', () => {
  const { onlyBefore, onlyAfter } = differences(PAIRS.get('A label with an empty value')!);
  expect(onlyBefore).toContain('shop/orders -> shop/web: TCP 8080, perhaps nothing');
  expect(onlyAfter).toEqual([]);
});

test('one peer twice is an error of cdk8s-plus, and two connections here', () => {
  const [before, after] = PAIRS.get('One peer twice')!;
  expect(refusalOf(() => appWith(before))).toMatch(/^There is already a Construct with name 'AllowEgress/);
  expect(connections(after)).toContain('shop/web -> shop/orders: TCP 8080,9090, perhaps nothing');
});

test('every pair of the page is compared', () => {
  expect([...PAIRS.keys()].sort()).toEqual([
    ...SAME, 'A namespace as the peer', 'Every port of a protocol', 'A label with an empty value', 'One peer twice',
  ].sort());
});
