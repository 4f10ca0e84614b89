import { walkOf } from './agreed-walk';
import { isPair } from './endpoints';
import { Prepared } from './prepared';
import { SourceBounds } from './walk';
import { MatrixCell, MatrixEndpoint } from '../../model/matrix';
import { CLOSED } from '../atoms/bounds-table';
import { inOrder } from '../classes/selections';

/**
 * The pairs between which anything may pass, source by source, in the order of the endpoints. It is a generator because
 * a large open cluster has too many of them to hold at once.
 */
export function* connectionsBySource(prepared: Prepared): Generator<readonly MatrixCell[]> {
  const { endpoints, peerOfEndpoint } = prepared;
  const walk = walkOf(prepared);
  const places = placesOfPeers(prepared);
  let last = -1;
  let bounds: SourceBounds | undefined;
  for (let place = 0; place < endpoints.length; place += 1) {
    const peer = peerOfEndpoint[place];
    bounds = bounds === undefined || peer !== last ? walk.from(peer) : bounds;
    last = peer;
    const cells = cellsOf(prepared, endpoints[place], bounds, places);
    if (cells.length > 0) {
      yield cells;
    }
  }
}

/** By number of the peer: the places of its endpoints in `endpoints`. */
function placesOfPeers({ peerShapes, peerOfEndpoint }: Prepared): readonly (readonly number[])[] {
  const places: number[][] = Array.from(peerShapes.of, () => []);
  peerOfEndpoint.forEach((peer, place) => places[peer].push(place));
  return places;
}

function cellsOf(
  { endpoints, peerOfEndpoint, boundsTable }: Prepared, source: MatrixEndpoint,
  { boundsTo, destinations }: SourceBounds, places: readonly (readonly number[])[],
): MatrixCell[] {
  const targets: number[] = [];
  for (const destination of destinations) {
    if (boundsTo[destination] !== CLOSED) {
      for (const place of places[destination]) {
        if (isPair(source, endpoints[place])) {
          targets.push(place);
        }
      }
    }
  }
  return inOrder(targets).map(place => ({
    source, destination: endpoints[place], connections: boundsTable.connectionsOf(boundsTo[peerOfEndpoint[place]]),
  }));
}
