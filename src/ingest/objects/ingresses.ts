import { Listener, ServicePortReference } from '../../model/ways-in';
import { Collected } from '../collecting/collected';
import { BackendReference, ControllerClass } from '../collecting/entry-objects';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { readNumberOrName } from '../reading/ports';

export const INGRESS: ObjectKind = { kind: 'Ingress', groups: ['networking.k8s.io', 'extensions'], read: readIngress };

export const INGRESS_CLASS: ObjectKind = {
  kind: 'IngressClass',
  groups: ['networking.k8s.io'],
  isClusterScoped: true,
  read: (object, { entryObjects }) =>
    entryObjects.add(object, readControllerClass('IngressClass', 'controller', object)),
};

/** From before `spec.ingressClassName`; controllers still read it. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT_CLASS_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';

/** @param field of the spec that names the controller */
export function readControllerClass(
  is: ControllerClass['is'], field: string, { namespace, name, root, origin }: ManifestObject,
): ControllerClass {
  const annotations = root.get('metadata').get('annotations');
  return {
    is,
    namespace,
    name,
    controller: root.get('spec').get(field).text() ?? '',
    isDefault: annotations.entry(DEFAULT_CLASS_ANNOTATION).value === 'true',
    origin,
  };
}

function readIngress(object: ManifestObject, { entryObjects }: Collected): void {
  const { namespace, name, root, origin } = object;
  const spec = root.get('spec');
  spec.isMap();
  const className = spec.get('ingressClassName').text() ?? root.get('metadata').get('annotations').entry(CLASS_ANNOTATION).text();
  entryObjects.add(object, {
    is: 'Ingress',
    namespace,
    name,
    ...className === undefined ? {} : { className },
    backends: [
      ...readBackend(spec.get('defaultBackend'), namespace, { protocol: protocolFor(spec, undefined) }),
      ...readBackend(spec.get('backend'), namespace, { protocol: protocolFor(spec, undefined) }),
      ...spec.get('rules').items().flatMap(rule => readRule(rule, spec, namespace)),
    ],
    origin,
  });
}

/** A rule without `http` sends what it means to the default backend. */
function readRule(rule: Field, spec: Field, namespace: string): BackendReference[] {
  const host = rule.get('host').text();
  return rule.get('http').get('paths').items().flatMap(item => {
    const path = item.get('path').text();
    return readBackend(item.get('backend'), namespace, {
      protocol: protocolFor(spec, host),
      ...host === undefined || host === '' ? {} : { host },
      ...path === undefined || path === '' ? {} : { path },
    });
  });
}

function protocolFor(spec: Field, host: string | undefined): 'HTTP' | 'HTTPS' {
  const names = spec.get('tls').items().map(item => item.get('hosts').items().map(({ value }) => value));
  return names.some(hosts => hosts.length === 0 || hosts.includes(host)) ? 'HTTPS' : 'HTTP';
}

/** The Service of a backend, also as API versions before `v1` write it; none for a backend that is another object. */
function readBackend(backend: Field, namespace: string, listener: Listener): BackendReference[] {
  if (backend.isAbsent || !backend.get('resource').isAbsent) {
    return [];
  }
  const isOld = !backend.get('serviceName').isAbsent;
  const service = backend.get('service');
  const name = (isOld ? backend.get('serviceName') : service.get('name')).text();
  if (name === undefined) {
    backend.report.fault(`\`${backend.path}\` names no Service`, backend.path, 'write `service: { name: web, port: { number: 80 } }`');
    return [];
  }
  const port = isOld ? portNamed(readNumberOrName(backend.get('servicePort')))
    : portNamed(service.get('port').get('name').text() || service.get('port').get('number').integer());
  return [{ namespace, name, port, listeners: [listener], field: backend.path }];
}

function portNamed(port: number | string | undefined): ServicePortReference {
  return port === undefined ? { by: 'nothing' }
    : typeof port === 'number' ? { by: 'number', number: port } : { by: 'name', name: port };
}
