import { isOnHostNetwork } from './pairs';
import { Prepared } from './prepared';
import { MatrixEndpoint } from '../../model/matrix';
import { TrafficDirection } from '../../model/policy';
import { includes, indexIn } from '../classes/selections';

/**
 * A text that is equal for two peers when the policies of the subject cannot tell them apart, but for names of ports:
 * their addresses are in the same blocks, they may be sent the same, and no rule perhaps selects either. Where policies
 * only perhaps apply, the same may be open for different reasons, so that each peer is one of its own.
 */
export function likenessOf(
  prepared: Prepared, direction: TrafficDirection, subject: MatrixEndpoint, peer: MatrixEndpoint,
): string {
  return [prepared, ...prepared.others].map(one => likenessInterpreted(one, direction, subject, peer)).join(' | ');
}

function likenessInterpreted(
  prepared: Prepared, direction: TrafficDirection, subject: MatrixEndpoint, peer: MatrixEndpoint,
): string {
  const { classes, peerShapes, rows } = prepared;
  const number = numberOf(prepared, peer);
  if (subject.kind === 'external') {
    return 'any';
  }
  if (isOnHostNetwork(subject) || isOnHostNetwork(peer)) {
    return `peer ${number}`;
  }
  const row = rows[direction].of(numberOf(prepared, subject));
  if (row === undefined) {
    return 'any';
  }
  const { rules, groups, isPerhapsOpen, ladder } = row.admission.isolation;
  if (rules.length === 0) {
    return 'any';
  }
  const doAllApply = ladder === undefined && !isPerhapsOpen
    && groups?.length === 1 && groups[0].length === rules.length;
  const isPerhapsSelected = rules.some(({ peers }) => includes(peers.pods.perhaps, number));
  if (!doAllApply || isPerhapsSelected) {
    return `peer ${number}`;
  }
  // What rules that certainly select it admit is not open; of the rest it is the same why it is open.
  const exception = indexIn(row.exceptions, number);
  const bounds = exception < 0 ? row.byShape[peerShapes.of[number]] : row.exceptionBounds[exception];
  return `${bounds} ${classes.list[number]?.addressSignature.key ?? 'outside'}`;
}

function numberOf({ classes, blocks }: Prepared, endpoint: MatrixEndpoint): number {
  return endpoint.kind === 'workload' ? classes.byWorkload.get(endpoint.workload)!.index
    : classes.list.length + blocks.indexOf(endpoint);
}
