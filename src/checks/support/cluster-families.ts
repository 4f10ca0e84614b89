import { podRanges, unionOfKnown } from '../../model/inside';
import { formatPolicy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { AddressFamily, AddressSet, ALL_IPV4, ALL_IPV6 } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';

/** What shows that a cluster has addresses of a family. */
export interface FamilySign {
  /** `Service shop/web asks for both families` */
  readonly text: string;
  /** Whether it may be that the cluster has none of them all the same. */
  readonly isWish: boolean;
}

const ALL = { 4: ALL_IPV4, 6: ALL_IPV6 };

/** Nodes and load balancers have addresses that say nothing of the pods. */
function addressesWithin(snapshot: Snapshot): AddressSet {
  return unionOfKnown([
    podRanges(snapshot), snapshot.facts.serviceAddresses,
    ...snapshot.workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ addresses }) => addresses),
    ...snapshot.services.filter(({ exposure }) => exposure === undefined).map(({ addresses }) => addresses),
  ]);
}

/** The strongest sign in the input, or among what is declared, that the pods have addresses of the family. */
export function signOfFamily(snapshot: Snapshot, family: AddressFamily): FamilySign | undefined {
  const known = addressesWithin(snapshot).intersect(ALL[family]);
  if (!known.isEmpty) {
    return { text: `pods or Services have addresses of IPv${family}: ${formatCidrs(known)[0]}`, isWish: false };
  }
  const asking = snapshot.services.filter(({ families }) => families?.of.includes(family) === true);
  const service = asking.find(({ families }) => !families!.isWish) ?? asking[0];
  return service && {
    text: `Service ${formatPolicy(service)} ${service.families!.of.length > 1 ? 'asks for both families' : `asks for IPv${family}`}`,
    isWish: service.families!.isWish,
  };
}
