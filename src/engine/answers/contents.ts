import { BoundsFrom, walkOf } from './agreed-walk';
import { concerns, Focus } from './focus';
import { boundsBetween } from './pairs';
import { Prepared } from './prepared';
import { Unit } from './units';
import { Endpoint } from '../../model/flow';
import { SameConnections } from '../../model/grouping';
import { carriedTraffic } from '../../model/interpretation';
import { DecidedTraffic, expectedPart } from '../../model/matrix';
import { TrafficSet } from '../../sets/traffic-set';
import { CLOSED } from '../atoms/bounds-table';

/** The number of what passes between two units where nothing does. */
const NOTHING = 0;

/** Of pods that are not in the input only what is certain counts. */
type Reading = 'usual' | 'listening' | 'certain';

/**
 * What may pass between units, as numbers that are equal where it is the same to a reader: unknown traffic of a protocol
 * on which nobody listens does not count.
 */
export class Contents {
  private readonly everything: TrafficSet;
  private readonly walk: BoundsFrom;
  /** By number of a peer: its units. */
  private readonly unitsOfPeer: readonly (readonly number[])[];
  private readonly withoutPeer: readonly number[];
  private readonly list: (DecidedTraffic | undefined)[] = [undefined];
  private readonly byText = new Map<string, number>();
  /** By number of the bounds: that of what is left of them for a reader. */
  private readonly known: Record<Reading, (number | undefined)[]> = { usual: [], listening: [], certain: [] };

  public constructor(
    private readonly prepared: Prepared,
    private readonly focus: Focus,
    private readonly units: readonly Unit[],
    private readonly same: SameConnections,
  ) {
    this.everything = carriedTraffic(prepared.snapshot);
    this.walk = walkOf(prepared);
    const unitsOfPeer: number[][] = Array.from(prepared.peerShapes.of, () => []);
    units.forEach(({ peer }, index) => peer !== undefined && unitsOfPeer[peer].push(index));
    this.unitsOfPeer = unitsOfPeer;
    this.withoutPeer = [...units.keys()].filter(index => units[index].peer === undefined);
  }

  /** The destinations to which anything may pass from the source, each with what that is, in no order. */
  public from(source: number, visit: (destination: number, content: number) => void): void {
    const unit = this.units[source];
    const send = (index: number, bounds: number) => {
      const destination = this.units[index];
      if (bounds !== CLOSED && this.isAskedFor(unit, destination)) {
        const content = this.contentOf(bounds, unit, destination);
        if (content !== NOTHING) {
          visit(index, content);
        }
      }
    };
    const sendAlone = (index: number) =>
      send(index, boundsBetween(this.prepared, unit.representative, this.units[index].representative));
    if (unit.peer === undefined) {
      this.units.forEach(({ representative }, index) => representative.kind === 'workload' && sendAlone(index));
      return;
    }
    const { boundsTo, destinations } = this.walk.from(unit.peer);
    destinations.forEach(peer => this.unitsOfPeer[peer].forEach(index => send(index, boundsTo[peer])));
    if (unit.representative.kind === 'workload') {
      this.withoutPeer.forEach(sendAlone);
    }
  }

  /** Policies decide between pods and others; and of two pods of which none is in the input nothing is known. */
  private isAskedFor(source: Unit, destination: Unit): boolean {
    return (source.isOfInput || destination.isOfInput) && concerns(this.focus, source.isMeant, destination.isMeant);
  }

  public connections(content: number): DecidedTraffic {
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

  private expected(bounds: number, destination: Endpoint, reading: Reading): DecidedTraffic {
    const { allowed, unknown, denied } = this.prepared.boundsTable.connectionsOf(bounds);
    const { traffic = TrafficSet.ALL } = this.focus;
    const open = reading === 'certain' ? TrafficSet.NONE : expectedPart(unknown, this.everything, destination);
    return { allowed: allowed.intersect(traffic), unknown: open.intersect(traffic), denied };
  }

  private numberOf(connections: DecidedTraffic): number {
    const { allowed, unknown } = connections;
    if (allowed.isEmpty && unknown.isEmpty) {
      return NOTHING;
    }
    const text = [allowed, unknown]
      .map(traffic => (this.same === 'reads' ? traffic.format(this.everything) : traffic.toString())).join(' / ');
    const number = this.byText.get(text) ?? this.list.push(connections) - 1;
    this.byText.set(text, number);
    return number;
  }
}
