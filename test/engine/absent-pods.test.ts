import fc from 'fast-check';
import { fixtureOf } from './agreement';
import { reach } from '../../src/engine/reach';
import { Endpoint, formatFlow } from '../../src/model/flow';
import { withAbsentPeers } from '../../src/semantics/absent-peers';
import { judge } from '../../src/semantics/judge';
import { anyScenario, snapshotOf } from '../generators/scenarios';

test('judge and engine agree about pods that are not in the input, wherever they may be', () => {
  fc.assert(fc.property(anyScenario, scenario => {
    const snapshot = withAbsentPeers(snapshotOf(scenario));
    const { verdict } = reach(snapshot);
    const ends = snapshot.workloads.map(workload => ({ workload, end: { kind: 'workload', workload } satisfies Endpoint }));
    const pairs = ends.flatMap(source => ends.map(destination => [source, destination]))
      .filter(pair => pair.some(({ workload }) => workload.absentPeer !== undefined));
    for (const [source, destination] of pairs) {
      for (const port of [1, 53, 80]) {
        const flow = { source: source.end, destination: destination.end, protocol: 'TCP' as const, port };
        if (verdict(flow) !== judge(snapshot, flow).verdict) {
          throw new Error(`${formatFlow(flow)}: ${verdict(flow)}, and ${judge(snapshot, flow).verdict} to the judge\n${fixtureOf(scenario)}`);
        }
      }
    }
  }), { numRuns: Number(process.env.RUNS ?? 60) });
});
