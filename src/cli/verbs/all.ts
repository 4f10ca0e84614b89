import { checkVerb } from './check';
import { checksVerb } from './checks';
import { completionVerb } from './completion';
import { diffVerb } from './diff';
import { explainVerb } from './explain';
import { listVerb } from './list';
import { lockVerb } from './lock';
import { suggestVerb } from './suggest';
import { upgradeVerb } from './upgrade';
import { Verb } from '../verb';

/** Every verb, in the order in which help lists them. */
export const VERBS: readonly Verb[] = [
  listVerb, explainVerb, checkVerb, checksVerb, diffVerb, lockVerb, upgradeVerb, suggestVerb,
  completionVerb(() => VERBS),
];
