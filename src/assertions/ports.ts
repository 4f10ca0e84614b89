import { Assertion } from './assertion';
import { meantTraffic } from './evaluation';
import { Member } from './member';
import { destinationsOf } from './members';
import { reasonOf } from './report';
import { ForwardedPort, FoundService, servicesOf } from './services';
import { Finding } from '../model/finding';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { formatWorkload, isBehind, Workload } from '../model/workload';
import { list } from '../wording/lists';
import { describePortMatches } from '../wording/rules';

/** Findings about destinations that cannot be reached on a port, whatever the policies say. */
export function portFindings(snapshot: Snapshot, check: string, assertion: Assertion): Finding[] {
  const destinations = destinationsOf(snapshot, assertion.destination)
    .filter(({ service, isAsNode, workload }) => service === undefined && !(isAsNode && workload !== undefined));
  return assertion.ports.flatMap(match => [
    ...silentServices(snapshot, check, assertion, match),
    ...withoutName(check, assertion, match, destinations),
    ...undeclared(snapshot, check, assertion, match, destinations),
  ]);
}

/** Findings for ports on which none of the destinations is there, because all are Services that do not have them. */
export function portsOfNoService(snapshot: Snapshot, check: string, assertion: Assertion): Finding[] {
  const destinations = destinationsOf(snapshot, assertion.destination);
  const areServices = destinations.length > 0 && destinations.every(({ service }) => service !== undefined);
  return !areServices ? [] : assertion.ports
    .filter(match => destinations.every(member => meantTraffic([match], member).isEmpty))
    .flatMap(match => silentServices(snapshot, check, assertion, match));
}

/** Services that the assertion means, and that lead nowhere on the port. */
function silentServices(snapshot: Snapshot, check: string, assertion: Assertion, match: PortMatch): Finding[] {
  return servicesOf(snapshot, assertion.destination).filter(({ service }) => !service.isHeadless)
    .filter(({ backends }) => backends.length > 0 && backends.every(backend =>
      meantTraffic([match], { endpoint: backend.endpoint, name: backend.name, service: backend }).isEmpty))
    .map(found => silentService(check, assertion, match, found));
}

function silentService(
  check: string, assertion: Assertion, match: PortMatch, { service: { namespace, name }, backends }: FoundService,
): Finding {
  const leading = list(
    [...new Set(backends.flatMap(({ ports }) => ports.map(portText)))],
  );
  return {
    check,
    severity: 'error',
    title: `Service \`${namespace}/${name}\` leads nowhere on ${describePortMatches([match])}`
      + (leading === '' ? '' : `; it leads on from ${leading}`),
    at: assertion.at,
    evidence: reasonOf(assertion),
    notes: ['a Service takes connections on its own ports only, whatever stands behind it'],
    help: [leading === '' ? 'give the ports of the Service the names that the ports behind it have'
      : 'name a port of the Service'],
  };
}

function portText({ protocol, port, name }: ForwardedPort): string {
  return `${protocol} ${port}${name === '' ? '' : ` (${name})`}`;
}

/** Every destination must have the named port: one that lacks it is reached nowhere. */
function withoutName(
  check: string, assertion: Assertion, match: PortMatch, destinations: readonly Member[],
): Finding[] {
  const lacking = match.kind !== 'named' ? [] : destinations.filter(
    member => meantTraffic([match], member).isEmpty,
  );
  return lacking.length === 0 ? [] : [{
    check,
    severity: 'error',
    title: `${list(lacking.map(({ name }) => `\`${name}\``))} cannot be reached on ${describePortMatches([match])}: no container there has a port of that name`,
    at: assertion.at,
    evidence: [
      ...reasonOf(assertion),
      { label: 'means', text: `every destination of \`${assertion.destination.description}\`` },
    ],
    notes: ['a named port counts only on pods that have a container port of that name and protocol'],
    help: ['give the container port its name, or name fewer destinations, or the port by its number'],
  }];
}

/** Pods may listen on ports that no container declares, but where others are declared that is seldom meant. */
function undeclared(
  { services }: Snapshot, check: string, assertion: Assertion, match: PortMatch, destinations: readonly Member[],
): Finding[] {
  if (match.kind !== 'numbered') {
    return [];
  }
  return destinations.flatMap(({ workload }): Finding[] => {
    const declared = workload?.ports.filter(({ protocol }) => protocol === match.protocol) ?? [];
    if (workload === undefined || declared.length === 0 || declared.some(({ port }) => match.ports.contains(port))) {
      return [];
    }
    const service = services.find(candidate => isBehind(candidate, workload)
      && candidate.ports.some(({ protocol, port }) => protocol === match.protocol && match.ports.contains(port)));
    const listening = list([...new Set(declared.map(({ protocol, port }) => `${protocol} ${port}`))]);
    return [{
      check,
      severity: 'warning',
      title: `\`${formatWorkload(workload)}\` declares no container port for ${describePortMatches([match])}; it declares ${listening}`,
      at: assertion.at,
      evidence: [...reasonOf(assertion), ...serviceLine(service, match, workload)],
      notes: ['policies and this assertion speak of the ports of pods; a Service may be reached on another'],
      help: [`if the pods listen on ${listening}, say that port`],
    }];
  });
}

function serviceLine(
  service: Snapshot['services'][number] | undefined, match: PortMatch, { namespace }: Workload,
): Finding['evidence'] {
  return service === undefined ? []
    : [
      {
        label: 'Service',
        text: `${describePortMatches([match])} is a port of Service ${namespace}/${service.name}, which leads to another of the pods`,
      },
    ];
}
