import { ResourcePort } from '../../resources/network-policy';
import { showValue } from '../../syntax/show-value';
import { Field } from '../reading/fields';
import { isPortNumber, PORT_HELP, readNumberOrName, readProtocol } from '../reading/ports';
import { reportUnknownFields } from '../reading/unknown-fields';

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
