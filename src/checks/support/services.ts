import { PodPort } from './senders';
import { Snapshot } from '../../model/snapshot';
import { isBehind, isPerhapsBehind, Service, ServicePort, targetPortOf, Workload } from '../../model/workload';
import { workloadsIn } from '../../semantics/selected';

/** The Service called so. */
export function serviceNamed({ services }: Snapshot, namespace: string, name: string): Service | undefined {
  return services.find(service => service.namespace === namespace && service.name === name);
}

/** The pods behind the Service, for certain or perhaps; none unless some certainly are. */
export function podsBehind(snapshot: Snapshot, service: Service): readonly Workload[] {
  const pods = workloadsIn(snapshot, service.namespace).filter(workload => isPerhapsBehind(service, workload));
  return pods.some(workload => isBehind(service, workload)) ? pods : [];
}

/** Where the pods take what is sent to the port of their Service; those without a port of the name are left out. */
export function targetsOf(front: ServicePort, pods: readonly Workload[]): PodPort[] {
  return pods.flatMap(workload => {
    const port = targetPortOf(front, workload);
    return port === undefined ? [] : [{ workload, protocol: front.protocol, port }];
  });
}
