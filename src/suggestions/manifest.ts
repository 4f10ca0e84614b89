import { SuggestedPeer, SuggestedPolicy } from './suggestion';
import { Label } from '../checks/support/pasteable-code';
import { PortMatch } from '../model/port-match';
import { NAMESPACE_NAME_LABEL } from '../model/snapshot';
import { ALL_PORTS, TransportProtocol } from '../sets/ports';

/** The policy as a manifest. */
export function manifestOfPolicy({ name, namespace, subject, direction, rules }: SuggestedPolicy): object {
  const [type, side] = direction === 'egress' ? ['Egress', 'to'] : ['Ingress', 'from'];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: selectorOf(subject),
      policyTypes: [type],
      [direction]: rules.map(({ peers, ports }) => ({
        [side]: peers.map(peer => itemOf(peer, namespace)),
        ...namesPorts(ports) ? { ports: ports.flatMap(portItems) } : {},
      })),
    },
  };
}

function itemOf(peer: SuggestedPeer, ofPolicy: string): object {
  if (peer.kind === 'block') {
    const { cidr, exceptCidrs } = peer;
    return { ipBlock: { cidr, ...exceptCidrs.length === 0 ? {} : { except: exceptCidrs } } };
  }
  const { labels, namespace } = peer;
  return namespace === ofPolicy ? { podSelector: selectorOf(labels) } : {
    namespaceSelector: selectorOf([[NAMESPACE_NAME_LABEL, namespace]]),
    podSelector: selectorOf(labels),
  };
}

function selectorOf(labels: readonly Label[]): object {
  return labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels) };
}

/** Whether the ports are fewer than all of every protocol. */
export function namesPorts(ports: readonly PortMatch[]): boolean {
  return ports.every(({ kind }) => kind !== 'any');
}

/** An item of `ports`. */
export interface PortItem {
  readonly protocol: TransportProtocol;
  readonly port?: number | string;
  readonly endPort?: number;
}

/** The items for ports that have names or numbers. */
export function portItems(port: PortMatch): PortItem[] {
  switch (port.kind) {
    case 'any': return [];
    case 'named': return [{ protocol: port.protocol, port: port.name }];
    case 'numbered': return port.ports.equals(ALL_PORTS) ? [{ protocol: port.protocol }]
      : port.ports.intervals.map(({ start, end }) =>
        ({ protocol: port.protocol, port: start, ...end - start === 1 ? {} : { endPort: end - 1 } }));
  }
}
