import { absentPod, NEW_POD } from './absent-pods';
import { Assertion, Party } from './assertion';
import { ownPorts } from './evaluation';
import { Member } from './member';
import { destinationsOf, isPods, sourcesOf } from './members';
import { Endpoint } from '../model/flow';
import { everyPolicyOf, interpretationsOf } from '../model/interpretation';
import { labelFacts } from '../model/labels';
import { labelsFor, serviceAccountFor } from '../model/labels-for';
import { NamespaceScope, PodsPeer } from '../model/peer';
import { otherDirection, Policy, TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Requirement, selects } from '../model/selector';
import { NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { Workload } from '../model/workload';
import { portParts, relevantPorts } from '../semantics/connections';
import { governingPolicies } from '../semantics/isolation';
import { judge } from '../semantics/judge';
import { isInScope, matchesPort } from '../semantics/match';
import { unsimulatedPoliciesOn } from '../semantics/unsimulated';

/** A pod that is not in the input, would be of a party, and could connect, for certain or perhaps. */
export interface Stranger {
  /** `a pod with app=prometheus in a namespace with team=b` */
  readonly description: string;
  /** Whether it is in a namespace of which the input knows nothing. */
  readonly isElsewhere: boolean;
  /** Of a connection that is not denied. */
  readonly trace: Trace;
}

/** Whether the peer means pods that are not in the input too: all of some namespaces, or all that will have its labels. */
export function meansStrangers(peer: PodsPeer, futurePods: boolean = false): boolean {
  return futurePods || peer.pods.requirements.length === 0;
}

/** Whether the party means pods that are not in the input. */
export function partyMeansStrangers({ peers }: Party, futurePods?: boolean): boolean {
  return peers.filter(isPods).some(peer => meansStrangers(peer, futurePods));
}

/**
 * A pod that nobody has made yet and that the policies would let connect, although the assertion says that no pod of
 * its parties may.
 *
 * Only pairs with an endpoint of the input are looked at: what two pods do of which nothing is known, no policy of the
 * input can say. In a namespace that the input does not have, nothing is known of what isolates the stranger itself, so
 * that it is enough if the other end would let it connect. A pod that certainly connects is named first.
 */
export function findStranger(snapshot: Snapshot, assertion: Assertion): Stranger | undefined {
  const { source, destination, futurePods } = assertion;
  return worst(function* found() {
    yield find(snapshot, assertion, peersOf(destination, futurePods), sourcesOf(snapshot, source), 'egress');
    yield find(snapshot, assertion, peersOf(source, futurePods), destinationsOf(snapshot, destination), 'ingress');
  }());
}

/** The first that certainly connects, or else the first that perhaps does. */
function worst(found: Iterable<Stranger | undefined>): Stranger | undefined {
  let open: Stranger | undefined;
  for (const stranger of found) {
    if (stranger?.trace.verdict === 'allowed') {
      return stranger;
    }
    open ??= stranger;
  }
  return open;
}

function peersOf({ peers }: Party, futurePods: boolean | undefined): PodsPeer[] {
  return peers.filter(isPods).filter(peer => meansStrangers(peer, futurePods));
}

/** @param direction of the policies of the known end */
function find(
  snapshot: Snapshot, assertion: Assertion, peers: readonly PodsPeer[], members: readonly Member[],
  direction: TrafficDirection,
): Stranger | undefined {
  return worst(function* found() {
    for (const peer of peers) {
      for (const member of members) {
        const ports = ownPorts(assertion.ports, member);
        for (const candidate of candidates(snapshot, ports, peer, member.endpoint, direction)) {
          yield* strangersOf(candidate, ports, member.endpoint, direction);
        }
      }
    }
  }());
}

/** A pod with a cluster around it that has its namespace. */
interface Candidate {
  readonly snapshot: Snapshot;
  readonly pod: Workload;
  readonly description: string;
  readonly isElsewhere: boolean;
}

/** Pods that the peer means, one for each way in which the policies of either end may admit such a pod. */
function* candidates(
  snapshot: Snapshot, ports: readonly PortMatch[], peer: PodsPeer, known: Endpoint, direction: TrafficDirection,
): Generator<Candidate> {
  const governing = interpretationsOf(snapshot)
    .map(one => (known.kind === 'workload' ? governingPolicies(one, known.workload, direction) : []));
  const policies = governing.flat();
  const mayAdmitAnybody = governing.some(some => !some.some(policy => policy[direction]!.isolates)) || (['pods', 'nodes'] as const)
    .some(reading => unsimulatedPoliciesOn(snapshot, known, direction, reading).length > 0);
  const admitted = [...mayAdmitAnybody ? [undefined] : [], ...admittedPeers(policies, ports, direction)];
  for (const other of admitted) {
    const scopes = [peer.namespaces, ...other === undefined ? [] : [other.namespaces]];
    const asked = [...peer.pods.requirements, ...other?.pods.requirements ?? []];
    for (const place of placesFor(snapshot, scopes, known.kind === 'workload')) {
      const own = place.isKnown ? policiesIn(snapshot, place.name, otherDirection(direction)) : [];
      for (const extra of [[], ...own.map(policy => policy.subject.pods.requirements)]) {
        const requirements = [...asked, ...extra];
        const labels = labelsFor(requirements);
        if (labels !== undefined) {
          yield candidateOf(place, labels, serviceAccountFor(requirements));
        }
      }
    }
  }
  yield* openCandidates(snapshot, peer, policies, direction);
}

/**
 * Where a rule denies, a pod may get by it with labels that nothing admits by name. So a pod is tried as well that may have
 * any others: what certainly does not connect then, no labels connect.
 */
function* openCandidates(
  snapshot: Snapshot, peer: PodsPeer, policies: readonly Policy[], direction: TrafficDirection,
): Generator<Candidate> {
  const { requirements } = peer.pods;
  const stated = new Map(requirements.flatMap(({ key, operator, values, lookup }): [string, string][] =>
    (operator === 'In' && values.length === 1 && lookup === undefined ? [[key, values[0]]] : [])));
  for (const place of labelsFor(requirements) === undefined ? [] : placesFor(snapshot, [peer.namespaces], true)) {
    const own = policiesIn(snapshot, place.name, otherDirection(direction));
    if ([...policies, ...own].some(({ tier }) => tier !== 'normal')) {
      const around = place.isKnown ? place : withOpenLabels(place);
      const { pod, ...candidate } = candidateOf(around, stated, serviceAccountFor(requirements));
      yield {
        ...candidate,
        pod: { ...pod, labels: { ...pod.labels, open: 'every' } },
        description: `${candidate.description}, depending on its other labels`,
      };
    }
  }
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

/** A namespace for a stranger. */
interface Place {
  readonly name: string;
  readonly isKnown: boolean;
  readonly snapshot: Snapshot;
  readonly description: string;
}

/** The namespaces of the input that all the scopes mean, for certain or perhaps, and one that the input does not have. */
function* placesFor(snapshot: Snapshot, scopes: readonly NamespaceScope[], withUnknown: boolean): Generator<Place> {
  for (const name of snapshot.namespaces.keys()) {
    if (scopes.every(scope => (scope.kind === 'named' ? scope.name === name : selects(scope.selector, namespaceLabels(snapshot, name)) !== 'no'))) {
      yield { name, isKnown: true, snapshot, description: `namespace \`${name}\`` };
    }
  }
  const unknown = withUnknown ? unknownPlace(snapshot, scopes) : undefined;
  if (unknown !== undefined) {
    yield unknown;
  }
}

function unknownPlace(snapshot: Snapshot, scopes: readonly NamespaceScope[]): Place | undefined {
  const requirements = scopes.flatMap((scope): readonly Requirement[] => (scope.kind === 'labeled' ? scope.selector.requirements
    : [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [scope.name] }]));
  const others: Requirement = { key: NAMESPACE_NAME_LABEL, operator: 'NotIn', values: [...snapshot.namespaces.keys()] };
  const labels = labelsFor([...requirements, others]);
  if (labels === undefined) {
    return undefined;
  }
  const given = labels.get(NAMESPACE_NAME_LABEL);
  const name = given ?? ANOTHER_NAMESPACE;
  const shown = [...labels].filter(([key]) => key !== NAMESPACE_NAME_LABEL).map(([key, value]) => `${key}=${value}`);
  const namespaces = new Map(snapshot.namespaces).set(name, {
    name,
    labels: labelFacts(new Map([...labels, [NAMESPACE_NAME_LABEL, name]])),
    injectedLabels: [],
    implied: false,
    origin: { object: `Namespace ${name}` },
  });
  return {
    name,
    isKnown: false,
    snapshot: { ...snapshot, namespaces },
    description: given === undefined && shown.length === 0 ? 'any other namespace'
      : `a namespace${given === undefined ? '' : ` \`${given}\``}${shown.length === 0 ? '' : ` with ${shown.join(',')}`}`,
  };
}

/** No namespace of a cluster can have this name. */
const ANOTHER_NAMESPACE = '(another namespace)';

function candidateOf(
  { name, snapshot, description, isKnown }: Place, labels: ReadonlyMap<string, string>, serviceAccount: string,
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
    }),
  };
}

/** The candidate, once for each connection that is not denied. */
function* strangersOf(
  { snapshot, pod, description, isElsewhere }: Candidate,
  ports: readonly PortMatch[],
  known: Endpoint,
  direction: TrafficDirection,
): Generator<Stranger> {
  const stranger: Endpoint = { kind: 'workload', workload: pod };
  const [source, destination] = direction === 'ingress' ? [stranger, known] : [known, stranger];
  const target = destination.kind === 'workload' ? destination.workload : undefined;
  const matches = [...relevantPorts(snapshot, source, destination), ...ports];
  for (const { protocol, ports: part } of portParts(snapshot, destination, matches)) {
    const flow = { source, destination, protocol, port: part.intervals[0].start };
    if (ports.some(match => matchesPort(snapshot, match, flow, target))) {
      const trace = judge(snapshot, flow);
      if (trace.verdict !== 'denied') {
        yield { description, isElsewhere, trace };
      }
    }
  }
}
