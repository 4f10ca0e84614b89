import { adminVersionMeant } from './admin-slips';
import { KINDS } from './kinds';
import { isNearGroup, isVersion, OWN_GROUPS, withVersion } from './near-groups';
import { groupOf, versionOf } from './reading/api-versions';
import { isSameKind, kindMeant } from './reading/kind-names';
import { Problem } from '../model/finding';
import { Origin } from '../model/origin';
import { showValue } from '../syntax/show-value';

/** Every kind that is read, and lists of it, by API group. */
const KINDS_OF_GROUPS: ReadonlyMap<string, ReadonlySet<string>> = kindsOfGroups();

function kindsOfGroups(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>([['', new Set(['List'])]]);
  for (const { kind, groups = [] } of KINDS.filter(({ isForChecksOnly }) => isForChecksOnly !== true)) {
    for (const group of groups) {
      const kinds = found.get(group) ?? new Set();
      found.set(group, kinds.add(kind).add(`${kind}List`));
    }
  }
  return found;
}

/** Whether objects of the kind are nothing but others, which are read. */
export function isListOfKnown(kind: string, apiVersion: string | undefined): boolean {
  return kind.endsWith('List') && KINDS_OF_GROUPS.get(groupOf(apiVersion ?? ''))?.has(kind) === true;
}

/** The kind and `apiVersion` that were meant by others, which no server knows. */
export interface Slip {
  readonly kind: string;
  readonly apiVersion: string | undefined;
}

/** The same few pairs stand in nearly every object. */
const KNOWN_ANSWERS = new Map<string, Slip | undefined>();
const MOST_REMEMBERED = 1_000;

/**
 * What is meant where kind and API group are nearly those of objects that are read; undefined where they are that, or
 * something else. Both decide together: a `Service` of serving.knative.dev is a kind of its own.
 */
export function slipOf(kind: string, apiVersion: string | undefined): Slip | undefined {
  const key = JSON.stringify([kind, apiVersion]);
  if (KNOWN_ANSWERS.has(key)) {
    return KNOWN_ANSWERS.get(key);
  }
  const slip = apiVersion === undefined ? slipInKind(kind) : slipInBoth(kind, apiVersion);
  if (KNOWN_ANSWERS.size < MOST_REMEMBERED) {
    KNOWN_ANSWERS.set(key, slip);
  }
  return slip;
}

function slipInKind(kind: string): Slip | undefined {
  const kinds = [...KINDS_OF_GROUPS.values()].flatMap(names => [...names]);
  const own = [...OWN_GROUPS].flatMap(group => [...KINDS_OF_GROUPS.get(group) ?? NO_KINDS]);
  const meant = kinds.includes(kind) ? undefined : kindMeant(kind, own) ?? kinds.find(name => isSameKind(kind, name));
  return meant === undefined ? undefined : { kind: meant, apiVersion: undefined };
}

function slipInBoth(kind: string, apiVersion: string): Slip | undefined {
  const group = groupOf(apiVersion);
  const version = versionOf(apiVersion);
  const kinds = KINDS_OF_GROUPS.get(group) ?? NO_KINDS;
  const adminVersion = adminVersionMeant(kind, group, version);
  if (adminVersion !== undefined) {
    return { kind, apiVersion: adminVersion };
  }
  if (kinds.has(kind)) {
    return isVersion(group, version) ? undefined : { kind, apiVersion: withVersion(group, version) };
  }
  const meant = OWN_GROUPS.has(group) ? kindMeant(kind, kinds) : undefined;
  return meant === undefined ? slipInGroup(kind, group, version) : { kind: meant, apiVersion };
}

const NO_KINDS: ReadonlySet<string> = new Set();

/** Another group, which is nearly called so, or like this one is of Kubernetes itself, has the kind. */
function slipInGroup(kind: string, group: string, version: string): Slip | undefined {
  for (const [owner, kinds] of KINDS_OF_GROUPS) {
    const areOwn = OWN_GROUPS.has(group) && OWN_GROUPS.has(owner);
    const meant = owner === group ? undefined
      : areOwn ? [...kinds].find(name => isSameKind(kind, name))
        : isNearGroup(group, owner) ? kinds.has(kind) ? kind : kindMeant(kind, kinds) : undefined;
    if (meant !== undefined) {
      return { kind: meant, apiVersion: withVersion(owner, version) };
    }
  }
  return undefined;
}

/** Says that no server knows the object. */
export function slipProblem(meant: Slip, kind: string, apiVersion: string | undefined, at: Origin): Problem {
  const isInKind = meant.apiVersion === apiVersion;
  const where = apiVersion === undefined ? 'Kubernetes' : `\`${apiVersion}\``;
  return {
    severity: 'error',
    message: isInKind ? `\`kind\` is ${showValue(kind)}, and there is no such kind in ${where}`
      : `\`apiVersion\` is ${showValue(apiVersion)}, and there is no kind ${showValue(kind)} in it`,
    at,
    field: isInKind ? 'kind' : 'apiVersion',
    help: isInKind ? `did you mean \`${meant.kind}\`?`
      : `did you mean \`${meant.apiVersion}\`${meant.kind === kind ? '' : ` and \`${meant.kind}\``}?`,
  };
}
