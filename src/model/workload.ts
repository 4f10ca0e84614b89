import { LabelFacts, Labels } from './labels';
import { Origin } from './origin';
import { PodsPeer } from './peer';
import { selectorFor, selects } from './selector';
import { AddressFamily, AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';
import { oneLine } from '../sets/visible';

export interface Namespace {
  readonly name: string;
  readonly labels: LabelFacts;
  /** Keys of labels that an injector adds to pods which are made in the namespace. */
  readonly injectedLabels: readonly string[];
  /** The annotation that closed the namespace before Kubernetes 1.7. Absent where there is none; no enforcer reads it. */
  readonly oldIsolation?: string;
  /** True when no Namespace object was in the input and only its name is known. */
  readonly implied: boolean;
  readonly origin: Origin;
}

export interface ContainerPort {
  readonly name?: string;
  readonly protocol: TransportProtocol;
  readonly port: number;
  /** Whether it is of an init container that keeps running beside the others. */
  readonly ofSidecar?: boolean;
}

/** Pods that are alike: the replicas of one controller, or one bare pod. */
export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The labels of its pods: those of the pod template, never of the controller itself. */
  readonly labels: LabelFacts;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  /** The addresses of all its pods, or undefined when unknown, as before a deployment. */
  readonly addresses?: AddressSet;
  /** The nodes that its pods run on, or undefined when unknown. */
  readonly nodes?: readonly string[];
  /** Whether it is one bare pod, which has no replicas. */
  readonly isSinglePod: boolean;
  /** Whether the pods are given the token of their service account; undefined where they leave that to the account. */
  readonly mountsToken?: boolean;
  /** A container that is nothing but a client of the API server: `kubectl`. */
  readonly apiClient?: string;
  /** The TCP ports on which the kubelet probes its containers. */
  readonly probedOn?: readonly number[];
  /** Addresses of its nodes at which its programs answer, as their arguments say. */
  readonly localAddresses?: AddressSet;
  /** The ports on which annotations ask a Prometheus to fetch metrics. */
  readonly scrapedOn?: readonly number[];
  /** What a rule says of pods that are not in the input, where it stands for those. */
  readonly absentPeer?: PodsPeer;
  /** The controller of a pod when it is not in the input, as in a dump that has pods only. */
  readonly absentOwner?: { readonly kind: string; readonly name: string };
  /** Labels of the controller that its pods do not get: policies do not see them. Absent where there are none. */
  readonly objectLabels?: Labels;
  readonly origin: Origin;
}

export interface Node {
  readonly name: string;
  readonly labels: LabelFacts;
  /** The addresses of the node itself. */
  readonly addresses: AddressSet;
  /** The blocks from which its pods get their addresses; some network plugins ignore them. */
  readonly podAddresses: AddressSet;
  readonly origin: Origin;
}

/** Addresses behind a Service, and the ports on which they are reached. */
export interface Backend {
  readonly addresses: AddressSet;
  readonly ports: readonly BackendPort[];
}

export interface BackendPort {
  /** The name of the Service's port that leads to it; empty where the Service has but one. */
  readonly name: string;
  readonly protocol: TransportProtocol;
  readonly port: number;
}

export interface ServicePort {
  /** Empty for the only port of a Service, which needs no name. */
  readonly name: string;
  readonly protocol: TransportProtocol;
  readonly port: number;
  /** A number, the name of a container port, or undefined for the same number as `port`. */
  readonly targetPort?: number | string;
  /** The port that leads to it on every node, where the object names one. */
  readonly nodePort?: number;
}

/** How traffic from outside the cluster gets to a Service. */
export interface ServiceExposure {
  readonly hasLoadBalancer: boolean;
  readonly hasNodePorts: boolean;
  readonly hasExternalAddresses: boolean;
  /** Whether the pods see the address of the client for certain, and not that of a node. */
  readonly keepsClientAddress: boolean;
}

/** The families of addresses of a Service. */
export interface ServiceFamilies {
  readonly of: readonly AddressFamily[];
  /** Whether a cluster that has not all of them takes the object too. */
  readonly isWish: boolean;
}

export interface Service {
  readonly namespace: string;
  readonly name: string;
  /** Undefined for a Service without a selector, whose endpoints are managed elsewhere. */
  readonly selector?: ReadonlyMap<string, string>;
  /** Whether it has no address of its own, so that its name resolves to the addresses of the pods. */
  readonly isHeadless: boolean;
  /** The name elsewhere that it stands for, in place of addresses; absent for most. */
  readonly alias?: string;
  /** The addresses that lead to it, as far as the object tells them. */
  readonly addresses: AddressSet;
  /** The families of addresses that the object asks for; absent where it leaves that to the cluster. */
  readonly families?: ServiceFamilies;
  /** What stands behind it, where somebody keeps a list of that; undefined when there is none in the input. */
  readonly backends?: readonly Backend[];
  readonly ports: readonly ServicePort[];
  /** The labels of the Service itself, by which monitors select it. */
  readonly labels?: Labels;
  /** The ports of its pods on which annotations ask a Prometheus to fetch metrics. */
  readonly scrapedOn?: readonly number[];
  /** Absent for a Service that is for the inside of the cluster only. */
  readonly exposure?: ServiceExposure;
  readonly origin: Origin;
}

/** `shop/web`, the name that messages use. */
export function formatWorkload(workload: Workload): string {
  return oneLine(`${workload.namespace}/${workload.name}`);
}

/** By namespace, name and kind: the order in which lists of workloads are shown. */
export function byName(left: Workload, right: Workload): number {
  return byNameAndKind(formatWorkload(left), left, formatWorkload(right), right);
}

/** Sorted as by `byName`, which would format the names anew for each comparison. */
export function inOrderOfNames(workloads: readonly Workload[]): Workload[] {
  return workloads.map(workload => ({ workload, name: formatWorkload(workload) }))
    .sort((left, right) => byNameAndKind(left.name, left.workload, right.name, right.workload))
    .map(({ workload }) => workload);
}

function byNameAndKind(leftName: string, left: Workload, rightName: string, right: Workload): number {
  return compare(leftName, rightName) || compare(left.kind, right.kind);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How an enforcer looks a port name of a policy up on a pod; several container ports may have the name. */
export interface PortNameLookup {
  /** Each port of the name and protocol, or the last of the name alone, which counts if it is of the protocol. */
  readonly repeated: 'all' | 'last';
  /** Whether the ports of sidecars have names. */
  readonly seesSidecars: boolean;
}

/** Every port that has the name, as the pod declares them. */
export const AS_DECLARED: PortNameLookup = { repeated: 'all', seesSidecars: true };

/** The numbers that a port name of a policy stands for on these pods. */
export function resolvePortName(
  { ports }: Workload, name: string, protocol: TransportProtocol, { repeated, seesSidecars }: PortNameLookup,
): readonly number[] {
  const named = ports.filter(port => port.name === name && (seesSidecars || port.ofSidecar !== true));
  return (repeated === 'last' ? named.slice(-1) : named)
    .filter(port => port.protocol === protocol).map(({ port }) => port);
}

/**
 * The number on which a pod takes what is sent to the port of a Service; undefined when it has no port of the name. Of
 * several the controller that keeps the list of endpoints takes the first, whatever enforces the policies.
 */
export function targetPortOf(
  { protocol, port, targetPort = port }: ServicePort, { ports }: Workload,
): number | undefined {
  return typeof targetPort === 'number' ? targetPort
    : ports.find(({ name, protocol: own }) => name === targetPort && own === protocol)?.port;
}

/** Whether the Service certainly leads to the pods: they have all the labels of its selector. */
export function isBehind({ namespace, selector }: Service, workload: Workload): boolean {
  return selector !== undefined && workload.namespace === namespace
    && [...selector].every(([key, value]) => workload.labels.known.get(key) === value);
}

/** Whether the Service perhaps leads to the pods. */
export function isPerhapsBehind({ namespace, selector }: Service, { namespace: where, labels }: Workload): boolean {
  return selector !== undefined && namespace === where && selects(selectorFor(selector), labels) !== 'no';
}
