import { externalBlocks } from './external-blocks';
import { matrixOf } from './matrix';
import { Connections, MatrixEndpoint, Verdict } from '../model/answer';
import { Snapshot } from '../model/snapshot';
import { TrafficSet } from '../sets/traffic-set';

/** Traffic on which several readings of the same policies do not agree. */
export interface PortabilityRow {
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  readonly traffic: TrafficSet;
  /** One verdict for each reading, in their order. */
  readonly verdicts: readonly Verdict[];
}

const VERDICTS: readonly Verdict[] = ['allowed', 'denied', 'unknown'];

/** Every connection whose verdict depends on the reading. All readings must hold the same workloads and facts. */
export function portabilityOf(readings: readonly Snapshot[]): PortabilityRow[] {
  const [first] = readings;
  if (first === undefined) {
    return [];
  }
  // A reading may leave out a policy's blocks altogether, so that it alone would not tell them apart.
  const blocks = externalBlocks({ ...first, policies: readings.flatMap(({ policies }) => policies) });
  const matrices = readings.map(reading => matrixOf(reading, blocks));
  return matrices[0].flatMap(({ source, destination }, index) =>
    partition(matrices.map(cells => cells[index].connections))
      .filter(({ verdicts }) => new Set(verdicts).size > 1)
      .map(part => ({ source, destination, ...part })));
}

/** The traffic between two endpoints, cut into parts that have one verdict in each reading. */
function partition(readings: readonly Connections[]): Pick<PortabilityRow, 'traffic' | 'verdicts'>[] {
  return readings.reduce<Pick<PortabilityRow, 'traffic' | 'verdicts'>[]>(
    (parts, connections) => parts.flatMap(({ traffic, verdicts }) => VERDICTS
      .map(verdict => ({ traffic: traffic.intersect(connections[verdict]), verdicts: [...verdicts, verdict] })))
      .filter(({ traffic }) => !traffic.isEmpty),
    [{ traffic: TrafficSet.ALL, verdicts: [] }]);
}
