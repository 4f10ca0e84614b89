import { BoundsFrom, walkOf } from './agreed-walk';
import { AlignedEndpoint, align } from './alignment';
import { isPair } from './endpoints';
import { Prepared, prepare } from './prepared';
import { SourceBounds } from './walk';
import { ConnectionChange } from '../../model/connection-change';
import { DecidedTraffic } from '../../model/matrix';
import { Snapshot } from '../../model/snapshot';
import { CLOSED } from '../atoms/bounds-table';
import { inOrder } from '../classes/selections';

type Change = Pick<ConnectionChange, 'opened' | 'closed' | 'becameUnknown'>;

/**
 * What the step from one snapshot to the other opens, closes and makes unknown, connection by connection.
 *
 * Workloads are the same if kind, namespace and name are. Addresses outside are in blocks that no policy of either
 * snapshot tells apart. Nothing passes to or from an endpoint that does not exist. Sorted by source, then destination.
 */
export function diff(before: Snapshot, after: Snapshot): ConnectionChange[] {
  const [old, recent] = [prepare(before), prepare(after)];
  const aligned = align(old, recent);
  const destinations = new Destinations(aligned);
  const compare = comparison(old, recent);
  const [oldWalk, recentWalk] = [new CachedWalk(old), new CachedWalk(recent)];
  const changes: ConnectionChange[] = [];
  for (const source of aligned) {
    const oldBounds = oldWalk.from(source.before);
    const recentBounds = recentWalk.from(source.after);
    for (const place of destinations.reached(oldBounds, recentBounds)) {
      const destination = aligned[place];
      const change = compare(boundsTo(oldBounds, destination.before), boundsTo(recentBounds, destination.after));
      if (change !== undefined && isPair(source.endpoint, destination.endpoint)) {
        changes.push({ source: source.endpoint, destination: destination.endpoint, ...change });
      }
    }
  }
  return changes;
}

/** A walk that keeps the bounds from the last source: consecutive endpoints are often of one class. */
class CachedWalk {
  private readonly walk: BoundsFrom;
  private last: number | undefined;
  private bounds: SourceBounds | undefined;

  public constructor(prepared: Prepared) {
    this.walk = walkOf(prepared);
  }

  public from(source: AlignedEndpoint['before']): SourceBounds | undefined {
    if (source !== this.last) {
      this.last = source;
      this.bounds = source === undefined ? undefined : this.walk.from(source);
    }
    return this.bounds;
  }
}

function boundsTo(bounds: SourceBounds | undefined, destination: number | undefined): number {
  return bounds === undefined || destination === undefined ? CLOSED : bounds.boundsTo[destination];
}

const NONE: readonly number[] = [];

/** Finds the destinations that a source may reach before or after; for all others both bounds are `CLOSED`. */
class Destinations {
  /** By number of the peer before: the places of its endpoints in the alignment. */
  private readonly before: number[][] = [];
  /** By number of the peer after: the places of its endpoints in the alignment. */
  private readonly after: number[][] = [];
  /** By place in the alignment: the number of the last search that found it, so that no search finds it twice. */
  private readonly foundBy: Int32Array;
  private searches = 0;

  public constructor(aligned: readonly AlignedEndpoint[]) {
    this.foundBy = new Int32Array(aligned.length);
    aligned.forEach(({ before, after }, place) => {
      if (before !== undefined) {
        (this.before[before] ??= []).push(place);
      }
      if (after !== undefined) {
        (this.after[after] ??= []).push(place);
      }
    });
  }

  /** The places of the destinations in the alignment, ascending. */
  public reached(before: SourceBounds | undefined, after: SourceBounds | undefined): readonly number[] {
    this.searches += 1;
    const found: number[] = [];
    this.add(before, this.before, found);
    this.add(after, this.after, found);
    return inOrder(found);
  }

  private add(
    bounds: SourceBounds | undefined, places: readonly (readonly number[] | undefined)[], found: number[],
  ): void {
    for (const destination of bounds?.destinations ?? []) {
      if (bounds!.boundsTo[destination] !== CLOSED) {
        // Addresses that are outside in only one of the snapshots are not in the alignment.
        for (const place of places[destination] ?? NONE) {
          if (this.foundBy[place] !== this.searches) {
            this.foundBy[place] = this.searches;
            found.push(place);
          }
        }
      }
    }
  }
}

/** Makes a function that compares the numbers of bounds before and after. Each pair is computed only once. */
function comparison(old: Prepared, recent: Prepared): (before: number, after: number) => Change | undefined {
  const known = new Map<number, Map<number, Change | undefined>>();
  let [lastBefore, lastAfter]: (number | undefined)[] = [];
  let last: Change | undefined;
  return (before, after) => {
    if (before !== lastBefore || after !== lastAfter) {
      const byAfter = known.get(before) ?? new Map<number, Change | undefined>();
      known.set(before, byAfter);
      if (!byAfter.has(after)) {
        byAfter.set(after, changeOf(old.boundsTable.connectionsOf(before), recent.boundsTable.connectionsOf(after)));
      }
      [lastBefore, lastAfter, last] = [before, after, byAfter.get(after)];
    }
    return last;
  };
}

function changeOf(before: DecidedTraffic, after: DecidedTraffic): Change | undefined {
  const opened = after.allowed.subtract(before.allowed);
  const closed = after.denied.subtract(before.denied);
  const becameUnknown = after.unknown.subtract(before.unknown);
  return opened.isEmpty && closed.isEmpty && becameUnknown.isEmpty ? undefined : { opened, closed, becameUnknown };
}
