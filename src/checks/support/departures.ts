import { Flow } from '../../model/flow';
import { DIRECTIONS, Policy } from '../../model/policy';
import { DirectionTrace, Trace } from '../../model/trace';
import { judge } from '../../semantics/judge';
import { CheckContext, Variant } from '../check';

/** A flow that the enforcer decides otherwise than the Kubernetes text, and one cause of it. */
export interface Departure {
  readonly documented: Trace;
  readonly enforced: Trace;
  /** The policy that is read differently, where it is a policy that makes the difference. */
  readonly policy?: Policy;
  /** The one thing that the enforcer does differently; undefined when it takes several together. */
  readonly reason?: Variant;
}

/** Every cause of a difference between two certain verdicts; none when they are the same, or one is unknown. */
export function departuresOn({ documented, snapshot: enforced, variants }: CheckContext, flow: Flow): Departure[] {
  const [before, after] = [judge(documented, flow), judge(enforced, flow)];
  if (before.verdict === after.verdict || before.verdict === 'unknown' || after.verdict === 'unknown') {
    return [];
  }
  const traces = new Map<Variant, Trace>();
  const without = (variant: Variant) => traces.get(variant) ?? keep(traces, variant, judge(variant.snapshot, flow));
  return DIRECTIONS.filter(direction => isDecisive(before[direction], after[direction])).flatMap(direction => {
    const decides = variants.find(variant => without(variant)[direction].verdict !== after[direction].verdict);
    const policies = policiesReadDifferently(before[direction], after[direction]);
    const departure = { documented: before, enforced: after };
    return policies.length === 0 ? [{ ...departure, reason: decides }] : policies.map(policy => ({
      ...departure,
      policy,
      reason: variants.find(variant => policiesReadDifferently(without(variant)[direction], after[direction])
        .some(({ origin }) => origin === policy.origin)) ?? decides,
    }));
  });
}

function keep(traces: Map<Variant, Trace>, variant: Variant, trace: Trace): Trace {
  traces.set(variant, trace);
  return trace;
}

/**
 * Whether the readings disagree about this direction and one of them denies in it, since a denial is what decides. What a
 * label of the pod does has a check of its own.
 */
function isDecisive(before: DirectionTrace, after: DirectionTrace): boolean {
  return after.switchingLabel === undefined && before.verdict !== after.verdict && (before.verdict === 'denied' || after.verdict === 'denied');
}

/** The policies that isolate, or of which a rule matches, in one reading only. */
function policiesReadDifferently(before: DirectionTrace, after: DirectionTrace): Policy[] {
  if ([before.basis, after.basis].includes('dropped-protocol')) {
    return [];
  }
  const found = new Map([...onlyIn(before, after), ...onlyIn(after, before)].map(policy => [policy.origin, policy]));
  return [...found.values()];
}

function onlyIn(trace: DirectionTrace, other: DirectionTrace): Policy[] {
  const stepsOf = ({ steps }: DirectionTrace) => steps.map(({ policy, rule }) => ({ policy, rule: rule?.index }));
  const others = stepsOf(other);
  return stepsOf(trace)
    .filter(({ policy, rule }) => !others.some(step => step.policy.origin === policy.origin && step.rule === rule))
    .map(({ policy }) => policy);
}
