import { Arguments } from './arguments';
import { CHECK_NAMES } from './config/check-levels';
import { WrongUsage } from './wrong-usage';
import { Expectation, EXPECTATIONS } from '../assertions/stated';
import { CheckMeta } from '../checks/check';
import { CheckLevels, isSwitchedOn } from '../diagnosis/levels';
import { nearest } from '../sets/nearest';
import { list } from '../wording/lists';

/** What somebody has chosen to be run. */
export interface Chosen {
  readonly check: (meta: CheckMeta, configured: CheckLevels) => boolean;
  readonly assertion: (expectation: Expectation) => boolean;
}

/** What options may choose. */
const NAMES: readonly string[] = [...CHECK_NAMES, ...EXPECTATIONS];

/**
 * Whether a check is run, and an assertion of a kind: options go before the configuration.
 *
 * @throws WrongUsage when they name no check, or one in both ways
 */
export function chosenChecks(args: Arguments): Chosen {
  const [only, skipped] = (['check', 'skip'] as const).map(option => args.values(option).map(name => known(option, name)));
  const both = only.find(name => skipped.includes(name));
  if (both !== undefined) {
    throw new WrongUsage(`\`--check\` and \`--skip\` both name \`${both}\``, 'leave one of them out');
  }
  const isChosen = (name: string, otherwise: boolean) =>
    !skipped.includes(name) && (only.length > 0 ? only.includes(name) : otherwise);
  return {
    check: (meta, configured) => isChosen(meta.name, isSwitchedOn(meta, configured)),
    assertion: expectation => isChosen(expectation, true),
  };
}

function known(option: string, name: string): string {
  if (!NAMES.includes(name)) {
    const meant = nearest(name, NAMES);
    throw new WrongUsage(`\`--${option}\` is \`${name}\`, which is no check`,
      meant === undefined ? `the checks are ${list(CHECK_NAMES, Infinity)}` : `did you mean \`${meant}\`?`);
  }
  return name;
}
