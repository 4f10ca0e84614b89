import { readAccepted } from './accepted';
import { readConfiguredAssertions } from './assertions';
import { readCheckLevels } from './check-levels';
import { CheckSettings } from './check-settings';
import { ConfigFile } from './config-file';

/** Reads what the configuration says of checks; whatever is wrong with it is reported. */
export function readCheckSettings({ checks, accepted, assertions, file }: ConfigFile): CheckSettings {
  return {
    levels: checks === undefined ? {} : readCheckLevels(checks),
    assertions: assertions === undefined ? [] : readConfiguredAssertions(assertions, file),
    acceptances: accepted === undefined ? [] : readAccepted(accepted, file),
  };
}
