import { checkVerb } from './check';
import { diffVerb } from './diff';
import { explainVerb } from './explain';
import { listVerb } from './list';
import { suggestVerb } from './suggest';
import { upgradeVerb } from './upgrade';
import { Verb } from '../verb';

/** Every verb, in the order in which help lists them. */
export const VERBS: readonly Verb[] = [listVerb, explainVerb, checkVerb, diffVerb, upgradeVerb, suggestVerb];
