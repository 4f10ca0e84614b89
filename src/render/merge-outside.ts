import { DecidedTraffic, ExternalBlock, MatrixCell } from '../model/matrix';
import { formatCidrs, parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/**
 * The same connections in fewer rows: of the blocks outside that some policy tells apart, a workload sees those as one
 * with which it may have the same connections.
 */
export function mergeOutside(cells: readonly MatrixCell[]): MatrixCell[] {
  const groups = new Map<unknown, MatrixCell[]>();
  const keys = new Keys();
  for (const cell of cells) {
    const key = keys.of(cell);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [cell]);
    } else {
      group.push(cell);
    }
  }
  return [...groups.values()].map(merge);
}

/** Equal for cells that belong together. */
class Keys {
  private readonly numbers = new Map<unknown, number>();

  public of(cell: MatrixCell): unknown {
    const { source, destination, connections } = cell;
    if (source.kind === 'external' && destination.kind === 'workload') {
      return `to ${this.numberOf(destination.workload)} ${formatted(connections)}`;
    }
    if (source.kind === 'workload' && destination.kind === 'external') {
      return `from ${this.numberOf(source.workload)} ${formatted(connections)}`;
    }
    return cell;
  }

  private numberOf(workload: unknown): number {
    const number = this.numbers.get(workload) ?? this.numbers.size;
    this.numbers.set(workload, number);
    return number;
  }
}

function formatted({ allowed, unknown }: DecidedTraffic): string {
  return `${allowed} / ${unknown}`;
}

function merge(group: readonly MatrixCell[]): MatrixCell {
  const [first] = group;
  if (group.length === 1) {
    return first;
  }
  return first.source.kind === 'external'
    ? { ...first, source: unionOf(group.map(({ source }) => source as ExternalBlock)) }
    : { ...first, destination: unionOf(group.map(({ destination }) => destination as ExternalBlock)) };
}

function unionOf(blocks: readonly ExternalBlock[]): ExternalBlock {
  const addresses = IntervalSet.from(
    blocks.flatMap(({ cidrs }) => cidrs).flatMap(cidr => parseCidr(cidr)!.addresses.intervals));
  return { ...blocks[0], cidrs: formatCidrs(addresses) };
}
