import { isStranger } from './absent-pods';
import { Member } from './member';
import { otherNodes, outsideAddresses, unionOfKnown } from '../model/inside';
import { carriedTraffic } from '../model/interpretation';
import { GroupEndpoint, NodeGroup } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { formatBlocks } from '../sets/blocks';
import { TrafficSet } from '../sets/traffic-set';
import { Folding, OUTSIDE } from '../wording/folding';
import { list } from '../wording/lists';

/** Pairs of any of the sources and any of the destinations, in all of which the same is wrong. */
export interface WrongGroup {
  readonly sources: readonly Member[];
  readonly destinations: readonly Member[];
  readonly certainly: TrafficSet;
  readonly perhaps: TrafficSet;
}

/** Destinations, divided again and again by what is wrong with each source; no list of all pairs is kept. */
export class WrongParts {
  private readonly parts: Int32Array;
  private count = 1;
  private source = -1;
  private divided = new Map<string, number>();

  public constructor(destinations: number) {
    this.parts = new Int32Array(destinations);
  }

  /** To be called source by source, with 0 where nothing is wrong. */
  public add(source: number, destination: number, content: number): void {
    if (source !== this.source) {
      this.source = source;
      this.divided = new Map();
    }
    if (content > 0) {
      const key = `${this.parts[destination]} ${content}`;
      const part = this.divided.get(key) ?? this.count++;
      this.divided.set(key, part);
      this.parts[destination] = part;
    }
  }

  /** The places of destinations with which the same is wrong from the same sources. */
  public list(): number[][] {
    const groups = new Map<number, number[]>();
    this.parts.forEach((part, destination) => {
      if (part > 0) {
        const group = groups.get(part) ?? [];
        groups.set(part, group);
        group.push(destination);
      }
    });
    return [...groups.values()];
  }
}

/** A reader wants to know how many there are of more lines than that, not what they say. */
const MOST_LINES = 8;

/** A name more does not say more. */
const MOST_NAMES = 12;

/** `lab/*, shop/web -> shop/db TCP 5432`, a line for each group. */
export function describeWrong(snapshot: Snapshot, groups: readonly WrongGroup[]): string[] {
  const fold = folderOf(snapshot);
  const everything = carriedTraffic(snapshot);
  const lines = groups.map(({ sources, destinations, certainly, perhaps }) =>
    `${fold(sources)} -> ${fold(destinations)} ${describeTraffic(certainly, perhaps, everything)}`).sort();
  return lines.length <= MOST_LINES ? lines
    : [...lines.slice(0, MOST_LINES - 1), `and ${lines.length - MOST_LINES + 1} more such lines`];
}

function describeTraffic(certainly: TrafficSet, perhaps: TrafficSet, everything: TrafficSet): string {
  const [wrong, open] = [certainly, perhaps]
    .map(traffic => (traffic.includes(everything) ? 'every port' : traffic.format(everything)));
  return perhaps.isEmpty ? wrong : certainly.isEmpty ? `perhaps ${open}` : `${wrong}, perhaps ${open}`;
}

/** Puts members in few words, as `netpol list` does. */
export function folderOf(snapshot: Snapshot): (members: readonly Member[]) => string {
  const nodes: NodeGroup[] = [...snapshot.nodes.keys()].map(name => ({ kind: 'nodes', names: [name] }));
  const isOther = nodes.length === 0 || !otherNodes(snapshot).isEmpty;
  const folding = new Folding({
    workloads: snapshot.workloads, blocks: [], nodes: [...nodes, ...isOther ? [{ kind: 'nodes', names: [] } as const] : []],
  });
  return members => {
    const rows = members.flatMap(member => rowOf(member) ?? []);
    const named = members.filter(member => rowOf(member) === undefined && member.block === undefined)
      .map(({ name }) => name);
    return list([...folding.fold(rows), ...foldAddresses(snapshot, members), ...new Set(named)], MOST_NAMES);
  };
}

function foldAddresses(snapshot: Snapshot, members: readonly Member[]): string[] {
  const all = unionOfKnown(members.map(({ block }) => block));
  return all.isEmpty ? [] : [all.equals(outsideAddresses(snapshot)) ? OUTSIDE : formatBlocks(all, MOST_NAMES)];
}

/** Of the input; nothing where only a name says what it is. */
function rowOf({ endpoint, workload, service }: Member): GroupEndpoint | undefined {
  if (service !== undefined || endpoint.kind === 'address' || isStranger(endpoint) || (endpoint.kind === 'node' && endpoint.isOwn === true)) {
    return undefined;
  }
  return endpoint.kind === 'node' ? { kind: 'nodes', names: endpoint.name === undefined ? [] : [endpoint.name] }
    : { kind: 'workload', workload: workload ?? endpoint.workload };
}

/** The workloads in few words, as `netpol list` puts them. */
export function foldWorkloads({ workloads: all }: Snapshot, workloads: readonly Workload[]): string {
  return list(new Folding({ workloads: all, blocks: [], nodes: [] }).foldWorkloads(workloads), MOST_NAMES);
}
