import { judge } from './judge';
import { workloadsIn } from './selected';
import { labelFacts } from '../model/labels';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../model/snapshot';
import { Entry, IngressConnection, ServicePortReference } from '../model/ways-in';
import { isBehind, Service, ServicePort, targetPortOf, Workload } from '../model/workload';
import { portRange } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/**
 * What a controller reaches by Ingresses and Routes that is a pod without labels in a namespace which the input does not
 * have. Other tools take every controller for that; `waysIn` reckons with what else it may be.
 *
 * As there, only TCP ports count that a container declares, and a reference means a port of the Service by its name, its
 * number, or where it leads.
 */
export function reachedByIngressController(snapshot: Snapshot): IngressConnection[] {
  const entries = (snapshot.entries ?? []).filter(({ kind }) => kind === 'Ingress' || kind === 'Route');
  const targets = targetsOf(snapshot, entries);
  const surroundings = targets.size === 0 ? snapshot : withController(snapshot);
  return [...targets].map(([workload, ports]) => connection(surroundings, workload, [...ports]));
}

function targetsOf(snapshot: Snapshot, entries: readonly Entry[]): Map<Workload, Set<number>> {
  const services = new Map(snapshot.services.map(service => [`${service.namespace}/${service.name}`, service]));
  const targets = new Map<Workload, Set<number>>();
  for (const { service: { namespace, name }, port } of entries.flatMap(({ routes }) => routes)) {
    const service = services.get(`${namespace}/${name}`);
    for (const workload of service === undefined ? [] : workloadsIn(snapshot, namespace)) {
      for (const number of isBehind(service!, workload) ? portsOn(workload, service!, port) : []) {
        targets.set(workload, (targets.get(workload) ?? new Set()).add(number));
      }
    }
  }
  return targets;
}

function portsOn(workload: Workload, { ports }: Service, reference: ServicePortReference): number[] {
  const meant = reference.by === 'nothing' ? ports : ports.filter(port => isMeant(port, reference)).slice(0, 1);
  return meant.map(port => targetPortOf(port, workload)).filter((port): port is number =>
    workload.ports.some(declared => declared.protocol === 'TCP' && declared.port === port));
}

function isMeant(
  { name, port, targetPort }: ServicePort, reference: Exclude<ServicePortReference, { by: 'nothing' }>,
): boolean {
  const wanted = reference.by === 'number' ? reference.number : reference.by === 'name' ? reference.name : reference.endpoint;
  return [name, port, targetPort].includes(wanted);
}

const CONTROLLER: Workload = {
  kind: 'Pod',
  namespace: 'ingress-controller-ns',
  name: 'ingress-controller',
  labels: { ...labelFacts(new Map()), namespace: 'ingress-controller-ns', serviceAccount: 'default' },
  ports: [],
  hostNetwork: false,
  isSinglePod: true,
  origin: { object: 'a controller that the input does not have' },
};

function withController(snapshot: Snapshot): Snapshot {
  const { namespace: name, origin } = CONTROLLER;
  const labels = labelFacts(new Map([[NAMESPACE_NAME_LABEL, name]]));
  return {
    ...snapshot,
    namespaces: new Map(snapshot.namespaces).set(name, { name, labels, injectedLabels: [], implied: false, origin }),
  };
}

function connection(snapshot: Snapshot, workload: Workload, ports: readonly number[]): IngressConnection {
  const verdicts = ports.map(port => ({
    traffic: TrafficSet.of('TCP', portRange(port)),
    ...judge(snapshot, {
      source: { kind: 'workload', workload: CONTROLLER }, destination: { kind: 'workload', workload }, protocol: 'TCP', port,
    }),
  }));
  const partOf = (wanted: 'allowed' | 'unknown') => verdicts.filter(({ verdict }) => verdict === wanted)
    .reduce((sum, { traffic }) => sum.union(traffic), TrafficSet.NONE);
  return { workload, allowed: partOf('allowed'), unknown: partOf('unknown') };
}
