import { PortMatch } from '../../model/port-match';
import { ALL_PORTS, portRange, PortSet, TransportProtocol } from '../../sets/ports';
import { TrafficSet } from '../../sets/traffic-set';
import { ALL_TRAFFIC, NO_TRAFFIC, TrafficTable } from '../atoms/traffic-table';
import { PortTable } from '../classes/classes';

/** Turns the ports of rules into numbers of `TrafficTable`. */
export class PortTraffic {
  private readonly numbered: Readonly<Record<TransportProtocol, Map<PortSet, number>>> =
    { TCP: new Map(), UDP: new Map(), SCTP: new Map() };

  public constructor(private readonly trafficTable: TrafficTable) {}

  /** The traffic to the ports of a rule; named ports count as none, as they need a port table. */
  public of(matches: readonly PortMatch[]): number {
    if (matches.length === 1) {
      return this.ofMatch(matches[0]);
    }
    // United as sets and numbered once, so that no number is spent on a partial union.
    return this.trafficTable.numberOf(matches.map(match => this.trafficTable.get(this.ofMatch(match)))
      .reduce((sum, some) => sum.union(some), TrafficSet.NONE));
  }

  /** The traffic to the ports that have these names in the port table. */
  public ofNames(names: readonly string[], table: PortTable): number {
    const traffic = names.flatMap(name => (table.numbers.get(name) ?? []).map(port => trafficTo(name, port)));
    return this.trafficTable.numberOf(traffic.reduce((sum, some) => sum.union(some), TrafficSet.NONE));
  }

  private ofMatch(match: PortMatch): number {
    switch (match.kind) {
      case 'any': return ALL_TRAFFIC;
      case 'named': return NO_TRAFFIC;
      case 'numbered': return this.ofNumbers(match.protocol, match.ports);
    }
  }

  private ofNumbers(protocol: TransportProtocol, ports: PortSet): number {
    const known = this.numbered[protocol];
    let traffic = known.get(ports);
    if (traffic === undefined) {
      // Numbers out of range, as in a policy that no API server has validated, match no packet.
      traffic = this.trafficTable.numberOf(TrafficSet.of(protocol, ports.intersect(ALL_PORTS)));
      known.set(ports, traffic);
    }
    return traffic;
  }
}

/** @param name protocol and name, as in `PortTable`: `TCP http` */
function trafficTo(name: string, port: number): TrafficSet {
  return TrafficSet.of(name.slice(0, name.indexOf(' ')) as TransportProtocol, portRange(port));
}
