import { fieldsIn, isMapItem, itemsUpTo, ONE_EACH, onlyField } from './admin-fields';
import { readDomainNames, readNetworks } from './admin-lists';
import { AdminReader } from './admin-reader';
import { readAdminSelector, readNamespaces, readPods } from './admin-selectors';
import { TrafficDirection } from '../../model/policy';
import { AdminPeer, AdminPods } from '../../resources/admin-policy';
import { nearest } from '../../sets/nearest';
import { Field } from '../reading/fields';
import { SELECTS_ALL } from '../reading/selectors';

const PODS: readonly string[] = ['namespaces', 'pods'];

const list = (keys: readonly string[]): string => keys.map(key => `\`${key}\``).join(', ');

/** `from` or `to`. */
export function readPeers(field: Field, direction: TrafficDirection, reader: AdminReader): readonly AdminPeer[] {
  const items = itemsUpTo(reader.version.mostItems, field, 'make several rules of it');
  if (field.isAbsent || (Array.isArray(field.value) && items.length === 0)) {
    const everybody = '`- namespaces: {}` for every pod' + (direction === 'ingress' ? ''
      : ', `- networks: ["0.0.0.0/0", "::/0"]` for every address');
    field.report.fault(`\`${field.path}\` is ${field.isAbsent ? 'absent' : 'empty'}, and a rule has at least one peer`, field.path,
      `name the peers: ${everybody}; no list does not mean everybody, unlike in a NetworkPolicy`);
  }
  return items.filter(isMapItem).map(item => readPeer(item, direction, reader));
}

/** `spec.subject` */
export function readSubject(field: Field, reader: AdminReader): AdminPods {
  if (field.isAbsent) {
    field.fault('while a policy has one', 'write `namespaces: {}` for every pod');
  }
  if (field.isAbsent || !field.isMap()) {
    return { namespaceSelector: SELECTS_ALL, podSelector: SELECTS_ALL };
  }
  reader.reportUnknownFields(field, PODS);
  const [key, selector] = onlyField(field, PODS, 'pods', '`pods` may name the namespaces too') ?? ['', field.get('pods')];
  return key === 'namespaces' ? readNamespaces(selector, reader) : readPods(selector, reader);
}

function readPeer(field: Field, direction: TrafficDirection, reader: AdminReader): AdminPeer {
  const known = direction === 'egress' ? reader.version.egressPeers : PODS;
  if (isOfLaterVersion(field, known, reader)) {
    field.warn(`has no field that is known here, but ${list(field.keys())}: where the CRD of the cluster does not know it either, the API server `
      + 'refuses the policy; an enforcer that does not know it accepts nobody in a rule of `Accept`, and denies everybody in one of `Deny` or `Pass`',
    `the fields here are ${list(known)}`);
    return { kind: 'unknown' };
  }
  reader.reportUnknownFields(field, known);
  const only = onlyField(field, known, 'peer', ONE_EACH);
  if (only === undefined) {
    return { kind: 'unknown' };
  }
  const [key, value] = only;
  reader.noteChannel(value, key);
  switch (key) {
    case 'namespaces': return { kind: 'pods', ...readNamespaces(value, reader) };
    case 'pods': return { kind: 'pods', ...readPods(value, reader) };
    case 'networks': return { kind: 'networks', networks: readNetworks(value, reader) };
    case 'nodes': return { kind: 'nodes', nodes: readAdminSelector(value, reader) };
    default: return { kind: 'domain-names', names: readDomainNames(value) };
  }
}

/** Whether there is nothing but fields that are no slip of the pen either. */
function isOfLaterVersion(field: Field, known: readonly string[], { version: { hints } }: AdminReader): boolean {
  const keys = fieldsIn(field, field.keys());
  return keys.length > 0
    && keys.every(key => !known.includes(key) && !hints.has(key) && nearest(key, known) === undefined);
}
