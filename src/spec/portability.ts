import { matrixOf } from './matrix';
import { Connections, MatrixCell, MatrixEndpoint, Verdict } from '../model/answer';
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

/** Every connection whose verdict depends on the reading. All readings must hold the same workloads. */
export function portabilityOf(readings: readonly Snapshot[]): PortabilityRow[] {
  const matrices = readings.map(matrixOf).map(cells => new Map(cells.map(cell => [keyOf(cell), cell])));
  const [first, ...others] = matrices;
  return [...first ?? []].flatMap(([key, { source, destination, connections }]) => {
    const all = [connections, ...others.map(cells => cells.get(key)?.connections)];
    return all.every((found): found is Connections => found !== undefined)
      ? partition(all).filter(({ verdicts }) => new Set(verdicts).size > 1)
        .map(part => ({ source, destination, ...part })) : [];
  });
}

/** The traffic between two endpoints, cut into parts that have one verdict in each reading. */
function partition(readings: readonly Connections[]): Pick<PortabilityRow, 'traffic' | 'verdicts'>[] {
  return readings.reduce<Pick<PortabilityRow, 'traffic' | 'verdicts'>[]>(
    (parts, connections) => parts.flatMap(({ traffic, verdicts }) => VERDICTS
      .map(verdict => ({ traffic: traffic.intersect(connections[verdict]), verdicts: [...verdicts, verdict] })))
      .filter(({ traffic }) => !traffic.isEmpty),
    [{ traffic: TrafficSet.ALL, verdicts: [] }]);
}

function keyOf({ source, destination }: Pick<MatrixCell, 'source' | 'destination'>): string {
  return [source, destination].map(endpoint => (endpoint.kind === 'external' ? endpoint.cidrs.join()
    : `${endpoint.workload.kind} ${endpoint.workload.namespace}/${endpoint.workload.name}`)).join(' -> ');
}
