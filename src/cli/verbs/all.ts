import { checkVerb } from './check';
import { diffVerb } from './diff';
import { listVerb } from './list';
import { lockVerb } from './lock';
import { Verb } from '../verb';

/** Every verb, in the order in which help lists them. */
export const VERBS: readonly Verb[] = [listVerb, checkVerb, diffVerb, lockVerb];
