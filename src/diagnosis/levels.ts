import { CheckMeta } from '../checks/check';
import { Finding, Severity } from '../model/finding';

/** How grave findings are, or `off` where the check is not run. */
export type FindingLevel = Severity | 'off';

/** The levels that somebody has set, by the names of checks. */
export type CheckLevels = Readonly<Record<string, FindingLevel | undefined>>;

/** From the gravest on. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Whether the check is run: one of the nursery only where somebody has set its level. */
export function isSwitchedOn({ name, status }: CheckMeta, levels: CheckLevels): boolean {
  const level = levels[name];
  return level === undefined ? status === 'stable' : level !== 'off';
}

/** The finding, as grave as somebody has set its check to be. */
export function withLevel(finding: Finding, levels: CheckLevels): Finding {
  const level = levels[finding.check];
  return level === undefined || level === 'off' ? finding : { ...finding, severity: level };
}

/** Whether something of this severity is at least as grave as the level. */
export function isAsGraveAs(severity: Severity, level: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
}
