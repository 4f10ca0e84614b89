import { neighboursOf } from './neighbours';
import { likenessInAll, NodeGroups } from './node-groups';
import { boundsBetween } from './pairs';
import { prepare, Prepared } from './prepared';
import { workloadsReadDifferently } from './read-differently';
import { Endpoint } from '../../model/flow';
import { everyPolicyOf } from '../../model/interpretation';
import { DecidedTraffic, MatrixEndpoint, NodeGroup, representativeOf } from '../../model/matrix';
import { rulesOf, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { FlowVerdict } from '../../model/trace';
import { byName, Workload } from '../../model/workload';
import { AddressSet } from '../../sets/addresses';
import { TrafficSet } from '../../sets/traffic-set';
import { AddressAtoms } from '../atoms/address-atoms';
import { blocksOutside } from '../classes/external-blocks';

/** Traffic on which readings disagree. A reading is the snapshot that one enforcer makes of the same manifests. */
export interface Disagreement {
  readonly source: MatrixEndpoint | NodeGroup;
  readonly destination: MatrixEndpoint | NodeGroup;
  readonly traffic: TrafficSet;
  /** One verdict for each reading, in their order. */
  readonly verdicts: readonly FlowVerdict[];
}

interface Pair {
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
}

const VERDICTS: readonly FlowVerdict[] = ['allowed', 'denied', 'unknown'];

/** Every connection whose verdict depends on the reading. All readings must hold the same workloads and facts. */
export function portabilityOf(readings: readonly Snapshot[]): Disagreement[] {
  const affected = workloadsReadDifferently(readings);
  if (affected.size === 0) {
    return [];
  }
  const prepared = readings.map(prepare);
  const compare = (source: Endpoint, destination: Endpoint) =>
    partition(prepared.map(reading => reading.boundsTable.connectionsOf(boundsBetween(reading, source, destination))))
      .filter(({ verdicts }) => new Set(verdicts).size > 1);
  return [
    ...pairsOf(readings, prepared, affected).flatMap(({ source, destination }) =>
      compare(representativeOf(source), representativeOf(destination)).map(part => ({ source, destination, ...part }))),
    ...aboutNodes(prepared, affected, compare),
  ];
}

type Compare = (source: Endpoint, destination: Endpoint) => Pick<Disagreement, 'traffic' | 'verdicts'>[];

/** What the readings say of workloads and nodes on which they do not run, in one row where it is alike of several. */
function aboutNodes(prepared: readonly Prepared[], affected: ReadonlySet<Workload>, compare: Compare): Disagreement[] {
  const all = prepared.flatMap(one => [one, ...one.others]);
  const groups = new NodeGroups(all);
  const known = new Map<string, readonly AboutNodes[]>();
  return [...affected].sort(byName).filter(({ hostNetwork }) => !hostNetwork).flatMap(workload => {
    const own: MatrixEndpoint = { kind: 'workload', workload };
    const likeness = likenessInAll(all, workload);
    const found = known.get(likeness) ?? mergedByVerdict(groups.of(workload).flatMap(nodes => [
      ...compare(own, representativeOf(nodes)).map(part => ({ ...part, nodes, isSource: true })),
      ...compare(representativeOf(nodes), own).map(part => ({ ...part, nodes, isSource: false })),
    ]));
    known.set(likeness, found);
    return found.map(({ nodes, isSource, ...part }): Disagreement =>
      (isSource ? { source: own, destination: nodes, ...part } : { source: nodes, destination: own, ...part }));
  });
}

/** What the readings say of traffic between a workload and some nodes. */
interface AboutNodes extends Pick<Disagreement, 'traffic' | 'verdicts'> {
  readonly nodes: NodeGroup;
  /** Whether the workload sends. */
  readonly isSource: boolean;
}

/** Groups of nodes of which the same is said are one; those without names stay by themselves. */
function mergedByVerdict(parts: readonly AboutNodes[]): AboutNodes[] {
  const merged = new Map<string, AboutNodes[]>();
  for (const part of parts) {
    const key = JSON.stringify([part.isSource, part.nodes.names.length === 0, `${part.traffic}`, part.verdicts]);
    merged.set(key, [...merged.get(key) ?? [], part]);
  }
  return [...merged.values()].map(same => ({
    ...same[0], nodes: { kind: 'nodes', names: same.flatMap(({ nodes }) => nodes.names) },
  }));
}

/** The pairs about which readings may disagree, sorted by endpoints, without workloads that no reading connects. */
function pairsOf(
  readings: readonly Snapshot[], prepared: readonly Prepared[], affected: ReadonlySet<Workload>,
): Pair[] {
  const endpoints: MatrixEndpoint[] = [
    ...[...readings[0].workloads].sort(byName)
      .map((workload): MatrixEndpoint => ({ kind: 'workload', workload })),
    // Cut by the blocks of all readings: one reading may ignore blocks that another one tells apart.
    ...blocksOutside(new AddressAtoms(blocksIn(readings)), readings[0]),
  ];
  const places = new Map(endpoints.flatMap((endpoint, place) =>
    (endpoint.kind === 'workload' ? [[endpoint.workload, place] as const] : [])));
  const outside = endpoints.filter(({ kind }) => kind === 'external');
  const pairs = new Map<number, Pair>();
  const add = (source: MatrixEndpoint, destination: MatrixEndpoint, from: number, to: number) =>
    pairs.set(from * endpoints.length + to, { source, destination });

  for (const workload of affected) {
    const own = endpoints[places.get(workload)!];
    const place = places.get(workload)!;
    for (const other of neighbours(prepared, workload, 'egress')) {
      add(own, endpoints[places.get(other)!], place, places.get(other)!);
    }
    for (const other of neighbours(prepared, workload, 'ingress')) {
      add(endpoints[places.get(other)!], own, places.get(other)!, place);
    }
    outside.forEach((block, index) => {
      add(own, block, place, places.size + index);
      add(block, own, places.size + index, place);
    });
  }
  return [...pairs].sort(([left], [right]) => left - right).map(([, pair]) => pair);
}

/** The workloads that this one may reach (`egress`), or that may reach it (`ingress`), in some reading. */
function neighbours(
  prepared: readonly Prepared[], workload: Workload, direction: TrafficDirection,
): Set<Workload> {
  const found = prepared.flatMap(reading => neighboursOf(reading, { kind: 'workload', workload }, direction));
  return new Set(found.flatMap(({ endpoint }) => (endpoint.kind === 'workload' ? [endpoint.workload] : []))
    .filter(other => other !== workload || !workload.isSinglePod));
}

/** The traffic between two endpoints, cut into parts that have one verdict in each reading. */
function partition(readings: readonly DecidedTraffic[]): Pick<Disagreement, 'traffic' | 'verdicts'>[] {
  return readings.reduce<Pick<Disagreement, 'traffic' | 'verdicts'>[]>(
    (parts, connections) => parts.flatMap(({ traffic, verdicts }) => VERDICTS
      .map(verdict => ({ traffic: traffic.intersect(connections[verdict]), verdicts: [...verdicts, verdict] })))
      .filter(({ traffic }) => !traffic.isEmpty),
    [{ traffic: TrafficSet.ALL, verdicts: [] }]);
}

function blocksIn(readings: readonly Snapshot[]): AddressSet[] {
  return readings.flatMap(everyPolicyOf).flatMap(rulesOf).flatMap(rule => rule.peers)
    .flatMap(peer => (peer.kind === 'addresses' ? [peer.addresses] : []));
}

/** Traffic between two endpoints on which two readings of the same policies disagree for certain. */
export interface Difference {
  readonly source: MatrixEndpoint | NodeGroup;
  readonly destination: MatrixEndpoint | NodeGroup;
  readonly traffic: TrafficSet;
}

/** Where one reading allows what the other denies. Both must hold the same workloads. */
export function differencesBetween(before: Snapshot, after: Snapshot): Difference[] {
  return portabilityOf([before, after]).filter(({ verdicts }) => !verdicts.includes('unknown'))
    .map(({ source, destination, traffic }) => ({ source, destination, traffic }));
}
