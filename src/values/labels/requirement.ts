import { LabelOperator } from './label-expression';
import { refuseLabelKey, refuseLabelValue } from './label-syntax';
import { checkList, checkMember, hasFields } from '../given';
import { refuse } from '../refuse';
import { shown } from '../shown';

export const EXPRESSION_HELP = 'write a `LabelExpression`: `LabelExpression.exists(\'app\')`';

/** The operators that compare with values; the others take none. */
const COMPARING: readonly unknown[] = [LabelOperator.IN, LabelOperator.NOT_IN];

/** Refuses what is no requirement on a label, or one that the Kubernetes API server would refuse. */
export function checkRequirement(where: string, field: string, value: unknown): void {
  if (!hasFields(value, 'key', 'operator', 'values')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a requirement on a label`, EXPRESSION_HELP);
  }
  const { key, operator, values } = value;
  refuseLabelKey(where, key);
  checkMember(where, `${field}.operator`, operator, Object.values(LabelOperator), EXPRESSION_HELP);
  checkList(where, `${field}.values`, values, EXPRESSION_HELP);
  for (const one of values) {
    refuseLabelValue(where, key, one);
  }
  if ((values.length > 0) !== COMPARING.includes(operator)) {
    refuse(where, `\`${field}\` is ${operator} with ${values.length === 0 ? 'no value' : 'values'}, which the Kubernetes API server rejects`,
      EXPRESSION_HELP);
  }
}
