import { readAccepted } from './accepted';
import { readCheckLevels } from './check-levels';
import { CheckSettings } from './check-settings';
import { ConfigFile } from './config-file';

/** Reads what the configuration says of checks; whatever is wrong with it is reported. */
export function readCheckSettings({ checks, accepted, file }: ConfigFile): CheckSettings {
  return {
    levels: checks === undefined ? {} : readCheckLevels(checks),
    acceptances: accepted === undefined ? [] : readAccepted(accepted, file),
  };
}
