import fc from 'fast-check';
import { Assertion, Party } from '../../src/assertions/assertion';
import { podsInCode } from '../../src/checks/support/pasteable-code';
import { diff } from '../../src/engine/answers/diff';
import { ingest } from '../../src/ingest/ingest';
import { Snapshot } from '../../src/model/snapshot';
import { formatWorkload, Workload } from '../../src/model/workload';
import { portRange } from '../../src/sets/ports';
import { answered, Ground, withPolicies } from '../../src/suggestions/ground';
import { suggest } from '../../src/suggestions/suggest';
import { SuggestedPolicy } from '../../src/suggestions/suggestion';
import { fixtureOf } from '../engine/agreement';
import { facts } from '../fixture';
import { anyScenario, dialectOf, Scenario } from '../generators/scenarios';

function groundOf(scenario: Scenario): Ground {
  const dialect = dialectOf(scenario);
  const { snapshot, resources } = ingest(
    scenario.manifests.map(content => ({ content })), { dialect, facts: facts(scenario.facts) });
  return { snapshot, resources, dialect };
}

/** The workload, and what else its labels select. */
function partyOf(workload: Workload): Party {
  const requirements = [...workload.labels.known].map(([key, value]) => ({ key, operator: 'In', values: [value] } as const));
  return {
    description: formatWorkload(workload),
    peers: [{ kind: 'pods', namespaces: { kind: 'named', name: workload.namespace }, pods: { requirements } }],
  };
}

/** A connection between two workloads of the input that have labels; undefined where the numbers name one twice, or none. */
function askedOf({ workloads }: Snapshot, [from, to, port]: readonly number[]): Assertion | undefined {
  const labeled = workloads.filter(({ labels }) => labels.known.size > 0);
  const [source, destination] = [from, to].map(number => labeled[number % labeled.length]);
  return source === destination ? undefined : {
    at: { object: 'test' },
    source: partyOf(source),
    destination: partyOf(destination),
    ports: [{ kind: 'numbered', protocol: 'TCP', ports: portRange([53, 80, 8080][port % 3]) }],
  };
}

const anyAsked = fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 3 });

function holds(property: (ground: Ground, asked: readonly Assertion[]) => void): void {
  fc.assert(fc.property(anyScenario, anyAsked, (scenario, numbers) => {
    const ground = groundOf(scenario);
    const asked = numbers.flatMap(one => askedOf(ground.snapshot, one) ?? []);
    try {
      property(ground, asked);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${JSON.stringify(asked.map(one => one.source.description))}\n${fixtureOf(scenario)}`);
    }
  }), { numRuns: Number(process.env.RUNS ?? 40) });
}

test('what is suggested makes all certain that is not said to stay open', () => {
  holds((ground, asked) => {
    const { policies, unmet } = suggest(ground, asked);
    const left = asked.filter(one => answered(withPolicies(ground, policies), [one]).unmet.size > 0);
    expect(unmet).toHaveLength(left.length);
  });
});

test('what is suggested changes nothing that is not wanted, but what is told', () => {
  holds((ground, asked) => {
    const { policies, sideEffects } = suggest(ground, asked);
    const told = new Set(sideEffects.map(({ source, destination }) => JSON.stringify([source, destination], plain)));
    const wanted = new Set(asked.flatMap(({ source, destination }) => [`${source.description} -> ${destination.description}`]));
    const changes = diff(ground.snapshot, withPolicies(ground, policies));
    for (const { source, destination, opened, closed, becameUnknown } of changes) {
      const isTold = told.has(JSON.stringify([source, destination], plain));
      const names = [source, destination].map(end => (end.kind === 'workload' ? formatWorkload(end.workload) : 'outside'));
      const ports = asked.flatMap(one => one.ports).flatMap(match => (match.kind === 'numbered' ? [match.ports] : []));
      expect(isTold || (closed.isEmpty && becameUnknown.isEmpty)).toBe(true);
      // Labels may select more workloads than the one after which a party is called; these are wanted as well.
      expect(isTold || wanted.has(names.join(' -> ')) || isSelected(ground.snapshot, asked, names)).toBe(true);
      expect(isTold || ports.some(port => opened.ports('TCP').subtract(port).isEmpty) || ports.length > 1).toBe(true);
    }
  });
});

function isSelected({ workloads }: Snapshot, asked: readonly Assertion[], names: readonly string[]): boolean {
  const [source, destination] = names.map(name => workloads.find(workload => formatWorkload(workload) === name));
  const isIn = ({ peers: [peer] }: Party, workload: Workload | undefined) => workload !== undefined && peer.kind === 'pods'
    && peer.namespaces.kind === 'named' && peer.namespaces.name === workload.namespace
    && peer.pods.requirements.every(({ key, values }) => values.includes(workload.labels.known.get(key) ?? '')
      || workload.labels.open !== undefined);
  return asked.some(one => isIn(one.source, source) && isIn(one.destination, destination));
}

test('of what is suggested nothing can be left out', () => {
  holds((ground, asked) => {
    const { policies } = suggest(ground, asked);
    const { met } = answered(withPolicies(ground, policies), asked);
    for (const fewer of eachWithLess(policies)) {
      const now = answered(withPolicies(ground, fewer), asked).met;
      expect([...met].every(pair => now.has(pair))).toBe(false);
    }
  });
});

/** The policies with one policy, rule, peer or port less. */
function* eachWithLess(policies: readonly SuggestedPolicy[]): Generator<SuggestedPolicy[]> {
  for (const policy of policies) {
    const others = policies.filter(other => other !== policy);
    yield others;
    for (const rule of policy.rules) {
      const rules = policy.rules.filter(other => other !== rule);
      const variants = [
        ...rules.length === 0 ? [] : [rules],
        ...withOneLess(rule.peers).map(peers => [...rules, { ...rule, peers }]),
        ...withOneLess(rule.ports).map(ports => [...rules, { ...rule, ports }]),
      ];
      for (const variant of variants) {
        yield [...others, { ...policy, rules: variant }];
      }
    }
  }
}

/** The list without one item, in each way that leaves some. */
function withOneLess<Item>(items: readonly Item[]): Item[][] {
  return items.length < 2 ? [] : items.map(item => items.filter(other => other !== item));
}

test('what holds already needs no policy', () => {
  holds((ground, asked) => {
    const open = asked.filter(one => answered(ground.snapshot, [one]).unmet.size === 0);
    expect(suggest(ground, open)).toEqual({ policies: [], unmet: [], sideEffects: [] });
  });
});

test('pods that labels tell apart are let connect without anything else being opened', () => {
  let seen = 0;
  holds((ground, asked) => {
    const { snapshot } = ground;
    const exact = asked.filter(({ source, destination }) => [source, destination].every(({ description }) => {
      const workload = snapshot.workloads.find(one => formatWorkload(one) === description)!;
      return podsInCode(snapshot, workload)?.others.length === 0;
    }));
    const { sideEffects } = suggest(ground, exact);
    seen += exact.length;
    expect(sideEffects.filter(({ opened }) => !opened.isEmpty)).toEqual([]);
  });
  expect(seen).toBeGreaterThan(0);
});

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}
