import { readAddressBlock } from './address-blocks';
import { blanksOf } from './blanks';
import { readPolicyPort } from './policy-ports';
import {
  NetworkPolicyResource, PolicyType, ResourcePeer, ResourceRule, ResourceSelector,
} from '../../resources/network-policy';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { readSelector } from '../reading/selectors';
import { reportUnknownFields } from '../reading/unknown-fields';

/** The apiVersion under which a NetworkPolicy is read. */
export const NETWORK_POLICY_API = 'networking.k8s.io/v1';

export const NETWORK_POLICY: ObjectKind = {
  kind: 'NetworkPolicy',
  groups: ['networking.k8s.io'],
  version: 'v1',
  isStrict: true,
  read: (object, { networkPolicies }) => {
    const resource = readNetworkPolicy(object);
    // A policy that the API server would refuse leaves the one before it in place.
    if (resource !== undefined) {
      networkPolicies.add(object, resource);
    }
  },
};

/**
 * The policy as the API server would store it, or undefined when it would refuse it. Such a policy protects nothing,
 * so nothing may be concluded from it.
 */
function readNetworkPolicy(object: ManifestObject): NetworkPolicyResource | undefined {
  const { root } = object;
  const { report } = root;
  reportUnknownFields(root, ['apiVersion', 'kind', 'metadata', 'spec', 'status']);

  const spec = root.get('spec');
  checkSpec(spec);
  const podSelector = readSelector(spec.get('podSelector'));
  const ingress = spec.get('ingress').items().map((rule, index) => readRule(rule, index, 'from'));
  const egress = spec.get('egress').items().map((rule, index) => readRule(rule, index, 'to'));
  const policyTypes = readPolicyTypes(spec.get('policyTypes'), egress.length > 0);
  const { namespace, name, origin } = object;
  if (report.hasFaults) {
    return undefined;
  }
  const blanks = blanksOf(spec, policyTypes, origin);
  const found = blanks.length === 0 ? {} : { blanks };
  return { namespace, name, podSelector, policyTypes, ingress, egress, ...found, origin };
}

function checkSpec(spec: Field): void {
  if (spec.isAbsent) {
    spec.warn('is absent, so that the policy denies every connection into its namespace', 'write a `spec`');
  } else if (spec.isMap()) {
    reportUnknownFields(spec, ['podSelector', 'policyTypes', 'ingress', 'egress']);
  }
}

/** The types as given, else Ingress, and Egress too if there are egress rules. */
function readPolicyTypes(field: Field, hasEgressRules: boolean): PolicyType[] {
  const types = field.items();
  if (types.length > 2) {
    field.fault(`and has ${types.length} items, more than the two that there are`, 'list each type once');
  }
  for (const type of types) {
    if (type.value !== 'Ingress' && type.value !== 'Egress') {
      type.fault('not a policy type', 'write `Ingress` or `Egress`');
    }
  }
  if (types.length > 0) {
    return types.map(({ value }) => value as PolicyType);
  }
  return hasEgressRules ? ['Ingress', 'Egress'] : ['Ingress'];
}

function readRule(field: Field, index: number, peersKey: 'from' | 'to'): ResourceRule {
  if (field.isAbsent) {
    field.warn('is empty, which allows everything', 'write `{}` if that is meant, or leave the item out');
  }
  reportUnknownFields(field, [peersKey, 'ports']);
  return {
    index,
    peers: field.get(peersKey).items().map(readPeer),
    ports: field.get('ports').items().map(readPolicyPort),
  };
}

function readPeer(field: Field): ResourcePeer {
  if (!field.isMap() && !field.isAbsent) {
    return {};
  }
  reportUnknownFields(field, ['podSelector', 'namespaceSelector', 'ipBlock']);
  const podSelector = readIfPresent(field.get('podSelector'));
  const namespaceSelector = readIfPresent(field.get('namespaceSelector'));
  const block = field.get('ipBlock');
  const ipBlock = block.isMap() ? readAddressBlock(block) : undefined;
  const hasSelector = podSelector !== undefined || namespaceSelector !== undefined;
  if (block.isAbsent && !hasSelector) {
    field.report.fault(`\`${field.path}\` names no peer`, field.path,
      'write `podSelector`, `namespaceSelector` or `ipBlock`; an empty `{}` selects all');
  }
  if (ipBlock !== undefined && hasSelector) {
    field.report.fault(`\`${field.path}\` has an \`ipBlock\` and a selector`, field.path,
      'make two items of it, if either may match');
  }
  return { podSelector, namespaceSelector, ipBlock };
}

function readIfPresent(field: Field): ResourceSelector | undefined {
  return field.isAbsent ? undefined : readSelector(field);
}
