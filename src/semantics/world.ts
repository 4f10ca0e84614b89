import { Guise } from './guises';
import { Ladder } from './levels';
import { Policy, Rule } from '../model/policy';
import { FlowVerdict } from '../model/trace';
import { Ternary } from '../sets/ternary';

/** Whether the policy of a rule applies to the subject, and whether the rule matches the flow. */
export interface RuleAnswer {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly applies: Ternary;
  readonly matches: Ternary;
}

/** A policy with what its rules answer, in their order. */
export interface Answered {
  readonly policy: Policy;
  readonly applies: Ternary;
  readonly answers: readonly RuleAnswer[];
}

/** The verdict that holds if the peer appears in this guise, and what it is based on. */
export interface World {
  readonly guise: Guise;
  readonly ladder: Ladder<Answered>;
  /** Whether the rules of the normal tier are asked: those of a subject whose own node the peer is may not be. */
  readonly asksNormal: boolean;
  readonly verdict: FlowVerdict;
}
