import { Origin } from './origin';
import { NamespaceScope } from './peer';
import { Selector } from './selector';
import { Service, ServicePort, targetPortOf, Workload } from './workload';

/** A port of which metrics are asked. */
export type MonitoredPort =
  /** The name of the Service's port, or for pods without a Service, that of the container port. */
  | { readonly by: 'name'; readonly name: string }
  /** A container port, by its number or name. */
  | { readonly by: 'container-port'; readonly port: number | string };

/** An object that says which pods a Prometheus asks for metrics. No verdict on a flow depends on it. */
export interface Monitor {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** What it selects: pods, or Services by their own labels, which stand for the pods behind them. */
  readonly selects: 'services' | 'pods';
  /** Any of these. */
  readonly namespaces: readonly NamespaceScope[];
  readonly selector: Selector;
  readonly ports: readonly MonitoredPort[];
  readonly origin: Origin;
}

/** The numbers of the container ports that a monitor of Services means on pods behind one. */
export function monitoredBehind(service: Service, port: MonitoredPort, pod: Workload): number[] {
  const named = port.by === 'name' ? service.ports.filter(({ name }) => name === port.name)
    : service.ports.filter(one => isTarget(one, port.port, pod));
  return named.flatMap(one => targetPortOf(one, pod) ?? []);
}

/** Whether the Service's port leads to the container port. */
function isTarget(one: ServicePort, port: number | string, pod: Workload): boolean {
  const target = targetPortOf(one, pod);
  return target !== undefined
    && (target === port || pod.ports.some(({ name, port: own }) => name === port && own === target));
}

/** The numbers of the container ports that a monitor of pods means. */
export function monitoredOn(port: MonitoredPort, { ports }: Workload): number[] {
  const wanted = port.by === 'name' ? port.name : port.port;
  return typeof wanted === 'number' ? [wanted]
    : ports.filter(({ name, protocol }) => name === wanted && protocol === 'TCP').map(({ port: number }) => number);
}
