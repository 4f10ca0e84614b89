import { Prepared } from './prepared';
import { SourceBounds, Walk } from './walk';
import { inOrder } from '../classes/selections';

/** Gives the bounds from one peer to all others, source by source. What it gives is valid until it is asked again. */
export interface BoundsFrom {
  from(source: number): SourceBounds;
}

/** A walk whose bounds hold whichever enforcer the cluster has. */
export function walkOf(prepared: Prepared): BoundsFrom {
  return prepared.others.length === 0 ? new Walk(prepared) : new AgreedWalk(prepared);
}

class AgreedWalk implements BoundsFrom {
  private readonly walks: readonly Walk[];

  public constructor(private readonly prepared: Prepared) {
    this.walks = [prepared, ...prepared.others].map(one => new Walk(one));
  }

  public from(source: number): SourceBounds {
    const { boundsTable } = this.prepared;
    const all = this.walks.map(walk => walk.from(source));
    const boundsTo = Int32Array.from(all[0].boundsTo);
    const destinations = inOrder([...new Set(all.flatMap(bounds => bounds.destinations))]);
    for (const bounds of all.slice(1)) {
      for (const destination of destinations) {
        boundsTo[destination] = boundsTable.agreement(boundsTo[destination], bounds.boundsTo[destination]);
      }
    }
    return { boundsTo, destinations };
  }
}
