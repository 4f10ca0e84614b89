import { CHECKS } from '../checks/all';
import { CheckLevels, SEVERITIES } from '../diagnosis/levels';
import { Severity } from '../model/finding';
import { nearest } from '../sets/nearest';
import { isPlainMap } from '../values/labels/label-syntax';
import { refuse } from '../values/refuse';
import { quoted, shown } from '../values/shown';

/**
 * How grave the findings of a check are.
 */
export enum CheckLevel {
  /** A connection that the input wants certainly fails, or an object certainly does nothing or opens what it seems to close. */
  ERROR = 'error',

  /** The same is likely. */
  WARNING = 'warning',

  /** Advice. */
  INFO = 'info',

  /** The check is not run. */
  OFF = 'off',
}

/** The same without the enum, which only the library has. */
export function asLevels(levels: Readonly<Record<string, CheckLevel>>): CheckLevels {
  return levels as CheckLevels;
}

/** Refuses a level for what is no check, which would change nothing. */
export function checkLevels(where: string, levels: Readonly<Record<string, CheckLevel>>, failOn: CheckLevel): void {
  if (!isPlainMap(levels)) {
    refuse(where, `\`checks\` is ${shown(levels)}, not names of checks with levels`, 'write them: `{ \'dns-blocked\': CheckLevel.OFF }`');
  }
  const all = Object.values(CheckLevel);
  const names = CHECKS.map(({ meta }) => meta.name);
  for (const [name, level] of Object.entries(levels)) {
    refuseUnknownName(where, 'checks', name, { names, noun: 'check', all: 'the checks are' });
    if (!all.includes(level)) {
      refuse(where, `\`checks['${name}']\` is ${quoted(level)}, which is no level`, `write one of \`CheckLevel\`: ${all.join(', ')}`);
    }
  }
  if (!SEVERITIES.includes(failOn as Severity)) {
    refuse(where, `\`failOn\` is ${quoted(failOn)}, which nothing that is found can be`,
      'write `CheckLevel.ERROR`, `CheckLevel.WARNING` or `CheckLevel.INFO`');
  }
}

/** Names to choose from, and how to call them. */
interface Choice {
  readonly names: readonly string[];
  readonly noun: string;
  /** What stands before all the names, where none of them is near. */
  readonly all: string;
}

/** Refuses a name that nothing has, so that what was meant for it would never count. */
export function refuseUnknownName(where: string, field: string, name: unknown, { names, noun, all }: Choice): void {
  if (!names.includes(name as string)) {
    const meant = typeof name === 'string' ? nearest(name, names) : undefined;
    refuse(where, `\`${field}\` names ${quoted(name)}, which is no ${noun}`,
      meant === undefined ? `${all} ${names.join(', ')}` : `did you mean \`${meant}\`?`);
  }
}
