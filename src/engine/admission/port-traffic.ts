import { PortMatch } from '../../model/port-match';
import { ALL_PORTS, portRange, PortSet, TransportProtocol } from '../../sets/ports';
import { TrafficSet } from '../../sets/traffic-set';
import { ALL_TRAFFIC, NO_TRAFFIC, TrafficTable } from '../atoms/traffic-table';
import { PortTable } from '../classes/classes';

/** The traffic that the ports of rules mean, as `TrafficTable` numbers it. */
export class PortTraffic {
  private readonly numbered: Readonly<Record<TransportProtocol, Map<PortSet, number>>> =
    { TCP: new Map(), UDP: new Map(), SCTP: new Map() };

  public constructor(private readonly trafficTable: TrafficTable) {}

  /** What is known of all ports of a rule without asking a pod for its own. */
  public of(matches: readonly PortMatch[]): number {
    if (matches.length === 1) {
      return this.ofMatch(matches[0]);
    }
    // Added up as sets, so that no number is given to what a part of the ports is.
    return this.trafficTable.numberOf(matches.map(match => this.trafficTable.get(this.ofMatch(match)))
      .reduce((sum, some) => sum.union(some), TrafficSet.NONE));
  }

  /** The traffic to the ports that a pod calls so. */
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
      // Numbers that are no port, as in a policy that no server has checked, match no packet.
      traffic = this.trafficTable.numberOf(TrafficSet.of(protocol, ports.intersect(ALL_PORTS)));
      known.set(ports, traffic);
    }
    return traffic;
  }
}

/** @param name as in `PortTable`: `TCP http` */
function trafficTo(name: string, port: number): TrafficSet {
  return TrafficSet.of(name.slice(0, name.indexOf(' ')) as TransportProtocol, portRange(port));
}
