import { LabelFacts } from './labels';
import { Peer } from './peer';
import { holds, OpenRequirement, openRequirements, possibleValues, Selector } from './selector';
import { Workload } from './workload';
import { Ternary } from '../sets/ternary';

/** Two selectors that must both hold: for the namespace, where that is not given by name, and for the pod in it. */
export interface Alternative {
  readonly namespaces?: Selector;
  readonly pods: Selector;
}

/** What peers ask of such a pod; none for peers that mean other namespaces, or no such pods. */
export function alternativesFor(peers: readonly Peer[], { namespace, hostNetwork }: Workload): Alternative[] {
  return peers.flatMap((peer): Alternative[] => {
    if (peer.kind !== 'pods' || (peer.namespaces.kind === 'named' && peer.namespaces.name !== namespace)
      || (peer.skipsHostNetwork === true && hostNetwork)) {
      return [];
    }
    return [{ pods: peer.pods, namespaces: peer.namespaces.kind === 'labeled' ? peer.namespaces.selector : undefined }];
  });
}

/** A requirement, and a name for the label that it is about: a pod and its namespace may have labels of one key. */
interface Condition extends OpenRequirement {
  readonly subject: string;
}

/** More combinations of uncertain labels than this are not gone through; the answer is unknown then. */
const MOST_COMBINATIONS = 512;

/**
 * Whether one of the alternatives holds, when none certainly does by itself: of `team=red` and `team!=red` one always
 * holds, whatever the label is.
 */
export function holdsInAnyCase(alternatives: readonly Alternative[], namespace: LabelFacts, pod: LabelFacts): Ternary {
  const open = alternatives.map(({ namespaces, pods }) => {
    const ofNamespace = namespaces === undefined ? [] : openRequirements(namespaces, namespace);
    const ofPod = openRequirements(pods, pod);
    return ofNamespace === undefined || ofPod === undefined ? undefined
      : [...named('namespace', ofNamespace), ...named('pod', ofPod)];
  }).filter((conditions): conditions is Condition[] => conditions !== undefined);
  if (open.length === 0) {
    return 'no';
  }
  if (isEvidentlyOpen(open)) {
    return 'unknown';
  }
  const combinations = combinationsOf(open.flat());
  if (combinations === undefined) {
    return 'unknown';
  }
  const outcomes = new Set(combinations.map(values => open.some(conditions =>
    conditions.every(({ requirement, subject }) => holds(requirement, values.get(subject))))));
  return outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no';
}

/**
 * Whether it is plain that both outcomes are possible, without going through them: each alternative asks for some label
 * that may be absent, so that none holds without labels, and one of them can hold, since it asks for none twice.
 */
function isEvidentlyOpen(open: readonly (readonly Condition[])[]): boolean {
  return open.every(conditions => conditions.length > 0 && conditions.every(isWish))
    && open.some(conditions => new Set(conditions.map(({ subject }) => subject)).size === conditions.length);
}

/** Whether the label may be absent, in which case the requirement is not met, or have any value. */
function isWish({ requirement: { operator, values }, label }: OpenRequirement): boolean {
  return label.mayBeAbsent && label.values === undefined
    && (operator === 'Exists' || (operator === 'In' && values.length > 0));
}

function named(whose: string, open: readonly OpenRequirement[]): Condition[] {
  return open.map(one => ({ ...one, subject: `${whose} ${one.requirement.key}` }));
}

type Values = ReadonlyMap<string, string | undefined>;

/** Every combination of values that the uncertain labels may have; undefined when there are too many. */
function combinationsOf(conditions: readonly Condition[]): Values[] | undefined {
  let combinations: Values[] = [new Map()];
  for (const subject of new Set(conditions.map(condition => condition.subject))) {
    const about = conditions.filter(condition => condition.subject === subject);
    const values = possibleValues(about[0].label, about.map(({ requirement }) => requirement));
    if (combinations.length * values.length > MOST_COMBINATIONS) {
      return undefined;
    }
    combinations = combinations.flatMap(combination =>
      values.map(value => new Map([...combination, [subject, value]])));
  }
  return combinations;
}
