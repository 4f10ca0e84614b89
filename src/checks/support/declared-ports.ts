import { formatWorkload, Workload } from '../../model/workload';
import { oneLine } from '../../sets/visible';

/** `shop/web: TCP 8080 (http), UDP 53` */
export function describeDeclaredPorts(pod: Workload): string {
  const ports = pod.ports.map(({ protocol, port, name }) => `${protocol} ${port}${name === undefined ? '' : ` (${name})`}`);
  return oneLine(`${formatWorkload(pod)}: ${[...new Set(ports)].join(', ')}`);
}
