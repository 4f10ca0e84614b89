import { listOf } from '../given';
import { LabelQuery, LabelSelectorConfig } from './label-query';
import { checkLabels } from './label-syntax';
import { checkRequirement, EXPRESSION_HELP } from './requirement';
import { formatSelector, Selector } from '../../model/selector';
import { checkProperties, optional, Properties, unchecked } from '../properties';
import { refuse } from '../refuse';
import { shown } from '../shown';

export const EVERYTHING: LabelSelectorConfig = { matchLabels: {}, matchExpressions: [] };

/** The selector for a query; refuses a query that would select everything without saying so. */
export function selectorOf(where: string, query: LabelQuery, all: string): LabelSelectorConfig {
  if (typeof query !== 'object' || query === null) {
    refuse(where, `the query is ${shown(query)}`, `require a label; to select everything, say so: \`${all}\``);
  }
  checkProperties(where, 'query', query, LABEL_QUERY);
  const { labels = {}, expressions = [] } = query;
  checkLabels(where, labels);
  const selector = {
    matchLabels: { ...labels },
    matchExpressions: expressions.map(({ key, operator, values }) => ({ key, operator, values: [...values] })),
  };
  if (selectsEverything(selector)) {
    refuse(where, 'it requires no label, which Kubernetes would read as everything', `to select everything, say so: \`${all}\``);
  }
  return selector;
}

const LABEL_QUERY: Properties<LabelQuery> = {
  labels: unchecked,
  expressions: optional(listOf(checkRequirement, EXPRESSION_HELP)),
};

export function selectsEverything(selector: LabelSelectorConfig): boolean {
  return Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0;
}

/** As `kubectl get -l` takes it: `app=web,tier in (a,b)`. */
export function selectorText(selector: LabelSelectorConfig): string {
  return formatSelector(neutralSelector(selector));
}

/** The selector as the judge knows it. */
export function neutralSelector({ matchLabels, matchExpressions }: LabelSelectorConfig): Selector {
  const equalities = Object.entries(matchLabels)
    .map(([key, value]) => ({ key, operator: 'In' as const, values: [value] }));
  return {
    requirements: [...equalities, ...matchExpressions.map(one => ({ ...one, operator: `${one.operator}` as const }))],
  };
}
