import { explainTrace } from '../src/explanations/trace-lines';
import { Snapshot } from '../src/model/snapshot';
import { Trace } from '../src/model/trace';
import { renderExplained } from '../src/render/trace';
import { portRange } from '../src/sets/ports';
import { TrafficSet } from '../src/sets/traffic-set';
import { describeDoubts, settleDoubts } from '../src/wording/traces';

/** The explanation of one flow, as users read it. */
export function explained(snapshot: Snapshot, trace: Trace): string {
  const { protocol, port } = trace.flow;
  return renderExplained({
    trace,
    everything: TrafficSet.ALL,
    traffic: protocol === 'ICMP' ? TrafficSet.ALL : TrafficSet.of(protocol, portRange(port)),
    lines: explainTrace(snapshot, trace),
    notes: describeDoubts(trace, snapshot.facts),
    help: settleDoubts(trace, snapshot.facts),
  });
}
