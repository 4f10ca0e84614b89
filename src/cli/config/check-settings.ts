import type { ConfiguredAssertion } from './assertions';
import { CheckLevels } from '../../diagnosis/levels';
import { Acceptance } from '../../model/acceptance';

/** What somebody has decided about checks and what they find. */
export interface CheckSettings {
  readonly levels: CheckLevels;
  readonly acceptances: readonly Acceptance[];
  readonly assertions: readonly ConfiguredAssertion[];
}

/** Nobody has decided anything. */
export const NO_SETTINGS: CheckSettings = { levels: {}, acceptances: [], assertions: [] };
