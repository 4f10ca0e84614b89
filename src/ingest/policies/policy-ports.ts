import { Field, showValue } from '../reading/fields';
import { portNameFault } from '../reading/names';
import { reportUnknownFields } from '../reading/unknown-fields';
import { ResourcePort } from '../../resources/network-policy';
import { FIRST_PORT, LAST_PORT, Protocol, PROTOCOLS } from '../../sets/ports';

const PORT_HELP = 'write a number from 1 to 65535';

/** One item of `ports` in a rule. */
export function readPolicyPort(field: Field): ResourcePort {
  reportUnknownFields(field, ['protocol', 'port', 'endPort']);
  const protocol = readProtocol(field.get('protocol'));
  const port = readNumberOrName(field.get('port'));
  const endPort = field.get('endPort').integer();
  if (endPort !== undefined) {
    checkEndPort(field.get('endPort'), endPort, field.get('port'));
  }
  return { protocol, port, endPort };
}

/** The protocol; TCP when it is absent. */
export function readProtocol(field: Field): Protocol {
  if (!field.isAbsent && !isProtocol(field.value)) {
    field.fault('not a protocol that a port can have', 'write `TCP`, `UDP` or `SCTP`');
  }
  return isProtocol(field.value) ? field.value : 'TCP';
}

function isProtocol(value: unknown): value is Protocol {
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

function checkEndPort(field: Field, endPort: number, port: Field): void {
  if (typeof port.value !== 'number') {
    field.fault(`but \`port\` is ${showValue(port.value)}, not the number that a range begins at`,
      'give `port` the first number of the range');
  } else if (endPort < port.value) {
    field.fault(`below \`port\`, which is ${port.value}`, 'write the lower number in `port`, the higher in `endPort`');
  } else if (!isPortNumber(endPort)) {
    field.fault('not a port from 1 to 65535', PORT_HELP);
  }
}
