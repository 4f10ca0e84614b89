import { Origin } from '../../model/origin';
import { Selector } from '../../model/selector';
import { Listener, ServicePortReference } from '../../model/ways-in';

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly origin: Origin;
}

/** A Service to which an object sends traffic. */
export interface BackendReference {
  readonly namespace: string;
  readonly name: string;
  readonly port: ServicePortReference;
  readonly listeners: readonly Listener[];
  readonly field: string;
}

/** An Ingress, or a Route of OpenShift: traffic that a controller takes and passes on. */
export interface DirectEntry extends Named {
  readonly is: 'Ingress' | 'Route';
  /** The class that an Ingress names. */
  readonly className?: string;
  readonly backends: readonly BackendReference[];
}

/** An IngressClass or a GatewayClass: it says which controller is meant. */
export interface ControllerClass extends Named {
  readonly is: 'IngressClass' | 'GatewayClass';
  readonly controller: string;
  readonly isDefault: boolean;
}

/** A listener of a Gateway, and the routes that it takes. */
export interface GatewayListener {
  readonly name: string;
  readonly protocol: string;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly namespaces: { readonly from: 'Same' | 'All' | 'None' } | { readonly from: 'Selector'; readonly selector: Selector };
  /** Kinds of routes; empty for those that go with the protocol. */
  readonly kinds: readonly string[];
}

export interface Gateway extends Named {
  readonly is: 'Gateway';
  readonly className: string;
  readonly listeners: readonly GatewayListener[];
}

/** What a route of the Gateway API wants to be attached to. */
export interface ParentReference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
  readonly field: string;
}

/** Any of HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute. */
export interface GatewayRoute extends Named {
  readonly is: 'GatewayRoute';
  readonly kind: string;
  readonly parents: readonly ParentReference[];
  readonly hosts: readonly string[];
  readonly backends: readonly (Omit<BackendReference, 'listeners'> & { readonly paths: readonly string[] })[];
}

/** Lets objects of other namespaces refer to those of its own. */
export interface ReferenceGrant extends Named {
  readonly is: 'ReferenceGrant';
  readonly from: readonly { readonly kind: string; readonly namespace: string }[];
  /** Services by their names; undefined for all of them. */
  readonly services: readonly (string | undefined)[];
}

/** An object that has a part in letting traffic from outside in. */
export type EntryObject = DirectEntry | ControllerClass | Gateway | GatewayRoute | ReferenceGrant;
