import { formatWorkload, Workload } from './workload';
import { AddressSet, formatAddress } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';
import { oneLine } from '../sets/visible';

/** A pod of the workload. */
export interface WorkloadEndpoint {
  readonly kind: 'workload';
  readonly workload: Workload;
}

/** An address outside the cluster. */
export interface AddressEndpoint {
  readonly kind: 'address';
  readonly address: bigint;
}

/** A node of the cluster; without a name, one of which only the declared address range is known. */
export interface NodeEndpoint {
  readonly kind: 'node';
  readonly name?: string;
  /** Whether it is certainly another node than the one on which the pod at the other end runs. */
  readonly isElsewhere?: boolean;
  /** Whether it is certainly the node on which the pod at the other end runs. */
  readonly isOwn?: boolean;
  /** The addresses that it may have, where the question is not about all of them. */
  readonly addresses?: AddressSet;
}

export type Endpoint = WorkloadEndpoint | AddressEndpoint | NodeEndpoint;

/** The protocols of flows. A NetworkPolicy can name all but ICMP. */
export type FlowProtocol = TransportProtocol | 'ICMP';

/** One question: may the source open a connection to this port of the destination? */
export interface Flow {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly protocol: FlowProtocol;
  /** Ignored for ICMP. */
  readonly port: number;
  /** Whether source and destination are one and the same pod, not two replicas of a workload. */
  readonly samePod?: boolean;
}

/** `shop/web`, `8.8.8.8`, `node worker-1`. */
export function formatEndpoint(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'workload': return formatWorkload(endpoint.workload);
    case 'address': return formatAddress(endpoint.address);
    case 'node': return endpoint.isOwn ? 'its own node' : endpoint.name === undefined ? 'a node' : oneLine(`node ${endpoint.name}`);
  }
}

/** `shop/web -> shop/db TCP 5432` */
export function formatFlow({ source, destination, protocol, port }: Flow): string {
  const traffic = protocol === 'ICMP' ? protocol : `${protocol} ${port}`;
  return `${formatEndpoint(source)} -> ${formatEndpoint(destination)} ${traffic}`;
}
