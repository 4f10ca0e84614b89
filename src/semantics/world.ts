import { Guise } from './guises';
import { Policy, Rule } from '../model/policy';
import { Doubt, FlowVerdict } from '../model/trace';
import { Ternary } from '../sets/ternary';

/** What one rule of a policy that perhaps applies says about a flow. */
export interface RuleAnswer {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly applies: Ternary;
  readonly admits: Ternary;
}

/** What would be decided if the peer appeared in this guise. */
export interface World {
  readonly guise: Guise;
  readonly answers: readonly RuleAnswer[];
  readonly verdict: FlowVerdict;
  /** Why the verdict is unknown, where it is not the rules that are in doubt. */
  readonly doubt?: Doubt;
}
