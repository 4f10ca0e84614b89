import fc from 'fast-check';
import { describeConnections } from './agreement';
import { expectNothingOpens, holds, inWords, tableOf, withMore, workloadTableOf } from './theorem';
import { reach } from '../../src/engine/reach';
import { droppedProtocolsOf, interpretationsOf } from '../../src/model/interpretation';
import { Workload } from '../../src/model/workload';
import { appliesTo } from '../../src/semantics/match';
import { trafficOfProtocols } from '../../src/sets/traffic-set';
import { policy } from '../fixture';
import { anyPolicies } from '../generators/policies';
import { Scenario, snapshotOf } from '../generators/scenarios';

interface PolicyManifest {
  readonly kind: string;
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: {
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly object[];
    readonly egress?: readonly object[];
  };
}

function isPolicy(manifest: object): manifest is PolicyManifest {
  return (manifest as PolicyManifest).kind === 'NetworkPolicy';
}

/** A policy that asks for a label of one live pod sets this pod apart, and its controller is no longer the same pods. */
function haveSamePairs(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): boolean {
  return before.size === after.size && [...before.keys()].every(pair => after.has(pair));
}

test('the order of objects does not matter', () => holds<[number]>([fc.nat()], (scenario, turn) => {
  const { manifests } = scenario;
  const start = turn % (manifests.length + 1);
  const turned = [...manifests.slice(start), ...manifests.slice(0, start)].reverse();
  expect(inWords(tableOf({ ...scenario, manifests: turned }))).toEqual(inWords(tableOf(scenario)));
}));

test('adding a rule that allows never closes a flow that was open', () => holds<[object[]]>([anyPolicies], (scenario, drawn) => {
  const donor = drawn.find(isPolicy);
  const manifests = scenario.manifests.map((manifest): object => (!isPolicy(manifest) ? manifest : {
    ...manifest,
    spec: {
      ...manifest.spec,
      // A direction that does not isolate must not begin to: only lists that have rules get more.
      ...manifest.spec.ingress?.length && { ingress: [...manifest.spec.ingress, ...donor?.spec.ingress ?? []] },
      ...manifest.spec.egress?.length && { egress: [...manifest.spec.egress, ...donor?.spec.egress ?? []] },
    },
  }));
  const before = workloadTableOf(scenario);
  const after = workloadTableOf({ ...scenario, manifests });
  if (!haveSamePairs(before, after)) {
    return;
  }
  before.forEach(({ allowed, unknown }, pair) => {
    expect([pair, `${allowed.subtract(after.get(pair)!.allowed)}`]).toEqual([pair, 'nothing']);
    expect([pair, `${unknown.intersect(after.get(pair)!.denied)}`]).toEqual([pair, 'nothing']);
  });
}));

/** From 1.20 on Cilium lets the own node reach a pod that is isolated anyway only once a policy selects it. */
function mayLetOwnNodeIn(scenario: Scenario): boolean {
  const snapshot = snapshotOf(scenario);
  const isSelective = interpretationsOf(snapshot).some(({ enforcement }) => !enforcement.admitsOwnNodeUnselected);
  const isIsolatedAnyway = snapshot.enforcement.mode === 'always'
    || snapshot.workloads.some(({ labels }) => labels.known.has('init') || labels.uncertain.has('init'));
  return isSelective && isIsolatedAnyway && snapshot.workloads.some(({ hostNetwork }) => hostNetwork);
}

test('isolating never opens a flow', () => holds<[string]>([fc.constantFrom('a', 'b', 'c')], (scenario, namespace) => {
  const deny = policy(`${namespace}/deny-all`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  if (mayLetOwnNodeIn(scenario)) {
    return;
  }
  expectNothingOpens(workloadTableOf(scenario), workloadTableOf(withMore(scenario, deny)));
}));

test('policies are additive: where pods are isolated, one more policy only opens', () => holds<[object[]]>([anyPolicies], (scenario, more) => {
  const denials = ['a', 'b', 'c'].map(namespace =>
    policy(`${namespace}/deny-all`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }));
  const isolated = withMore(scenario, ...denials);
  const renamed = more.filter(isPolicy).map(one => ({ ...one, metadata: { ...one.metadata, name: `more-${one.metadata.name}` } }));
  const before = workloadTableOf(isolated);
  const after = workloadTableOf(withMore(isolated, ...renamed));
  if (!haveSamePairs(before, after)) {
    return;
  }
  before.forEach(({ allowed }, pair) => {
    expect([pair, `${allowed.subtract(after.get(pair)!.allowed)}`]).toEqual([pair, 'nothing']);
  });
}));

test('splitting a policy into one policy for each rule changes nothing', () => holds([], scenario => {
  const manifests = scenario.manifests.flatMap(manifest => (isPolicy(manifest) ? split(manifest) : [manifest]));
  // Policies that only perhaps apply are each taken to apply or not on their own, so the whole may be more certain.
  const snapshot = snapshotOf(scenario);
  const { policies, workloads } = snapshot;
  if (policies.some(one => workloads.some(workload => appliesTo(snapshot, one, workload) === 'unknown'))) {
    return;
  }
  expect(inWords(tableOf({ ...scenario, manifests }))).toEqual(inWords(tableOf(scenario)));
}));

function split({ metadata, spec, ...rest }: PolicyManifest): object[] {
  const { ingress = [], egress = [], policyTypes } = spec;
  const given = policyTypes?.length ? policyTypes : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  const make = (name: string, rules: object) => ({
    ...rest, metadata: { ...metadata, name }, spec: { ...spec, ingress: [], egress: [], policyTypes: given, ...rules },
  });
  return [
    make(metadata.name, {}),
    ...ingress.map((rule, index) => make(`${metadata.name}-i${index}`, { ingress: [rule] })),
    ...egress.map((rule, index) => make(`${metadata.name}-e${index}`, { egress: [rule] })),
  ];
}

test('renaming labels consistently changes nothing', () => holds([], scenario => {
  const text = JSON.stringify(scenario.manifests)
    .replace(/"(io\.cilium\.k8s\.namespace\.labels\.)?(app|tier|team|env)"(?!:"(?:Admin|Baseline)")/g, '"$1x-$2"').replace(/"(web|db|job|front|back|red|blue|prod|test)"/g, '"y-$1"');
  expect(inWords(tableOf({ ...scenario, manifests: JSON.parse(text) }))).toEqual(inWords(tableOf(scenario)));
}));

test('the reply direction is irrelevant: ingress of the source and egress of the destination do not matter', () => holds(
  [], scenario => {
    const snapshot = snapshotOf(scenario);
    const engine = reach(snapshot);
    const namespaces = [...new Set(snapshot.workloads.map(({ namespace }) => namespace))];
    const pairs = namespaces.flatMap(one => namespaces.filter(other => other !== one).map(other => [one, other]));
    for (const [from, to] of pairs) {
      const oneWay = reach({
        ...snapshot,
        policies: snapshot.policies.map(one => ({
          ...one,
          ingress: one.namespace === from ? undefined : one.ingress,
          egress: one.namespace === to ? undefined : one.egress,
        })),
      });
      for (const source of snapshot.workloads.filter(({ namespace }) => namespace === from)) {
        for (const destination of snapshot.workloads.filter(({ namespace }) => namespace === to)) {
          const ends = [{ kind: 'workload', workload: source }, { kind: 'workload', workload: destination }] as const;
          expect(describeConnections(oneWay.connections(...ends)))
            .toBe(describeConnections(engine.connections(...ends)));
        }
      }
    }
  }));

test('pods that no policy selects are open to each other', () => holds([], scenario => {
  if (typeof scenario.dialect === 'object' && scenario.dialect.mode === 'always') {
    return;
  }
  const snapshot = snapshotOf(scenario);
  if (snapshot.unsimulated.length > 0) {
    return;
  }
  const engine = reach(snapshot);
  const isIsolatedByLabel = ({ labels }: Workload) => scenario.dialect !== 'kubernetes' && labels.known.has('init');
  const unselected = snapshot.workloads.filter(workload => !isIsolatedByLabel(workload)).filter(({ namespace }) =>
    snapshot.policies.every(one => one.namespace !== namespace && one.namespace !== ''));
  const dropped = droppedProtocolsOf(snapshot);
  for (const source of unselected) {
    for (const destination of unselected) {
      const { denied, unknown } = engine.connections({ kind: 'workload', workload: source }, { kind: 'workload', workload: destination });
      expect(`${unknown.subtract(trafficOfProtocols(dropped))}`).toBe('nothing');
      expect(denied.isEmpty || dropped.length > 0).toBe(true);
    }
  }
}));
