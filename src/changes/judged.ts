import { absentKey, keyOfAbsent, OTHER_PODS } from './record';
import { explainTrace } from '../explanations/trace-lines';
import { ChangeGroup, ComparedEndpoint } from '../model/connection-change';
import { Evidence } from '../model/finding';
import { Endpoint, formatEndpoint } from '../model/flow';
import { representativeOf } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { formatWorkload, Workload } from '../model/workload';
import { withAbsentPeers } from '../semantics/absent-peers';
import { judge } from '../semantics/judge';
import { witness } from '../semantics/witness';

/** The cluster with the pods that its rules name and that it does not have. */
export class JudgedState {
  public readonly snapshot: Snapshot;
  private readonly absent: ReadonlyMap<string, Workload>;

  public constructor(snapshot: Snapshot) {
    this.snapshot = withAbsentPeers(snapshot);
    this.absent = new Map(this.snapshot.workloads.filter(({ absentPeer }) => absentPeer !== undefined)
      .map(workload => [keyOfAbsent(workload), workload]));
  }

  /** Why a flow of the group passes, which stands for all of them; undefined where there are no such pods any more. */
  public traceOf({ sources, destinations, traffic }: ChangeGroup): Trace | undefined {
    for (const from of [...sources].sort(byRank)) {
      for (const to of [...destinations].sort(byRank)) {
        const [source, destination] = [this.endpointOf(from), this.endpointOf(to)];
        const flow = source === undefined || destination === undefined || isOnePod(source, destination)
          ? undefined : witness(traffic, source, destination);
        if (flow !== undefined) {
          return judge(this.snapshot, flow);
        }
      }
    }
    return undefined;
  }

  /** The lines of the trace, in which pods that are not in the input have no names that they could not have. */
  public explain(trace: Trace): Evidence[] {
    const names = [...this.absent].map(([key, workload]): [string, string] =>
      [formatWorkload(workload), key === OTHER_PODS ? OTHER_PODS : key.replace(absentKey(''), '')]);
    const named = (text: string) => names.reduce((all, [name, description]) => all.replaceAll(name, description), text);
    const { flow } = trace;
    const pair = `${formatEndpoint(flow.source)} -> ${formatEndpoint(flow.destination)} ${flow.protocol} ${flow.port}`;
    return [{ label: 'example', text: named(pair) }, ...explainTrace(this.snapshot, trace)
      .map(line => ({ ...line, columns: line.columns?.map(named), text: named(line.text) }))];
  }

  private endpointOf(end: ComparedEndpoint): Endpoint | undefined {
    if (end.kind === 'external' || end.kind === 'nodes') {
      return representativeOf(end);
    }
    if (end.kind === 'own-node') {
      return { kind: 'node', isOwn: true };
    }
    const workload = end.kind === 'absent' ? this.absent.get(absentKey(end.description))
      : end.workload.absentPeer === undefined ? end.workload : this.absent.get(OTHER_PODS);
    return workload && { kind: 'workload', workload };
  }
}

/** What the input has says more than what it has not. */
function byRank(left: ComparedEndpoint, right: ComparedEndpoint): number {
  return rankOf(left) - rankOf(right);
}

function rankOf(end: ComparedEndpoint): number {
  return end.kind === 'workload' && end.workload.absentPeer === undefined ? 0
    : ['external', 'absent', 'nodes', 'own-node', 'workload'].indexOf(end.kind) + 1;
}

function isOnePod(source: Endpoint, destination: Endpoint): boolean {
  return source.kind === 'workload' && destination.kind === 'workload'
    && source.workload === destination.workload && source.workload.isSinglePod;
}
