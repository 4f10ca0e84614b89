import { PeerKind } from './peer-kind';
import { checkIsPeer, kindOfPeer } from '../given';
import { refuse } from '../refuse';
import { shown } from '../shown';

const NAMED_BY_POLICIES: readonly (PeerKind | undefined)[] = ['pods', 'namespaces', 'addresses', undefined];

/** Refuses what no rule of a NetworkPolicy can name. What somebody else's peer stands for is known at synthesis. */
export function checkPolicyPeer(where: string, field: string, value: unknown): void {
  const help = 'name `Pods`, `Namespaces` or a `Cidr`';
  checkIsPeer(where, field, value, help);
  if (!NAMED_BY_POLICIES.includes(kindOfPeer(value))) {
    refuse(where, `\`${field}\` is ${shown(value)}, which no NetworkPolicy can name`, help);
  }
}
