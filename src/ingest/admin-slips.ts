import { isNearGroup, OWN_GROUPS } from './near-groups';
import { ADMIN_VERSIONS } from './policies/admin-versions';
import { ADMIN_POLICY_GROUP } from '../resources/admin-policy';

/**
 * The `apiVersion` that is meant for a policy of the whole cluster. Each version of the group has kinds of its own, and
 * people look for the kinds where NetworkPolicy is. Of a version that nobody knows yet nothing can be said.
 */
export function adminVersionMeant(kind: string, group: string, version: string): string | undefined {
  const served = ADMIN_VERSIONS.filter(one => one.kind === kind).map(one => one.version);
  const isKnown = ADMIN_VERSIONS.some(one => one.version === version);
  const isElsewhere = group === ADMIN_POLICY_GROUP ? isKnown && !served.includes(version)
    : OWN_GROUPS.has(group) || isNearGroup(group, ADMIN_POLICY_GROUP);
  return served.length === 0 || !isElsewhere ? undefined
    : `${ADMIN_POLICY_GROUP}/${served.includes(version) ? version : served[0]}`;
}
