import { Rule } from '../../model/policy';
import { Selector, selects } from '../../model/selector';
import { namespaceLabels, Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';

/** The port on which a pod of the mesh takes all that others of the mesh send to it, whatever port that is for. */
export const TUNNEL = { protocol: 'TCP', port: 15008 } as const;

const MODE = 'istio.io/dataplane-mode';

/** The pods that are certainly in the mesh without a proxy of their own: by their label, or by that of their namespace. */
export function podsOfMesh(snapshot: Snapshot): ReadonlySet<Workload> {
  return new Set(snapshot.workloads.filter(workload => isInMesh(snapshot, workload)));
}

function isInMesh(snapshot: Snapshot, { namespace, labels, hostNetwork }: Workload): boolean {
  const own = labels.known.get(MODE);
  const hasProxy = labels.known.get('sidecar.istio.io/inject') === 'true';
  return !hostNetwork && !hasProxy && (own === 'ambient'
    || (own === undefined && selects(IS_AMBIENT, namespaceLabels(snapshot, namespace)) === 'yes'));
}

const IS_AMBIENT: Selector = { requirements: [{ key: MODE, operator: 'In', values: ['ambient'] }] };

/** Whether the rule names the port of the tunnel, and not just every port. */
export function namesTunnel({ ports }: Rule): boolean {
  return ports.some(match => match.kind === 'numbered' && match.protocol === TUNNEL.protocol
    && match.ports.intervals.some(({ start, end }) => start === TUNNEL.port && end === TUNNEL.port + 1));
}

/** Whether the rule is for every port. */
export function isForEveryPort({ ports }: Rule): boolean {
  return ports.some(({ kind }) => kind === 'any');
}
