import { LabelFacts } from './labels';
import { Ternary } from '../sets/ternary';

export type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  /** Empty for Exists and DoesNotExist. */
  readonly values: readonly string[];
  /** What the enforcer looks the key up in instead of the labels; `nothing` when it never sees a label of this key. */
  readonly lookup?: 'nothing' | 'namespace' | 'service-account';
}

/** Selects what meets all requirements; without any, everything. `matchLabels` become `In` with one value. */
export interface Selector {
  readonly requirements: readonly Requirement[];
}

export const SELECT_ALL: Selector = { requirements: [] };

export function selects(selector: Selector, labels: LabelFacts): Ternary {
  let answer: Ternary = 'yes';
  for (const requirement of selector.requirements) {
    const one = satisfies(requirement, labels);
    if (one === 'no') {
      return 'no';
    }
    answer = one === 'unknown' ? one : answer;
  }
  return answer;
}

/** As `labels.Requirement.Matches` in apimachinery: NotIn and DoesNotExist hold where the key is absent. */
function satisfies(requirement: Requirement, labels: LabelFacts): Ternary {
  const { key, operator, lookup } = requirement;
  if (lookup === undefined && labels.generated.has(key)) {
    return satisfiesGenerated(requirement, labels.generated.get(key));
  }
  const value = lookUp(requirement, labels);
  if (value === undefined && lookup === undefined && labels.isOpen === true) {
    return 'unknown';
  }
  switch (operator) {
    case 'In': return value !== undefined && requirement.values.includes(value) ? 'yes' : 'no';
    case 'NotIn': return value === undefined || !requirement.values.includes(value) ? 'yes' : 'no';
    case 'Exists': return value !== undefined ? 'yes' : 'no';
    case 'DoesNotExist': return value === undefined ? 'yes' : 'no';
  }
}

function lookUp({ key, lookup }: Requirement, labels: LabelFacts): string | undefined {
  switch (lookup) {
    case undefined: return labels.known.get(key);
    case 'nothing': return undefined;
    case 'namespace': return labels.namespace;
    case 'service-account': return labels.serviceAccount;
  }
}

function satisfiesGenerated({ operator, values }: Requirement, possible: readonly string[] | undefined): Ternary {
  const isAmong = (): Ternary => {
    if (possible === undefined) {
      return values.length === 0 ? 'no' : 'unknown';
    }
    const among = possible.filter(value => values.includes(value));
    return among.length === 0 ? 'no' : among.length === possible.length ? 'yes' : 'unknown';
  };
  switch (operator) {
    case 'In': return isAmong();
    case 'NotIn': return not(isAmong());
    case 'Exists': return 'yes';
    case 'DoesNotExist': return 'no';
  }
}

function not(answer: Ternary): Ternary {
  return answer === 'unknown' ? 'unknown' : answer === 'yes' ? 'no' : 'yes';
}

/** `app=web,tier in (a,b),!legacy`, as `kubectl get -l` takes it, or `everything`. */
export function formatSelector(selector: Selector): string {
  return selector.requirements.length === 0 ? 'everything' : selector.requirements.map(formatRequirement).join(',');
}

export function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In': return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn': return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists': return key;
    case 'DoesNotExist': return `!${key}`;
  }
}
