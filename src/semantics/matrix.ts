import { connectionsBetween } from './connections';
import { externalBlocks } from './external-blocks';
import { MatrixCell, MatrixEndpoint, representativeOf } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { byName } from '../model/workload';

/**
 * Every ordered pair of workloads and blocks of addresses outside, with what may pass.
 *
 * A workload and itself are two of its replicas; a bare pod has no such pair, and it always reaches itself.
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
