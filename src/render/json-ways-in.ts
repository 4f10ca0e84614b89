import { Ids } from './json-endpoints';
import { WayIn } from '../model/ways-in';

/** How traffic from outside gets to pods, as answers in JSON have it. */
export function describeWayIn(way: WayIn, ids: Ids): object {
  const { entry: { kind, namespace, name }, target, listeners, service, protocol, port, via, clients } = way;
  return {
    entry: { kind, namespace, name },
    listeners,
    service,
    target: ids.ofWorkload(target),
    protocol,
    port,
    via,
    clients,
    verdict: way.verdict,
    sources: way.sources,
    doubts: way.doubts,
  };
}
