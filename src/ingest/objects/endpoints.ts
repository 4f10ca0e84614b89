import { Backend, BackendPort } from '../../model/workload';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { readAddresses } from '../reading/addresses';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { isPortNumber, readProtocol } from '../reading/ports';

/** Addresses behind a Service, as the cluster or a user lists them. */
export const ENDPOINT_SLICE: ObjectKind = { kind: 'EndpointSlice', groups: ['discovery.k8s.io'], read: readSlice };

/** The older form of the same. */
export const ENDPOINTS: ObjectKind = { kind: 'Endpoints', groups: [''], read: readEndpoints };

/** The label that names the Service. */
const SERVICE_NAME = 'kubernetes.io/service-name';

function readSlice(object: ManifestObject, { backends }: Collected): void {
  const { root } = object;
  const service = root.get('metadata').get('labels').entry(SERVICE_NAME).text();
  if (service === undefined || root.get('addressType').value === 'FQDN') {
    return;
  }
  const addresses = root.get('endpoints').items().flatMap(endpoint => endpoint.get('addresses').items());
  add(backends, object.namespace, service, backendOf(addresses, root.get('ports').items()));
}

function readEndpoints(object: ManifestObject, { backends }: Collected): void {
  for (const subset of object.root.get('subsets').items()) {
    const addresses = subset.get('addresses').items().map(item => item.get('ip'));
    add(backends, object.namespace, object.name, backendOf(addresses, subset.get('ports').items()));
  }
}

function backendOf(addresses: readonly Field[], ports: readonly Field[]): Backend | undefined {
  const read = readAddresses(addresses.filter(field => !field.isAbsent));
  return read === undefined ? undefined : { addresses: read, ports: ports.flatMap(readPort) };
}

function readPort(field: Field): BackendPort[] {
  const port = field.get('port').integer();
  return port === undefined || !isPortNumber(port) ? []
    : [{ name: field.get('name').text() ?? '', protocol: readProtocol(field.get('protocol')), port }];
}

function add(
  backends: Map<string, Backend[]>, namespace: string, service: string, backend: Backend | undefined,
): void {
  const key = `${namespace}/${service}`;
  backends.set(key, [...backends.get(key) ?? [], ...backend === undefined ? [] : [backend]]);
}
