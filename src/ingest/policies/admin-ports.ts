import { isMapItem, itemsUpTo, ONE_EACH, onlyField, requiredNumber, requiredText } from './admin-fields';
import { AdminReader } from './admin-reader';
import { AdminPort } from '../../resources/admin-policy';
import { FIRST_PORT, LAST_PORT, PROTOCOLS, TransportProtocol } from '../../sets/ports';
import { portNameFault } from '../../syntax/names';
import { Field } from '../reading/fields';

/** The ports of a rule. */
export interface AdminPorts {
  /** Undefined means every port of every protocol. */
  readonly ports: readonly AdminPort[] | undefined;
  /** Whether it is open what they mean. */
  readonly areOpen: boolean;
}

export const EVERY_PORT: AdminPorts = { ports: undefined, areOpen: false };

/** `ports`, of `v1alpha1`. */
export function readAdminPorts(field: Field, reader: AdminReader): AdminPorts {
  if (field.isAbsent) {
    return EVERY_PORT;
  }
  const items = itemsUpTo(reader.version.mostItems, field, 'make several rules of it');
  if (Array.isArray(field.value) && items.length === 0) {
    field.warn('is empty, and the API does not say whether that means every port or none',
      'leave it out for every port, or leave out the rule');
    return { ports: undefined, areOpen: true };
  }
  const read = items.filter(isMapItem).map(item => readAdminPort(item, reader));
  return { ports: read.flatMap(({ ports = [] }) => ports), areOpen: read.some(({ areOpen }) => areOpen) };
}

const PORT_FIELDS: readonly string[] = ['portNumber', 'portRange', 'namedPort'];

function readAdminPort(field: Field, reader: AdminReader): AdminPorts {
  reader.reportUnknownFields(field, PORT_FIELDS);
  const [key, value] = onlyField(field, PORT_FIELDS, 'port', ONE_EACH) ?? ['', undefined];
  if (value === undefined || (key !== 'namedPort' && !value.isMap())) {
    return { ports: [], areOpen: false };
  }
  if (key === 'namedPort') {
    reader.noteChannel(value, key);
    return { ports: readPortName(value, reader), areOpen: false };
  }
  const { protocols, areOpen } = readFreeProtocol(value.get('protocol'));
  const [start, end] = readRange(value, key === 'portRange' ? ['protocol', 'start', 'end'] : ['protocol', 'port'], reader);
  if (start === undefined || end === undefined) {
    return { ports: [], areOpen };
  }
  if (end < start) {
    value.get('end').warn(`is below \`start\`, which is ${start}; the API takes it and does not say what it means`,
      'write the lower number in `start`, the higher in `end`');
  }
  return {
    ports: protocols.map(protocol =>
      ({ kind: 'numbers', protocol, first: Math.min(start, end), last: Math.max(start, end) })),
    areOpen: areOpen || end < start,
  };
}

/** The first and the last port of a map with one number or two. */
export function readRange(field: Field, known: readonly string[], reader: AdminReader): (number | undefined)[] {
  reader.reportUnknownFields(field, known);
  const numbers = known.filter(key => key !== 'protocol').map(key => readNumber(field.get(key)));
  return [numbers[0], numbers[numbers.length - 1]];
}

export function readNumber(field: Field): number | undefined {
  return requiredNumber(field, FIRST_PORT, LAST_PORT);
}

/** Any text in `v1alpha1`. What an enforcer takes a text for that is no protocol, it alone knows. */
function readFreeProtocol(
  field: Field,
): { readonly protocols: readonly TransportProtocol[]; readonly areOpen: boolean } {
  const text = field.isAbsent ? 'TCP' : field.text();
  const meant = PROTOCOLS.find(protocol => protocol === text?.toUpperCase());
  if (text !== undefined && meant !== text) {
    field.warn(`is ${JSON.stringify(text)}, no protocol that a port can have; the API takes it and does not say what it means`,
      `write ${meant === undefined ? '`TCP`, `UDP` or `SCTP`' : `\`${meant}\``}`);
  }
  return { protocols: meant === undefined ? PROTOCOLS : [meant], areOpen: meant !== text };
}

export function readPortName(field: Field, reader: AdminReader): AdminPort[] {
  const name = requiredText(field, 'write the name of a container port');
  const fault = typeof field.value === 'string' ? portNameFault(name) : undefined;
  if (fault !== undefined) {
    reader.unreadable(field, fault, 'write the name of a container port, or its number in a field for numbers');
  }
  return [{ kind: 'named', name }];
}
