import { Origin } from './origin';
import { Selector } from './selector';
import { FlowVerdict } from './trace';
import { isPerhapsBehind, Service, ServicePort, targetPortOf, Workload } from './workload';
import { TransportProtocol } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** Where an entry takes traffic from outside. */
export interface Listener {
  /** `HTTP`, `HTTPS`, `TLS`, or a protocol of the transport layer. */
  readonly protocol: string;
  /** Undefined where the object leaves it to its controller or to the cluster. */
  readonly port?: number;
  /** The name that clients ask for, `*.example.com` for all below; undefined for every name. */
  readonly host?: string;
  readonly path?: string;
  /** Whose addresses lead there, where the object is a Service. */
  readonly at?: 'load balancer' | 'nodes' | 'external addresses';
}

/** Which ports of a Service are meant. */
export type ServicePortReference =
  | { readonly by: 'number'; readonly number: number }
  | { readonly by: 'name'; readonly name: string }
  /** The name of the Service's port, or the number on which the pods take it, as a Route has it. */
  | { readonly by: 'endpoint'; readonly endpoint: number | string }
  | { readonly by: 'nothing' };

/** Why it is open whether an entry takes traffic at all. */
export type EntryDoubt =
  /** The object that the route belongs to, such as its Gateway, is not in the input. */
  | { readonly kind: 'absent-parent'; readonly parent: string }
  /** Whether the listeners of the Gateway take routes of the namespace depends on labels that nobody knows. */
  | { readonly kind: 'namespace-labels'; readonly parent: string }
  /** The other namespace has to grant the reference, and no grant is in the input. */
  | { readonly kind: 'absent-grant'; readonly namespace: string };

/** Where an entry sends what its listeners take. */
export interface EntryRoute {
  readonly listeners: readonly Listener[];
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: ServicePortReference;
  readonly doubts: readonly EntryDoubt[];
  /** The path of the field that names the Service. */
  readonly field: string;
}

/** The pods of a controller, as far as it is known how to recognise them. */
export interface ProxyPods {
  /** Undefined for any. */
  readonly namespace?: string;
  readonly pods: Selector;
}

/** Whose packets the pods see. */
export type Through =
  | {
    readonly kind: 'proxy';
    /** Any of these. */
    readonly pods: readonly ProxyPods[];
    /** Whether such pods are the only ones that pass traffic of the entry on, or it is likely, or anybody may. */
    readonly certainty: 'known' | 'likely' | 'open';
  }
  /** A load balancer of a cloud, which is no pod. */
  | { readonly kind: 'outside' }
  /** A node hands it on; whether it puts its own address in the place of the client's is up to the cluster. */
  | { readonly kind: 'nodes' }
  /** The address of the client is kept. */
  | { readonly kind: 'clients' };

/** An object that lets traffic from outside the cluster in. No verdict on a flow depends on it. */
export interface Entry {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly routes: readonly EntryRoute[];
  readonly through: Through;
  readonly origin: Origin;
}

/** One possibility who it is that the pods see, the verdict on it, and why. */
export interface WayInSource {
  /** `shop/proxy`, `a controller in a pod`, `a node`. */
  readonly name: string;
  readonly verdict: FlowVerdict;
  readonly why: string;
}

/** How traffic from outside gets to pods: internet, listener, route, Service, pods. */
export interface WayIn {
  readonly entry: Pick<Entry, 'kind' | 'namespace' | 'name' | 'origin'>;
  readonly listeners: readonly Listener[];
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly target: Workload;
  readonly protocol: TransportProtocol;
  /** On which the pods take it. */
  readonly port: number;
  /** Whom the pods see: a controller that passes it on, a node, or the client itself. */
  readonly via: 'controller' | 'node' | 'client';
  /** The addresses of the clients that the verdict is about; absent for all of them. */
  readonly clients?: readonly string[];
  readonly sources: readonly WayInSource[];
  /** Why it is open whether there is such a way at all, in words. */
  readonly doubts: readonly string[];
  readonly verdict: FlowVerdict;
}

/** What the policies say of traffic from an ingress controller to pods, on the ports that Ingresses and Routes lead to. */
export interface IngressConnection {
  readonly workload: Workload;
  readonly allowed: TrafficSet;
  readonly unknown: TrafficSet;
}

/** Whether the reference means the port of the Service. */
export function matchesServicePort(
  reference: ServicePortReference, port: ServicePort, service: Service, workloads: readonly Workload[],
): boolean {
  switch (reference.by) {
    case 'nothing': return true;
    case 'number': return port.port === reference.number;
    case 'name': return port.name === reference.name;
    case 'endpoint': return port.name === reference.endpoint || leadsTo(reference.endpoint, port, service, workloads);
  }
}

/** Whether pods of the Service, or what is listed for it, take there what is sent to the port. */
function leadsTo(
  endpoint: number | string, port: ServicePort, service: Service, workloads: readonly Workload[],
): boolean {
  const listed = (service.backends ?? []).flatMap(({ ports }) => ports).filter(({ name }) => name === port.name);
  return [
    ...workloads.filter(workload => isPerhapsBehind(service, workload)).map(workload => targetPortOf(port, workload)),
    ...listed.map(one => one.port), port.targetPort ?? port.port,
  ].includes(endpoint);
}
