import { Assertion } from './assertion';
import { Member, membersOf } from './members';
import { Endpoint, Flow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { portParts, relevantPorts } from '../semantics/connections';
import { judge } from '../semantics/judge';
import { matchesPort } from '../semantics/match';
import { wellKnownPort } from '../sets/well-known';

/** The traces of all flows of the assertion, one for each pair and each part of the ports that no rule tells apart. */
export function tracesOf(snapshot: Snapshot, assertion: Assertion): Trace[] {
  return pairsOf(snapshot, assertion)
    .flatMap(([source, destination]) => flowsBetween(snapshot, assertion, source, destination))
    .map(flow => judge(snapshot, flow));
}

/** Every source with every destination. A workload with itself means two of its replicas, which a bare pod has not. */
export function pairsOf(snapshot: Snapshot, { source, destination }: Assertion): [Endpoint, Endpoint][] {
  const destinations = membersOf(snapshot, destination);
  return membersOf(snapshot, source).flatMap(from => destinations
    .filter(to => !isOnePod(from, to))
    .map((to): [Endpoint, Endpoint] => [from.endpoint, to.endpoint]));
}

function isOnePod(source: Member, destination: Member): boolean {
  return source.workload !== undefined && source.workload === destination.workload && source.workload.isSinglePod;
}

/** Flows to container ports come first, because the first flow that fails is shown as the witness. */
function flowsBetween(snapshot: Snapshot, { ports }: Assertion, source: Endpoint, destination: Endpoint): Flow[] {
  const pod = destination.kind === 'workload' ? destination.workload : undefined;
  const cuts = [...relevantPorts(snapshot, source, destination), ...ports];
  const flows = portParts(snapshot, destination, cuts).map(part => {
    const declared = pod?.ports.find(({ protocol, port }) => protocol === part.protocol && part.ports.contains(port));
    const port = declared?.port ?? wellKnownPort(part.protocol, part.ports) ?? part.ports.intervals[0].start;
    return { source, destination, protocol: part.protocol, port };
  });
  const isDeclared = (flow: Flow) => pod?.ports.some(({ protocol, port }) =>
    protocol === flow.protocol && port === flow.port) ?? false;
  return flows.filter(flow => ports.some(match => matchesPort(snapshot, match, flow, pod)))
    .sort((left, right) => Number(isDeclared(right)) - Number(isDeclared(left)));
}
