import { Problem } from '../../model/finding';
import { NETWORK_POLICY_API } from '../kinds';
import { ManifestObject } from '../reading/header';

/** Says of a policy that the answers leave it out. */
export function reportForeignPolicy({ kind, apiVersion, origin }: ManifestObject, problems: Problem[]): void {
  problems.push({
    severity: 'warning',
    message: `\`${kind}\` of ${apiVersion ?? 'no apiVersion'} is not simulated; the answers ignore ${origin.object}`,
    at: origin,
    field: 'kind',
    help: 'read the answers as if this policy were not there',
  });
}

/** Says of a policy that no cluster will take it any more. */
export function reportRemovedPolicy({ apiVersion, origin }: ManifestObject, problems: Problem[]): void {
  problems.push({
    severity: 'warning',
    message: `\`apiVersion\` is "${apiVersion}", which no longer serves NetworkPolicy; ${origin.object} is ignored`,
    at: origin,
    field: 'apiVersion',
    help: `write \`${NETWORK_POLICY_API}\``,
  });
}
