import { PortMatch } from '../model/port-match';
import { IntervalSet } from '../sets/interval-set';
import { ALL_PORTS, FIRST_PORT, LAST_PORT, NO_PORTS, PortSet, PROTOCOLS } from '../sets/ports';

/** How ports are written; for help. */
export const PORT_FORMS = '`tcp/8080`, `tcp/8000-8010`, `tcp/http`, or `tcp` for every port of TCP';

/** The ports that a text means; undefined where it means none. */
export function readPort(text: string): PortMatch | undefined {
  const [, given, rest] = /^([a-z]+)(?:\/(.+))?$/i.exec(text) ?? [];
  const protocol = PROTOCOLS.find(known => known === given?.toUpperCase());
  if (protocol === undefined) {
    return undefined;
  }
  if (rest !== undefined && /^[a-z0-9-]*[a-z][a-z0-9-]*$/i.test(rest)) {
    return { kind: 'named', protocol, name: rest };
  }
  const ports = rest === undefined ? ALL_PORTS : numbersIn(rest);
  return ports.isEmpty ? undefined : { kind: 'numbered', protocol, ports };
}

function numbersIn(text: string): PortSet {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [start, end] = [first, last].map(Number);
  const isRange = start >= FIRST_PORT && start <= end && end <= LAST_PORT;
  return isRange ? IntervalSet.of({ start, end: end + 1 }) : NO_PORTS;
}
