import { Assertion, Party } from './assertion';
import { isAddresses } from './members';
import { addressesOf, isInternet, nodeRanges, podRanges, serviceRanges } from './ranges';
import { Finding } from '../model/finding';
import { Endpoint } from '../model/flow';
import { AddressesPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { AddressSet } from '../sets/addresses';
import { formatCidrs } from '../sets/cidr';
import { list } from '../wording/lists';

/** Why an end of a flow, which is a pod or a node, is meant by a range of addresses, and how to leave it out of it. */
export interface RangeText {
  readonly notes: readonly string[];
  readonly help: readonly string[];
}

export function explainRange(snapshot: Snapshot, party: Party, endpoint: Endpoint): RangeText {
  const ranges = rangesOf(party);
  if (endpoint.kind === 'address' || ranges.length === 0) {
    return { notes: [], help: [] };
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

/** Of more blocks than these, nobody would paste the list. */
const SHOWN_BLOCKS = 8;

function without([range, ...others]: readonly AddressesPeer[], inside: AddressSet, nouns: string): string[] {
  const excepts = [...range.exceptCidrs, ...formatCidrs(inside.intersect(range.addresses))];
  return others.length > 0 || inside.isEmpty || excepts.length > SHOWN_BLOCKS || range.addresses.isSubsetOf(inside) ? []
    : [`to leave the ${nouns} out of it: \`Cidr.of('${range.cidr}', { exceptCidrs: [${excepts.map(cidr => `'${cidr}'`).join(', ')}] })\``];
}

/** The address of a Service stands for pods, so that what policies say about the address itself is no answer. */
export function servicesMeant(snapshot: Snapshot, check: string, { at, destination }: Assertion): Finding[] {
  const ranges = rangesOf(destination);
  const services = serviceRanges(snapshot).intersect(addressesOf(ranges));
  return services.isEmpty ? [] : [{
    check,
    severity: 'error',
    title: `\`${destination.description}\` holds addresses of Services, and what is reached there are the pods behind them`,
    at,
    evidence: [{ label: 'Services', text: list(formatCidrs(services)) }],
    notes: ['the address of a Service is replaced by that of a pod, and the policies of the pods decide'],
    help: [['name the pods behind the Services with `Pods`', ...without(ranges, services, 'Services')].join('; ')],
  }];
}

/** What to do about a party that means nobody because all its addresses are those of Services. */
export function serviceHelp(snapshot: Snapshot, { peers }: Party): string | undefined {
  const meant = addressesOf(peers.filter(isAddresses));
  return !meant.isEmpty && meant.isSubsetOf(serviceRanges(snapshot))
    ? 'nothing connects from the address of a Service: name the pods with `Pods`' : undefined;
}

function rangesOf({ peers }: Party): AddressesPeer[] {
  return peers.filter(isAddresses).filter(peer => !isInternet(peer));
}
