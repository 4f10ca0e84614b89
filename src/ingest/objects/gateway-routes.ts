import { GATEWAY_GROUP } from './gateways';
import { Collected } from '../collecting/collected';
import { GatewayRoute, ParentReference } from '../collecting/entry-objects';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** The routes of the Gateway API, which differ in what they match but not in where they come from and lead. */
export const GATEWAY_ROUTES: readonly ObjectKind[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']
  .map(kind => ({ kind, groups: [GATEWAY_GROUP], read: readRoute }));

function readRoute(object: ManifestObject, { entryObjects }: Collected): void {
  const { kind, namespace, name, root, origin } = object;
  const spec = root.get('spec');
  const route: GatewayRoute = {
    is: 'GatewayRoute',
    kind,
    namespace,
    name,
    parents: spec.get('parentRefs').items().filter(isFromOutside).map(item => readParent(item, namespace)),
    hosts: spec.get('hostnames').items().flatMap(item => item.text() ?? []),
    backends: spec.get('rules').items().flatMap(rule => readRule(rule, namespace)),
    origin,
  };
  entryObjects.add(object, route);
}

/** A route that belongs to a Service is about what pods of a mesh send each other. */
function isFromOutside(parent: Field): boolean {
  return parent.get('kind').value !== 'Service';
}

function readParent(field: Field, namespace: string): ParentReference {
  return {
    kind: field.get('kind').text() ?? 'Gateway',
    namespace: field.get('namespace').text() ?? namespace,
    name: field.get('name').text() ?? '',
    sectionName: field.get('sectionName').text() || undefined,
    port: field.get('port').integer(),
    field: field.path,
  };
}

/** Where a rule sends requests, and copies of them. */
function readRule(rule: Field, namespace: string): GatewayRoute['backends'] {
  const paths = rule.get('matches').items().flatMap(match => match.get('path').get('value').text() ?? []);
  const backends = rule.get('backendRefs').items();
  const filters = [rule, ...backends].flatMap(owner => owner.get('filters').items());
  const mirrors = filters.map(filter => filter.get('requestMirror').get('backendRef')).filter(field => !field.isAbsent);
  return [...backends, ...mirrors].flatMap(backend => readBackend(backend, namespace, paths));
}

/** A backend that is no Service leads to nothing that policies know. */
function readBackend(field: Field, namespace: string, paths: readonly string[]): GatewayRoute['backends'] {
  const [group, kind] = [field.get('group').value ?? '', field.get('kind').value ?? 'Service'];
  const name = field.get('name').text();
  const port = field.get('port').integer();
  return group !== '' || kind !== 'Service' || name === undefined ? [] : [{
    namespace: field.get('namespace').text() ?? namespace,
    name,
    port: port === undefined ? { by: 'nothing' } : { by: 'number', number: port },
    paths,
    field: field.path,
  }];
}
