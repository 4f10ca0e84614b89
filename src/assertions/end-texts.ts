import { Party } from './assertion';
import { AddressesPeer, EVERY_POD, NamespaceScope, PodsPeer } from '../model/peer';
import { SELECT_ALL, selectorFor } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { formatWorkload } from '../model/workload';
import { selectsPods } from '../semantics/match';
import { familyOf, parseAddress } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { nearest } from '../sets/nearest';
import { list } from '../wording/lists';

/** The end that a text means, or what is wrong with it. */
export type ReadEnd = { readonly party: Party } | { readonly workload: NamedWorkload } | EndFault;

/** A workload by its name, which has to be looked for. */
export interface NamedWorkload {
  readonly namespace: string;
  readonly name: string;
  /** As people write it, in any case; undefined for any kind. */
  readonly workloadKind?: string;
}

/** Why a text means no end. */
export interface EndFault {
  readonly fault: string;
  readonly help: string;
}

const EVERY_ADDRESS: readonly AddressesPeer[] = ['0.0.0.0/0', '::/0'].map(cidr => addressesPeer(cidr)!);

/** Every pod of the input and every address outside. */
export const ANYBODY: Party = {
  description: 'anybody',
  peers: [EVERY_POD, ...EVERY_ADDRESS],
};

/** How ends are written, with what each form means; for help. */
export const END_FORMS: readonly (readonly [string, string])[] = [
  ['shop/web', 'the workload `web` of namespace `shop`; `shop/deployment/web` where two kinds share the name'],
  ['shop/', 'all pods of the namespace; `*/` of all namespaces'],
  ['shop/app=web,tier=front', 'the pods with these labels; `*/app=web` in all namespaces'],
  ['203.0.113.0/24', 'addresses, and whatever has one of them; also a single one'],
  ['internet', 'every address outside the cluster'],
  ['node', 'the nodes of the cluster'],
  ['api-server', 'the API server, wherever it is'],
  ['service:shop/web', 'what stands behind a Service, by its own ports; only as a destination'],
];

/** Reads one end of connections as people write it on a command line or in a configuration. */
export function readEnd(text: string): ReadEnd {
  const word = WORDS.get(text);
  if (word !== undefined) {
    return { party: word };
  }
  const peer = addressesPeer(text);
  if (peer !== undefined) {
    return { party: { description: peer.cidr, peers: [peer] } };
  }
  const [, service] = /^service:(.*)$/.exec(text) ?? [];
  return service === undefined ? readPods(text) : readService(service);
}

/** The same of an end where connections start. */
export function readSource(text: string): ReadEnd {
  const end = readEnd(text);
  const isService = 'party' in end && end.party.beyondPolicies?.some(({ kind }) => kind === 'service');
  return !isService ? end : {
    fault: `\`${text}\` starts no connection: a Service only leads to pods`,
    help: 'name the pods behind it: `shop/web`, or `shop/app=web`',
  };
}

const NODES: Party = { description: 'all nodes', peers: [{ kind: 'nodes', nodes: SELECT_ALL }] };

const WORDS: ReadonlyMap<string, Party> = new Map<string, Party>([
  ['internet', { description: 'the internet', peers: EVERY_ADDRESS }],
  ['node', NODES],
  ['nodes', NODES],
  ['api-server', { description: 'the API server', peers: [], beyondPolicies: [{ kind: 'api-server' }] }],
]);

function addressesPeer(text: string): AddressesPeer | undefined {
  const address = text.includes('/') ? undefined : parseAddress(text);
  const cidr = address === undefined ? text : `${text}/${familyOf(address) === 4 ? 32 : 128}`;
  const addresses = parseCidr(cidr)?.addresses;
  return addresses === undefined ? undefined
    : { kind: 'addresses', addresses, cidr, exceptCidrs: [], matchesPods: true, matchesNodes: true };
}

function readService(text: string): ReadEnd {
  const [, namespace, name] = /^([^/\s]+)\/([^/\s]+)$/.exec(text) ?? [];
  return namespace === undefined
    ? { fault: `\`service:${text}\` names no Service`, help: 'write its namespace and its name: `service:shop/web`' }
    : { party: { description: `Service ${namespace}/${name}`, peers: [], beyondPolicies: [{ kind: 'service', namespace, name }] } };
}

function readPods(text: string): ReadEnd {
  const [, namespace, rest] = /^([^/\s]+)\/(\S*)$/.exec(text) ?? [];
  if (/^(?:[\d.]+|[\da-f.:]*:[\da-f.:]*)(?:\/\d*)?$/i.test(text) && /[.:]/.test(text)) {
    return { fault: `\`${text}\` is no block of addresses and no address`, help: 'write a block such as `203.0.113.0/24`, or an address' };
  }
  if (namespace === undefined) {
    return {
      fault: `\`${text}\` is no end of a connection`,
      help: /^[\w.-]+$/.test(text) ? `write the namespace before it: \`default/${text}\`; or \`${text}/\` for all pods of a namespace`
        : 'write a workload with its namespace, `shop/web`, or an address, `internet`, `node`; `netpol help explain` lists all forms',
    };
  }
  return rest === '' || rest.includes('=') ? readLabels(text, namespace, rest) : readWorkload(text, namespace, rest);
}

function readLabels(text: string, namespace: string, rest: string): ReadEnd {
  const parts = rest === '' ? [] : rest.split(',');
  const pairs = parts.map(part => /^([^=,]+)=([^=,]*)$/.exec(part));
  if (pairs.includes(null)) {
    return { fault: `\`${text}\` has a label that is no \`key=value\``, help: 'write labels with commas between them: `shop/app=web,tier=front`' };
  }
  const pods = selectorFor(pairs.map((pair): [string, string] => [pair![1], pair![2]]));
  const namespaces: NamespaceScope = namespace === EVERY_NAMESPACE
    ? { kind: 'labeled', selector: SELECT_ALL } : { kind: 'named', name: namespace };
  const place = namespace === EVERY_NAMESPACE ? 'all namespaces' : `namespace ${namespace}`;
  const peer: PodsPeer = { kind: 'pods', namespaces, pods };
  return { party: { description: `${rest === '' ? 'all pods' : `pods ${rest}`} in ${place}`, peers: [peer] } };
}

/** Stands for all namespaces. */
const EVERY_NAMESPACE = '*';

function readWorkload(text: string, namespace: string, rest: string): ReadEnd {
  const [name, workloadKind, ...more] = rest.split('/').reverse();
  if (namespace === EVERY_NAMESPACE || more.length > 0 || name === '' || workloadKind === '') {
    return {
      fault: `\`${text}\` names no workload`,
      help: 'write its namespace and its name: `shop/web`, or `shop/deployment/web`; in all namespaces only labels are looked for: `*/app=web`',
    };
  }
  return { workload: { namespace, name, ...workloadKind === undefined ? {} : { workloadKind } } };
}

/** The pods of the workloads of that name, or what is wrong. */
export function workloadsNamed(
  { workloads }: Snapshot, { namespace, name, workloadKind }: NamedWorkload,
): Party | EndFault {
  const description = [namespace, ...workloadKind === undefined ? [] : [workloadKind], name].join('/');
  const found = workloads.filter(workload => workload.namespace === namespace && workload.name === name
    && (workloadKind === undefined || workload.kind.toLowerCase() === workloadKind.toLowerCase()));
  if (found.length > 0) {
    return { description, peers: [], workloads: found };
  }
  const elsewhere = workloads.find(workload => workload.name === name);
  const near = elsewhere === undefined ? nearest(`${namespace}/${name}`, workloads.map(formatWorkload)) : formatWorkload(elsewhere);
  return {
    fault: `the input has no workload \`${description}\``,
    help: near === undefined ? `it has ${list(workloads.map(formatWorkload)) || 'none'}` : `did you mean \`${near}\`?`,
  };
}

/** Whether a text means nothing there. */
export function isEndFault(read: Party | EndFault): read is EndFault {
  return 'fault' in read;
}

/**
 * The party by the labels of its workloads, so that it means their pods that come later too, as long as these labels mean
 * nobody else; else the workloads themselves.
 */
export function byLabels(snapshot: Snapshot, party: Party): Party {
  const { workloads = [], description } = party;
  const peers = workloads.map(({ namespace, labels }): PodsPeer => ({
    kind: 'pods',
    namespaces: { kind: 'named', name: namespace },
    pods: selectorFor(labels.known),
  }));
  const isExact = peers.every(({ pods }) => pods.requirements.length > 0) && !snapshot.workloads.some(other =>
    !workloads.includes(other) && peers.some(peer => selectsPods(snapshot, peer, other) !== 'no'));
  return isExact ? { description, peers } : party;
}
