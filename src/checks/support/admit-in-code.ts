import { podsInCode, podsRemark, portInCode } from './pasteable-code';
import { PodPort } from './senders';
import { Snapshot } from '../../model/snapshot';

/** Addresses that a policy is to admit, and what stands behind them where nobody knows which they are. */
export interface AddressesInCode {
  readonly cidrs: readonly string[];
  readonly remark?: string;
}

/** A policy to paste that lets addresses send to pods. */
export function admitAddresses(
  snapshot: Snapshot, what: string, id: string, { workload, protocol, port }: PodPort, { cidrs, remark }: AddressesInCode,
): string {
  const subject = podsInCode(snapshot, workload);
  return [
    what,
    ...podsRemark(workload, subject),
    ...subject === undefined ? [] : [
      `new AllowCidr(this, '${id}', {`,
      `  subject: ${subject.code},`,
      `  peers: [${cidrs.map(cidr => `Cidr.of('${cidr}')`).join(', ')}],${remark === undefined ? '' : ` // ${remark}`}`,
      `  ports: [${portInCode(protocol, port)}],`,
      '  direction: Direction.INGRESS,',
      '});',
    ],
  ].join('\n');
}
