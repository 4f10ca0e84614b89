import { FIRST_PORT, LAST_PORT } from '../../sets/ports';
import { Port } from '../ports/port';

interface DestinationPort {
  readonly destinationPort:
    { readonly number: number } | { readonly range: { readonly start: number; readonly end: number } };
}

/** One of `protocols` in the words of the manifest. */
export type ClusterPort = { readonly destinationNamedPort: string } | { readonly [protocol: string]: DestinationPort };

/** The API knows no protocol without ports, and no range of one port. */
export function clusterPortOf({ protocol, first = FIRST_PORT, last = LAST_PORT, name }: Port): ClusterPort {
  if (name !== undefined) {
    return { destinationNamedPort: name };
  }
  const destinationPort = first === last ? { number: first } : { range: { start: first, end: last } };
  return { [protocol.toLowerCase()]: { destinationPort } };
}
