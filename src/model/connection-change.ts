import { GroupedBy } from './grouping';
import { GroupEndpoint, MatrixEndpoint, NodeGroup } from './matrix';
import { FlowVerdict } from './trace';
import { Workload } from './workload';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** What changed between two endpoints; at least one of the sets is not empty. */
export interface ConnectionChange {
  /** As it is after the change, or as it was if it is gone. */
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  /** Allowed now, and denied or unknown before. */
  readonly opened: TrafficSet;
  /** Denied now, and allowed or unknown before. */
  readonly closed: TrafficSet;
  /** Unknown now, and allowed or denied before. */
  readonly becameUnknown: TrafficSet;
}

/** Pods that a rule admits and that the input does not have, as it was said of them: `app=prometheus in monitoring`. */
export interface AbsentPods {
  readonly kind: 'absent';
  readonly description: string;
}

/** The node on which the pod at the other end runs, whichever that is. */
export interface OwnNode {
  readonly kind: 'own-node';
}

/** An end of connections that are compared; several nodes where they have changed alike. */
export type ComparedEndpoint = GroupEndpoint | AbsentPods | OwnNode;

/**
 * In which way traffic changed, the gravest first: `opened` is allowed now and was not for certain, `perhapsOpened` is
 * unknown now and was denied, `perhapsClosed` is unknown now and was allowed, `closed` is denied now and was not for certain.
 */
export const CHANGE_KINDS = ['opened', 'perhapsOpened', 'perhapsClosed', 'closed'] as const;

export type ChangeKind = typeof CHANGE_KINDS[number];

/** What changed of the traffic between two endpoints; the sets of the kinds are disjoint. */
export interface TrafficChange extends Readonly<Record<ChangeKind, TrafficSet>> {
  /** The part of it that was allowed and is denied, or was denied and is allowed: nothing of it is unknown. */
  readonly certain: TrafficSet;
}

/** Two endpoints, and what changed between them; at least one of the sets is not empty. */
export interface ComparedPair {
  readonly source: ComparedEndpoint;
  readonly destination: ComparedEndpoint;
  readonly change: TrafficChange;
}

/** The same traffic changed in the same way between any of the sources and any of the destinations. */
export interface ChangeGroup {
  readonly sources: readonly ComparedEndpoint[];
  readonly destinations: readonly ComparedEndpoint[];
  readonly traffic: TrafficSet;
}

/** How traffic from outside gets to pods, where that has changed. */
export interface WayInChange {
  /** `internet -> Ingress shop/web (*) -> Service shop/web:80 -> shop/web TCP 8080` */
  readonly way: string;
  /** The pods to which it leads, as `namespace/name`. */
  readonly target: string;
  readonly protocol: TransportProtocol;
  /** On which the pods take it. */
  readonly port: number;
  /** Undefined where there was no such way, or is none any more. */
  readonly before?: FlowVerdict;
  readonly after?: FlowVerdict;
}

/** All that changed between two clusters, or two states of one. */
export interface StateComparison {
  /** In order of their sources, then of their destinations. */
  readonly pairs: readonly ComparedPair[];
  /** Workloads that are only in the later one, or only in the earlier one. */
  readonly appeared: readonly Workload[];
  readonly gone: readonly Workload[];
  readonly waysIn: readonly WayInChange[];
  /** Every endpoint that was compared. */
  readonly workloads: readonly Workload[];
  readonly nodes: readonly NodeGroup[];
  /** The addresses outside the cluster. */
  readonly outside: AddressSet;
  /** Everything that both carry. */
  readonly everything: TrafficSet;
}

/** The same in few rows. */
export interface FoldedComparison extends StateComparison {
  readonly by: GroupedBy;
  /** Those with the same joined end share its list. */
  readonly groups: Readonly<Record<ChangeKind, readonly ChangeGroup[]>>;
}
