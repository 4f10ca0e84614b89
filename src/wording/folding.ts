import { absentName, describedAsAbsent, OWN_NODE, shortName } from './endpoints';
import { ComparedEndpoint } from '../model/connection-change';
import { ExternalBlock, NodeGroup } from '../model/matrix';
import { EVERY_POD, PodsPeer } from '../model/peer';
import { formatWorkload, Workload } from '../model/workload';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/** Every endpoint that a listing may name. */
export interface Universe {
  readonly workloads: readonly Workload[];
  readonly blocks: readonly ExternalBlock[];
  readonly nodes: readonly NodeGroup[];
}

/** Exceptions are shorter than the list of all others if there are no more than these. */
const MOST_EXCEPTIONS = 5;

/** Puts many endpoints in few words: `shop/*`, `all workloads (except lab/a)`, `anywhere`. */
export class Folding {
  private readonly byNamespace: ReadonlyMap<string, readonly Workload[]>;
  private outside: IntervalSet<bigint> | undefined;

  public constructor(private readonly universe: Universe) {
    this.byNamespace = groupByNamespace(universe.workloads);
  }

  /** The endpoints as short texts. */
  public fold(endpoints: readonly ComparedEndpoint[]): string[] {
    const pods = endpoints.flatMap(end => (end.kind === 'workload' ? [end.workload] : []));
    const workloads = pods.filter(({ absentPeer }) => absentPeer === undefined);
    const others = [
      ...foldAbsent(pods.flatMap(({ absentPeer }) => absentPeer ?? []), endpoints),
      ...this.foldNodes(endpoints.filter((end): end is NodeGroup => end.kind === 'nodes')),
      ...this.foldBlocks(endpoints.filter((end): end is ExternalBlock => end.kind === 'external')),
      ...endpoints.some(({ kind }) => kind === 'own-node') ? [OWN_NODE] : [],
    ];
    if (others.join() === EVERYTHING_ELSE.join() && this.isMost(workloads)) {
      const exceptions = this.exceptionsFrom(workloads);
      if (exceptions.length <= MOST_EXCEPTIONS) {
        return [withExceptions(ANYWHERE, exceptions)];
      }
    }
    return [...this.foldWorkloads(workloads), ...others];
  }

  private foldNodes(nodes: readonly NodeGroup[]): string[] {
    return nodes.length === 0 ? [] : nodes.length === this.universe.nodes.length ? [NODES] : nodes.map(shortName);
  }

  private foldBlocks(blocks: readonly ExternalBlock[]): string[] {
    if (blocks.length === 0) {
      return [];
    }
    this.outside ??= unionOf(this.universe.blocks);
    const addresses = unionOf(blocks);
    return [addresses.equals(this.outside) ? OUTSIDE : formatBlocks(addresses, MOST_EXCEPTIONS)];
  }

  /** Workloads of the input as short texts. */
  public foldWorkloads(workloads: readonly Workload[]): string[] {
    const { workloads: all } = this.universe;
    if (workloads.length === 0) {
      return [];
    }
    if (workloads.length === all.length) {
      return all.length === 1 ? [formatWorkload(all[0])] : [ALL_WORKLOADS];
    }
    const listed = this.foldByNamespace(workloads);
    const exceptions = this.isMost(workloads) ? this.exceptionsFrom(workloads) : [];
    return exceptions.length > 0 && exceptions.length <= MOST_EXCEPTIONS && exceptions.length + 1 < listed.length
      ? [withExceptions(ALL_WORKLOADS, exceptions)] : listed;
  }

  private isMost(workloads: readonly Workload[]): boolean {
    return workloads.length > 0 && workloads.length * 2 >= this.universe.workloads.length;
  }

  /** All other workloads. */
  private exceptionsFrom(workloads: readonly Workload[]): string[] {
    const chosen = new Set(workloads);
    return this.foldByNamespace(this.universe.workloads.filter(workload => !chosen.has(workload)));
  }

  private foldByNamespace(workloads: readonly Workload[]): string[] {
    return [...groupByNamespace(workloads)].sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([namespace, some]) => this.foldNamespace(namespace, some));
  }

  private foldNamespace(namespace: string, some: readonly Workload[]): string[] {
    const all = this.byNamespace.get(namespace) ?? some;
    if (all.length === some.length && all.length > 1) {
      return [`${namespace}/*`];
    }
    const chosen = new Set(some);
    const missing = all.filter(workload => !chosen.has(workload));
    return missing.length > 0 && missing.length <= 2 && missing.length * 4 <= some.length
      ? [withExceptions(`${namespace}/*`, missing.map(({ name }) => name).sort())] : some.map(formatWorkload).sort();
  }
}

const ALL_WORKLOADS = 'all workloads';
export const ANYWHERE = 'anywhere';
export const NODES = 'nodes';
export const OUTSIDE = 'outside';
const EVERYTHING_ELSE: readonly string[] = [absentName(EVERY_POD), NODES, OUTSIDE];

/** Whatever is said of every pod needs not be said of some. */
function foldAbsent(peers: readonly PodsPeer[], endpoints: readonly ComparedEndpoint[]): string[] {
  return peers.includes(EVERY_POD) ? [absentName(EVERY_POD)]
    : [...peers.map(absentName), ...endpoints.flatMap(end => (end.kind === 'absent' ? [describedAsAbsent(end.description)] : []))];
}

function withExceptions(name: string, exceptions: readonly string[]): string {
  return exceptions.length === 0 ? name : `${name} (except ${exceptions.join(', ')})`;
}

function groupByNamespace(workloads: readonly Workload[]): Map<string, Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.namespace);
    if (group === undefined) {
      groups.set(workload.namespace, [workload]);
    } else {
      group.push(workload);
    }
  }
  return groups;
}

function unionOf(blocks: readonly ExternalBlock[]): IntervalSet<bigint> {
  return IntervalSet.from(blocks.flatMap(({ cidrs }) => cidrs).flatMap(cidr => parseCidr(cidr)!.addresses.intervals));
}
