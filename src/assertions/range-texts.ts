import { Assertion, Party } from './assertion';
import { Member } from './member';
import { addressesOf, isInternet } from './ranges';
import { isAddresses } from './services';
import { Finding } from '../model/finding';
import { nodeRanges, podRanges, serviceAddresses, serviceRanges } from '../model/inside';
import { AddressesPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { AddressSet } from '../sets/addresses';
import { formatCidrs } from '../sets/cidr';
import { list } from '../wording/lists';

/** Why an address range of a party includes a pod or a node, and how to exclude it. */
export interface RangeText {
  readonly notes: readonly string[];
  readonly help: readonly string[];
}

/** The explanation for an endpoint of the party; empty for an address, which needs none. */
export function explainRange(
  snapshot: Snapshot, party: Party, { endpoint, name, isPerhaps, doubt, service }: Member,
): RangeText {
  if (doubt !== undefined) {
    return { notes: [doubt.what], help: [doubt.help] };
  }
  const ranges = rangesOf(party);
  if (endpoint.kind === 'address' || ranges.length === 0 || service !== undefined) {
    return { notes: [], help: [] };
  }
  if (isPerhaps) {
    return {
      notes: [`\`${party.description}\` may or may not mean \`${name}\`, whose address is not known before it runs`],
      help: ['declare where pods get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'] }`; or name pods with `Pods`'],
    };
  }
  const isNode = endpoint.kind === 'node' || endpoint.workload.hostNetwork;
  const inside = (isNode ? nodeRanges : podRanges)(snapshot).intersect(addressesOf(ranges));
  const nouns = isNode ? 'nodes' : 'pods';
  const held = inside.isEmpty ? '' : ` (${list(formatCidrs(inside))})`;
  const ways = [...without(ranges, inside, nouns), ...isNode ? [] : ['name pods with `Pods`']];
  return {
    notes: [`\`${party.description}\` holds addresses of ${nouns}${held}, so it means these too`],
    help: ways.length === 0 ? [] : [ways.join('; ')],
  };
}

/** A suggestion with more exceptions than this would be too long to paste. */
const SHOWN_BLOCKS = 8;

function without([range, ...others]: readonly AddressesPeer[], inside: AddressSet, nouns: string): string[] {
  const excepts = [...range.exceptCidrs, ...formatCidrs(inside.intersect(range.addresses))];
  return others.length > 0 || inside.isEmpty || excepts.length > SHOWN_BLOCKS || range.addresses.isSubsetOf(inside) ? []
    : [`to leave the ${nouns} out of it: `
      + `\`Cidr.of('${range.cidr}', { exceptCidrs: [${excepts.map(cidr => `'${cidr}'`).join(', ')}] })\``];
}

/** Refuses Service addresses as destination: policies decide about the pod behind a Service, not about its address. */
export function servicesMeant(snapshot: Snapshot, check: string, { at, destination }: Assertion): Finding[] {
  const ranges = rangesOf(destination);
  const services = serviceRanges(snapshot).intersect(addressesOf(ranges));
  return services.isEmpty ? [] : [{
    check,
    severity: 'error',
    title: `\`${destination.description}\` holds addresses of Services, `
      + 'and what is reached there are the pods behind them',
    at,
    evidence: [{ label: 'Services', text: list(formatCidrs(services)) }],
    notes: ['the address of a Service is replaced by that of a pod, and the policies of the pods decide'],
    help: [['name the pods behind the Services with `Pods`', ...without(ranges, services, 'Services')].join('; ')],
  }];
}

/** What to do about a party that includes no endpoint because all its addresses are those of Services. */
export function serviceHelp(snapshot: Snapshot, { peers }: Party): string | undefined {
  const meant = addressesOf(peers.filter(isAddresses));
  return !meant.isEmpty && meant.isSubsetOf(serviceAddresses(snapshot))
    ? 'nothing connects from the address of a Service: name the pods with `Pods`' : undefined;
}

function rangesOf({ peers }: Party): AddressesPeer[] {
  return peers.filter(isAddresses).filter(peer => !isInternet(peer));
}
