import { NETWORK_POLICY_API } from './network-policy';
import { MESH_POLICIES, POLICY_GROUPS, PolicyKind } from './policy-groups';
import { subjectsOfUnknownKind } from './possible-subjects';
import { Problem } from '../../model/finding';
import { Origin } from '../../model/origin';
import { DIRECTIONS, TrafficDirection } from '../../model/policy';
import { UnsimulatedPolicy } from '../../model/unsimulated';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { versionOf } from '../reading/api-versions';
import { isMap, valueAt } from '../reading/fields';
import { kindMeant } from '../reading/kind-names';
import { ManifestObject } from '../reading/manifest-object';

/** Kinds of policies that change what is reachable and that are not simulated. */
export const UNSIMULATED_POLICIES: readonly ObjectKind[] = POLICY_GROUPS.flatMap(({ groups, policies }) =>
  policies.map(policy => ({
    kind: policy.kind,
    groups,
    isClusterScoped: policy.isClusterScoped,
    read: (object: ManifestObject, { unsimulated }: Collected) => {
      unsimulated.push(readUnsimulated(object, policy));
    },
  })));

/** Policies of a service mesh, which decide about requests and not about connections. */
export const MESH_KINDS: readonly ObjectKind[] = MESH_POLICIES.flatMap(({ group, kinds }) => kinds.map(kind => ({
  kind,
  groups: [group],
  read: ({ origin }: ManifestObject, { meshPolicies }: Collected) => {
    meshPolicies.push(origin);
  },
})));

/** A NetworkPolicy of an API version that no cluster serves any more. */
export const REMOVED_NETWORK_POLICY: ObjectKind = {
  kind: 'NetworkPolicy', groups: ['extensions', 'networking.k8s.io'], read: reportRemoved,
};

const GROUPS = new Map(POLICY_GROUPS.flatMap(group => group.groups.map(name => [name, group] as const)));

/** What policies are called in some group; another group may have a kind of that name. */
const NAMES_OF_POLICIES: ReadonlySet<string> = new Set(['NetworkPolicy',
  ...POLICY_GROUPS.flatMap(({ policies }) => policies).map(({ kind }) => kind).filter(kind => kind.endsWith('NetworkPolicy'))]);

/** How to read a kind that nobody knows and that is, or may be, one of policies; undefined where it certainly is none. */
export function unknownPolicyKind(kind: string, group: string): ObjectKind | undefined {
  const known = GROUPS.get(group);
  if (known === undefined) {
    return !NAMES_OF_POLICIES.has(kind) ? undefined : { kind, groups: [group], read: reportUnknownGroup };
  }
  if (known.others.includes(kind)) {
    return undefined;
  }
  const kinds = [...known.policies.map(policy => policy.kind), ...known.others];
  return { kind, groups: [group], read: (object, collected) => reportUnknownKind(object, kinds, collected) };
}

/** A kind that is nearly a known one is a slip of the pen, which no server knows; any other may be a new policy. */
function reportUnknownKind(
  object: ManifestObject, known: readonly string[], { problems, unsimulated }: Collected,
): void {
  const { kind, apiVersion, origin } = object;
  const meant = kindMeant(kind, known);
  problems.push({
    severity: meant === undefined ? 'warning' : 'error',
    message: `\`kind\` is "${kind}", and there is no such kind in \`${apiVersion}\``
      + (meant === undefined ? ' that is known here; if it is a policy, answers may be wrong about pods that it selects' : ''),
    at: origin,
    field: 'kind',
    help: meant === undefined ? `the kinds known there are ${known.join(', ')}` : `did you mean \`${meant}\`?`,
  });
  if (meant === undefined) {
    unsimulated.push(readUnsimulated(object, { kind, subjects: subjectsOfUnknownKind, directions: DIRECTIONS }));
  }
}

/** Somebody calls it a network policy, and nobody knows who enforces it. */
function reportUnknownGroup(object: ManifestObject, { problems, unsimulated }: Collected): void {
  problems.push({
    severity: 'warning',
    message: `\`${object.kind}\` of \`${object.apiVersion}\` is no kind that is known here`,
    at: object.origin,
    field: 'apiVersion',
    help: `if a policy of Kubernetes is meant, write \`${NETWORK_POLICY_API}\``,
  });
  unsimulated.push(
    readUnsimulated(object, { kind: object.kind, subjects: subjectsOfUnknownKind, directions: DIRECTIONS }));
}

/** A policy of which it is read only whom it may select. */
export function readUnsimulated(
  object: ManifestObject, { subjects, directions, isInVersions = false }: PolicyKind,
): UnsimulatedPolicy {
  const version = versionOf(object.apiVersion ?? '');
  return {
    ...subjects(object),
    directions: directions ?? directionsOf(object.content),
    group: (object.apiVersion ?? '').split('/')[0],
    kind: object.kind,
    ...isInVersions ? { version } : {},
    origin: object.origin,
  };
}

/** The directions that a policy has sections for, or lists as its types; both where it says nothing. */
function directionsOf(content: unknown): readonly TrafficDirection[] {
  const spec = valueAt(content, 'spec');
  const specs = valueAt(content, 'specs');
  const rules = [spec, ...Array.isArray(specs) ? specs : []].filter(isMap);
  const types = rules.flatMap(rule => [valueAt(rule, 'types'), valueAt(rule, 'policyTypes')].flat());
  const found = DIRECTIONS.filter(direction => types.some(type => String(type).toLowerCase() === direction)
    || rules.some(rule => valueAt(valueAt(rule, 'enableDefaultDeny'), direction) === true)
    || rules.some(rule => Object.keys(rule).some(key => key === direction || key === `${direction}Deny`)));
  return found.length === 0 ? DIRECTIONS : found;
}

/** Says which kinds of policies make answers unknown; one problem for each kind, since there may be many of one. */
export function reportUnsimulated(policies: readonly UnsimulatedPolicy[], problems: Problem[]): void {
  const keyOf = ({ kind, group, version }: UnsimulatedPolicy): string => `${kind} ${group} ${version}`;
  for (const key of new Set(policies.map(keyOf))) {
    const alike = policies.filter(policy => keyOf(policy) === key);
    const [{ kind, group, version, origin }] = alike;
    const api = version === undefined ? group : `${group}/${version}`;
    const names = alike.map(policy => policy.origin.object.replace(`${kind} `, ''));
    problems.push({
      severity: 'warning',
      message: `\`${kind}\`${api === '' ? '' : ` of ${api}`} is not simulated: answers about pods that `
        + `${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : ''} may select are unknown`,
      at: origin,
      field: 'kind',
      help: 'say what the policies are meant for: where that certainly does not enforce this kind, '
        + 'such a policy changes no answer',
    });
  }
}

/** Says once that policies of a mesh are another matter. */
export function reportMesh([first, ...others]: readonly Origin[], problems: Problem[]): void {
  if (first !== undefined) {
    const [more, verb, them] = others.length === 0 ? ['', 'decides', 'it']
      : [` and ${others.length} more ${others.length === 1 ? 'policy' : 'policies'}`, 'decide', 'them'];
    problems.push({
      severity: 'info',
      message: `${first.object}${more} of a service mesh ${verb} about requests, not about connections; `
        + `no answer depends on ${them}`,
      at: first,
      field: 'kind',
      help: 'read the answers as what the network lets through to the proxy of the mesh',
    });
  }
}

/** Of more policies than these, the rest are counted. */
const SHOWN_NAMES = 6;

/** Says of a policy that no cluster will take it any more. */
function reportRemoved({ apiVersion, origin }: ManifestObject, { problems }: Collected): void {
  problems.push({
    severity: 'warning',
    message: `\`apiVersion\` is "${apiVersion}", which no longer serves NetworkPolicy; ${origin.object} is ignored`,
    at: origin,
    field: 'apiVersion',
    help: `write \`${NETWORK_POLICY_API}\``,
  });
}
