import { ChangeGroup, ChangeKind, ComparedEndpoint, StateComparison, FoldedComparison } from '../model/connection-change';
import { GroupedBy } from '../model/grouping';
import { TrafficSet } from '../sets/traffic-set';

/** All that changed, in few rows. */
export function folded(comparison: StateComparison, by: GroupedBy): FoldedComparison {
  const groupsOf = (kind: ChangeKind) => changeGroups(comparison, kind, by);
  return {
    ...comparison,
    by,
    groups: {
      opened: groupsOf('opened'),
      perhapsOpened: groupsOf('perhapsOpened'),
      perhapsClosed: groupsOf('perhapsClosed'),
      closed: groupsOf('closed'),
    },
  };
}

/**
 * Everything that changed in one way, in few rows: destinations to which the same changed from the same sources are one,
 * and of their sources those from which the same did. With `source` it is the other way round.
 *
 * A bare pod, of which no connection to itself can change, is in a group with itself where its like are.
 */
function changeGroups({ pairs }: StateComparison, kind: ChangeKind, by: GroupedBy): ChangeGroup[] {
  const table = new ChangeTable();
  for (const { source, destination, change } of pairs) {
    if (!change[kind].isEmpty) {
      const [own, other] = by === 'destination' ? [destination, source] : [source, destination];
      table.add(own, other, change[kind]);
    }
  }
  return table.likeColumns().flatMap(owns => {
    const ends = owns.map(own => table.ends[own]);
    return table.others(owns).map(({ others, traffic }): ChangeGroup =>
      (by === 'destination' ? { sources: others, destinations: ends, traffic } : { sources: ends, destinations: others, traffic }));
  });
}

/** What changed of one end with another, by their numbers. */
interface Cell {
  readonly own: number;
  readonly other: number;
  readonly traffic: number;
}

/** All that changed in one way: a column for each end at which rows are joined. */
class ChangeTable {
  /** By number of the end. */
  public readonly ends: ComparedEndpoint[] = [];
  private readonly endNumbers = new EndNumbers();
  /** By number of the traffic. */
  private readonly traffics: TrafficSet[] = [];
  private readonly trafficNumbers = new Map<TrafficSet | string, number>();
  private readonly columns = new Map<number, Cell[]>();
  private readonly rows = new Map<number, Cell[]>();
  /** Bare pods that look as if the same had changed with themselves as with their like. */
  private readonly selves = new Set<number>();

  public add(own: ComparedEndpoint, other: ComparedEndpoint, traffic: TrafficSet): void {
    this.addCell({ own: this.numberOf(own), other: this.numberOf(other), traffic: this.numberOfTraffic(traffic) });
  }

  /** The ends with which the same changed, in groups. They are divided again and again by what changed with each other end. */
  public likeColumns(): number[][] {
    this.columns.forEach((_, own) => this.addSelf(own));
    const parts = new Map<number, number>();
    let count = 1;
    this.rows.forEach(cells => {
      const divided = new Map<string, number>();
      for (const { own, traffic } of cells) {
        const key = `${parts.get(own) ?? 0} ${traffic}`;
        const part = divided.get(key) ?? count++;
        divided.set(key, part);
        parts.set(own, part);
      }
    });
    const groups = new Map<number, number[]>();
    this.columns.forEach((_, own) => pushTo(groups, parts.get(own)!, own));
    return [...groups.values()];
  }

  /** The other ends of like columns, by what changed with them. */
  public others(owns: readonly number[]): { readonly others: ComparedEndpoint[]; readonly traffic: TrafficSet }[] {
    const groups = new Map<number, number[]>();
    this.columns.get(owns[0])!.filter(({ other }) => owns.length > 1 || !this.selves.has(other) || other !== owns[0])
      .forEach(({ other, traffic }) => pushTo(groups, traffic, other));
    return [...groups].map(([traffic, others]) => ({
      others: others.map(other => this.ends[other]), traffic: this.traffics[traffic],
    }));
  }

  /** A bare pod is like its neighbours if with itself the same had changed as with another bare pod of its namespace. */
  private addSelf(own: number): void {
    const end = this.ends[own];
    const cells = this.columns.get(own)!;
    if (end.kind === 'workload' && end.workload.isSinglePod) {
      const like = cells.find(({ other }) => isBarePodIn(end.workload.namespace, this.ends[other]));
      if (like !== undefined) {
        this.selves.add(own);
        this.addCell({ own, other: own, traffic: like.traffic });
      }
    }
  }

  private addCell(cell: Cell): void {
    pushTo(this.columns, cell.own, cell);
    pushTo(this.rows, cell.other, cell);
  }

  private numberOf(end: ComparedEndpoint): number {
    const number = this.endNumbers.of(end);
    this.ends[number] ??= end;
    return number;
  }

  /** The same traffic is mostly the same object. */
  private numberOfTraffic(traffic: TrafficSet): number {
    let number = this.trafficNumbers.get(traffic) ?? this.trafficNumbers.get(`${traffic}`);
    if (number === undefined) {
      number = this.traffics.push(traffic) - 1;
      this.trafficNumbers.set(`${traffic}`, number);
    }
    this.trafficNumbers.set(traffic, number);
    return number;
  }
}

function isBarePodIn(namespace: string, end: ComparedEndpoint): boolean {
  return end.kind === 'workload' && end.workload.isSinglePod && end.workload.namespace === namespace;
}

function pushTo<Item>(groups: Map<number, Item[]>, key: number, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [item]);
  } else {
    group.push(item);
  }
}

/** Numbers that are equal for the same end. Workloads may share a name. */
class EndNumbers {
  private readonly numbers = new Map<unknown, number>();

  public of(end: ComparedEndpoint): number {
    const identity = end.kind === 'workload' ? end.workload : textOf(end);
    const number = this.numbers.get(identity) ?? this.numbers.size;
    this.numbers.set(identity, number);
    return number;
  }
}

function textOf(end: Exclude<ComparedEndpoint, { kind: 'workload' }>): string {
  switch (end.kind) {
    case 'external': return end.cidrs.join();
    case 'nodes': return `nodes ${end.names.join()}`;
    case 'absent': return `absent ${end.description}`;
    case 'own-node': return end.kind;
  }
}
