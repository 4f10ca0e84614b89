import { loadAll } from 'js-yaml';
import { definitionsOf } from '../../bench/cluster/definitions';
import { UNEVEN, UNEVEN_PART, unevenManifests, UnevenShape } from '../../bench/cluster/uneven';
import { median } from '../../bench/measure/statistics';

interface Rule {
  readonly from?: unknown[];
  readonly to?: unknown[];
}

interface Policy {
  readonly kind: string;
  readonly spec: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] };
}

function policiesOf(items: readonly object[]): Policy[] {
  return (items as readonly Policy[]).filter(({ kind }) => kind === 'NetworkPolicy');
}

function peersOf({ spec: { ingress = [], egress = [] } }: Policy): number {
  return [...ingress, ...egress].reduce((sum, { from = [], to = [] }) => sum + from.length + to.length, 0);
}

const SHAPES: [string, UnevenShape][] = [['the whole', UNEVEN], ['a part', UNEVEN_PART]];

describe.each(SHAPES)('%s has the published numbers', (_, shape) => {
  const namespaces = [...unevenManifests(shape).values()];
  const pods = namespaces.map(items => items.filter(item => (item as Policy).kind === 'Pod').length);
  const peers = namespaces.flatMap(policiesOf).map(peersOf);

  test('of namespaces, pods and policies', () => {
    expect([namespaces.length, pods.reduce((sum, count) => sum + count), peers.length])
      .toEqual([shape.namespaces, shape.pods, shape.policies]);
    expect(median(pods)).toBe(6);
  });

  test('of peers: a quarter of the policies has none, a few have thousands', () => {
    expect(peers.filter(count => count === 0).length / peers.length).toBeCloseTo(shape.emptyShare, 2);
    const share = peers.filter(count => count >= 1_000).length / peers.length;
    expect([share > 0.001, share < 0.005]).toEqual([true, true]);
    expect(Math.round(peers.reduce((sum, count) => sum + count) / peers.length)).toBe(shape.meanPeers);
  });
});

test('one seed, one cluster', () => {
  expect([...unevenManifests(UNEVEN_PART)]).toEqual([...unevenManifests(UNEVEN_PART)]);
});

test('definitions of custom resources are as large as asked for, and what the parser reads', () => {
  const definitions = definitionsOf(300_000, 1);
  const size = definitions.reduce((sum, { yaml }) => sum + yaml.length, 0);
  expect([size >= 300_000, size < 600_000]).toEqual([true, true]);
  expect(definitions.map(({ yaml }) => loadAll(yaml))).toEqual(definitions.map(({ name }) => [
    expect.objectContaining({ kind: 'CustomResourceDefinition', metadata: expect.objectContaining({ name }) }),
  ]));
  expect(definitionsOf(300_000, 1)).toEqual(definitions);
});
