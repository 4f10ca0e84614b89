import { nearest } from '../sets/nearest';
import { isDnsLabel } from '../syntax/names';

/** API groups of Kubernetes itself. Nobody else may add kinds to them, so that what they do not have is a slip. */
export const OWN_GROUPS: ReadonlySet<string> = new Set([
  '', 'apps', 'batch', 'networking.k8s.io', 'discovery.k8s.io', 'policy', 'autoscaling', 'rbac.authorization.k8s.io',
]);

const OWN_VERSION = /^v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?$/;

/** What people take for the name of the group that has none. */
const CORE_NAMES: readonly string[] = ['core', 'core.k8s.io', 'k8s.io', 'kubernetes', 'api', 'v1'];

/** Groups of experiments of Kubernetes, whose names are nearly those of its own. */
const EXPERIMENTAL = /\.x-k8s\.io$/;

/** Whether a group can have a version that is called so. */
export function isVersion(group: string, version: string): boolean {
  return OWN_GROUPS.has(group) ? OWN_VERSION.test(version) : isDnsLabel(version);
}

/** Whether the group is nearly called so. */
export function isNearGroup(written: string, group: string): boolean {
  const text = written.trim().toLowerCase().replace(/\bkubernetes\.io$/, 'k8s.io');
  return group === '' ? CORE_NAMES.includes(text)
    : text === group || group.startsWith(`${text}.`) || isCutShort(text, group)
      || (!EXPERIMENTAL.test(text) && nearest(text, [group]) !== undefined);
}

/** `network.k8s.io` for `networking.k8s.io`: the first part, and only that, is a part of a word. */
function isCutShort(text: string, group: string): boolean {
  const [first, ofGroup] = [text, group].map(name => name.split('.')[0]);
  return first.length >= SHORTEST_PART && ofGroup.startsWith(first)
    && text.slice(first.length) === group.slice(ofGroup.length);
}

const SHORTEST_PART = 4;

/** The `apiVersion` of a group, with the version as it is written where the group can have that. */
export function withVersion(group: string, written: string): string {
  const text = written.trim().toLowerCase();
  const version = OWN_VERSION.test(text) && !OWN_GROUPS.has(group) ? text : 'v1';
  return group === '' ? version : `${group}/${version}`;
}

