import fc from 'fast-check';
import { Check } from '../../../src/checks/check';
import { baselineNeverReached } from '../../../src/checks/tiers/baseline-never-reached';
import { passWithoutEffect } from '../../../src/checks/tiers/pass-without-effect';
import { priorityCollision } from '../../../src/checks/tiers/priority-collision';
import { shadowedRule } from '../../../src/checks/tiers/shadowed-rule';
import { Finding } from '../../../src/model/finding';
import { Endpoint, Flow, formatEndpoint } from '../../../src/model/flow';
import { isUncertain } from '../../../src/model/labels';
import { formatPolicy, Policy, Rule, TrafficDirection } from '../../../src/model/policy';
import { Snapshot } from '../../../src/model/snapshot';
import { judge } from '../../../src/semantics/judge';
import { fixtureOf } from '../../engine/agreement';
import { anyAdminPolicies } from '../../generators/admin-policies';
import { boundaryFlows } from '../../generators/flows';
import { anyScenario, Scenario, snapshotOf } from '../../generators/scenarios';
import { contextOfSnapshot } from '../contexts';

const RUNS = { numRuns: Number(process.env.RUNS ?? 60) };

/** Clusters with policies of the whole cluster, as one enforcer reads them. */
const anyGuarded: fc.Arbitrary<Scenario> = fc.tuple(anyScenario, anyAdminPolicies)
  .map(([scenario, policies]) => ({
    ...scenario,
    manifests: [...scenario.manifests.filter(manifest => !JSON.stringify(manifest).includes('policy.networking.k8s.io')), ...policies],
  }));

function asOneReads(scenario: Scenario): Snapshot {
  const { otherInterpretations, ...snapshot } = snapshotOf(scenario);
  return snapshot;
}

/** The snapshot without the rule that the title names, or without any of the direction where it names none. */
function withoutNamed(snapshot: Snapshot, { title }: Finding): Snapshot {
  const [, direction, , number, name] =
    /(ingress|egress) rule(s| (\d+))(?: \([^)]*\))? of policy `([^`]*)`/.exec(title)!;
  const change = (policy: Policy): Policy => {
    const key = direction as TrafficDirection;
    const section = policy[key];
    const isMeant = ({ index }: Rule) => number === undefined || index === Number(number) - 1;
    return section === undefined || policy.tier === 'normal' || formatPolicy(policy) !== name ? policy : {
      ...policy,
      [key]: { ...section, rules: section.rules.filter(rule => !isMeant(rule)) },
    };
  };
  return { ...snapshot, policies: snapshot.policies.map(change) };
}

/** What is certain with the rule is certain without it: it decides about nothing. */
function expectNoChange(scenario: Scenario, check: Check, isAboutPods: boolean): void {
  const snapshot = asOneReads(scenario);
  const seen = isAboutPods ? snapshot : { ...snapshot, workloads: [] };
  for (const finding of check.check(contextOfSnapshot(seen))) {
    const without = withoutNamed(snapshot, finding);
    for (const flow of someFlows(snapshot)) {
      const { verdict } = judge(snapshot, flow);
      const other = verdict === 'unknown' ? verdict : judge(without, flow).verdict;
      if (verdict !== other) {
        throw new Error(`${finding.title}\n${flowText(flow)}: ${verdict}, without it ${other}\n${fixtureOf(scenario)}`);
      }
    }
  }
}

const MOST_FLOWS = 4_000;

function someFlows(snapshot: Snapshot): Flow[] {
  const all = [...boundaryFlows(snapshot)];
  const step = Math.max(1, Math.ceil(all.length / MOST_FLOWS));
  return all.filter((_, index) => index % step === 0);
}

function flowText({ source, destination, protocol, port }: Flow): string {
  return `${formatEndpoint(source)} -> ${formatEndpoint(destination)} ${protocol} ${port}`;
}

test.each([
  [shadowedRule.meta.name, 'whatever pods there are', shadowedRule, false],
  [passWithoutEffect.meta.name, 'whatever pods there are', passWithoutEffect, false],
  [baselineNeverReached.meta.name, 'about the pods of the input', baselineNeverReached, true],
] as const)('without what %s finds, no answer is another, %s', (_, _about, check, isAboutPods) => {
  fc.assert(fc.property(anyGuarded, scenario => expectNoChange(scenario, check, isAboutPods)), RUNS);
});

/** Of labels that are open the judge does not see that two selectors exclude each other, so that it names a doubt too many. */
function isKnown({ namespaces }: Snapshot, end: Endpoint): boolean {
  return end.kind !== 'workload'
    || ![end.workload.labels, namespaces.get(end.workload.namespace)!.labels].some(isUncertain);
}

test('where an answer is unknown for the order of two policies, priority-collision speaks up', () => {
  fc.assert(fc.property(anyGuarded, scenario => {
    const snapshot = asOneReads(scenario);
    if (priorityCollision.check(contextOfSnapshot(snapshot)).length > 0) {
      return;
    }
    const known = someFlows(snapshot)
      .filter(({ source, destination }) => isKnown(snapshot, source) && isKnown(snapshot, destination));
    for (const flow of known) {
      const { egress, ingress } = judge(snapshot, flow);
      if ([...egress.doubts, ...ingress.doubts].includes('equal-priority')) {
        throw new Error(`${flowText(flow)}\n${fixtureOf(scenario)}`);
      }
    }
  }), RUNS);
});
