import { ServiceBackend } from './services';
import { Endpoint } from '../model/flow';
import { PortMatch } from '../model/port-match';
import { formatWorkload, Workload } from '../model/workload';
import { AddressSet } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { TrafficSet } from '../sets/traffic-set';
import { wellKnownAddress } from '../sets/well-known';

/** An endpoint that stands for all that are like it, with their common name: `0.0.0.0/0 (except 10.0.0.0/8)`. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly name: string;
  /** The workload in the input. The endpoint may be a copy of it that has only some of its addresses. */
  readonly workload?: Workload;
  /** Whether it is open that the party means it: a pod whose address nobody knows may have one of a range. */
  readonly isPerhaps?: boolean;
  /** Whether the party certainly means one of the members that are marked so, and it is open which. */
  readonly isOneOf?: boolean;
  /** The addresses for which it stands, where it is no pod and no node. */
  readonly block?: AddressSet;
  /** Traffic to it that the assertion does not mean. */
  readonly excused?: TrafficSet;
  /** Why it is open, where that is not for its address. */
  readonly doubt?: MemberDoubt;
  /** The Service that leads to it, where the party means one. */
  readonly service?: ServiceBackend;
  /** Whether it is meant as a node, of whose ports no manifest tells. */
  readonly isAsNode?: boolean;
  /** The traffic to it that ports mean, where they do not mean themselves. */
  readonly trafficOn?: (ports: readonly PortMatch[]) => TrafficSet;
}

/** Why it is open whether a member is meant, and what would settle it. */
export interface MemberDoubt {
  readonly what: string;
  readonly help: string;
}

/** Addresses that no policy tells apart. */
export function blockMember(cidrs: readonly string[]): Member {
  const block = cidrs.map(cidr => parseCidr(cidr)!.addresses).reduce((sum, part) => sum.union(part));
  return { endpoint: { kind: 'address', address: wellKnownAddress(block) }, name: formatBlocks(block), block };
}

/** Pods of the workload, of which the endpoint may be a copy with some of its addresses. */
export function podsOf(endpoint: Workload, workload: Workload): Member {
  return { endpoint: { kind: 'workload', workload: endpoint }, name: formatWorkload(workload), workload };
}
