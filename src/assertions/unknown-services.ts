import { Assertion, EndBeyondPolicies } from './assertion';
import { reasonOf } from './report';
import { FoundService, servicesOf } from './services';
import { Finding } from '../model/finding';
import { Snapshot } from '../model/snapshot';
import { Service } from '../model/workload';
import { nearest } from '../sets/nearest';
import { oneLine } from '../sets/visible';
import { list } from '../wording/lists';

/** Findings for Services that the destination means and of which nobody knows what stands behind them. */
export function unknownServices(snapshot: Snapshot, check: string, assertion: Assertion): Finding[] {
  return [
    ...(assertion.destination.beyondPolicies ?? []).flatMap(end => absentService(snapshot, check, assertion, end)),
    ...servicesOf(snapshot, assertion.destination).filter(({ backends }) => backends.length === 0)
      .map(found => (found.service.alias === undefined ? withoutBackends(check, assertion, found)
        : aliasOfName(check, assertion, found.service))),
  ];
}

function absentService(
  { services }: Snapshot, check: string, assertion: Assertion, end: EndBeyondPolicies,
): Finding[] {
  if (end.kind !== 'service'
    || services.some(({ namespace, name }) => namespace === end.namespace && name === end.name)) {
    return [];
  }
  const names = services.map(nameOf);
  return [{
    check,
    severity: 'error',
    title: oneLine(`Service \`${end.namespace}/${end.name}\` is not in the input, so there is nothing to check`),
    at: assertion.at,
    evidence: [...reasonOf(assertion), { label: 'Services in the input', text: list(names) || 'none' }],
    notes: [],
    help: [whatWasMeant(services, end)],
  }];
}

function whatWasMeant(
  services: readonly Service[], { namespace, name }: { readonly namespace: string; readonly name: string },
): string {
  const elsewhere = services.find(service => service.name === name);
  if (elsewhere !== undefined) {
    return `there is one in namespace \`${oneLine(elsewhere.namespace)}\`: add \`.inNamespace('${oneLine(elsewhere.namespace)}')\``;
  }
  const near = nearest(name, services.filter(service => service.namespace === namespace).map(service => service.name))
    ?? nearest(`${namespace}/${name}`, services.map(nameOf));
  return near === undefined ? 'add the Service to the input, or name the pods behind it with `Pods`' : `did you mean \`${oneLine(near)}\`?`;
}

function nameOf({ namespace, name }: Service): string {
  return oneLine(`${namespace}/${name}`);
}

function aliasOfName(check: string, assertion: Assertion, service: Service): Finding {
  return {
    check,
    severity: 'error',
    title: `Service \`${nameOf(service)}\` is no more than another name for \`${oneLine(service.alias!)}\`, and policies see the address that this stands for`,
    at: assertion.at,
    evidence: [...reasonOf(assertion), { label: 'Service', text: service.origin.object }],
    notes: ['a Service of type ExternalName has neither an address nor pods; nobody here can ask for the address of a name'],
    help: ['name the addresses that the name stands for: `Cidr.of(\'192.0.2.10/32\')`'],
  };
}

/** What stands behind the address of a Service decides, so where nobody says what that is, there is no answer. */
function withoutBackends(check: string, { at, destination }: Assertion, { service }: FoundService): Finding {
  const { namespace, name, origin } = service;
  const isNamed = destination.beyondPolicies?.some(end => end.kind === 'service' && end.namespace === namespace && end.name === name);
  return {
    check,
    severity: 'error',
    title: isNamed ? `the input does not say what stands behind Service \`${namespace}/${name}\``
      : `\`${destination.description}\` holds the address of Service \`${namespace}/${name}\`, and the input does not say what stands behind it`,
    at,
    evidence: [{ label: 'Service', text: origin.object }],
    notes: ['the address of a Service is replaced by that of an endpoint behind it, and policies decide about that'],
    help: [`name the endpoint itself, or add the pods of the Service, or an EndpointSlice with \`kubernetes.io/service-name: ${name}\`, to the input`],
  };
}
