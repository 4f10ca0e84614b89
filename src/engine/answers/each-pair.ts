import { walkOf } from './agreed-walk';
import { boundsBetween, classOf } from './pairs';
import { Prepared } from './prepared';
import { SourceBounds } from './walk';
import { Endpoint } from '../../model/flow';
import { DecidedTraffic } from '../../model/matrix';

/** Takes what may pass between the source and the destination at these places of their lists. */
export type VisitPair = (source: number, destination: number, connections: DecidedTraffic) => void;

/**
 * Visits every pair of a source and a destination, source by source. Connections are the same object where they are
 * equal, so that what is concluded from them can be kept. A workload and itself are two of its replicas.
 */
export function eachPair(
  prepared: Prepared, sources: readonly Endpoint[], destinations: readonly Endpoint[], visit: VisitPair,
): void {
  const { boundsTable } = prepared;
  const walk = walkOf(prepared);
  const peers = destinations.map(end => (end.kind === 'workload' ? classOf(prepared, end.workload).index : undefined));
  let last: number | undefined;
  let row: SourceBounds | undefined;
  sources.forEach((source, from) => {
    const number = source.kind === 'workload' ? classOf(prepared, source.workload).index : undefined;
    row = number === undefined ? undefined : number === last ? row : walk.from(number);
    last = number;
    peers.forEach((peer, to) => {
      const bounds = row === undefined || peer === undefined
        ? boundsBetween(prepared, source, destinations[to]) : row.boundsTo[peer];
      visit(from, to, boundsTable.connectionsOf(bounds));
    });
  });
}
