import { hasFields, shown } from '../given';
import { LabelQuery, LabelSelectorConfig } from './label-query';
import { checkLabels } from './label-syntax';
import { formatSelector } from '../../model/selector';
import { refuse } from '../refuse';

export const EVERYTHING: LabelSelectorConfig = { matchLabels: {}, matchExpressions: [] };

/** The selector for a query; refuses a query that would select everything without saying so. */
export function selectorOf(where: string, query: LabelQuery, all: string): LabelSelectorConfig {
  if (typeof query !== 'object' || query === null) {
    refuse(where, `the query is ${shown(query)}`, `require a label; to select everything, say so: \`${all}\``);
  }
  const { labels = {}, expressions = [] } = query;
  checkLabels(where, labels);
  checkExpressions(where, expressions);
  const selector = {
    matchLabels: { ...labels },
    matchExpressions: expressions.map(({ key, operator, values }) => ({ key, operator, values: [...values] })),
  };
  if (selectsEverything(selector)) {
    refuse(where, 'it requires no label, which Kubernetes would read as everything', `to select everything, say so: \`${all}\``);
  }
  return selector;
}

function checkExpressions(where: string, expressions: unknown): void {
  const help = 'write a `LabelExpression`: `LabelExpression.exists(\'app\')`';
  if (!Array.isArray(expressions)) {
    refuse(where, `\`expressions\` is ${shown(expressions)}, not a list`, help);
  }
  expressions.forEach((expression, index) => {
    if (!hasFields(expression, 'key', 'operator', 'values')) {
      refuse(where, `\`expressions[${index}]\` is ${shown(expression)}, not a requirement on a label`, help);
    }
  });
}

export function selectsEverything(selector: LabelSelectorConfig): boolean {
  return Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0;
}

/** As `kubectl get -l` takes it: `app=web,tier in (a,b)`. */
export function selectorText({ matchLabels, matchExpressions }: LabelSelectorConfig): string {
  const equalities = Object.entries(matchLabels)
    .map(([key, value]) => ({ key, operator: 'In' as const, values: [value] }));
  return formatSelector({
    requirements: [...equalities, ...matchExpressions.map(one => ({ ...one, operator: `${one.operator}` as const }))],
  });
}
