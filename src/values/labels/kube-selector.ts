import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-29';
import { LabelRequirement, LabelSelectorConfig } from './label-query';
import { refuseLabelKey, refuseLabelValue } from './label-syntax';
import { checkRequirement } from './requirement';

/** The selector in the words of Kubernetes, without empty parts. */
export function toKubeSelector(where: string, selector: LabelSelectorConfig): k8s.LabelSelector {
  const { matchLabels, matchExpressions } = selector;
  Object.keys(matchLabels).forEach(key => refuseLabelKey(where, key));
  matchExpressions.forEach((requirement, index) => checkRequirement(where, `matchExpressions[${index}]`, requirement));
  const labels = Object.entries(matchLabels).map(([key, value]): [string, string] => [key, settled(where, key, value)]);
  return {
    ...(labels.length > 0 ? { matchLabels: Object.fromEntries(labels) } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions: matchExpressions.map(toKubeRequirement) } : {}),
  };
}

/** cdk8s drops a label whose lazy value turns out to be undefined, and the selector would then select more. */
function settled(where: string, key: string, value: unknown): string {
  const text = value instanceof Lazy ? value.produce() : value;
  refuseLabelValue(where, key, text);
  return text as string;
}

function toKubeRequirement({ key, operator, values }: LabelRequirement): k8s.LabelSelectorRequirement {
  return { key, operator, ...(values.length > 0 ? { values: [...values] } : {}) };
}
