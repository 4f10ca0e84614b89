import fc from 'fast-check';
import { onlyAssertionOf } from '../../src/analysis/parties';
import { absentPod } from '../../src/assertions/absent-pods';
import { OnlyAssertion } from '../../src/assertions/assertion';
import { complementOf } from '../../src/assertions/complement';
import { partyMeansStrangers } from '../../src/assertions/ends';
import { mustOnlyBeReachedBy, mustOnlyReach } from '../../src/assertions/must-only';
import { Finding } from '../../src/model/finding';
import { Endpoint, Flow, formatFlow } from '../../src/model/flow';
import { labelFacts } from '../../src/model/labels';
import { Snapshot } from '../../src/model/snapshot';
import { formatWorkload, Workload } from '../../src/model/workload';
import { portParts, relevantPorts } from '../../src/semantics/connections';
import { externalBlocks } from '../../src/semantics/external-blocks';
import { judge } from '../../src/semantics/judge';
import { selectsPods } from '../../src/semantics/match';
import { namespace, pod, policy } from '../fixture';
import { anyScenario, Scenario, snapshotOf } from '../generators/scenarios';
import { anyNamespaceLabels } from '../generators/vocabulary';
import { IPeer, LabelExpression, Namespaces, Pods } from 'cdk8s-netpol';

// What an injector adds, and what it is made with, a pod in the input says more surely than one that is not there. Few
// clusters keep everybody else out by themselves, so most of these have some closed namespaces.
const anyCluster: fc.Arbitrary<Scenario> = fc.tuple(anyScenario, fc.constantFrom([], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'void']))
  .map(([scenario, closed]) => ({
    ...scenario,
    manifests: [
      ...JSON.parse(JSON.stringify(scenario.manifests).replaceAll('istio-injection', 'mesh')),
      ...closed.map(name => policy(`${name}/closed`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })),
    ],
  }));

const PARTIES: IPeer[] = [
  Pods.labeled({ app: 'web' }).inNamespace('a'),
  Pods.labeled({ app: 'db' }).inAllNamespaces(),
  Pods.matching({ expressions: [LabelExpression.in('tier', ['front', 'back'])] }).inNamespacesLabeled({ team: 'red' }),
  Pods.matching({ labels: { app: 'web' }, expressions: [LabelExpression.notIn('tier', ['front'])] }).inAllNamespaces(),
  Pods.matching({ expressions: [LabelExpression.doesNotExist('app')] }).inNamespace('b'),
  Pods.all().inNamespace('c'),
  Namespaces.labeled({ team: 'red', env: 'prod' }),
  Namespaces.named('void'),
];

const anyStatement = fc.record({
  subject: fc.constantFrom<IPeer>(
    Pods.labeled({ app: 'db' }).inAllNamespaces(), Pods.labeled({ app: 'web' }).inNamespace('a'), Pods.all().inNamespace('b'), Namespaces.all(),
  ),
  allowed: fc.subarray(PARTIES, { minLength: 1, maxLength: 4 }),
}).map(text => onlyAssertionOf({ at: { object: 'test' }, namespace: 'a', ...text }));

const anyPod = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'void', 'new'),
  labels: fc.record({
    app: fc.constantFrom('web', 'db', 'job', ''), tier: fc.constantFrom('front', 'back'), absent: fc.constant('x'),
  }, { requiredKeys: [] }),
  team: anyNamespaceLabels,
});

/** Flows from the one to the other, one for each set of ports that no rule tells apart. */
function flows(snapshot: Snapshot, source: Endpoint, destination: Endpoint): Flow[] {
  return portParts(snapshot, destination, relevantPorts(snapshot, source, destination))
    .map(({ protocol, ports }) => ({ source, destination, protocol, port: ports.intervals[0].start }));
}

const KINDS = {
  'MustOnlyBeReachedBy': [mustOnlyBeReachedBy, (other: Endpoint, subject: Endpoint) => [other, subject]],
  'MustOnlyReach': [mustOnlyReach, (other: Endpoint, subject: Endpoint) => [subject, other]],
} as const;

const end = (workload: Workload): Endpoint => ({ kind: 'workload', workload });

function means(snapshot: Snapshot, parties: OnlyAssertion['allowed'], workload: Workload): boolean {
  return parties.flatMap(({ peers }) => peers).some(peer => peer.kind === 'pods' && selectsPods(snapshot, peer, workload) === 'yes');
}

/** The name of the pod that is made after the assertion was checked. */
const MADE = 'made';

/** The pods of the subject, which by labels are only those that were there, and everybody but those who are allowed, on the host network aside. */
function endsIn(snapshot: Snapshot, { subject, allowed }: OnlyAssertion): { subjects: Endpoint[]; others: Endpoint[] } {
  const others = snapshot.workloads.filter(one => !one.hostNetwork && !means(snapshot, allowed, one));
  return {
    subjects: snapshot.workloads.filter(one => means(snapshot, [subject], one))
      .filter(one => one.name !== MADE || partyMeansStrangers(subject)).map(end),
    others: [
      ...others.map(end),
      ...externalBlocks(snapshot).map(({ representative }): Endpoint => ({ kind: 'address', address: representative })),
      ...[...snapshot.nodes.keys()].map((name): Endpoint => ({ kind: 'node', name, isElsewhere: true })),
    ],
  };
}

describe.each(Object.entries(KINDS))('%s', (_, [check, ends]) => {
  const open = (snapshot: Snapshot, stated: OnlyAssertion) => {
    const { subjects, others } = endsIn(snapshot, stated);
    return others.flatMap(other => subjects.filter(subject => !isOnePod(other, subject)).flatMap(subject => {
      const [source, destination] = ends(other, subject);
      return flows(snapshot, source, destination).map(flow => judge(snapshot, flow))
        .filter(({ verdict, flow: { protocol } }) => verdict !== 'denied' && protocol !== 'SCTP');
    }));
  };

  test('holds only where the judge denies every flow of everybody else', () => {
    let held = 0;
    fc.assert(fc.property(anyCluster, anyStatement, (scenario, stated) => {
      const snapshot = snapshotOf(scenario);
      if (check(snapshot, stated).length === 0) {
        held += 1;
        expect(open(snapshot, stated).map(({ flow, verdict }) => `${formatFlow(flow)} ${verdict}`)).toEqual([]);
      }
    }), { numRuns: 120 });
    expect(held).toBeGreaterThan(0);
  });

  test('still holds when a pod is made that is not allowed', () => {
    let held = 0;
    fc.assert(fc.property(anyCluster, anyStatement, anyPod, (scenario, stated, made) => {
      if (check(snapshotOf(scenario), stated).length > 0) {
        return;
      }
      held += 1;
      const isKnown = snapshotOf(scenario).namespaces.has(made.name);
      const added = [...isKnown ? [] : [namespace(made.name, made.team as Record<string, string>)], pod(`${made.name}/${MADE}`, made.labels)];
      const after = snapshotOf({ ...scenario, manifests: [...scenario.manifests, ...added] });
      const isMade = (one: Endpoint) => one.kind === 'workload' && one.workload.name === MADE;
      // What isolates the pods of a namespace that nobody knows is for its own policies to say.
      const isKnownEnd = (one: Endpoint) => one.kind === 'workload' && (isKnown || !isMade(one));
      expect(open(after, stated).filter(({ flow: { source, destination } }) => isMade(source) || isMade(destination))
        .filter(({ flow: { source, destination } }) => isKnownEnd(source) || isKnownEnd(destination))
        .map(({ flow, verdict }) => `${formatFlow(flow)} ${verdict}`)).toEqual([]);
    }), { numRuns: 120 });
    expect(held).toBeGreaterThan(0);
  });

  test('is not broken by one more who is allowed', () => {
    fc.assert(fc.property(anyCluster, anyStatement, fc.constantFrom(...PARTIES), (scenario, stated, more) => {
      const snapshot = snapshotOf(scenario);
      const { allowed: [added] } = onlyAssertionOf({ at: stated.at, namespace: 'a', subject: more, allowed: [more] });
      if (check(snapshot, stated).length === 0) {
        expect(check(snapshot, { ...stated, allowed: [...stated.allowed, added] })).toEqual([]);
      }
    }), { numRuns: 80 });
  });

  test('is not broken by one more policy that denies', () => {
    fc.assert(fc.property(anyCluster, anyStatement, fc.constantFrom('a', 'b', 'c'), (scenario, stated, name) => {
      if (check(snapshotOf(scenario), stated).length === 0) {
        const deny = policy(`${name}/one-more`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
        expect(check(snapshotOf({ ...scenario, manifests: [...scenario.manifests, deny] }), stated)).toEqual([]);
      }
    }), { numRuns: 80 });
  });

  test('names a flow as witness that the judge does not deny', () => {
    let count = 0;
    fc.assert(fc.property(anyCluster, anyStatement, (scenario, stated) => {
      const snapshot = snapshotOf(scenario);
      for (const witness of witnesses(check(snapshot, stated))) {
        const [, from, to, protocol, port] = /^(\S+) -> (\S+) (\S+) (\d+), allowed$/.exec(witness) ?? [];
        const [source, destination] = [from, to]
          .map(name => snapshot.workloads.find(one => formatWorkload(one) === name));
        if (source !== undefined && destination !== undefined) {
          count += 1;
          const flow = { source: end(source), destination: end(destination), protocol: protocol as 'TCP', port: Number(port) };
          const { verdict } = judge(snapshot, flow);
          expect([witness, verdict]).not.toEqual([witness, 'denied']);
        }
      }
    }), { numRuns: 120 });
    expect(count).toBeGreaterThan(0);
  });
});

function isOnePod(left: Endpoint, right: Endpoint): boolean {
  return left.kind === 'workload' && right.kind === 'workload' && left.workload === right.workload && left.workload.isSinglePod;
}

function witnesses(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ evidence }) => evidence).filter(({ label }) => label === 'witness').map(({ text }) => text);
}

test('the pods that none of some peers means are those of the peers that stand for all others', () => {
  fc.assert(fc.property(anyCluster, fc.subarray(PARTIES), anyPod, (scenario, given, made) => {
    const isKnown = snapshotOf(scenario).namespaces.has(made.name);
    const added = isKnown ? [] : [namespace(made.name, made.team as Record<string, string>)];
    const before = snapshotOf(scenario);
    const after = snapshotOf({ ...scenario, manifests: [...scenario.manifests, ...added] });
    const peers = given.flatMap(party => onlyAssertionOf({ at: { object: 'test' }, namespace: 'a', subject: party, allowed: [party] }).subject.peers);
    const workload = absentPod({ namespace: made.name, name: 'made', labels: labelFacts(new Map(Object.entries(made.labels))), isSinglePod: true });
    const answer = (some: readonly Parameters<typeof selectsPods>[1][]) =>
      some.map(peer => selectsPods(after, peer, workload));
    const isMeant = answer(peers as Parameters<typeof selectsPods>[1][]);
    const isOther = answer(complementOf(before, peers));
    if (!isMeant.includes('unknown') && !isOther.includes('unknown')) {
      expect(isOther.includes('yes')).toBe(!isMeant.includes('yes'));
    }
  }), { numRuns: 200 });
});
