import { absentPod, NEW_POD } from './absent-pods';
import { complementOf, OtherPods } from './complement';
import { Place, placesFor } from './places';
import { Endpoint } from '../model/flow';
import { everyPolicyOf, interpretationsOf } from '../model/interpretation';
import { LabelFacts, labelFacts, UncertainLabel } from '../model/labels';
import { labelsFor, serviceAccountFor } from '../model/labels-for';
import { PodsPeer } from '../model/peer';
import { otherDirection, Policy, rulesOf, TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { holds, Requirement } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { governingPolicies } from '../semantics/isolation';
import { isInScope } from '../semantics/match';
import { unsimulatedPoliciesOn } from '../semantics/unsimulated';
import { AddressSet } from '../sets/addresses';

/** A pod that nobody has made yet, with a cluster around it that has its namespace. */
export interface Candidate {
  readonly snapshot: Snapshot;
  readonly pod: Workload;
  /** `a pod with app=prometheus in a namespace with team=b` */
  readonly description: string;
  /** Whether it is in a namespace of which the input knows nothing. */
  readonly isElsewhere: boolean;
}

/** What is asked about pods that nobody has made yet. */
export interface Sought {
  readonly snapshot: Snapshot;
  readonly ports: readonly PortMatch[];
  /** The end of the input, or one that stands for such pods itself. */
  readonly known: Endpoint;
  /** Of the policies of the known end. */
  readonly direction: TrafficDirection;
  /** Where such pods have their addresses; undefined where nothing narrows that. */
  readonly addresses?: AddressSet;
}

/** Pods that the peer means, one for each way in which the policies of either end may admit such a pod. */
export function* candidates(asked: Sought, peer: OtherPods): Generator<Candidate> {
  const { snapshot, known, direction, ports } = asked;
  const governing = interpretationsOf(snapshot)
    .map(one => (known.kind === 'workload' ? governingPolicies(one, known.workload, direction) : []));
  const policies = governing.flat();
  const mayAdmitAnybody = governing.some(some => !some.some(policy => policy[direction]!.isolates)) || (['pods', 'nodes'] as const)
    .some(reading => unsimulatedPoliciesOn(snapshot, known, direction, reading).length > 0);
  const admitted = [...mayAdmitAnybody ? [undefined] : [], ...admittedPeers(policies, ports, direction)];
  for (const other of admitted) {
    const scopes = [peer.namespaces, ...other === undefined ? [] : [other.namespaces]];
    const requirements = [...peer.pods.requirements, ...other?.pods.requirements ?? []];
    for (const place of placesFor(snapshot, scopes, known.kind === 'workload')) {
      yield* podsAt(place, requirements, otherDirection(direction), asked.addresses);
    }
  }
  yield* openCandidates(asked, peer, policies);
}

/** Pods that meet the requirements in namespaces of the input, one for each way in which policies there may treat them. */
export function* likelyPods(snapshot: Snapshot, peer: PodsPeer, direction: TrafficDirection): Generator<Candidate> {
  for (const place of placesFor(snapshot, [peer.namespaces], false)) {
    yield* podsAt(place, peer.pods.requirements, direction);
    if (waysAround(place, direction).some(({ isRough }) => isRough)) {
      yield openCandidate(place, peer.pods.requirements);
    }
  }
}

/** @param direction of the policies of these pods */
function* podsAt(
  place: Place, asked: readonly Requirement[], direction: TrafficDirection, addresses?: AddressSet,
): Generator<Candidate> {
  const own = place.isKnown ? policiesIn(place.snapshot, place.name, direction) : [];
  const inside = own.map(({ subject }) => subject.pods.requirements);
  const outside = waysAround(place, direction).map(({ pods }) => pods.requirements);
  for (const extra of [[], ...inside, ...outside]) {
    const requirements = [...asked, ...extra];
    const labels = labelsFor(requirements);
    if (labels !== undefined) {
      yield candidateOf(place, labels, serviceAccountFor(requirements), addresses);
    }
  }
}

/** Pods of the namespace that none of its policies isolates. */
function waysAround({ snapshot, name, isKnown }: Place, direction: TrafficDirection): readonly OtherPods[] {
  const known = ways.get(snapshot) ?? new Map<string, readonly OtherPods[]>();
  ways.set(snapshot, known);
  const key = `${direction} ${name}`;
  const found = known.get(key) ?? (isKnown ? findWaysAround(snapshot, name, direction) : []);
  known.set(key, found);
  return found;
}

/** They are asked for again and again. */
const ways = new WeakMap<Snapshot, Map<string, readonly OtherPods[]>>();

function findWaysAround(snapshot: Snapshot, name: string, direction: TrafficDirection): OtherPods[] {
  const subjects = policiesIn(snapshot, name, direction).filter(policy => policy[direction]!.isolates)
    .map(({ subject }): PodsPeer => ({ kind: 'pods', namespaces: { kind: 'named', name }, pods: subject.pods }));
  return subjects.length === 0 ? []
    : complementOf(snapshot, subjects).filter(({ namespaces }) => isInScope(snapshot, namespaces, name) !== 'no');
}

/**
 * Where a rule denies, a pod may get by it with labels that nothing admits by name. So a pod is tried as well that may have
 * any others: what certainly does not connect then, no labels connect.
 */
function* openCandidates(
  { snapshot, direction, addresses }: Sought, peer: OtherPods, policies: readonly Policy[],
): Generator<Candidate> {
  const { requirements } = peer.pods;
  const own = otherDirection(direction);
  for (const place of labelsFor(requirements) === undefined ? [] : placesFor(snapshot, [peer.namespaces], true)) {
    const isOnLadder = [...policies, ...policiesIn(snapshot, place.name, own)].some(({ tier }) => tier !== 'normal');
    if (isOnLadder || peer.isRough || waysAround(place, own).some(({ isRough }) => isRough)) {
      yield openCandidate(place, requirements, addresses);
    }
  }
}

function openCandidate(place: Place, requirements: readonly Requirement[], addresses?: AddressSet): Candidate {
  const labels = factsThatMeet(place.snapshot, requirements);
  const around = place.isKnown ? place : withOpenLabels(place);
  const { pod, ...candidate } = candidateOf(around, labels.known, serviceAccountFor(requirements), addresses);
  return {
    ...candidate,
    pod: { ...pod, labels: { ...pod.labels, ...labels } },
    description: `${candidate.description}, depending on its other labels`,
  };
}

/** Labels of which nothing is known but that they meet the requirements. */
function factsThatMeet(snapshot: Snapshot, requirements: readonly Requirement[]): LabelFacts {
  const keys = [...new Set(requirements.filter(({ lookup }) => lookup === undefined).map(({ key }) => key))];
  const facts = keys.map((key): [string, UncertainLabel] => {
    const about = requirements.filter(one => one.key === key && one.lookup === undefined);
    const fits = (value: string | undefined) => about.every(requirement => holds(requirement, value));
    return [key, {
      mayBeAbsent: fits(undefined),
      isAdded: true,
      values: [...valuesOf(snapshot, key, about), NAMED_NOWHERE].filter(fits),
    }];
  });
  const isKnown = ([, { mayBeAbsent, values }]: [string, UncertainLabel]) =>
    !mayBeAbsent && values!.length === 1 && values![0] !== NAMED_NOWHERE;
  return {
    known: new Map(facts.filter(isKnown).map(([key, { values }]) => [key, values![0]])),
    uncertain: new Map(facts.filter(fact => !isKnown(fact))),
    open: 'every',
  };
}

/** No label can have this value, so it stands for each that no selector names. */
const NAMED_NOWHERE = '\0';

/** The values of the label that the requirements or any selector of a policy name. */
function valuesOf(snapshot: Snapshot, key: string, requirements: readonly Requirement[]): Set<string> {
  const ofPolicies = everyPolicyOf(snapshot).flatMap(policy => [
    policy.subject.pods,
    ...rulesOf(policy).flatMap(({ peers }) => peers).flatMap(peer => (peer.kind === 'pods' ? [peer.pods] : [])),
  ]).flatMap(selector => selector.requirements);
  return new Set([...requirements, ...ofPolicies].filter(one => one.key === key).flatMap(({ values }) => values));
}

function withOpenLabels({ snapshot, ...place }: Place): Place {
  const namespace = snapshot.namespaces.get(place.name)!;
  const namespaces = new Map(snapshot.namespaces)
    .set(place.name, { ...namespace, labels: { ...namespace.labels, open: 'every' } });
  return { ...place, snapshot: { ...snapshot, namespaces } };
}

function policiesIn(snapshot: Snapshot, namespace: string, direction: TrafficDirection): Policy[] {
  return everyPolicyOf(snapshot).filter(policy => policy[direction] !== undefined
    && isInScope(snapshot, policy.subject.namespaces, namespace) !== 'no');
}

/** What the rules admit or pass on, on one of the ports; `undefined` stands for a peer that is not asked for labels. */
function admittedPeers(
  policies: readonly Policy[], ports: readonly PortMatch[], direction: TrafficDirection,
): (PodsPeer | undefined)[] {
  return policies.flatMap(policy => policy[direction]!.rules).filter(({ effect }) => effect !== 'deny')
    .filter(rule => rule.ports.some(match => ports.some(other => mayMeet(match, other))))
    .flatMap(rule => rule.peers.map(peer => (peer.kind === 'pods' ? peer : undefined)));
}

function mayMeet(left: PortMatch, right: PortMatch): boolean {
  if (left.kind === 'any' || right.kind === 'any') {
    return true;
  }
  return left.protocol === right.protocol
    && (left.kind === 'named' || right.kind === 'named' || left.ports.overlaps(right.ports));
}

function candidateOf(
  { name, snapshot, description, isKnown }: Place,
  labels: ReadonlyMap<string, string>,
  serviceAccount: string,
  addresses?: AddressSet,
): Candidate {
  const shown = [...labels].map(([key, value]) => `${key}=${value}`).join(',');
  const account = serviceAccount === 'default' ? '' : ` and service account \`${serviceAccount}\``;
  return {
    snapshot,
    isElsewhere: !isKnown,
    description: `${shown === '' ? 'a pod without labels' : `a pod with \`${shown}\``}${account} in ${description}`,
    pod: absentPod({
      namespace: name,
      name: NEW_POD,
      labels: { ...labelFacts(labels), namespace: name, serviceAccount },
      isSinglePod: true,
      addresses,
    }),
  };
}
