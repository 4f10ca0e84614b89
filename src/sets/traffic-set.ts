import { ALL_PORTS, formatPorts, NO_PORTS, PortSet, TransportProtocol, PROTOCOLS } from './ports';

/** What may pass between two endpoints: for each protocol, a set of ports. Immutable. */
export class TrafficSet {
  public static readonly NONE = new TrafficSet(new Map());

  public static readonly ALL = new TrafficSet(new Map(PROTOCOLS.map(protocol => [protocol, ALL_PORTS])));

  public static of(protocol: TransportProtocol, ports: PortSet): TrafficSet {
    return new TrafficSet(ports.isEmpty ? new Map() : new Map([[protocol, ports]]));
  }

  private constructor(private readonly byProtocol: ReadonlyMap<TransportProtocol, PortSet>) {}

  public get isEmpty(): boolean {
    return this.byProtocol.size === 0;
  }

  public ports(protocol: TransportProtocol): PortSet {
    return this.byProtocol.get(protocol) ?? NO_PORTS;
  }

  public contains(protocol: TransportProtocol, port: number): boolean {
    return this.ports(protocol).contains(port);
  }

  public union(other: TrafficSet): TrafficSet {
    return this.combine(other, (mine, theirs) => mine.union(theirs));
  }

  public intersect(other: TrafficSet): TrafficSet {
    return this.combine(other, (mine, theirs) => mine.intersect(theirs));
  }

  public subtract(other: TrafficSet): TrafficSet {
    return this.combine(other, (mine, theirs) => mine.subtract(theirs));
  }

  public equals(other: TrafficSet): boolean {
    return PROTOCOLS.every(protocol => this.ports(protocol).equals(other.ports(protocol)));
  }

  public includes(other: TrafficSet): boolean {
    return other.subtract(this).isEmpty;
  }

  /** `TCP 80,8000-8080; UDP 53`, or `everything`, or `nothing`. */
  public toString(): string {
    return this.format(TrafficSet.ALL);
  }

  /** As text, where `everything` is what the cluster carries: it may drop a protocol. */
  public format(everything: TrafficSet): string {
    if (this.isEmpty) {
      return 'nothing';
    }
    if (this.includes(everything)) {
      return 'everything';
    }
    return PROTOCOLS.filter(protocol => this.byProtocol.has(protocol))
      .map(protocol => `${protocol} ${formatPorts(this.ports(protocol))}`).join('; ');
  }

  private combine(other: TrafficSet, operation: (mine: PortSet, theirs: PortSet) => PortSet): TrafficSet {
    const entries = PROTOCOLS
      .map((protocol): [TransportProtocol, PortSet] =>
        [protocol, operation(this.ports(protocol), other.ports(protocol))])
      .filter(([, ports]) => !ports.isEmpty);
    return new TrafficSet(new Map(entries));
  }
}

/** All ports of the protocols. */
export function trafficOfProtocols(protocols: readonly TransportProtocol[]): TrafficSet {
  return protocols.reduce((sum, protocol) => sum.union(TrafficSet.of(protocol, ALL_PORTS)), TrafficSet.NONE);
}
