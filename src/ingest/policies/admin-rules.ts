import { isMapItem, itemsUpTo } from './admin-fields';
import { readPeers } from './admin-peers';
import { AdminPorts, readAdminPorts } from './admin-ports';
import { readProtocols } from './admin-protocols';
import { AdminReader } from './admin-reader';
import { TrafficDirection } from '../../model/policy';
import { AdminAction, AdminPeer, AdminRule } from '../../resources/admin-policy';
import { nearest } from '../../sets/nearest';
import { Field } from '../reading/fields';

const LONGEST_NAME = 100;

/** `spec.ingress` or `spec.egress`. */
export function readRules(field: Field, direction: TrafficDirection, reader: AdminReader): readonly AdminRule[] {
  return itemsUpTo(reader.version.mostItems, field, 'make several policies of it')
    .flatMap((item, index) => (isMapItem(item) ? [readRule(item, index, direction, reader)] : []));
}

function readRule(field: Field, index: number, direction: TrafficDirection, reader: AdminReader): AdminRule {
  const { version } = reader;
  const peersKey = direction === 'ingress' ? 'from' : 'to';
  reader.reportUnknownFields(field, ['name', 'action', peersKey, version.ports]);
  const name = readName(field.get('name'));
  const action = readAction(field.get('action'), reader);
  const peers = readPeers(field.get(peersKey), direction, reader);
  const portsField = field.get(version.ports);
  const read = version.ports === 'protocols' ? readProtocols(portsField, reader) : readAdminPorts(portsField, reader);
  if (direction === 'egress') {
    checkNamedPorts(portsField, peers, read);
  }
  const hasOpenNames = action !== 'Accept' && peers.some(({ kind }) => kind === 'domain-names');
  if (hasOpenNames) {
    field.get(peersKey).warn(`has \`domainNames\`, which the API supports for \`Accept\` only; what \`${action}\` does with them is not certain`,
      'accept names, and deny the rest with a rule behind it');
  }
  const isOpen = read.areOpen || hasOpenNames;
  return { index, ...name === undefined ? {} : { name }, action, peers, ports: read.ports, isOpen };
}

function readName(field: Field): string | undefined {
  const name = field.text();
  if (name !== undefined && [...name].length > LONGEST_NAME) {
    field.fault(`longer than the ${LONGEST_NAME} characters of a rule's name`, 'write a shorter one');
  }
  return name;
}

/** What the same is called in another version. */
const OTHER_WORDS: ReadonlyMap<unknown, string> = new Map([['allow', 'Accept'], ['accept', 'Allow']]);

function readAction(field: Field, { version: { actions, kind, version } }: AdminReader): AdminAction {
  const action = typeof field.value === 'string' ? actions.get(field.value) : undefined;
  if (action !== undefined) {
    return action;
  }
  const words = [...actions.keys()];
  const text = typeof field.value === 'string' ? field.value.trim() : '';
  const other = OTHER_WORDS.get(text.toLowerCase());
  const meant = words.find(word => word.toLowerCase() === text.toLowerCase())
    ?? (other !== undefined && words.includes(other) ? other : nearest(text, words));
  field.fault(`not an action of ${kind} in \`${version}\``, meant === undefined
    ? `write ${words.slice(0, -1).map(word => `\`${word}\``).join(', ')} or \`${words[words.length - 1]}\`` : `did you mean \`${meant}\`?`);
  return 'Deny';
}

/** Only pods have ports with names. The CRD of the standard channel does not look at it. */
function checkNamedPorts({ report, path }: Field, peers: readonly AdminPeer[], { ports = [] }: AdminPorts): void {
  if (ports.some(({ kind }) => kind === 'named')
    && peers.some(({ kind }) => kind === 'networks' || kind === 'nodes' || kind === 'domain-names')) {
    report.fault(`\`${path}\` has a port by its name, beside peers that are not pods and have no such ports`, path,
      'write the number of the port, or make a rule of its own for these peers');
  }
}
