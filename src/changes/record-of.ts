import {
  ConnectionRecord, keyedAbsent, keyedWorkloads, keyOfAbsent, nodeKey, NOTHING_PASSES, OutsidePassing, Passing,
  RecordedEnd,
} from './record';
import { recordedWaysIn } from './ways-in';
import { Reach, reach } from '../engine/reach';
import { carriedTraffic } from '../model/interpretation';
import { isAbsentEndpoint, MatrixCell, MatrixEndpoint, representativeOf } from '../model/matrix';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { withAbsentPeers } from '../semantics/absent-peers';
import { AddressSet } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';
import { TrafficSet } from '../sets/traffic-set';

/**
 * Who may connect to whom in a cluster.
 *
 * @param others clusters with which it is compared: pods that are not in the input are asked about wherever any rule of
 * these names them
 * @param said what is said of such pods: only what is certain, or what is unknown as well
 */
export function recordOf(
  input: Snapshot, others: readonly Snapshot[] = [], said: 'certain' | 'everything' = 'certain',
): ConnectionRecord {
  const snapshot = withAbsentPeers(input, others);
  const known = reach(snapshot);
  const all = known.endpoints.flatMap(endpoint => (endpoint.kind === 'workload' ? [endpoint.workload] : []));
  const workloads = keyedWorkloads(all.filter(({ absentPeer }) => absentPeer === undefined));
  const absent = keyedAbsent(all.filter(({ absentPeer }) => absentPeer !== undefined));
  const table = new Table(workloads, said === 'everything');
  for (const cells of known.bySource()) {
    cells.forEach(cell => table.add(cell));
  }
  const nodes = new NodeRows(known, workloads);
  return {
    isSaved: false,
    workloads,
    absent,
    nodes: known.nodeGroups(),
    addresses: addressesOf(known.externalBlocks.flatMap(({ cidrs }) => cidrs)),
    everything: carriedTraffic(snapshot),
    from: source => {
      const row = table.rows.get(source);
      return destination => row?.get(destination) ?? nodes.between(source, destination) ?? NOTHING_PASSES;
    },
    outside: (direction, workload) => table.outside[direction].get(workload) ?? [],
    waysIn: recordedWaysIn(input),
  };
}

function addressesOf(cidrs: readonly string[]): AddressSet {
  return IntervalSet.from(cidrs.flatMap(cidr => parseCidr(cidr)!.addresses.intervals));
}

/** The connections of a listing, by the keys of their ends. */
class Table {
  public readonly rows = new Map<string, Map<string, Passing>>();
  public readonly outside: Record<TrafficDirection, Map<string, OutsidePassing[]>>
    = { egress: new Map(), ingress: new Map() };
  private readonly keys = new Map<Workload, string>();
  private readonly blocks = new Map<MatrixEndpoint, AddressSet>();
  /** By what passes: the same without what is unknown. */
  private readonly certain = new Map<Passing, Passing>();

  public constructor(workloads: ReadonlyMap<string, RecordedEnd>, private readonly saysUnknown: boolean) {
    workloads.forEach(({ key, endpoint }) => endpoint.kind === 'workload' && this.keys.set(endpoint.workload, key));
  }

  public add({ source, destination, connections }: MatrixCell): void {
    if (source.kind === 'workload' && destination.kind === 'workload') {
      this.addPair(source, destination, connections);
    } else if (source.kind === 'workload' && destination.kind === 'external') {
      this.addOutside('egress', source, { addresses: this.addressesOf(destination), passing: connections });
    } else if (source.kind === 'external' && destination.kind === 'workload') {
      this.addOutside('ingress', destination, { addresses: this.addressesOf(source), passing: connections });
    }
  }

  /** Of two pods that are not in the input nothing says anything, and of one of them perhaps only what is certain. */
  private addPair(
    source: MatrixEndpoint & { kind: 'workload' }, destination: MatrixEndpoint & { kind: 'workload' }, passing: Passing,
  ): void {
    const absent = [source, destination].filter(isAbsentEndpoint).length;
    if (absent < 2) {
      const from = this.keyOf(source.workload);
      const row = this.rows.get(from) ?? new Map<string, Passing>();
      this.rows.set(from, row);
      row.set(this.keyOf(destination.workload), absent === 0 || this.saysUnknown ? passing : this.certainPart(passing));
    }
  }

  private addOutside(
    direction: TrafficDirection, end: MatrixEndpoint & { kind: 'workload' }, outside: OutsidePassing,
  ): void {
    if (!isAbsentEndpoint(end)) {
      const key = this.keyOf(end.workload);
      const known = this.outside[direction].get(key) ?? [];
      this.outside[direction].set(key, known);
      known.push(outside);
    }
  }

  private keyOf(workload: Workload): string {
    return this.keys.get(workload) ?? keyOfAbsent(workload);
  }

  private certainPart(passing: Passing): Passing {
    const part = this.certain.get(passing) ?? { allowed: passing.allowed, unknown: TrafficSet.NONE };
    this.certain.set(passing, part);
    return part;
  }

  private addressesOf(block: MatrixEndpoint & { kind: 'external' }): AddressSet {
    const addresses = this.blocks.get(block) ?? addressesOf(block.cidrs);
    this.blocks.set(block, addresses);
    return addresses;
  }
}

/** What passes between workloads and nodes, which no list of pairs has. It is asked once for all that policies do not tell apart. */
class NodeRows {
  private readonly groups = new Map<string, number>();
  private readonly known = new Map<string, Passing>();

  public constructor(private readonly reached: Reach, private readonly workloads: ReadonlyMap<string, RecordedEnd>) {
    reached.nodeGroups().forEach(({ names }, index) => {
      (names.length === 0 ? [undefined] : names).forEach(name => this.groups.set(nodeKey(name), index));
    });
  }

  public between(source: string, destination: string): Passing | undefined {
    const [from, to] = [this.groups.get(source), this.groups.get(destination)];
    const end = this.workloads.get(from === undefined ? source : destination)?.endpoint;
    const group = from ?? to;
    if (group === undefined || end?.kind !== 'workload') {
      return undefined;
    }
    const key = `${from === undefined ? 'to' : 'from'} ${group} ${this.reached.classOf(end.workload).index}`;
    const node = representativeOf(this.reached.nodeGroups()[group]);
    const passing = this.known.get(key)
      ?? (from === undefined ? this.reached.connections(end, node) : this.reached.connections(node, end));
    this.known.set(key, passing);
    return passing;
  }
}
