import { Field } from './fields';
import { FIRST_PORT, LAST_PORT, PROTOCOLS, TransportProtocol } from '../../sets/ports';
import { portNameFault } from '../../syntax/names';

/** How to mend a port number that packets cannot carry. */
export const PORT_HELP = 'write a number from 1 to 65535';

/** The protocol; TCP when it is absent. */
export function readProtocol(field: Field): TransportProtocol {
  if (!field.isAbsent && !isProtocol(field.value)) {
    field.fault('not a protocol that a port can have', 'write `TCP`, `UDP` or `SCTP`');
  }
  return isProtocol(field.value) ? field.value : 'TCP';
}

function isProtocol(value: unknown): value is TransportProtocol {
  return (PROTOCOLS as readonly unknown[]).includes(value);
}

/** Whether packets can carry the number as a port. */
export function isPortNumber(port: number): boolean {
  return port >= FIRST_PORT && port <= LAST_PORT;
}

/** A port number, or the name of a container port. */
export function readNumberOrName(field: Field): number | string | undefined {
  if (typeof field.value === 'string') {
    checkPortName(field, field.value);
    return field.value;
  }
  const port = field.integer();
  if (port !== undefined && !isPortNumber(port)) {
    field.fault('not a port from 1 to 65535', PORT_HELP);
    return undefined;
  }
  return port;
}

function checkPortName(field: Field, name: string): void {
  const fault = portNameFault(name);
  if (fault !== undefined) {
    field.fault(fault, /^\d+$/.test(name)
      ? `write the number without quotes: \`${name}\`` : 'write a number, or the name of a container port');
  }
}
