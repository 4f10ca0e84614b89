import { Contents } from './contents';
import { Focus } from './focus';
import { Prepared } from './prepared';
import { Unit, unitsOf } from './units';
import { ConnectionGroup, GroupSide, Grouping, Joining } from '../../model/grouping';
import { NodeGroup } from '../../model/matrix';
import { inOrder } from '../classes/selections';

/**
 * Every connection that is allowed or unknown, in few rows: destinations to which the same sources may send the same
 * are one, and of their sources those that may send the same. With `source` it is the other way round.
 *
 * A bare pod, which no connection to itself needs to be allowed for, is in a group with itself where its like are.
 */
export function connectionGroups(prepared: Prepared, focus: Focus, { by, same }: Joining): Grouping {
  const units = unitsOf(prepared, focus);
  const contents = new Contents(prepared, focus, units, same);
  return {
    by,
    groups: by === 'destination' ? groupedByDestination(units, contents) : groupedBySource(units, contents),
    nodes: units.flatMap(({ endpoints }) => endpoints).filter((end): end is NodeGroup => end.kind === 'nodes'),
  };
}

function groupedByDestination(units: readonly Unit[], contents: Contents): ConnectionGroup[] {
  const groups = [...likeColumns(units, contents).values()];
  const sources = groups.map(() => new Map<number, number[]>());
  const groupOfFirst = new Map(groups.map(([first], group) => [first, group]));
  units.forEach((_, source) => contents.from(source, (destination, content) => {
    const group = groupOfFirst.get(destination);
    if (group !== undefined) {
      add(sources[group], content, source);
    }
  }));
  return groups.flatMap((same, group) => {
    const destinations = sideOf(units, same);
    return [...sources[group]].map(([content, others]): ConnectionGroup =>
      ({ sources: sideOf(units, others), destinations, connections: contents.connections(content) }));
  });
}

/** The destinations, divided again and again by what each source may send to them. */
function likeColumns(units: readonly Unit[], contents: Contents): Map<number, number[]> {
  const parts = new Int32Array(units.length);
  let count = 1;
  units.forEach((_, source) => {
    const divided = new Map<string, number>();
    contents.from(source, (destination, content) => {
      const key = `${parts[destination]} ${content}`;
      const part = divided.get(key) ?? count++;
      divided.set(key, part);
      parts[destination] = part;
    });
  });
  const groups = new Map<number, number[]>();
  parts.forEach((part, destination) => part > 0 && add(groups, part, destination));
  return groups;
}

function groupedBySource(units: readonly Unit[], contents: Contents): ConnectionGroup[] {
  const groups = new Map<string, SourceGroup>();
  units.forEach((_, source) => {
    const byContent = new Map<number, number[]>();
    contents.from(source, (destination, content) => add(byContent, content, destination));
    const key = [...byContent].map(([content, destinations]) => `${content}: ${inOrder(destinations)}`).sort().join();
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { same: [source], byContent });
    } else {
      group.same.push(source);
    }
  });
  return [...groups.values()].flatMap(({ same, byContent }) => {
    const sources = sideOf(units, same);
    return [...byContent].map(([content, others]): ConnectionGroup =>
      ({ sources, destinations: sideOf(units, others), connections: contents.connections(content) }));
  });
}

/** Sources that may send the same to the same. */
interface SourceGroup {
  readonly same: number[];
  readonly byContent: ReadonlyMap<number, readonly number[]>;
}

function add<Key>(groups: Map<Key, number[]>, key: Key, item: number): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [item]);
  } else {
    group.push(item);
  }
}

function sideOf(units: readonly Unit[], indexes: readonly number[]): GroupSide {
  return {
    endpoints: indexes.flatMap(index => units[index].endpoints),
    examples: indexes.map(index => units[index].endpoints[0]),
  };
}
