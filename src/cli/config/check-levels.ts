import { CHECKS } from '../../checks/all';
import { CheckLevels, FindingLevel, SEVERITIES } from '../../diagnosis/levels';
import { Field } from '../../ingest/reading/fields';
import { nearest } from '../../sets/nearest';
import { list, listed } from '../../wording/lists';

/** What the level of a check may be. */
export const CHECK_LEVELS: readonly FindingLevel[] = [...SEVERITIES, 'off'];

/** The names of all checks, with those of the nursery. */
export const CHECK_NAMES: readonly string[] = CHECKS.map(({ meta }) => meta.name);

/** Reads how grave the findings of checks are; whatever is wrong with it is reported. */
export function readCheckLevels(field: Field): CheckLevels {
  return Object.fromEntries(field.keys().flatMap(name => {
    const level = field.get(name);
    if (!CHECK_NAMES.includes(name)) {
      const meant = nearest(name, CHECK_NAMES);
      field.report.fault(`\`${level.path}\` names no check`, level.path,
        meant === undefined ? `the checks are ${list(CHECK_NAMES, Infinity)}` : `did you mean \`${meant}\`?`);
      return [];
    }
    const found = CHECK_LEVELS.find(known => known === (isOff(level) ? 'off' : level.value));
    if (found === undefined) {
      level.fault('not a level', `write ${listed(CHECK_LEVELS)}`);
    }
    return found === undefined ? [] : [[name, found]];
  }));
}

/** Without quotes, `off` is read as a boolean. */
function isOff({ value }: Field): boolean {
  return value === false;
}
