import { connectionsBetween } from './connections';
import { externalBlocks } from './external-blocks';
import { ExternalBlock, MatrixCell, MatrixEndpoint } from '../model/answer';
import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/**
 * Every ordered pair of workloads and blocks of addresses outside, with what may pass.
 *
 * A workload and itself are two of its replicas; a bare pod has no such pair, and it always reaches itself.
 */
export function matrixOf(
  snapshot: Snapshot, blocks: readonly ExternalBlock[] = externalBlocks(snapshot),
): MatrixCell[] {
  const endpoints: MatrixEndpoint[] = [
    ...[...snapshot.workloads].sort(byName).map((workload): MatrixEndpoint => ({ kind: 'workload', workload })),
    ...blocks,
  ];
  return endpoints.flatMap(source => endpoints.filter(destination => isPair(source, destination))
    .map(destination => ({
      source, destination, connections: connectionsBetween(snapshot, endpointOf(source), endpointOf(destination)),
    })));
}

function byName(left: Workload, right: Workload): number {
  const [one, other] = [left, right].map(({ namespace, name, kind }) => `${namespace}/${name} ${kind}`);
  return one < other ? -1 : one > other ? 1 : 0;
}

function isPair(source: MatrixEndpoint, destination: MatrixEndpoint): boolean {
  if (source.kind === 'external' || destination.kind === 'external') {
    return source.kind !== destination.kind;
  }
  return source.workload !== destination.workload || !source.workload.isSinglePod;
}

function endpointOf(endpoint: MatrixEndpoint): Endpoint {
  return endpoint.kind === 'workload' ? endpoint : { kind: 'address', address: endpoint.representative };
}
