import fc from 'fast-check';
import { expectNothingOpens, holds, inWords, tableOf, workloadTableOf } from './theorem';
import { anyClusterNetworkPolicies } from '../generators/admin-policies';
import { anyPolicies } from '../generators/policies';
import { Scenario } from '../generators/scenarios';

interface ClusterPolicy {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: ClusterSpec;
}

interface ClusterSpec {
  readonly tier: string;
  readonly priority: number;
  readonly ingress?: readonly RuleManifest[];
  readonly egress?: readonly RuleManifest[];
}

type RuleManifest = object & { readonly action: string };

function isClusterPolicy(manifest: object): manifest is ClusterPolicy {
  return (manifest as ClusterPolicy).kind === 'ClusterNetworkPolicy';
}

/** The priorities of the generator with room before, between and behind them. */
const PRIORITIES: ReadonlyMap<number, number> = new Map([[0, 2], [1, 4], [10, 11], [50, 51], [500, 501], [1000, 998]]);
const FIRST = 0;
const LAST = 1000;

function withRoom(manifest: ClusterPolicy): ClusterPolicy {
  const { spec } = manifest;
  return { ...manifest, spec: { ...spec, priority: PRIORITIES.get(spec.priority)! } };
}

/** The policies of the scenario, with those of one kind only above and below them. */
function laddered({ manifests, ...scenario }: Scenario, more: readonly object[]): Scenario {
  const isOld = (manifest: object) => (manifest as ClusterPolicy).kind.endsWith('AdminNetworkPolicy');
  const added = more.map((one, index) => ({ ...one, metadata: { name: `more-${index}` } }));
  return {
    ...scenario,
    manifests: [...manifests.filter(one => !isOld(one)), ...added]
      .map(one => (isClusterPolicy(one) ? withRoom(one) : one)),
  };
}

const SOME = anyClusterNetworkPolicies({ minLength: 1, maxLength: 4 });

/** The same policy with no rule but such, and elsewhere in the ladder. */
function only(manifest: object, action: string, change: Partial<ClusterSpec>): object {
  const { spec, ...rest } = manifest as ClusterPolicy;
  const turned = (rules: readonly RuleManifest[] | undefined) => rules?.map(rule => ({ ...rule, action }));
  return {
    ...rest, metadata: { name: 'new' }, spec: { ...spec, ingress: turned(spec.ingress), egress: turned(spec.egress), ...change },
  };
}

function and({ manifests, ...scenario }: Scenario, ...more: readonly object[]): Scenario {
  return { ...scenario, manifests: [...manifests, ...more] };
}

const anyTier = fc.constantFrom('Admin', 'Baseline');
const anyPriority = fc.constantFrom(FIRST, 3, 4, 11, 501, LAST);

test('a rule that denies never opens a flow, wherever it stands', () => holds<[object[], object, string, number]>(
  [SOME, SOME.map(([one]) => one), anyTier, anyPriority], (scenario, more, drawn, tier, priority) => {
    const base = laddered(scenario, more);
    expectNothingOpens(workloadTableOf(base), workloadTableOf(and(base, only(drawn, 'Deny', { tier, priority }))));
  }));

test('a rule that accepts never closes a flow, wherever it stands', () => holds<[object[], object, string, number]>(
  [SOME, SOME.map(([one]) => one), anyTier, anyPriority], (scenario, more, drawn, tier, priority) => {
    const base = laddered(scenario, more);
    expectNothingOpens(workloadTableOf(and(base, only(drawn, 'Accept', { tier, priority }))), workloadTableOf(base));
  }));

test('a rule that passes changes nothing when no rule of its tier comes after it', () => holds<[object[], object, string]>(
  [SOME, SOME.map(([one]) => one), anyTier], (scenario, more, drawn, tier) => {
    const base = laddered(scenario, more);
    const pass = only(drawn, 'Pass', { tier, priority: LAST });
    expect(inWords(workloadTableOf(and(base, pass)))).toEqual(inWords(workloadTableOf(base)));
  }));

test('asking a policy that only accepts after all others of its tier never opens a flow', () =>
  holds<[object[], object, string, number]>(
    [SOME, SOME.map(([one]) => one), anyTier, anyPriority], (scenario, more, drawn, tier, priority) => {
      const base = laddered(scenario, more);
      const [before, after] = [priority, LAST]
        .map(one => workloadTableOf(and(base, only(drawn, 'Accept', { tier, priority: one }))));
      expectNothingOpens(before, after);
    }));

test('no policy of a namespace opens what a rule that is asked before all others denies', () => holds<[object, object[]]>(
  [SOME.map(([one]) => one), anyPolicies], (scenario, drawn, policies) => {
    const guard = only(drawn, 'Deny', { tier: 'Admin', priority: FIRST });
    const base = { ...scenario, manifests: scenario.manifests.filter(isNoPolicy) };
    const [open, guarded, withPolicies] = [base, and(base, guard), and(base, guard, ...policies)].map(workloadTableOf);
    // A policy that asks for a label of one live pod sets this pod apart.
    if ([...guarded.keys()].some(pair => !open.has(pair) || !withPolicies.has(pair))) {
      return;
    }
    guarded.forEach(({ denied }, pair) => {
      const closedByGuard = denied.intersect(open.get(pair)!.allowed);
      expect([pair, `${closedByGuard.subtract(withPolicies.get(pair)!.denied)}`]).toEqual([pair, 'nothing']);
    });
  }));

function isNoPolicy(manifest: object): boolean {
  return !(manifest as ClusterPolicy).kind.endsWith('Policy');
}

test('which of two policies of one priority is written first does not matter', () => holds<[object[]]>([SOME], (scenario, more) => {
  const base = laddered(scenario, more);
  const swapped = { ...base, manifests: [...base.manifests].reverse() };
  expect(inWords(tableOf(swapped))).toEqual(inWords(tableOf(base)));
}));

test('what is accepted for egress is still up to the policies for ingress', () => holds<[object[], object]>(
  [SOME, SOME.map(([one]) => one)], (scenario, more, drawn) => {
    const base = laddered(scenario, more);
    const ingressOnly = { ...base, manifests: base.manifests.map(withoutEgress) };
    const accepting = withoutIngress(only(drawn, 'Accept', { priority: FIRST }));
    // Where the enforcer isolates pods by itself, there is egress to open.
    if (typeof scenario.dialect !== 'object' || (scenario.dialect.mode === 'default' && !JSON.stringify(base).includes('"init"'))) {
      expectNothingOpens(workloadTableOf(ingressOnly), workloadTableOf(and(ingressOnly, accepting)));
    }
  }));

function withoutEgress(manifest: object): object {
  const { kind, spec } = manifest as ClusterPolicy;
  return kind === 'NetworkPolicy' ? { ...manifest, spec: { ...spec, egress: undefined, policyTypes: ['Ingress'] } }
    : kind === 'ClusterNetworkPolicy' ? { ...manifest, spec: { ...spec, egress: undefined } } : manifest;
}

function withoutIngress(manifest: object): object {
  return { ...manifest, spec: { ...(manifest as ClusterPolicy).spec, ingress: undefined } };
}
