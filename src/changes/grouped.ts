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
  const numbers = new EndNumbers();
  const columns = new Map<number, Column>();
  for (const pair of pairs.filter(({ change }) => !change[kind].isEmpty)) {
    const [own, other] = by === 'destination' ? [pair.destination, pair.source] : [pair.source, pair.destination];
    const key = numbers.of(own);
    const column = columns.get(key) ?? { end: own, cells: new Map<number, Cell>() };
    columns.set(key, column);
    column.cells.set(numbers.of(other), { end: other, traffic: pair.change[kind] });
  }
  return likeColumns(columns).flatMap(like => {
    const ends = like.map(({ end }) => end);
    return byTraffic(like).map(({ others, traffic }): ChangeGroup =>
      (by === 'destination' ? { sources: others, destinations: ends, traffic } : { sources: ends, destinations: others, traffic }));
  });
}

interface Cell {
  readonly end: ComparedEndpoint;
  readonly traffic: TrafficSet;
}

/** All that changed of one end. */
interface Column {
  readonly end: ComparedEndpoint;
  readonly cells: Map<number, Cell>;
}

function likeColumns(columns: ReadonlyMap<number, Column>): Column[][] {
  const groups = new Map<string, Column[]>();
  columns.forEach((column, key) => {
    const all = [...column.cells].map(([other, { traffic }]) => `${other} ${traffic}`);
    const signature = JSON.stringify([...all, ...asIfWithItself(key, column)].sort());
    groups.set(signature, [...groups.get(signature) ?? [], column]);
  });
  return [...groups.values()];
}

/** A bare pod looks like its neighbours if with itself the same had changed as with another bare pod of its namespace. */
function asIfWithItself(key: number, { end, cells }: Column): string[] {
  if (end.kind !== 'workload' || !end.workload.isSinglePod || cells.has(key)) {
    return [];
  }
  const like = [...cells.values()].find(cell => cell.end.kind === 'workload' && cell.end.workload.isSinglePod
    && cell.end.workload.namespace === end.workload.namespace);
  return like === undefined ? [] : [`${key} ${like.traffic}`];
}

/** The other ends of like columns, by what changed with them. */
function byTraffic(like: readonly Column[]): { readonly others: ComparedEndpoint[]; readonly traffic: TrafficSet }[] {
  const others = new Map(like.flatMap(({ cells }) => [...cells]));
  const groups = new Map<string, { readonly others: ComparedEndpoint[]; readonly traffic: TrafficSet }>();
  others.forEach(({ end, traffic }) => {
    const group = groups.get(`${traffic}`) ?? { others: [], traffic };
    groups.set(`${traffic}`, group);
    group.others.push(end);
  });
  return [...groups.values()];
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
