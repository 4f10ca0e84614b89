import { readControllerClass } from './ingresses';
import { Collected } from '../collecting/collected';
import { GatewayListener, ReferenceGrant } from '../collecting/entry-objects';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { readSelector } from '../reading/selectors';

/** The group of the Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

export const GATEWAY: ObjectKind = { kind: 'Gateway', groups: [GATEWAY_GROUP], read: readGateway };

export const GATEWAY_CLASS: ObjectKind = {
  kind: 'GatewayClass',
  groups: [GATEWAY_GROUP],
  isClusterScoped: true,
  read: (object, { entryObjects }) =>
    entryObjects.add(object, readControllerClass('GatewayClass', 'controllerName', object)),
};

export const REFERENCE_GRANT: ObjectKind = { kind: 'ReferenceGrant', groups: [GATEWAY_GROUP], read: readGrant };

function readGateway(object: ManifestObject, { entryObjects }: Collected): void {
  const { namespace, name, root, origin } = object;
  const spec = root.get('spec');
  entryObjects.add(object, {
    is: 'Gateway',
    namespace,
    name,
    className: spec.get('gatewayClassName').text() ?? '',
    listeners: spec.get('listeners').items().map(readListener),
    origin,
  });
}

function readListener(field: Field): GatewayListener {
  const allowed = field.get('allowedRoutes');
  return {
    name: field.get('name').text() ?? '',
    protocol: field.get('protocol').text() ?? '',
    port: field.get('port').integer(),
    host: field.get('hostname').text() || undefined,
    namespaces: readNamespaces(allowed.get('namespaces')),
    kinds: allowed.get('kinds').items().flatMap(item => item.get('kind').text() ?? []),
  };
}

function readNamespaces(field: Field): GatewayListener['namespaces'] {
  const from = field.get('from').value;
  if (from === 'Selector') {
    const { requirements } = readSelector(field.get('selector'));
    return { from, selector: { requirements } };
  }
  return { from: from === 'All' || from === 'None' ? from : 'Same' };
}

function readGrant(object: ManifestObject, { entryObjects }: Collected): void {
  const { namespace, name, root, origin } = object;
  const spec = root.get('spec');
  const grant: ReferenceGrant = {
    is: 'ReferenceGrant',
    namespace,
    name,
    from: spec.get('from').items().filter(item => item.get('group').value === GATEWAY_GROUP)
      .map(item => ({ kind: item.get('kind').text() ?? '', namespace: item.get('namespace').text() ?? '' })),
    services: spec.get('to').items().filter(item => item.get('kind').value === 'Service')
      .map(item => item.get('name').text() || undefined),
    origin,
  };
  entryObjects.add(object, grant);
}
