import { ClusterFacts as Facts } from '../model/cluster';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { refuse } from '../values/refuse';

/**
 * What you know about the cluster and no manifest says.
 *
 * Before a deployment no pod has an address, so whether an ipBlock matches a pod is unknown until the ranges are
 * declared here.
 */
export interface ClusterFacts {
  /**
   * The ranges that pods get their addresses from, as of `kube-controller-manager --cluster-cidr`: IPv4, IPv6 or both.
   *
   * @default - unknown
   */
  readonly podCidrs?: string[];

  /**
   * The ranges that nodes, and pods on the host network, get their addresses from.
   *
   * @default - unknown
   */
  readonly nodeCidrs?: string[];
}

/** The facts as sets of addresses. */
export function readFacts({ podCidrs, nodeCidrs }: ClusterFacts): Facts {
  return { podAddresses: readCidrs('podCidrs', podCidrs), nodeAddresses: readCidrs('nodeCidrs', nodeCidrs) };
}

function readCidrs(field: string, cidrs: readonly string[] | undefined): AddressSet | undefined {
  if (cidrs === undefined) {
    return undefined;
  }
  if (cidrs.length === 0) {
    refuse('ClusterFacts', `${field} is an empty list, which would mean that there is no address`,
      'list the ranges, or leave the field out when they are not known');
  }
  return cidrs.reduce<AddressSet>((sum, cidr) => {
    const block = parseCidr(cidr);
    if (block === undefined) {
      refuse('ClusterFacts', `${field} holds \`${cidr}\`, which is no CIDR`, 'write a range such as `10.244.0.0/16`');
    }
    return sum.union(block.addresses);
  }, NO_ADDRESSES);
}
