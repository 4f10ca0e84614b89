import { Field } from './fields';
import { checkLabelKey, checkLabelValue, forEachLabel } from './labels';
import { reportUnknownFields } from './unknown-fields';
import { Operator, Requirement } from '../../model/selector';
import { ResourceSelector } from '../../resources/network-policy';

export const OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'] satisfies Operator[];

/** The selector that says nothing. */
export const SELECTS_ALL: ResourceSelector = { requirements: [], matchLabels: [] };

/** The selector; absent selects everything. */
export function readSelector(field: Field): ResourceSelector {
  if (!field.isMap()) {
    return SELECTS_ALL;
  }
  reportUnknownFields(field, ['matchLabels', 'matchExpressions']);
  const requirements: Requirement[] = [];
  forEachLabel(field.get('matchLabels'), (key, value) => requirements.push({ key, operator: 'In', values: [value] }));
  const matchLabels = requirements.map(({ key }) => key);
  const expressions = field.get('matchExpressions').items();
  for (let index = 0; index < expressions.length; index += 1) {
    requirements.push(readExpression(expressions[index]));
  }
  return requirements.length === 0 ? SELECTS_ALL : { requirements, matchLabels };
}

function readExpression(field: Field): Requirement {
  reportUnknownFields(field, ['key', 'operator', 'values']);
  const key = field.get('key').text() ?? '';
  checkLabelKey(field.get('key'), key);
  const operator = field.get('operator');
  const values = readValues(field.get('values'));
  checkOperator(operator, field.get('values'), values.length);
  return { key, operator: operator.value as Operator, values };
}

function readValues(field: Field): string[] {
  return field.items().map(item => {
    const value = item.isAbsent ? '' : item.text() ?? '';
    checkLabelValue(item, value);
    return value;
  });
}

function checkOperator(operator: Field, values: Field, count: number): void {
  if (typeof operator.value !== 'string' || !OPERATORS.includes(operator.value)) {
    operator.fault('not an operator', 'write `In`, `NotIn`, `Exists` or `DoesNotExist`');
    return;
  }
  const takesValues = operator.value === 'In' || operator.value === 'NotIn';
  if (takesValues && count === 0) {
    values.report.fault(`\`${values.path}\` is empty, but \`${operator.value}\` needs values`, values.path,
      'list at least one value, or use `Exists` or `DoesNotExist`');
  }
  if (!takesValues && count > 0) {
    values.report.fault(`\`${values.path}\` has values, but \`${operator.value}\` takes none`, values.path,
      `leave out \`values\`, or use \`${operator.value === 'Exists' ? 'In' : 'NotIn'}\``);
  }
}
