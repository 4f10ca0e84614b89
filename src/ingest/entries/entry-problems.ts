import { Entries } from './entries';
import { Unattached } from './gateway-entries';
import { Problem } from '../../model/finding';
import { UnseenPods } from '../../model/snapshot';
import { matchesServicePort, Entry, EntryRoute } from '../../model/ways-in';
import { isPerhapsBehind, Service, targetPortOf, Workload } from '../../model/workload';
import { list } from '../../wording/lists';

/** What the objects are held against, of a namespace or of all. */
interface Surroundings {
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly unseenPods?: readonly UnseenPods[];
}

/** What somebody would see as traffic from outside that does not arrive, as far as the input shows it. */
export function reportEntries({ entries, unattached }: Entries, around: Surroundings, problems: Problem[]): void {
  if (entries.length + unattached.length === 0) {
    return;
  }
  const services = new Map(around.services.map(service => [`${service.namespace}/${service.name}`, service]));
  const pods = byNamespace(around.workloads);
  const inhabited = new Set([...around.workloads, ...around.services].map(({ namespace }) => namespace));
  const told = new Set<string>();
  const tell = (problem: Problem) => {
    const key = `${problem.at.object} ${problem.message}`;
    if (!told.has(key)) {
      told.add(key);
      problems.push(problem);
    }
  };
  unattached.forEach(one => tell(unattachedProblem(one)));
  for (const entry of entries) {
    for (const route of entry.routes) {
      const service = services.get(`${route.service.namespace}/${route.service.name}`);
      // What is not in the input may be elsewhere; of a namespace whose objects are here, that is unlikely.
      if (service === undefined && inhabited.has(route.service.namespace)) {
        tell(absentService(entry, route, around.services));
      }
      if (service !== undefined) {
        const nearby = { ...around, workloads: pods.get(service.namespace) ?? [] };
        problemsBehind(entry, route, service, nearby).forEach(tell);
      }
    }
  }
}

function byNamespace(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const others = found.get(workload.namespace) ?? [];
    others.push(workload);
    found.set(workload.namespace, others);
  }
  return found;
}

function unattachedProblem({ route, parent, gateway }: Unattached): Problem {
  const { name, namespace, kind, hosts } = route;
  return {
    severity: 'warning',
    message: `no listener of Gateway ${gateway.namespace}/${gateway.name} takes ${kind} ${namespace}/${name}, so that nothing comes in by it there`,
    at: route.origin,
    field: parent.field,
    help: `a listener takes it whose name, port, protocol${hosts.length > 0 ? ', host names' : ''} and \`allowedRoutes\` fit`,
  };
}

function absentService(entry: Entry, { service, field }: EntryRoute, services: readonly Service[]): Problem {
  const others = services.filter(({ namespace }) => namespace === service.namespace).map(({ name }) => `\`${name}\``);
  return {
    severity: 'warning',
    message: `${entry.origin.object} sends traffic to Service ${service.namespace}/${service.name}, which the input does not have`,
    at: entry.origin,
    field,
    help: others.length === 0 ? 'add the Service to the input, or name another'
      : `add the Service to the input, or name another: ${service.namespace} has ${list(others)}`,
  };
}

function problemsBehind(entry: Entry, route: EntryRoute, service: Service, around: Surroundings): Problem[] {
  const name = `Service ${service.namespace}/${service.name}`;
  const ports = service.ports.filter(port => matchesServicePort(route.port, port, service, around.workloads));
  if (ports.length === 0 && service.ports.length > 0) {
    return [{
      severity: 'warning',
      message: `${entry.origin.object} sends traffic to a port that ${name} does not have: ${showPort(route)}`,
      at: entry.origin,
      field: route.field,
      help: `${name} has ${list(service.ports.map(({ name: own, port }) => (own === '' ? `${port}` : `${port} (\`${own}\`)`)))}`,
    }];
  }
  const pods = around.workloads.filter(workload => isPerhapsBehind(service, workload));
  if (pods.length === 0) {
    return isWithoutPods(service, around) ? [selectsNothing(service)] : [];
  }
  return ports.filter(port => pods.every(pod => targetPortOf(port, pod) === undefined)).map(({ port, targetPort }) => ({
    severity: 'warning',
    message: `port ${port} of ${name} leads to the port \`${targetPort}\` of its pods, which have none of that name`,
    at: service.origin,
    field: 'spec.ports',
    help: 'name a port of a container, or write its number',
  }));
}

function showPort({ port }: EntryRoute): string {
  switch (port.by) {
    case 'number': return `${port.number}`;
    case 'name': return `\`${port.name}\``;
    case 'endpoint': return `\`${port.endpoint}\``;
    case 'nothing': return 'none is named';
  }
}

/** Pods that an operator makes, and endpoints that somebody lists, may be behind it. */
function isWithoutPods(
  { namespace, selector, backends }: Service, { workloads, unseenPods = [] }: Surroundings,
): boolean {
  return selector !== undefined && backends === undefined && workloads.length > 0
    && !unseenPods.some(pods => pods.namespace === namespace);
}

function selectsNothing({ namespace, name, selector, origin }: Service): Problem {
  const labels = [...selector!].map(([key, value]) => `${key}=${value}`).join(',');
  return {
    severity: 'warning',
    message: `Service ${namespace}/${name} is open to the outside and selects no pods of the input: \`${labels}\``,
    at: origin,
    field: 'spec.selector',
    help: 'write labels that the pods have, or add the pods to the input',
  };
}
