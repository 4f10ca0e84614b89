import { PortSet, TransportProtocol } from '../sets/ports';

/** Traffic of any protocol, or to these ports of one, or to the ports to which the destination pod gives this name. */
export type PortMatch =
  | { readonly kind: 'any' }
  | { readonly kind: 'numbered'; readonly protocol: TransportProtocol; readonly ports: PortSet }
  | { readonly kind: 'named'; readonly protocol: TransportProtocol; readonly name: string };
