import { BoundsFrom, walkOf } from './agreed-walk';
import { concerns, Focus } from './focus';
import { boundsBetween } from './pairs';
import { Prepared } from './prepared';
import { Unit } from './units';
import { Endpoint } from '../../model/flow';
import { carriedTraffic } from '../../model/interpretation';
import { Connections, expectedPart } from '../../model/matrix';
import { TrafficSet } from '../../sets/traffic-set';
import { CLOSED } from '../atoms/bounds-table';

/** The number of what passes between two units where nothing does. */
export const NOTHING = 0;

/** Of pods that are not in the input only what is certain counts. */
type Reading = 'usual' | 'listening' | 'certain';

/**
 * What may pass between units, as numbers that are equal where it is the same to a reader: unknown traffic of a protocol
 * on which nobody listens does not count.
 */
export class Contents {
  private readonly everything: TrafficSet;
  private readonly walk: BoundsFrom;
  private readonly list: (Connections | undefined)[] = [undefined];
  private readonly byText = new Map<string, number>();
  /** By number of the bounds: that of what is left of them for a reader. */
  private readonly known: Record<Reading, (number | undefined)[]> = { usual: [], listening: [], certain: [] };

  public constructor(
    private readonly prepared: Prepared, private readonly focus: Focus, private readonly units: readonly Unit[],
  ) {
    this.everything = carriedTraffic(prepared.snapshot);
    this.walk = walkOf(prepared);
  }

  /** By number of the destination: what may pass from the source. */
  public from(source: number): Int32Array {
    const row = new Int32Array(this.units.length);
    const unit = this.units[source];
    const bounds = unit.peer === undefined ? undefined : this.walk.from(unit.peer).boundsTo;
    this.units.forEach((destination, index) => {
      if (isPairOfUnits(unit, destination) && concerns(this.focus, unit.isMeant, destination.isMeant)) {
        const number = bounds === undefined || destination.peer === undefined
          ? boundsBetween(this.prepared, unit.representative, destination.representative) : bounds[destination.peer];
        row[index] = number === CLOSED ? NOTHING : this.contentOf(number, unit, destination);
      }
    });
    return row;
  }

  public connections(content: number): Connections {
    return this.list[content]!;
  }

  private contentOf(bounds: number, source: Unit, { representative, isAbsent }: Unit): number {
    const reading = source.isAbsent || isAbsent ? 'certain' : this.isListening(representative) ? 'listening' : 'usual';
    return this.known[reading][bounds] ??= this.numberOf(this.expected(bounds, representative, reading));
  }

  /** Whether it listens on a protocol that the cluster perhaps drops, so that somebody asks about that. */
  private isListening(destination: Endpoint): boolean {
    return destination.kind === 'workload'
      && destination.workload.ports.some(({ protocol }) => this.everything.ports(protocol).isEmpty);
  }

  private expected(bounds: number, destination: Endpoint, reading: Reading): Connections {
    const { allowed, unknown, denied } = this.prepared.boundsTable.connectionsOf(bounds);
    const { traffic = TrafficSet.ALL } = this.focus;
    const open = reading === 'certain' ? TrafficSet.NONE : expectedPart(unknown, this.everything, destination);
    return { allowed: allowed.intersect(traffic), unknown: open.intersect(traffic), denied };
  }

  private numberOf(connections: Connections): number {
    const { allowed, unknown } = connections;
    if (allowed.isEmpty && unknown.isEmpty) {
      return NOTHING;
    }
    const text = `${allowed} / ${unknown}`;
    const number = this.byText.get(text) ?? this.list.push(connections) - 1;
    this.byText.set(text, number);
    return number;
  }
}

/** Policies decide between pods and others; and of two pods of which none is in the input nothing is known. */
function isPairOfUnits(source: Unit, destination: Unit): boolean {
  const [from, to] = [source, destination].map(({ representative, isAbsent }) => representative.kind === 'workload' && !isAbsent);
  return from || to;
}
