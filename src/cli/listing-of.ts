import { inWordsOfTheCommand } from './cause-help';
import { concerns, Focus, inFocus, isMeant } from '../engine/answers/focus';
import { reach } from '../engine/reach';
import { Causes } from '../explanations/causes';
import { explainWaysIn } from '../explanations/ways-in';
import { carriedTraffic } from '../model/interpretation';
import { isAbsentEndpoint, MatrixCell } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { IngressConnection, WayIn } from '../model/ways-in';
import { Workload } from '../model/workload';
import { Listing } from '../render/listing';
import { withAbsentPeers } from '../semantics/absent-peers';
import { reachedByIngressController } from '../semantics/ingress-controller';
import { waysIn } from '../semantics/ways-in';
import { TrafficSet } from '../sets/traffic-set';

/** All connections of the cluster, or those in the focus. */
export function listingOf(input: Snapshot, focus: Focus = {}): Listing {
  const snapshot = withAbsentPeers(input);
  const { endpoints, externalBlocks, bySource, classOf, likeness, grouped, overview } = reach(snapshot);
  const alike = { classOf: (workload: Workload) => classOf(workload).index, likeness };
  const causes = new Causes(snapshot, alike, inWordsOfTheCommand);
  const workloads = endpoints.flatMap(endpoint => (endpoint.kind === 'workload' ? [endpoint.workload] : []));
  return {
    workloads: workloads.filter(({ absentPeer }) => absentPeer === undefined),
    absent: workloads.filter(({ absentPeer }) => absentPeer !== undefined),
    blocks: externalBlocks,
    policies: snapshot.policies,
    unsimulated: snapshot.unsimulated.length,
    everything: carriedTraffic(snapshot),
    bySource: shownCells(bySource(), focus),
    grouped: joining => grouped(focus, joining),
    overview: Object.keys(focus).length === 0 ? overview : undefined,
    causesOf: pair => causes.of(pair),
    waysIn: () => explainWaysIn(waysIn(input)).filter(way => isWayInFocus(way, focus)),
    byIngressController: () => reachedByIngressController(input).flatMap(one => inFocusByController(one, focus)),
  };
}

function isWayInFocus({ target, protocol, port }: WayIn, focus: Focus): boolean {
  return concerns(focus, false, isMeant(focus, target)) && focus.traffic?.contains(protocol, port) !== false;
}

function inFocusByController({ workload, allowed, unknown }: IngressConnection, focus: Focus): IngressConnection[] {
  const { traffic = TrafficSet.ALL } = focus;
  return !concerns(focus, false, isMeant(focus, workload)) ? []
    : [{ workload, allowed: allowed.intersect(traffic), unknown: unknown.intersect(traffic) }];
}

function* shownCells(bySource: Iterable<readonly MatrixCell[]>, focus: Focus): Generator<readonly MatrixCell[]> {
  for (const cells of bySource) {
    const shown = cells.flatMap(cell => withoutGuesses(cell) ?? []).flatMap(cell => inFocus(cell, focus) ?? []);
    if (shown.length > 0) {
      yield shown;
    }
  }
}

/** Of pods that are not in the input only what is certain says something, and of two of them nothing does. */
function withoutGuesses(cell: MatrixCell): MatrixCell | undefined {
  const { source, destination, connections } = cell;
  if (!isAbsentEndpoint(source) && !isAbsentEndpoint(destination)) {
    return cell;
  }
  const isOfInput = [source, destination].some(end => end.kind === 'workload' && !isAbsentEndpoint(end));
  return !isOfInput || connections.allowed.isEmpty ? undefined
    : { ...cell, connections: { ...connections, unknown: TrafficSet.NONE } };
}
