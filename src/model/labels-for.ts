import { ANYTHING } from './labels';
import { holds, possibleValues, Requirement } from './selector';

/**
 * Labels that meet all of the requirements, as few as possible, or undefined when none do. What an enforcer looks up
 * elsewhere is left to the caller, who judges the pod that has these labels.
 */
export function labelsFor(requirements: readonly Requirement[]): Map<string, string> | undefined {
  const labels = new Map<string, string>();
  const asked = requirements.filter(({ lookup }) => lookup === undefined);
  for (const key of new Set(asked.map(requirement => requirement.key))) {
    const about = asked.filter(requirement => requirement.key === key);
    const fitting = possibleValues(ANYTHING, about)
      .filter(value => about.every(requirement => holds(requirement, value)));
    if (fitting.length === 0) {
      return undefined;
    }
    if (!fitting.includes(undefined)) {
      const [value] = fitting as string[];
      labels.set(key, about.some(({ values }) => values.includes(value)) ? value : SOME_VALUE);
    }
  }
  return labels;
}

/** Stands for a value that no requirement names. */
const SOME_VALUE = 'some-value';

/** Whoever makes the pod chooses its service account: one that the requirements ask for, if they ask for any. */
export function serviceAccountFor(requirements: readonly Requirement[]): string {
  const about = requirements.filter(({ lookup }) => lookup === 'service-account');
  return ['default', ...about.flatMap(({ values }) => values)].find(value => about.every(one => holds(one, value)))
    ?? 'another';
}
