import { isPods } from './members';
import { labelsFor } from '../model/labels-for';
import { Peer, PodsPeer } from '../model/peer';
import { Requirement } from '../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../model/snapshot';
import { isInScope } from '../semantics/match';

/** Pods that stand for others than the given ones. */
export interface OtherPods extends PodsPeer {
  /** Whether some of the given ones are among them, because to leave those out would take too many peers. */
  readonly isRough?: boolean;
}

/** Pods of one kind: all whose namespace and labels meet the requirements. */
interface Branch {
  readonly namespace: readonly Requirement[];
  readonly pods: readonly Requirement[];
  readonly isRough?: boolean;
}

/** Selectors that ask for labels of many keys multiply; beyond so many steps the answer is rough, and not certain. */
const MOST_STEPS = 500;

const EVERYWHERE: Branch = { namespace: [], pods: [] };

/**
 * Peers that together mean each pod that none of the given ones means, and no other, whether it is in the input or not.
 * Where it is open whether a namespace is meant, its pods are in one of them, as nobody can say that they are not.
 *
 * Namespaces that a peer is about are looked at one by one, so that many peers in many namespaces do not multiply.
 */
export function complementOf(snapshot: Snapshot, given: readonly Peer[]): OtherPods[] {
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

function inNamespace(snapshot: Snapshot, name: string, peers: readonly PodsPeer[]): OtherPods[] {
  const here: Requirement = { key: NAMESPACE_NAME_LABEL, operator: 'In', values: [name] };
  const meant = peers.flatMap((peer): PodsPeer[] => {
    const answer = isInScope(snapshot, peer.namespaces, name);
    return answer === 'no' ? []
      : [answer === 'unknown' ? peer : { ...peer, namespaces: { kind: 'labeled', selector: { requirements: [] } } }];
  });
  return branchesOf({ ...EVERYWHERE, namespace: [here] }, meant).map(toPeer);
}

function toPeer({ namespace, pods, isRough }: Branch): OtherPods {
  return {
    kind: 'pods',
    namespaces: { kind: 'labeled', selector: { requirements: namespace } },
    pods: { requirements: pods },
    ...isRough && { isRough },
  };
}

/** Something that a peer asks of a namespace or of the pods in it. */
interface Condition {
  readonly of: 'namespace' | 'pods';
  readonly requirement: Requirement;
}

/**
 * The pods of the branch that none of the peers means: divided by the values of one label after the other, until it is
 * clear of each peer whether it means them.
 */
function branchesOf(start: Branch, peers: readonly PodsPeer[]): Branch[] {
  const found: Branch[] = [];
  // What an enforcer looks up elsewhere than in the labels divides nothing.
  const clear = peers.filter(peer => conditionsOf(peer).every(({ requirement: { lookup } }) => lookup === undefined));
  let steps = 0;
  const divide = (branch: Branch) => {
    steps += 1;
    const asked = steps > MOST_STEPS ? [] : clear.flatMap(peer => {
      const conditions = openConditions(branch, peer);
      return conditions === undefined ? [] : [conditions];
    });
    if (asked.length === 0) {
      found.push(branch);
    } else if (asked.every(conditions => conditions.length > 0)) {
      waysToDivide(asked.flat()).map(way => withAll(branch, way)).filter(canBe).forEach(divide);
    }
  };
  divide(start);
  return steps > MOST_STEPS ? [{ ...start, isRough: true }]
    : found.map(branch => (clear.length === peers.length ? branch : { ...branch, isRough: true }));
}

function conditionsOf({ namespaces, pods }: PodsPeer): Condition[] {
  const ofNamespace = namespaces.kind === 'labeled' ? namespaces.selector.requirements
    : [{ key: NAMESPACE_NAME_LABEL, operator: 'In' as const, values: [namespaces.name] }];
  return [
    ...ofNamespace.map((requirement): Condition => ({ of: 'namespace', requirement })),
    ...pods.requirements.map((requirement): Condition => ({ of: 'pods', requirement })),
  ];
}

/** What the peer asks for and only some pods of the branch meet; undefined where it means none of them. */
function openConditions(branch: Branch, peer: PodsPeer): Condition[] | undefined {
  const conditions = conditionsOf(peer);
  return conditions.some(condition => !canBe(withAll(branch, [condition]))) ? undefined
    : conditions.filter(condition => canBe(withAll(branch, [negated(condition)])));
}

/** By each value of the label that most of the conditions are about. */
function waysToDivide(conditions: readonly Condition[]): Condition[][] {
  const labels = new Map<string, Condition[]>();
  for (const condition of conditions) {
    const label = `${condition.of} ${condition.requirement.key}`;
    labels.set(label, [...labels.get(label) ?? [], condition]);
  }
  const [about] = [...labels.values()].sort((left, right) => right.length - left.length);
  const [{ of, requirement: { key } }] = about;
  const ask = (operator: Requirement['operator'], ...values: string[]): Condition => ({ of, requirement: { key, operator, values } });
  const values = [...new Set(about.flatMap(({ requirement }) => requirement.values))];
  const others = values.length === 0 ? [] : [ask('NotIn', ...values)];
  const isPresenceAsked = about.some(({ requirement: { operator } }) => operator === 'Exists' || operator === 'DoesNotExist');
  return [
    ...values.map(value => [ask('In', value)]),
    ...isPresenceAsked ? [[...others, ask('Exists')], [ask('DoesNotExist')]] : [others],
  ];
}

function withAll(branch: Branch, conditions: readonly Condition[]): Branch {
  const added = (whose: Condition['of']) => conditions.filter(({ of }) => of === whose).map(({ requirement }) => requirement);
  return { ...branch, namespace: [...branch.namespace, ...added('namespace')], pods: [...branch.pods, ...added('pods')] };
}

function canBe({ namespace, pods }: Branch): boolean {
  return labelsFor(namespace) !== undefined && labelsFor(pods) !== undefined;
}

const OPPOSITES = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

function negated({ of, requirement }: Condition): Condition {
  return { of, requirement: { ...requirement, operator: OPPOSITES[requirement.operator] } };
}
