import { PortMatch } from '../../model/port-match';
import { ALL_PORTS } from '../../sets/ports';

/** What is left of the ports when those of a rule are taken away, or more than that: the same list where nothing is. */
export function portsWithout(ports: readonly PortMatch[], taken: readonly PortMatch[]): readonly PortMatch[] {
  const rest = taken.reduce((left: readonly PortMatch[], one) => left.flatMap(match => portWithout(match, one)), ports);
  return rest.length === ports.length && rest.every((match, index) => isSame(match, ports[index])) ? ports : rest;
}

function isSame(one: PortMatch, other: PortMatch): boolean {
  return one === other || (one.kind === 'numbered' && other.kind === 'numbered' && one.protocol === other.protocol
    && one.ports.equals(other.ports));
}

/** A name stands for any number. What has no ports, as ICMP, is of no protocol here, and only `any` matches it. */
function portWithout(match: PortMatch, taken: PortMatch): readonly PortMatch[] {
  switch (taken.kind) {
    case 'any': return [];
    case 'named':
      return match.kind === 'named' && match.protocol === taken.protocol && match.name === taken.name ? [] : [match];
    case 'numbered': {
      if (match.kind === 'any' || match.protocol !== taken.protocol) {
        return [match];
      }
      if (match.kind === 'named') {
        return taken.ports.equals(ALL_PORTS) ? [] : [match];
      }
      const ports = match.ports.subtract(taken.ports);
      return ports.isEmpty ? [] : [{ ...match, ports }];
    }
  }
}

/** Whether there are ports of both lists, or may be. */
export function mayShareTraffic(some: readonly PortMatch[], others: readonly PortMatch[]): boolean {
  return some.some(one => others.some(other => one.kind === 'any' || other.kind === 'any'
    || (one.protocol === other.protocol && (one.kind === 'named' || other.kind === 'named' || one.ports.overlaps(other.ports)))));
}

/** The ports of both lists, or more than these. */
export function sharedPorts(some: readonly PortMatch[], others: readonly PortMatch[]): readonly PortMatch[] {
  return some.flatMap(one => others.flatMap(other => sharedPort(one, other)));
}

function sharedPort(one: PortMatch, other: PortMatch): readonly PortMatch[] {
  if (one.kind === 'any' || other.kind === 'any') {
    return [one.kind === 'any' ? other : one];
  }
  if (one.protocol !== other.protocol) {
    return [];
  }
  if (one.kind === 'named' || other.kind === 'named') {
    // Two names may stand for one number, and a name for any.
    return [one.kind === 'named' ? one : other];
  }
  const ports = one.ports.intersect(other.ports);
  return ports.isEmpty ? [] : [{ ...one, ports }];
}
