import fc from 'fast-check';
import { redundantPolicy } from '../../../src/checks/isolation/redundant-policy';
import { coveredRules } from '../../../src/checks/support/redundancy';
import { Flow, formatEndpoint } from '../../../src/model/flow';
import { DIRECTIONS, formatPolicy, Policy, Rule, rulesOf } from '../../../src/model/policy';
import { Snapshot } from '../../../src/model/snapshot';
import { judge } from '../../../src/semantics/judge';
import { fixtureOf } from '../../engine/agreement';
import { boundaryFlows } from '../../generators/flows';
import { anyScenario, Scenario, snapshotOf } from '../../generators/scenarios';
import { contextOfSnapshot } from '../contexts';

const RUNS = { numRuns: Number(process.env.RUNS ?? 60) };
const MOST_FLOWS = 1_000;

/** The manifest of a NetworkPolicy, as the generators write it. */
interface PolicyManifest {
  readonly kind?: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly ingress?: readonly object[]; readonly egress?: readonly object[] };
}

/** Clusters in which each policy has a twin that says less, and some rules stand in a policy twice. */
const anyCrowded: fc.Arbitrary<Scenario> = anyScenario.map(scenario => ({
  ...scenario,
  manifests: scenario.manifests.flatMap(manifest => {
    const policy = manifest as PolicyManifest;
    if (policy.kind !== 'NetworkPolicy') {
      return [manifest];
    }
    const { ingress, egress } = policy.spec;
    const twice = (rules: readonly object[] | undefined) => rules && [...rules, ...rules.slice(0, 1)];
    return [
      { ...policy, spec: { ...policy.spec, ...ingress && { ingress: twice(ingress) } } },
      {
        ...policy,
        metadata: { ...policy.metadata, name: `${policy.metadata.name}-twin` },
        spec: { ...policy.spec, ...ingress && { ingress: ingress.slice(1) }, ...egress && { egress } },
      },
    ];
  }),
}));

function asOneReads(scenario: Scenario): Snapshot {
  const { otherInterpretations, ...snapshot } = snapshotOf(scenario);
  return snapshot;
}

/** Without pods, so that what is found holds whatever pods there are. */
function withoutRedundantPolicies(snapshot: Snapshot): Snapshot {
  const context = contextOfSnapshot({ ...snapshot, workloads: [], unplaced: undefined });
  const findings = redundantPolicy.check(context);
  const origins = new Set(findings.flatMap(({ at, likewise = [] }) => [at, ...likewise]));
  return { ...snapshot, policies: snapshot.policies.filter(({ origin }) => !origins.has(origin)) };
}

function withoutCoveredRules(snapshot: Snapshot): Snapshot {
  const policies = snapshot.policies.map((policy): Policy => (policy.tier !== 'normal' ? policy
    : DIRECTIONS.reduce((rest: Policy, direction): Policy => {
      const section = policy[direction];
      const covered = new Set<Rule>(coveredRules(policy, direction).map(({ placed }) => placed.rule));
      return section === undefined ? rest
        : { ...rest, [direction]: { ...section, rules: section.rules.filter(rule => !covered.has(rule)) } };
    }, policy)));
  return { ...snapshot, policies };
}

function amountOf({ policies }: Snapshot): number {
  return policies.length + policies.flatMap(rulesOf).length;
}

function someFlows(snapshot: Snapshot): Flow[] {
  const all = [...boundaryFlows(snapshot)];
  const step = Math.max(1, Math.ceil(all.length / MOST_FLOWS));
  return all.filter((_, index) => index % step === 0);
}

test.each([
  ['the policies that redundant-policy finds', withoutRedundantPolicies],
  ['the rules that redundant-rule and allow-all-in-effect find', withoutCoveredRules],
] as const)('without %s, no answer is another', (_, reduced) => {
  let leftOut = 0;
  fc.assert(fc.property(anyCrowded, scenario => {
    const snapshot = asOneReads(scenario);
    const without = reduced(snapshot);
    leftOut += amountOf(snapshot) - amountOf(without);
    for (const flow of amountOf(without) === amountOf(snapshot) ? [] : someFlows(snapshot)) {
      const { verdict } = judge(snapshot, flow);
      const other = verdict === 'unknown' ? verdict : judge(without, flow).verdict;
      if (verdict !== other) {
        const { source, destination, protocol, port } = flow;
        throw new Error(`${formatEndpoint(source)} -> ${formatEndpoint(destination)} ${protocol} ${port}: ${verdict}, without them ${other}\n`
          + `${snapshot.policies.filter(policy => !without.policies.includes(policy)).map(formatPolicy).join(', ')}\n${fixtureOf(scenario)}`);
      }
    }
  }), RUNS);
  expect(leftOut).toBeGreaterThan(0);
});
