import { Arguments } from './arguments';
import { CHECK_NAMES } from './config/check-levels';
import { WrongUsage } from './wrong-usage';
import { CheckMeta } from '../checks/check';
import { CheckLevels, isSwitchedOn } from '../diagnosis/levels';
import { nearest } from '../sets/nearest';
import { list } from '../wording/lists';

/**
 * Whether a check is run: options go before the configuration.
 *
 * @throws WrongUsage when they name no check, or one in both ways
 */
export function chosenChecks(args: Arguments): (meta: CheckMeta, configured: CheckLevels) => boolean {
  const [only, skipped] = (['check', 'skip'] as const).map(option => args.values(option).map(name => known(option, name)));
  const both = only.find(name => skipped.includes(name));
  if (both !== undefined) {
    throw new WrongUsage(`\`--check\` and \`--skip\` both name \`${both}\``, 'leave one of them out');
  }
  return (meta, configured) => !skipped.includes(meta.name)
    && (only.length > 0 ? only.includes(meta.name) : isSwitchedOn(meta, configured));
}

function known(option: string, name: string): string {
  if (!CHECK_NAMES.includes(name)) {
    const meant = nearest(name, CHECK_NAMES);
    throw new WrongUsage(`\`--${option}\` is \`${name}\`, which is no check`,
      meant === undefined ? `the checks are ${list(CHECK_NAMES, Infinity)}` : `did you mean \`${meant}\`?`);
  }
  return name;
}
