import { Focus, isMeant } from './focus';
import { nodeGroupsOf } from './node-groups';
import { Prepared } from './prepared';
import { Endpoint } from '../../model/flow';
import { GroupEndpoint, MatrixEndpoint, NodeGroup, representativeOf } from '../../model/matrix';
import { Workload } from '../../model/workload';

/** Endpoints that no policy tells apart and that a listing treats alike. */
export interface Unit {
  readonly endpoints: readonly GroupEndpoint[];
  readonly representative: Endpoint;
  /** The number of the class or block as a peer; nodes have none. */
  readonly peer?: number;
  /** Whether rows about it are asked for. */
  readonly isMeant: boolean;
  /** Whether they are pods that are not in the input. */
  readonly isAbsent: boolean;
  /** Whether they are pods of the input. */
  readonly isOfInput: boolean;
}

/** The workloads, blocks of addresses outside and nodes of the cluster in units, in the order of their names. */
export function unitsOf(prepared: Prepared, focus: Focus): Unit[] {
  const { classes, blocks } = prepared;
  return [
    ...classes.list.flatMap(({ workloads, index }) => partsOf(workloads, focus).map((part): Unit => ({
      endpoints: part.map((workload): MatrixEndpoint => ({ kind: 'workload', workload })),
      representative: { kind: 'workload', workload: part[0] },
      peer: index,
      isMeant: isMeant(focus, part[0]),
      isAbsent: part[0].absentPeer !== undefined,
      isOfInput: part[0].absentPeer === undefined,
    }))),
    ...blocks.map((block, index): Unit => ({ ...outsider(block), peer: classes.list.length + index })),
    ...nodeGroupsOf(prepared).map(outsider),
  ];
}

function outsider(endpoint: NodeGroup | Exclude<MatrixEndpoint, { kind: 'workload' }>): Unit {
  const representative = representativeOf(endpoint);
  return { endpoints: [endpoint], representative, isMeant: false, isAbsent: false, isOfInput: false };
}

/** What is asked of a workload, and which protocols it listens on, tells apart what policies do not. */
function partsOf(workloads: readonly Workload[], focus: Focus): Workload[][] {
  const parts = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const listens = workload.ports.some(({ protocol }) => protocol === 'SCTP');
    const key = `${isMeant(focus, workload)} ${workload.absentPeer !== undefined} ${listens}`;
    const part = parts.get(key) ?? [];
    part.push(workload);
    parts.set(key, part);
  }
  return [...parts.values()];
}
