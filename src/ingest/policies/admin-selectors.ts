import { isMapItem, requiredText } from './admin-fields';
import { AdminReader } from './admin-reader';
import { Operator, Requirement } from '../../model/selector';
import { AdminPods } from '../../resources/admin-policy';
import { ResourceSelector } from '../../resources/network-policy';
import { labelKeyFault, labelValueFault } from '../../syntax/labels';
import { Field } from '../reading/fields';
import { OPERATORS, SELECTS_ALL } from '../reading/selectors';

/** `namespaces`: every pod of them. */
export function readNamespaces(field: Field, reader: AdminReader): AdminPods {
  return { namespaceSelector: readAdminSelector(field, reader), podSelector: SELECTS_ALL };
}

/** `pods`. Without a `namespaceSelector`, where that is optional, they are of every namespace, unlike in a NetworkPolicy. */
export function readPods(field: Field, reader: AdminReader): AdminPods {
  if (!field.isMap()) {
    return { namespaceSelector: SELECTS_ALL, podSelector: SELECTS_ALL };
  }
  reader.reportUnknownFields(field, ['namespaceSelector', 'podSelector']);
  const [namespaces, pods] = [field.get('namespaceSelector'), field.get('podSelector')];
  if (namespaces.isAbsent && reader.version.isNamespaceSelectorRequired) {
    namespaces.fault('not a selector', 'write `{}` for every namespace');
  }
  if (pods.isAbsent) {
    pods.fault('not a selector', 'write `{}` for every pod; where namespaces alone are meant, write `namespaces`');
  }
  return { namespaceSelector: readAdminSelector(namespaces, reader), podSelector: readAdminSelector(pods, reader) };
}

/**
 * A selector of a CRD, whose schema takes any text as key, operator and value. The API server drops labels that are
 * `null`, where of a NetworkPolicy it makes empty ones.
 */
export function readAdminSelector(field: Field, reader: AdminReader): ResourceSelector {
  if (!field.isMap()) {
    return SELECTS_ALL;
  }
  reader.reportUnknownFields(field, ['matchLabels', 'matchExpressions']);
  const labels = field.get('matchLabels');
  const ofLabels = labels.keys().flatMap(key => readLabel(labels.entry(key), key, reader));
  const ofExpressions = field.get('matchExpressions').items().filter(isMapItem).map(item => readExpression(item, reader));
  return { requirements: [...ofLabels, ...ofExpressions], matchLabels: ofLabels.map(({ key }) => key) };
}

function readLabel(field: Field, key: string, reader: AdminReader): Requirement[] {
  if (field.isAbsent) {
    field.warn('is null, which the API server drops, so that the selector does not ask for the label',
      'write `""` for a label without a value');
    return [];
  }
  const value = field.text();
  checkKey(field, key, reader);
  if (value === undefined) {
    return [];
  }
  checkValue(field, value, reader);
  return [{ key, operator: 'In', values: [value] }];
}

function readExpression(field: Field, reader: AdminReader): Requirement {
  reader.reportUnknownFields(field, ['key', 'operator', 'values']);
  const key = requiredText(field.get('key'), 'write the key of a label');
  if (typeof field.get('key').value === 'string') {
    checkKey(field.get('key'), key, reader);
  }
  const operator = requiredText(field.get('operator'), ONE_OF_OPERATORS) as Operator;
  const values = field.get('values').items().map(item => {
    const value = requiredText(item, 'write `""` for a label without a value');
    checkValue(item, value, reader);
    return value;
  });
  checkOperator(field, operator, values.length, reader);
  return { key, operator, values };
}

const ONE_OF_OPERATORS = 'write `In`, `NotIn`, `Exists` or `DoesNotExist`';

function checkKey(field: Field, key: string, reader: AdminReader): void {
  const fault = labelKeyFault(key);
  if (fault !== undefined) {
    reader.unreadable(field, `and the label key \`${key}\` ${fault}`, 'write `name` or `dns.name/name`');
  }
}

function checkValue(field: Field, value: string, reader: AdminReader): void {
  const fault = labelValueFault(value);
  if (fault !== undefined) {
    reader.unreadable(field, fault, 'use a value that a label can have');
  }
}

function checkOperator(field: Field, operator: Operator, count: number, reader: AdminReader): void {
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (typeof field.get('operator').value !== 'string') {
    return;
  }
  if (!OPERATORS.includes(operator)) {
    reader.unreadable(field.get('operator'), 'not an operator', ONE_OF_OPERATORS);
  } else if (takesValues && count === 0) {
    reader.unreadable(field.get('values'), `but \`${operator}\` needs values`,
      'list at least one value, or use `Exists` or `DoesNotExist`');
  } else if (!takesValues && count > 0) {
    reader.unreadable(field.get('values'), `but \`${operator}\` takes no values`,
      `leave out \`values\`, or use \`${operator === 'Exists' ? 'In' : 'NotIn'}\``);
  }
}
