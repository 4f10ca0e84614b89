import { Rule } from '../../model/policy';

const EVERY_ADDRESS = ['0.0.0.0/0', '::/0'];

/** Whether the rule lists what adds up to everybody, so that one item that admits more than another is on purpose. */
export function isMeantForAll({ peers }: Rule): boolean {
  return peers.some(peer => peer.kind === 'everyone'
    || (peer.kind === 'addresses' && EVERY_ADDRESS.includes(peer.cidr) && peer.exceptCidrs.length === 0));
}
