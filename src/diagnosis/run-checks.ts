import { CheckLevels, isSwitchedOn, withLevel } from './levels';
import { CHECKS } from '../checks/all';
import { Check, CheckContext, CheckMeta } from '../checks/check';
import { Finding } from '../model/finding';

/**
 * What the checks find that are run, in their order.
 *
 * @param isRun those that are switched on, unless somebody has chosen others
 */
export function runChecks(
  context: CheckContext, levels: CheckLevels, isRun: (meta: CheckMeta) => boolean = meta => isSwitchedOn(meta, levels),
): Finding[] {
  return CHECKS.filter(({ meta }) => isRun(meta))
    .flatMap(check => guarded(check, context))
    .map(finding => withLevel(finding, levels));
}

/** A check that crashes is a fault of this library, not a finding about the user's policies. */
function guarded({ meta, check }: Check, context: CheckContext): Finding[] {
  try {
    return check(context);
  } catch (error) {
    throw new Error(`the check \`${meta.name}\` failed, which is a fault of cdk8s-netpol: ${error}`, { cause: error });
  }
}
