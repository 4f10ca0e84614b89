import { connectionsBetween } from './connections';
import { externalBlocks } from './external-blocks';
import { MatrixCell, MatrixEndpoint, representativeOf } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { byName } from '../model/workload';

/**
 * What may pass between every ordered pair of workloads, and between workloads and blocks of external addresses.
 *
 * The pair of a workload with itself means two of its replicas, so a bare pod has none.
 */
export function matrixOf(snapshot: Snapshot): MatrixCell[] {
  const endpoints: MatrixEndpoint[] = [
    ...[...snapshot.workloads].sort(byName).map((workload): MatrixEndpoint => ({ kind: 'workload', workload })),
    ...externalBlocks(snapshot),
  ];
  return endpoints.flatMap(source => endpoints.filter(destination => isPair(source, destination))
    .map(destination => ({
      source,
      destination,
      connections: connectionsBetween(snapshot, representativeOf(source), representativeOf(destination)),
    })));
}

function isPair(source: MatrixEndpoint, destination: MatrixEndpoint): boolean {
  if (source.kind === 'external' || destination.kind === 'external') {
    return source.kind !== destination.kind;
  }
  return source.workload !== destination.workload || !source.workload.isSinglePod;
}
