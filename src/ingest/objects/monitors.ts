import { Monitor, MonitoredPort } from '../../model/monitors';
import { NamespaceScope } from '../../model/peer';
import { SELECT_ALL } from '../../model/selector';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { isPortNumber } from '../reading/ports';
import { readSelector } from '../reading/selectors';

/** The operator of Prometheus, and those who took its kinds over under groups of their own. */
const GROUPS = ['monitoring.coreos.com', 'azmonitoring.coreos.com', 'monitoring.rhobs'];

/** What one kind of monitor selects, and where it lists ports. */
interface Shape {
  readonly kind: string;
  readonly selects: Monitor['selects'];
  readonly endpoints: string;
}

const SHAPES: readonly Shape[] = [
  { kind: 'ServiceMonitor', selects: 'services', endpoints: 'endpoints' },
  { kind: 'PodMonitor', selects: 'pods', endpoints: 'podMetricsEndpoints' },
];

export const MONITORS: readonly ObjectKind[] = SHAPES.map(shape => ({
  kind: shape.kind,
  groups: GROUPS,
  read: (object: ManifestObject, { monitors }: Collected) => monitors.add(object, readMonitor(object, shape)),
}));

function readMonitor(
  { kind, namespace, name, root, origin }: ManifestObject, { selects, endpoints }: Shape,
): Monitor {
  const spec = root.get('spec');
  const { requirements } = readSelector(spec.get('selector'));
  return {
    kind,
    namespace,
    name,
    selects,
    namespaces: readNamespaces(spec.get('namespaceSelector'), namespace),
    selector: { requirements },
    ports: spec.get(endpoints).maps().flatMap(readPort),
    origin,
  };
}

function readNamespaces(field: Field, own: string): NamespaceScope[] {
  if (field.get('any').value === true) {
    return [{ kind: 'labeled', selector: SELECT_ALL }];
  }
  const names = field.get('matchNames').items().flatMap(item => item.text() ?? []);
  return (names.length === 0 ? [own] : names).map(name => ({ kind: 'named', name }));
}

/** `port` counts before the others. Text in `targetPort` is a name, whatever it looks like. */
function readPort(field: Field): MonitoredPort[] {
  const name = field.get('port').textOrScalar() ?? '';
  if (name !== '') {
    return [{ by: 'name', name }];
  }
  const given = ['portNumber', 'targetPort'].map(key => field.get(key).value)
    .find(value => value !== undefined && value !== null);
  return (typeof given === 'number' && isPortNumber(given)) || (typeof given === 'string' && given !== '')
    ? [{ by: 'container-port', port: given }] : [];
}
