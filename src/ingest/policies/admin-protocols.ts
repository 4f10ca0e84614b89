import { isMapItem, itemsUpTo, ONE_EACH, onlyField } from './admin-fields';
import { AdminPorts, EVERY_PORT, readNumber, readPortName, readRange } from './admin-ports';
import { AdminReader } from './admin-reader';
import { AdminPort } from '../../resources/admin-policy';
import { TransportProtocol } from '../../sets/ports';
import { Field } from '../reading/fields';

/** `protocols`, of `v1alpha2`. */
export function readProtocols(field: Field, reader: AdminReader): AdminPorts {
  if (field.isAbsent) {
    return EVERY_PORT;
  }
  const items = itemsUpTo(reader.version.mostItems, field, 'make several rules of it');
  if (Array.isArray(field.value) && items.length === 0) {
    field.report.fault(`\`${field.path}\` is empty`, field.path, 'leave it out for every port of every protocol');
  }
  return { ports: items.filter(isMapItem).flatMap(item => readProtocol(item, reader)), areOpen: false };
}

const NUMBERED: ReadonlyMap<string, TransportProtocol> = new Map([['tcp', 'TCP'], ['udp', 'UDP'], ['sctp', 'SCTP']]);
const PROTOCOL_FIELDS: readonly string[] = [...NUMBERED.keys(), 'destinationNamedPort'];

function readProtocol(field: Field, reader: AdminReader): AdminPort[] {
  reader.reportUnknownFields(field, PROTOCOL_FIELDS);
  const [key, value] = onlyField(field, PROTOCOL_FIELDS, 'protocol', ONE_EACH) ?? ['', undefined];
  const protocol = NUMBERED.get(key);
  if (value === undefined || protocol === undefined) {
    return value === undefined ? [] : readPortName(value, reader);
  }
  if (!value.isMap()) {
    return [];
  }
  reader.reportUnknownFields(value, ['destinationPort']);
  const port = value.get('destinationPort');
  if (port.isAbsent) {
    port.fault(`while \`${key}\` has to say which ports`, 'write `destinationPort: {range: {start: 1, end: 65535}}` for every port');
  }
  return port.isMap() ? readDestination(port, protocol, reader) : [];
}

function readDestination(field: Field, protocol: TransportProtocol, reader: AdminReader): AdminPort[] {
  reader.reportUnknownFields(field, ['number', 'range']);
  const [key, value] = onlyField(field, ['number', 'range'], 'port', ONE_EACH) ?? ['', undefined];
  if (value === undefined || (key === 'range' && !value.isMap())) {
    return [];
  }
  const [first, last] = key === 'number' ? [readNumber(value), readNumber(value)] : readRange(value, ['start', 'end'], reader);
  if (first === undefined || last === undefined) {
    return [];
  }
  if (key === 'range' && first >= last) {
    value.get('end').fault(`not above \`start\`, which is ${first}`,
      first === last ? `write \`number: ${first}\` for one port` : 'write the lower number in `start`, the higher in `end`');
  }
  return [{ kind: 'numbers', protocol, first, last }];
}
