import { reportUnknown } from './unknown-keys';
import { Field, isMap } from '../../ingest/reading/fields';
import { readLabels } from '../../ingest/reading/labels';
import { isPortNumber, readProtocol } from '../../ingest/reading/ports';
import { existingPods } from '../../model/existing-pods';
import { ContainerPort, Workload } from '../../model/workload';
import { isDnsLabel, portNameFault } from '../../syntax/names';

const FIELDS = ['namespace', 'labels', 'ports', 'hostNetwork'];
const PORT_FIELDS = ['port', 'name', 'protocol'];

/** Pods that the facts declare; none when it is not told where they are. */
export function readExisting(field: Field): Workload[] {
  if (!field.isMap()) {
    return [];
  }
  reportUnknown(field, FIELDS, 'existing pods');
  const namespace = field.get('namespace').text() ?? '';
  if (!isDnsLabel(namespace)) {
    field.get('namespace').fault('not the name of a namespace', 'say where the pods are: `namespace: ingress-nginx`');
    return [];
  }
  return [existingPods({
    namespace,
    labels: readLabels(field.get('labels')),
    ports: field.get('ports').items().flatMap(readPort),
    hostNetwork: field.get('hostNetwork').boolean() ?? false,
  })];
}

const PORT_EXAMPLE = 'write an item such as `{port: 80, name: http}`';

function readPort(field: Field): ContainerPort[] {
  if (!field.isAbsent && !isMap(field.value)) {
    field.fault('not a map', PORT_EXAMPLE);
    return [];
  }
  const port = field.get('port');
  const number = port.integer();
  if (number === undefined || !isPortNumber(number)) {
    port.fault('not a port from 1 to 65535', PORT_EXAMPLE);
    return [];
  }
  reportUnknown(field, PORT_FIELDS, 'a port');
  const name = field.get('name').text();
  const fault = name === undefined ? undefined : portNameFault(name);
  if (fault !== undefined) {
    field.get('name').fault(fault, 'write the name that the container port has');
  }
  return [{ ...name !== undefined && { name }, protocol: readProtocol(field.get('protocol')), port: number }];
}
