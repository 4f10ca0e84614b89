import { exampleOf } from './endpoints';
import { isReachedFromOutside } from './neighbours';
import { nodeGroupsOf } from './node-groups';
import { boundsBetween, isOnHostNetwork } from './pairs';
import { Prepared } from './prepared';
import { Overview, Sure } from '../../model/grouping';
import { NodeGroup, representativeOf } from '../../model/matrix';
import { DIRECTIONS, TrafficDirection } from '../../model/policy';
import { inOrderOfNames, Workload } from '../../model/workload';
import { Ternary } from '../../sets/ternary';
import { CLOSED } from '../atoms/bounds-table';
import { WorkloadClass } from '../classes/classes';

/** What stands out of all connections of the workloads of the input. */
export function overviewOf(prepared: Prepared): Overview {
  const nodes = nodeGroupsOf(prepared);
  const byDirection = <T>(of: (direction: TrafficDirection) => T) => ({ egress: of('egress'), ingress: of('ingress') });
  const isolated = byDirection(direction => sure(prepared, group => isolationOf(prepared, group, direction)));
  const isolatedAtAll = new Set(DIRECTIONS.flatMap(direction =>
    [...isolated[direction].certain, ...isolated[direction].perhaps]));
  return {
    isolated,
    unprotected: certainly(prepared, group => !isolatedAtAll.has(group.workloads[0]) && !isOnLadder(prepared, group)),
    fromOutside: sure(prepared, group => isReachedFromOutside(prepared, exampleOf(group))),
    closedToNodes: byDirection(direction => certainly(prepared, group => isClosed(prepared, group, nodes, direction))),
    ownNodePasses: [prepared, ...prepared.others].every(({ snapshot: { enforcement } }) =>
      enforcement.admitsOwnNode && (enforcement.admitsOwnNodeUnselected || enforcement.mode === 'default')),
  };
}

/** Whether policies isolate the pods of the class, whoever enforces them. */
function isolationOf(
  prepared: Prepared, { index, workloads: [{ hostNetwork }] }: WorkloadClass, direction: TrafficDirection,
): Ternary {
  const answers = new Set([prepared, ...prepared.others].map((one): Ternary => {
    const isolation = one.subjects.admissionOf(index, direction)?.isolation;
    return isolation === undefined || isolation.groups?.length === 0 ? 'no' : isolation.isPerhapsOpen ? 'unknown' : 'yes';
  }));
  const [answer] = answers;
  return answers.size > 1 || (hostNetwork && answer === 'yes' && prepared.readings.length > 1) ? 'unknown'
    : hostNetwork && prepared.readings.length === 1 ? 'no' : answer;
}

/** Whether policies of the whole cluster perhaps stand above or below those of its namespace. */
function isOnLadder(prepared: Prepared, { index }: WorkloadClass): boolean {
  return [prepared, ...prepared.others].some(({ subjects }) => DIRECTIONS.some(direction =>
    subjects.admissionOf(index, direction)?.isolation.ladder !== undefined));
}

function isClosed(
  prepared: Prepared, group: WorkloadClass, nodes: readonly NodeGroup[], direction: TrafficDirection,
): boolean {
  const pods = exampleOf(group);
  return !isOnHostNetwork(pods) && nodes.map(representativeOf).every(node => CLOSED === (direction === 'ingress'
    ? boundsBetween(prepared, node, pods) : boundsBetween(prepared, pods, node)));
}

function sure(prepared: Prepared, answerOf: (group: WorkloadClass) => Ternary): Sure {
  const answers = prepared.classes.list.map(group => ({ group, answer: answerOf(group) }));
  const those = (wanted: Ternary) =>
    inOrder(answers.filter(({ answer }) => answer === wanted).map(({ group }) => group));
  return { certain: those('yes'), perhaps: those('unknown') };
}

function certainly(prepared: Prepared, holds: (group: WorkloadClass) => boolean): Workload[] {
  return inOrder(prepared.classes.list.filter(holds));
}

/** The workloads of the classes that are in the input. */
function inOrder(groups: readonly WorkloadClass[]): Workload[] {
  return inOrderOfNames(groups.flatMap(({ workloads }) => workloads)
    .filter(({ absentPeer }) => absentPeer === undefined));
}
