import fc from 'fast-check';
import { reach } from '../../src/engine/reach';
import { Causes } from '../../src/explanations/causes';
import { MatrixCell, representativeOf } from '../../src/model/matrix';
import { Snapshot } from '../../src/model/snapshot';
import { judge } from '../../src/semantics/judge';
import { witness } from '../../src/semantics/witness';
import { doubtsInTrace } from '../../src/wording/traces';
import { cluster, labeled, pod, policy } from '../fixture';
import { anyScenario, snapshotOf } from '../generators/scenarios';

function causesOf(snapshot: Snapshot): { readonly cell: MatrixCell; readonly ids: readonly string[] }[] {
  const { bySource, classOf, likeness } = reach(snapshot);
  const causes = new Causes(snapshot, { classOf: workload => classOf(workload).index, likeness }, cause => cause);
  return [...bySource()].flat().filter(({ connections }) => !connections.unknown.isEmpty)
    .map(cell => ({ cell, ids: causes.of(cell).map(({ id }) => id) }));
}

test('every connection that is unknown has the causes that the judge doubts', () => fc.assert(
  fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    for (const { cell: { source, destination, connections }, ids } of causesOf(snapshot)) {
      const flow = witness(connections.unknown, representativeOf(source), representativeOf(destination))!;
      const doubts = doubtsInTrace(judge(snapshot, flow));
      expect(ids.length).toBeGreaterThan(0);
      expect(doubts.filter(doubt => !ids.some(id => id.split(' ')[0] === doubt))).toEqual([]);
    }
  }), { numRuns: Number(process.env.RUNS ?? 60) }));

test('two pods that one policy opens to a block are open for one cause, each pair for its own', () => {
  const admit = (app: string, peer: object) =>
    policy(`shop/${app}`, { podSelector: labeled({ app }), ingress: [{ from: [peer] }] });
  const snapshot = cluster([
    pod('shop/a', { app: 'a' }), pod('shop/b', { app: 'b' }), pod('shop/c', { app: 'c' }),
    admit('a', { ipBlock: { cidr: '10.0.0.0/8' } }),
    admit('b', { namespaceSelector: labeled({ team: 'red' }) }),
  ]);
  const texts = causesOf(snapshot).map(({ cell: { source, destination }, ids }) => [source, destination]
    .map(end => (end.kind === 'workload' ? end.workload.name : 'outside')).join(' -> ') + `: ${ids}`);
  expect(texts).toEqual([
    'a -> b: namespace-labels',
    'b -> a: pod-address',
    'c -> a: pod-address',
    'c -> b: namespace-labels',
  ]);
});
