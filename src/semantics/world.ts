import { Guise } from './guises';
import { Policy, Rule } from '../model/policy';
import { FlowVerdict } from '../model/trace';
import { Ternary } from '../sets/ternary';

/** Whether the policy of a rule applies to the subject, and whether the rule admits the flow. */
export interface RuleAnswer {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly applies: Ternary;
  readonly admits: Ternary;
}

/** The verdict that holds if the peer appears in this guise, and what it is based on. */
export interface World {
  readonly guise: Guise;
  readonly answers: readonly RuleAnswer[];
  readonly verdict: FlowVerdict;
}
