import { isLabelName, labelValueFault } from '../../syntax/labels';
import { isDnsLabel, isDnsSubdomain } from '../../syntax/names';
import { shown } from '../given';
import { refuse, valueText } from '../refuse';

/** Refuses label keys and values that the Kubernetes API server would refuse. */
export function checkLabels(where: string, labels: { readonly [key: string]: string }): void {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    refuse(where, `\`labels\` is ${shown(labels)}, not keys with values`, 'write them: `{ app: \'web\' }`');
  }
  for (const [key, value] of Object.entries(labels)) {
    refuseLabelKey(where, key);
    if (key === 'constructor') {
      refuse(where, 'cdk8s cannot write a label called `constructor`',
        `say it as an expression: \`LabelExpression.in('constructor', [${valueText(value)}])\``);
    }
    refuseLabelValue(where, key, value);
  }
}

export function refuseLabelKey(where: string, key: string): void {
  if (typeof key !== 'string') {
    refuse(where, `the key of a label is ${shown(key)}, which is not a string`, 'name the label: `\'app\'`');
  }
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(slash, 0));
  const name = key.slice(slash + 1);
  if (slash >= 0 && !isDnsSubdomain(prefix)) {
    refuse(where, `label key \`${key}\` is not valid: \`${prefix}\` is not a DNS name`,
      'before the `/` stand at most 253 lower-case letters, digits, `-` and `.`, as in `example.com/name`');
  }
  if (!isLabelName(name)) {
    refuse(where, `label key \`${key}\` is not valid: \`${name}\` is not a label name`,
      'a name is 1 to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends');
  }
}

export function refuseLabelValue(where: string, key: string, value: unknown): void {
  if (isToken(value)) {
    return;
  }
  if (typeof value !== 'string') {
    refuse(where, `the value of label \`${key}\` is ${valueText(value)}, which is not a string`,
      value === undefined || value === null
        ? `give it a value, or use \`LabelExpression.exists('${key}')\` if any value will do`
        : `write it in quotes: \`'${String(value)}'\``);
  }
  if (labelValueFault(value) !== undefined) {
    refuse(where, `label value \`${value}\` of \`${key}\` is not valid`,
      'a value is empty, or at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends');
  }
}

export function checkNamespaceName(where: string, name: string): void {
  if (!isToken(name) && (typeof name !== 'string' || !isDnsLabel(name))) {
    refuse(where, `\`${name}\` is not a namespace name`,
      'a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends');
  }
}

export function checkNamespaceNames(where: string, names: readonly string[]): void {
  if (names.length === 0) {
    refuse(where, 'no namespace is named', 'name at least one namespace');
  }
  names.forEach(name => checkNamespaceName(where, name));
}

/** Whether cdk8s puts the value in only at synthesis: a Lazy, an object with a resolver, or an AWS CDK token. */
function isToken(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('${Token[');
  }
  return typeof value === 'object' && value !== null && ('produce' in value || 'resolve' in value);
}
