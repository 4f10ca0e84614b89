import { IConstruct } from 'constructs';
import { LocatedPods, podsOfConstruct } from './pod-source';
import { LabelOperator } from '../labels/label-expression';
import { LabelSelectorConfig } from '../labels/label-query';
import { PodLocation, scopeText } from '../peers/namespace-scope';
import { refuse } from '../refuse';

/** The pods that constructs stand for, each as `podsOfConstruct` reads it: any of them. */
export function podsOfConstructs(constructs: readonly IConstruct[]): LocatedPods {
  if (constructs.length === 0) {
    refuse('Pods.of', 'no workload is given', 'pass at least one: `Pods.of(web)`');
  }
  const [first, ...others] = constructs.map(podsOfConstruct);
  others.forEach(other => checkTogether(first, other));
  return others.length === 0 ? first : {
    source: {
      text: `pods of ${constructs.map(({ node }) => node.path).join(', ')}`,
      selectors: () => joined([first, ...others].flatMap(({ source }) => source.selectors())),
    },
    scope: first.scope,
  };
}

function checkTogether(first: LocatedPods, other: LocatedPods): void {
  const [here, there] = [placeOf(first.scope), placeOf(other.scope)];
  if (here !== there) {
    refuse('Pods.of', `\`${first.source.text}\` are in ${here}, and \`${other.source.text}\` in ${there}`,
      'choose the pods of each namespace apart, and name both: as two peers, in two policies or in two assertions');
  }
}

function placeOf(scope: PodLocation): string {
  switch (scope.kind) {
    case 'own': return 'the namespace of the policy';
    case 'unstated': return 'no namespace that is named';
    default: return scopeText(scope);
  }
}

/** As few selectors as will do: one where they differ in the value of one label only. */
function joined(selectors: readonly LabelSelectorConfig[]): readonly LabelSelectorConfig[] {
  const distinct = [...new Map(selectors.map(selector => [JSON.stringify(selector), selector])).values()];
  const [{ matchLabels, matchExpressions }, ...others] = distinct;
  const keys = Object.keys(matchLabels);
  const differing = keys.filter(key => others.some(other => other.matchLabels[key] !== matchLabels[key]));
  const isAlike = others.every(other => Object.keys(other.matchLabels).length === keys.length
    && JSON.stringify(other.matchExpressions) === JSON.stringify(matchExpressions));
  const [key] = differing;
  if (!isAlike || differing.length !== 1 || !distinct.every(one => typeof one.matchLabels[key] === 'string')) {
    return distinct;
  }
  const { [key]: _own, ...common } = matchLabels;
  const values = distinct.map(one => one.matchLabels[key]);
  return [{
    matchLabels: common, matchExpressions: [{ key, operator: LabelOperator.IN, values }, ...matchExpressions],
  }];
}
