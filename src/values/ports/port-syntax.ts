import { FIRST_PORT, LAST_PORT } from '../../sets/ports';
import { callText, refuse } from '../refuse';
import { valueText } from '../shown';

const NAME_LENGTH = 15;

export function checkPortNumber(name: string, factory: string, port: number, ...values: readonly number[]): void {
  const where = callText(name, ...values);
  if (typeof port !== 'number') {
    refuse(where, `${valueText(port)} is not a number`,
      typeof port === 'string' && !/^\d+$/.test(port)
        ? `for a port that containers give a name write \`Port.named(${valueText(port)})\``
        : 'write the port as a whole number, without quotes');
  }
  if (!Number.isInteger(port)) {
    refuse(where, `${port} is not a whole number`, `write a port from ${FIRST_PORT} to ${LAST_PORT}`);
  }
  if (port < FIRST_PORT || port > LAST_PORT) {
    refuse(where, `${port} is not a port; ports are ${FIRST_PORT} to ${LAST_PORT}`,
      `for every port write \`Port.all${factory[0].toUpperCase()}${factory.slice(1)}()\``);
  }
}

/** Whether the value is a number that a port can have. */
export function isPortInRange(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= FIRST_PORT && (value as number) <= LAST_PORT;
}

export function checkPortRange(name: string, factory: string, first: number, last: number): void {
  checkPortNumber(name, factory, first, first, last);
  checkPortNumber(name, factory, last, first, last);
  if (first > last) {
    refuse(callText(name, first, last), `the range ends before it begins: ${last} is less than ${first}`,
      `write \`${callText(name, last, first)}\``);
  }
}

export const PORT_NAME_HELP =
  'a name is 1 to 15 lower-case letters, digits and single `-` between them, with at least one letter';

/** As `IsValidPortName` in Kubernetes, which follows the service names of RFC 6335. */
export function isPortName(name: unknown): boolean {
  return typeof name === 'string' && name.length <= NAME_LENGTH && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
    && /[a-z]/.test(name);
}

export function checkPortName(name: unknown): void {
  if (!isPortName(name)) {
    const number = typeof name === 'string' && /^\d+$/.test(name) ? `; for a port number write \`Port.tcp(${name})\`` : '';
    refuse(callText('Port.named', name), `${valueText(name)} is not a port name`, PORT_NAME_HELP + number);
  }
}
