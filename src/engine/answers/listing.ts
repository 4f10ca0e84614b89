import { isPair } from './endpoints';
import { Prepared } from './prepared';
import { Sent, Walk } from './walk';
import { MatrixCell, MatrixEndpoint } from '../../model/matrix';
import { CLOSED } from '../atoms/bounds-table';
import { inOrder } from '../classes/selections';

/**
 * What each source may send, source by source in the order of the endpoints; pairs between which nothing passes are left
 * out. Of a large open cluster there are so many that nobody should hold them all.
 */
export function* connectionsBySource(prepared: Prepared): Generator<readonly MatrixCell[]> {
  const { endpoints, peerOfEndpoint } = prepared;
  const walk = new Walk(prepared);
  const places = placesOfPeers(prepared);
  let last = -1;
  let sent: Sent | undefined;
  for (let place = 0; place < endpoints.length; place += 1) {
    const peer = peerOfEndpoint[place];
    sent = sent === undefined || peer !== last ? walk.from(peer) : sent;
    last = peer;
    const cells = cellsOf(prepared, endpoints[place], sent, places);
    if (cells.length > 0) {
      yield cells;
    }
  }
}

/** For each class or block, the places of its endpoints. */
function placesOfPeers({ peerShapes, peerOfEndpoint }: Prepared): readonly (readonly number[])[] {
  const places: number[][] = Array.from(peerShapes.of, () => []);
  peerOfEndpoint.forEach((peer, place) => places[peer].push(place));
  return places;
}

function cellsOf(
  { endpoints, peerOfEndpoint, boundsTable }: Prepared, source: MatrixEndpoint, { boundsTo: sent, destinations }: Sent,
  places: readonly (readonly number[])[],
): MatrixCell[] {
  const targets: number[] = [];
  for (const destination of destinations) {
    if (sent[destination] !== CLOSED) {
      for (const place of places[destination]) {
        if (isPair(source, endpoints[place])) {
          targets.push(place);
        }
      }
    }
  }
  return inOrder(targets).map(place => ({
    source, destination: endpoints[place], connections: boundsTable.connectionsOf(sent[peerOfEndpoint[place]]),
  }));
}
