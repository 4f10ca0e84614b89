import { MatrixCell } from '../../model/matrix';
import { TrafficDirection } from '../../model/policy';
import { Workload } from '../../model/workload';
import { TrafficSet } from '../../sets/traffic-set';

/** Which part of all connections is asked for. */
export interface Focus {
  /** The workloads that are asked about; every one by default. */
  readonly workloads?: ReadonlySet<Workload>;
  /** Only what they receive (`ingress`), or only what they send (`egress`). */
  readonly direction?: TrafficDirection;
  /** Only this traffic. */
  readonly traffic?: TrafficSet;
}

/** Whether the workload is one of those that are asked about. Pods that are not in the input are asked about by nobody. */
export function isMeant({ workloads }: Focus, workload: Workload): boolean {
  return workload.absentPeer === undefined && (workloads === undefined || workloads.has(workload));
}

/** Whether connections between the two are asked for, given whether each is meant. */
export function concerns({ direction }: Focus, isSourceMeant: boolean, isDestinationMeant: boolean): boolean {
  return (direction !== 'egress' && isDestinationMeant) || (direction !== 'ingress' && isSourceMeant);
}

/** The cell as far as it is asked for; undefined where nothing is left of it. */
export function inFocus(cell: MatrixCell, focus: Focus): MatrixCell | undefined {
  const [from, to] = [cell.source, cell.destination].map(end => end.kind === 'workload' && isMeant(focus, end.workload));
  if (!concerns(focus, from, to)) {
    return undefined;
  }
  if (focus.traffic === undefined) {
    return cell;
  }
  const allowed = cell.connections.allowed.intersect(focus.traffic);
  const unknown = cell.connections.unknown.intersect(focus.traffic);
  return allowed.isEmpty && unknown.isEmpty ? undefined
    : { ...cell, connections: { ...cell.connections, allowed, unknown } };
}
