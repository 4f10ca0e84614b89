import { Snapshot } from '../../model/snapshot';
import { isBehind, isPerhapsBehind, Service, ServicePort, targetPortOf, Workload } from '../../model/workload';

/** A port of a Service, and the number on which pods behind it take what is sent there. */
export interface ServiceFront {
  readonly service: Service;
  readonly port: ServicePort;
  readonly pod: Workload;
  readonly target: number;
  /** Whether the Service certainly leads to the pods. */
  readonly isCertain: boolean;
}

/** What leads to pods through Services. */
export class ServiceFronts {
  private readonly byNamespace = new Map<string, Service[]>();
  private readonly known = new Map<Workload, readonly ServiceFront[]>();

  public constructor({ services }: Snapshot) {
    for (const service of services) {
      this.byNamespace.set(service.namespace, [...this.byNamespace.get(service.namespace) ?? [], service]);
    }
  }

  /** Every port of a Service that leads to the pods, for certain or perhaps. */
  public of(pod: Workload): readonly ServiceFront[] {
    const fronts = this.known.get(pod) ?? this.find(pod);
    this.known.set(pod, fronts);
    return fronts;
  }

  private find(pod: Workload): ServiceFront[] {
    return (this.byNamespace.get(pod.namespace) ?? []).filter(service => isPerhapsBehind(service, pod))
      .flatMap(service => service.ports.flatMap(port => {
        const target = targetPortOf(port, pod);
        return target === undefined ? [] : [{ service, port, pod, target, isCertain: isBehind(service, pod) }];
      }));
  }
}
