import { addressCuts, formatRanges } from './address-ranges';
import { TrafficDirection, Policy } from '../model/policy';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';

/**
 * Connections between workloads and addresses outside, brought into the ranges in which the grammar lists them: cut
 * wherever an ipBlock of the same direction begins or ends, and nowhere else.
 */
export class OutsideConnections {
  private readonly cuts: Readonly<Record<TrafficDirection, readonly bigint[]>>;
  private readonly groups = new Map<string, Group>();

  public constructor(policies: readonly Policy[]) {
    this.cuts = { egress: addressCuts(policies, 'egress'), ingress: addressCuts(policies, 'ingress') };
  }

  /** @param direction as the workload sees it */
  public add(direction: TrafficDirection, workload: string, addresses: AddressSet, traffic: string): void {
    const key = `${direction} ${workload} ${traffic}`;
    const group = this.groups.get(key) ?? { direction, workload, traffic, addresses: NO_ADDRESSES };
    this.groups.set(key, { ...group, addresses: group.addresses.union(addresses) });
  }

  /** `0.0.0.0-255.255.255.255 => shop/web[Deployment] : TCP 80` */
  public lines(): string[] {
    return [...this.groups.values()].flatMap(({ direction, workload, traffic, addresses }) =>
      formatRanges(addresses, this.cuts[direction]).map(range => (direction === 'ingress'
        ? `${range} => ${workload} : ${traffic}` : `${workload} => ${range} : ${traffic}`)));
  }
}

interface Group {
  readonly direction: TrafficDirection;
  readonly workload: string;
  readonly traffic: string;
  readonly addresses: AddressSet;
}
