import { isOnHostNetwork } from './pairs';
import { Prepared } from './prepared';
import { MatrixEndpoint } from '../../model/matrix';
import { TrafficDirection } from '../../model/policy';
import { indexIn } from '../classes/selections';

/**
 * A text that is equal for two peers when the policies of the subject cannot tell them apart, but for names of ports:
 * their addresses are in the same blocks, and no rule selects either by its labels.
 */
export function likenessOf(
  prepared: Prepared, direction: TrafficDirection, subject: MatrixEndpoint, peer: MatrixEndpoint,
): string {
  const number = numberOf(prepared, peer);
  if (subject.kind === 'external') {
    return 'any';
  }
  if (isOnHostNetwork(subject) || isOnHostNetwork(peer)) {
    return `peer ${number}`;
  }
  const row = prepared.rows[direction].of(numberOf(prepared, subject));
  if (row === undefined) {
    return 'any';
  }
  return indexIn(row.exceptions, number) >= 0 ? `peer ${number}`
    : `addresses ${prepared.classes.list[number]?.addressSignature.key ?? 'outside'}`;
}

function numberOf({ classes, blocks }: Prepared, endpoint: MatrixEndpoint): number {
  return endpoint.kind === 'workload' ? classes.byWorkload.get(endpoint.workload)!.index
    : classes.list.length + blocks.indexOf(endpoint);
}
