import { Listener, ServicePortReference } from '../../model/ways-in';
import { Collected } from '../collecting/collected';
import { BackendReference } from '../collecting/entry-objects';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { readNumberOrName } from '../reading/ports';

/** A Route of OpenShift; its first releases had it in the core group. */
export const OPENSHIFT_ROUTE: ObjectKind = { kind: 'Route', groups: ['route.openshift.io', ''], read: readRoute };

function readRoute(object: ManifestObject, { entryObjects }: Collected): void {
  const { namespace, name, root, origin } = object;
  const spec = root.get('spec');
  const targets = [spec.get('to'), ...spec.get('alternateBackends').items()];
  entryObjects.add(object, {
    is: 'Route',
    namespace,
    name,
    backends: targets.flatMap(target => readTarget(target, namespace, readPort(spec), readListener(spec))),
    origin,
  });
}

/** Nothing but a Service is a target. */
function readTarget(
  target: Field, namespace: string, port: ServicePortReference, listener: Listener,
): BackendReference[] {
  const kind = target.get('kind').value;
  const name = target.get('name').text();
  return name === undefined || (typeof kind === 'string' && kind !== '' && kind !== 'Service') ? []
    : [{ namespace, name, port, listeners: [listener], field: `${target.path}.name` }];
}

/** The router looks for the name and the number among the ports of the endpoints, whether it is text or not. */
function readPort(spec: Field): ServicePortReference {
  const target = spec.get('port').get('targetPort');
  if (typeof target.value === 'string' && /^\d+$/.test(target.value)) {
    return { by: 'endpoint', endpoint: Number(target.value) };
  }
  const endpoint = readNumberOrName(target);
  return endpoint === undefined ? { by: 'nothing' } : { by: 'endpoint', endpoint };
}

function readListener(spec: Field): Listener {
  const host = spec.get('host').text();
  const path = spec.get('path').text();
  const termination = spec.get('tls').get('termination').value;
  const isWhole = spec.get('wildcardPolicy').value === 'Subdomain';
  return {
    protocol: spec.get('tls').isAbsent ? 'HTTP' : termination === 'passthrough' ? 'TLS' : 'HTTPS',
    ...host === undefined || host === '' ? {} : { host: isWhole ? host.replace(/^[^.]*/, '*') : host },
    ...path === undefined || path === '' ? {} : { path },
  };
}
