import { isPods } from './members';
import { labelsFor } from '../model/labels-for';
import { Peer, PodsPeer } from '../model/peer';
import { Requirement } from '../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../model/snapshot';
import { isInScope } from '../semantics/match';

/** Pods of one kind: all whose namespace and labels meet the requirements. */
interface Branch {
  readonly namespace: readonly Requirement[];
  readonly pods: readonly Requirement[];
}

const EVERYWHERE: Branch = { namespace: [], pods: [] };

/**
 * Peers that together mean each pod that none of the given ones means, and no other, whether it is in the input or not.
 * Where it is open whether a namespace is meant, its pods are in one of them, as nobody can say that they are not.
 *
 * Namespaces that a peer is about are looked at one by one, so that many peers in many namespaces do not multiply.
 */
export function complementOf(snapshot: Snapshot, given: readonly Peer[]): PodsPeer[] {
  if (given.some(({ kind }) => kind === 'everyone')) {
    return [];
  }
  const peers = given.filter(isPods);
  const names = new Set([
    ...peers.flatMap(namesIn),
    ...[...snapshot.namespaces.keys()].filter(name => peers.some(peer =>
      peer.namespaces.kind === 'labeled' && isInScope(snapshot, peer.namespaces, name) !== 'no')),
  ]);
  const others: Requirement[] = names.size === 0 ? [] : [{ key: NAMESPACE_NAME_LABEL, operator: 'NotIn', values: [...names] }];
  const elsewhere = { ...EVERYWHERE, namespace: others };
  return [
    ...[...names].flatMap(name => inNamespace(snapshot, name, peers)),
    ...branchesOf(elsewhere, peers.filter(({ namespaces }) => namespaces.kind === 'labeled')).map(toPeer),
  ];
}

/** The namespaces that a peer calls by name. */
export function namesIn({ namespaces }: PodsPeer): readonly string[] {
  return namespaces.kind === 'named' ? [namespaces.name] : namespaces.selector.requirements
    .filter(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In').flatMap(({ values }) => values);
}

function inNamespace(snapshot: Snapshot, name: string, peers: readonly PodsPeer[]): PodsPeer[] {
  const here: Requirement = { key: NAMESPACE_NAME_LABEL, operator: 'In', values: [name] };
  const meant = peers.flatMap((peer): PodsPeer[] => {
    const answer = isInScope(snapshot, peer.namespaces, name);
    return answer === 'no' ? []
      : [answer === 'unknown' ? peer : { ...peer, namespaces: { kind: 'labeled', selector: { requirements: [] } } }];
  });
  return branchesOf({ ...EVERYWHERE, namespace: [here] }, meant).map(toPeer);
}

function toPeer({ namespace, pods }: Branch): PodsPeer {
  return {
    kind: 'pods', namespaces: { kind: 'labeled', selector: { requirements: namespace } }, pods: { requirements: pods },
  };
}

/** The pods of the branch that none of the peers means, in as few branches as possible. */
function branchesOf(start: Branch, peers: readonly PodsPeer[]): Branch[] {
  return peers.reduce(
    (branches, peer) => withoutSubsets(branches.flatMap(branch => without(branch, peer))), [start]);
}

function without(branch: Branch, { namespaces, pods }: PodsPeer): Branch[] {
  const ofNamespace = namespaces.kind === 'labeled' ? namespaces.selector.requirements
    : [{ key: NAMESPACE_NAME_LABEL, operator: 'In' as const, values: [namespaces.name] }];
  if (!canBe({ namespace: [...branch.namespace, ...ofNamespace], pods: [...branch.pods, ...pods.requirements] })) {
    return [branch];
  }
  return [
    ...ofNamespace.map(requirement => ({ ...branch, namespace: withOne(branch.namespace, negated(requirement)) })),
    ...pods.requirements.map(requirement => ({ ...branch, pods: withOne(branch.pods, negated(requirement)) })),
  ].filter(canBe);
}

function canBe({ namespace, pods }: Branch): boolean {
  return labelsFor(namespace) !== undefined && labelsFor(pods) !== undefined;
}

function withOne(requirements: readonly Requirement[], added: Requirement): readonly Requirement[] {
  const key = JSON.stringify(added);
  return requirements.some(one => JSON.stringify(one) === key) ? requirements : [...requirements, added];
}

/** What asks for all that another branch asks for, and for more, holds only pods of that other one. */
function withoutSubsets(branches: readonly Branch[]): Branch[] {
  const asked = branches.map(({ namespace, pods }) => new Set([
    ...namespace.map(one => `namespace ${JSON.stringify(one)}`), ...pods.map(one => `pod ${JSON.stringify(one)}`),
  ]));
  const isWithin = (one: number, other: number) => [...asked[other]].every(key => asked[one].has(key));
  return branches.filter((_, one) => !branches.some((_other, other) =>
    other !== one && isWithin(one, other) && (asked[other].size < asked[one].size || other < one)));
}

const OPPOSITES = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

function negated(requirement: Requirement): Requirement {
  return { ...requirement, operator: OPPOSITES[requirement.operator] };
}
