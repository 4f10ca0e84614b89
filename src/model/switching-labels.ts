import { Enforcement, SwitchingLabel } from './cluster';
import { LabelFacts } from './labels';
import { anyOf, Ternary } from '../sets/ternary';

/** The first label of the pod that has the effect, for certain or perhaps, and which of the two. */
export interface SwitchedPod {
  readonly key?: string;
  readonly is: Ternary;
  /** Whether it is open because nobody knows whether the pod has the label, not because of what the label does. */
  readonly isLabelOpen: boolean;
}

/** Whether a label of the pod has the effect. */
export function switchedBy(
  { switchingLabels }: Enforcement, labels: LabelFacts, effect: SwitchingLabel['effect'],
): SwitchedPod {
  const found = switchingLabels.filter(label => label.effect === effect)
    .map(({ key, certain }) => ({ key, certain, has: hasLabel(labels, key) }))
    .filter(({ has }) => has !== 'no');
  return {
    key: found[0]?.key,
    is: anyOf(found.map(({ has, certain }) => (certain ? has : weakened(has)))),
    isLabelOpen: found.some(({ has }) => has === 'unknown'),
  };
}

function weakened(answer: Ternary): Ternary {
  return answer === 'yes' ? 'unknown' : answer;
}

/** A label that somebody may add of whom the input says nothing is not reckoned with: else nothing would be certain. */
function hasLabel({ known, uncertain }: LabelFacts, key: string): Ternary {
  const label = uncertain.get(key);
  return known.has(key) || label?.mayBeAbsent === false ? 'yes' : label === undefined ? 'no' : 'unknown';
}
