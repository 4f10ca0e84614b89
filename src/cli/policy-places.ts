import { Locations } from './input/locations';
import { Problem } from '../model/finding';
import { formatPolicy, Policy, Rule, TrafficDirection, DIRECTIONS } from '../model/policy';
import { Trace } from '../model/trace';
import { nameRule } from '../wording/rules';

/** Where a policy or one of its rules stands. */
export interface PolicyPlace {
  /** `shop/web-egress`, or `shop/web-egress, egress rule 1` */
  readonly name: string;
  /** `policies.yaml:12` */
  readonly source: string;
}

/** The places of policies and rules that had to do with verdicts. */
export interface PolicyPlaces {
  /** In the order of the steps, each once; those that no file holds are missing. */
  readonly of: (trace: Trace) => PolicyPlace[];
  readonly ofStep: (policy: Policy, direction: TrafficDirection, rule: Rule | undefined) => string | undefined;
}

interface Step {
  readonly policy: Policy;
  readonly direction: TrafficDirection;
  readonly rule?: Rule;
}

/** Looks all of them up at once, because a file has to be read once more for it. */
export function placesIn(traces: readonly Trace[], locations: Locations): PolicyPlaces {
  const steps = new Map<string, Step>();
  traces.flatMap(stepsIn).forEach(step => steps.set(keyOf(step), step));
  const wanted = [...steps.values()].map(({ policy, direction, rule }): Problem => ({
    severity: 'info', message: '', at: policy.origin, field: rule === undefined ? 'metadata.name' : `spec.${direction}[${rule.index}]`,
  }));
  const located = locations.locate(wanted);
  const sources = new Map([...steps.keys()].map((key, index) => [key, located[index].at.source]));
  return {
    of: trace => [...new Map(stepsIn(trace).flatMap((step): [string, PolicyPlace][] => {
      const source = sources.get(keyOf(step));
      return source === undefined ? [] : [[keyOf(step), { name: nameOf(step), source }]];
    })).values()],
    ofStep: (policy, direction, rule) => sources.get(keyOf({ policy, direction, rule })),
  };
}

function stepsIn(trace: Trace): Step[] {
  const own = DIRECTIONS.flatMap(direction =>
    trace[direction].steps.map(({ policy, rule }) => ({ policy, direction, rule })));
  return [...own, ...Object.values(trace.readings ?? {}).flatMap(stepsIn)];
}

function keyOf({ policy, direction, rule }: Step): string {
  return [policy.kind, formatPolicy(policy), rule === undefined ? '' : `${direction} ${rule.index}`].join(' ');
}

function nameOf({ policy, direction, rule }: Step): string {
  return rule === undefined ? formatPolicy(policy) : `${formatPolicy(policy)}, ${direction} ${nameRule(rule)}`;
}
