import { serviceAddresses, podRanges, takenAddresses, unionOfKnown } from '../../model/inside';
import { Snapshot } from '../../model/snapshot';
import { formatPolicy } from '../../model/policy';
import { AddressFamily, ALL_IPV4, ALL_IPV6 } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';

/** What shows that a cluster has addresses of a family. */
export interface FamilySign {
  /** `Service shop/web asks for both families` */
  readonly text: string;
  /** Whether it may be that the cluster has none of them all the same. */
  readonly isWish: boolean;
}

const ALL = { 4: ALL_IPV4, 6: ALL_IPV6 };

/** The strongest sign in the input, or among what is declared, that the pods have addresses of the family. */
export function signOfFamily(snapshot: Snapshot, family: AddressFamily): FamilySign | undefined {
  const known = unionOfKnown([podRanges(snapshot), takenAddresses(snapshot), serviceAddresses(snapshot)]).intersect(ALL[family]);
  if (!known.isEmpty) {
    return { text: `pods, nodes or Services have addresses of IPv${family}: ${formatCidrs(known)[0]}`, isWish: false };
  }
  const asking = snapshot.services.filter(({ families }) => families?.of.includes(family) === true);
  const service = asking.find(({ families }) => !families!.isWish) ?? asking[0];
  return service && {
    text: `Service ${formatPolicy(service)} ${service.families!.of.length > 1 ? 'asks for both families' : `asks for IPv${family}`}`,
    isWish: service.families!.isWish,
  };
}
