import { ANY_VALUE, LabelFacts, UncertainLabel, uncertaintyOf } from './labels';
import { Ternary } from '../sets/ternary';
import { oneLine } from '../sets/visible';

export type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  /** Empty for Exists and DoesNotExist. */
  readonly values: readonly string[];
  /** What the enforcer looks the key up in, when that is not the labels of the pod. */
  readonly lookup?: Lookup;
}

/** `nothing` when the enforcer sees no such label at all; `is` when all pods have the same value to it. */
export type Lookup = 'nothing' | 'namespace' | 'service-account' | { readonly is: string };

/** All requirements must hold; none means everything is selected. `matchLabels` are `In` with one value. */
export interface Selector {
  readonly requirements: readonly Requirement[];
}

export const SELECT_ALL: Selector = { requirements: [] };

/** Selects what has all of these labels. */
export function selectorFor(labels: Iterable<readonly [string, string]>): Selector {
  return { requirements: [...labels].map(([key, value]) => ({ key, operator: 'In', values: [value] })) };
}

/** Whether the selector selects what has these labels. */
export function selects(selector: Selector, labels: LabelFacts): Ternary {
  const open = openRequirements(selector, labels);
  if (open === undefined) {
    return 'no';
  }
  return open.length === 0 ? 'yes' : decide(open);
}

/** A requirement about a label that is uncertain, with what can be said of that label. */
export interface OpenRequirement {
  readonly requirement: Requirement;
  readonly label: UncertainLabel;
}

const NONE: readonly OpenRequirement[] = [];

/** The requirements that uncertain labels decide; undefined when one of the others certainly does not hold. */
export function openRequirements(
  { requirements }: Selector, labels: LabelFacts,
): readonly OpenRequirement[] | undefined {
  let open = NONE;
  for (const requirement of requirements) {
    const label = uncertaintyIn(labels, requirement);
    if (label !== undefined) {
      open = [...open, { requirement, label }];
    } else if (!holds(requirement, lookUp(requirement, labels))) {
      return undefined;
    }
  }
  return open;
}

/** What can be said of that which the requirement is about, or undefined when it is known. */
function uncertaintyIn(labels: LabelFacts, { key, lookup }: Requirement): UncertainLabel | undefined {
  return lookup === undefined ? uncertaintyOf(labels, key)
    : lookup === 'service-account' && labels.serviceAccount === undefined ? ANY_VALUE : undefined;
}

/** Requirements about one label are decided together: `team=red` and `!team` exclude each other, whatever the label is. */
function decide(open: readonly OpenRequirement[]): Ternary {
  let answer: Ternary = 'yes';
  for (const key of new Set(open.map(({ requirement }) => requirement.key))) {
    const about = open.filter(({ requirement }) => requirement.key === key);
    const requirements = about.map(({ requirement }) => requirement);
    const outcomes = new Set(possibleValues(about[0].label, requirements)
      .map(value => requirements.every(requirement => holds(requirement, value))));
    if (!outcomes.has(true)) {
      return 'no';
    }
    answer = outcomes.has(false) ? 'unknown' : answer;
  }
  return answer;
}

/** No label can have this value, so it stands for each that no requirement names. */
const ANY_OTHER = '\0';

/** The values that an uncertain label may have, as far as the requirements tell them apart; undefined for no such label. */
export function possibleValues(
  { mayBeAbsent, values }: UncertainLabel, requirements: readonly Requirement[],
): (string | undefined)[] {
  const present = values ?? [...new Set(requirements.flatMap(requirement => requirement.values)), ANY_OTHER];
  return [...mayBeAbsent ? [undefined] : [], ...present];
}

/** As `labels.Requirement.Matches` in apimachinery: NotIn and DoesNotExist hold where the key is absent. */
export function holds({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
  }
}

/** The value that the requirement is about, undefined when there is none. */
export function lookUp({ key, lookup }: Requirement, labels: LabelFacts): string | undefined {
  if (typeof lookup === 'object') {
    return lookup.is;
  }
  switch (lookup) {
    case undefined: return labels.known.get(key);
    case 'nothing': return undefined;
    case 'namespace': return labels.namespace;
    case 'service-account': return labels.serviceAccount;
  }
}

/** `app=web,tier in (a,b),!legacy`, as `kubectl get -l` takes it, or `everything`. */
export function formatSelector(selector: Selector): string {
  return selector.requirements.length === 0 ? 'everything' : selector.requirements.map(formatRequirement).join(',');
}

export function formatRequirement(requirement: Requirement): string {
  return oneLine(requirementText(requirement));
}

function requirementText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In': return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn': return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists': return key;
    case 'DoesNotExist': return `!${key}`;
  }
}
