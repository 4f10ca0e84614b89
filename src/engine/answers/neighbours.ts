import { isPair } from './endpoints';
import { boundsBetween, boundsOf, classOf, isOnHostNetwork, Side } from './pairs';
import { Prepared } from './prepared';
import { Endpoint } from '../../model/flow';
import { DecidedTraffic, MatrixEndpoint, representativeOf } from '../../model/matrix';
import { TrafficDirection, otherDirection } from '../../model/policy';
import { Ternary } from '../../sets/ternary';
import { CLOSED, OPEN } from '../atoms/bounds-table';
import { spread } from '../rows/rows';

/** An endpoint at the other end of the subject's traffic, and what may pass between them. */
export interface Neighbour {
  readonly endpoint: MatrixEndpoint;
  readonly connections: DecidedTraffic;
}

/** The endpoints that may send to the subject (`ingress`) or that it may send to (`egress`). */
export function neighboursOf(prepared: Prepared, subject: Endpoint, direction: TrafficDirection): Neighbour[] {
  const { boundsTable, endpoints, peerOfEndpoint } = prepared;
  const boundsTo = boundsByPeer(prepared, subject, direction);
  const found: Neighbour[] = [];
  for (let place = 0; place < endpoints.length; place += 1) {
    if (isPair(endpoints[place], subject)) {
      const bounds = boundsTo(peerOfEndpoint[place], endpoints[place]);
      if (bounds !== CLOSED) {
        found.push({ endpoint: endpoints[place], connections: boundsTable.connectionsOf(bounds) });
      }
    }
  }
  return found;
}

type BoundsTo = (peer: number, endpoint: MatrixEndpoint) => number;

/** The bounds between the subject and a peer, with the policies of both ends, whichever enforcer the cluster has. */
function boundsByPeer(prepared: Prepared, subject: Endpoint, direction: TrafficDirection): BoundsTo {
  const [first, ...others] = [prepared, ...prepared.others]
    .map(one => boundsByPeerInterpreted(one, subject, direction));
  return others.length === 0 ? first : (peer, endpoint) => others.reduce(
    (bounds, other) => prepared.boundsTable.agreement(bounds, other(peer, endpoint)), first(peer, endpoint));
}

function boundsByPeerInterpreted(prepared: Prepared, subject: Endpoint, direction: TrafficDirection): BoundsTo {
  const pairwise = pairByPair(prepared, subject, direction);
  if (isOnHostNetwork(subject)) {
    return pairwise;
  }
  const subjectBounds = boundsOfSubject(prepared, subject, direction);
  const peerBounds = boundsOfPeers(prepared, subject, otherDirection(direction), subjectBounds);
  return (peer, endpoint) => {
    if (isOnHostNetwork(endpoint)) {
      return pairwise(peer, endpoint);
    }
    return subjectBounds[peer] === CLOSED ? CLOSED
      : prepared.boundsTable.intersect(subjectBounds[peer], peerBounds(peer, endpoint));
  };
}

/** Asks about each peer by itself, and once. */
function pairByPair(prepared: Prepared, subject: Endpoint, direction: TrafficDirection): BoundsTo {
  const known: (number | undefined)[] = [];
  return (peer, endpoint) => {
    const other = representativeOf(endpoint);
    return known[peer] ??= direction === 'egress'
      ? boundsBetween(prepared, subject, other) : boundsBetween(prepared, other, subject);
  };
}

/** By number of the peer, which is not on the host network: the bounds that the policies of the subject set. */
function boundsOfSubject(prepared: Prepared, subject: Endpoint, direction: TrafficDirection): Int32Array {
  const { rows, peerShapes } = prepared;
  const found = new Int32Array(peerShapes.of.length);
  if (subject.kind !== 'workload') {
    return found.fill(boundsOf(prepared, { direction, reading: prepared.readings[0] }, subject, subject));
  }
  const row = rows[direction].of(classOf(prepared, subject.workload).index);
  return row === undefined ? found.fill(OPEN) : spread(row, peerShapes, found);
}

/** By number of the peer: the bounds that the policies of the peer set on traffic with the subject. */
function boundsOfPeers(
  prepared: Prepared, subject: Endpoint, direction: TrafficDirection, subjectBounds: Int32Array,
): (peer: number, endpoint: MatrixEndpoint) => number {
  const side: Side = { direction, reading: prepared.readings[0] };
  if (subject.kind !== 'workload') {
    return (_, endpoint) => boundsOf(prepared, side, representativeOf(endpoint), subject);
  }
  const transposed = prepared.transposedRows[direction];
  if (transposed.isKnown || (isAboutMany(subjectBounds) && areRowsShort(prepared, direction))) {
    const { index } = classOf(prepared, subject.workload);
    const column = transposed.value.fill(index, new Int32Array(prepared.peerShapes.of.length));
    return peer => column[peer];
  }
  const known: (number | undefined)[] = [];
  return (peer, endpoint) => known[peer] ??= boundsOf(prepared, side, representativeOf(endpoint), subject);
}

/** A question about more peers than this builds all rows, because it needs the policies of most classes anyway. */
const MANY = 500;

function isAboutMany(row: Int32Array): boolean {
  let open = 0;
  for (let peer = 0; peer < row.length && open <= MANY; peer += 1) {
    open += row[peer] === CLOSED ? 0 : 1;
  }
  return open > MANY;
}

/** How many rows are looked at to estimate how long all of them are. */
const SAMPLE = 50;

/** With more exceptions than this in all rows together, building them costs too much for a single question. */
const MOST_EXCEPTIONS = 1_000_000;

function areRowsShort({ classes, rows }: Prepared, direction: TrafficDirection): boolean {
  const { length } = classes.list;
  const step = Math.ceil(length / SAMPLE);
  let exceptions = 0;
  for (let index = 0; index < length; index += step) {
    exceptions += rows[direction].of(index)?.exceptions.length ?? 0;
  }
  return exceptions * step <= MOST_EXCEPTIONS;
}

/** Whether anything passes from an address outside the cluster. */
export function isReachedFromOutside(prepared: Prepared, destination: Endpoint): Ternary {
  if (destination.kind !== 'workload') {
    return 'no';
  }
  const { boundsTable, classes, blocks } = prepared;
  const boundsFrom = boundsByPeer(prepared, destination, 'ingress');
  const outside = blocks.map((block, index) => boundsFrom(classes.list.length + index, block));
  const found = [...new Set(outside)].map(bounds => boundsTable.connectionsOf(bounds));
  if (found.some(({ allowed }) => !allowed.isEmpty)) {
    return 'yes';
  }
  return found.some(({ unknown }) => !unknown.isEmpty) ? 'unknown' : 'no';
}
