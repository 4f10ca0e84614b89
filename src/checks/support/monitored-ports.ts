import { labelFacts, Labels } from '../../model/labels';
import { Monitor, monitoredBehind, monitoredOn } from '../../model/monitors';
import { Origin } from '../../model/origin';
import { selects } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { isBehind, Service, Workload } from '../../model/workload';
import { isInScope } from '../../semantics/match';
import { workloadsIn, workloadsInScope } from '../../semantics/selected';

/** A TCP port of pods that is to be asked for metrics, and the object that says so. */
export interface MonitoredPodPort {
  readonly pod: Workload;
  readonly port: number;
  readonly by: Origin;
  /** Whether an annotation says so, which counts only where a Prometheus is set up for that custom. */
  readonly isAnnotated: boolean;
}

/** Every port of the input that is certainly to be asked for metrics. */
export function monitoredPorts(snapshot: Snapshot): MonitoredPodPort[] {
  const { monitors = [], services, workloads } = snapshot;
  const annotated = (pod: Workload, ports: readonly number[] = [], by: Origin) =>
    ports.map(port => ({ pod, port, by, isAnnotated: true }));
  return [
    ...monitors.flatMap(one => (one.selects === 'pods' ? onPods(snapshot, one) : behindServices(snapshot, one))),
    ...workloads.flatMap(pod => annotated(pod, pod.scrapedOn, pod.origin)),
    ...services.filter(({ scrapedOn }) => scrapedOn !== undefined).flatMap(service =>
      podsBehind(snapshot, service).flatMap(pod => annotated(pod, service.scrapedOn, service.origin))),
  ];
}

function onPods(snapshot: Snapshot, { namespaces, selector, ports, origin }: Monitor): MonitoredPodPort[] {
  return namespaces.flatMap(scope => workloadsInScope(snapshot, scope))
    .filter(({ labels }) => selects(selector, labels) === 'yes')
    .flatMap(pod => ports.flatMap(port => monitoredOn(port, pod)).map(port => monitored(pod, port, origin)));
}

function behindServices(snapshot: Snapshot, { namespaces, selector, ports, origin }: Monitor): MonitoredPodPort[] {
  const isMeant = ({ namespace, labels = NO_LABELS }: Service) => selects(selector, labelFacts(labels)) === 'yes'
    && namespaces.some(scope => isInScope(snapshot, scope, namespace) === 'yes');
  return snapshot.services.filter(isMeant).flatMap(service => podsBehind(snapshot, service).flatMap(pod =>
    ports.flatMap(port => monitoredBehind(service, port, pod)).map(port => monitored(pod, port, origin))));
}

const NO_LABELS: Labels = new Map();

function monitored(pod: Workload, port: number, by: Origin): MonitoredPodPort {
  return { pod, port, by, isAnnotated: false };
}

function podsBehind(snapshot: Snapshot, service: Service): Workload[] {
  return workloadsIn(snapshot, service.namespace).filter(pod => isBehind(service, pod));
}
