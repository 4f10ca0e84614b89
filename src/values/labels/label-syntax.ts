import { isLabelName, labelValueFault } from '../../syntax/labels';
import { isDnsLabel, isDnsSubdomain } from '../../syntax/names';
import { ownKeys } from '../own-keys';
import { refuse } from '../refuse';
import { quoted, shown, valueText } from '../shown';
import { isToken } from '../token';

/** Refuses label keys and values that the Kubernetes API server would refuse. */
export function checkLabels(where: string, labels: { readonly [key: string]: string }): void {
  if (!isPlainMap(labels)) {
    refuse(where, `\`labels\` is ${shown(labels)}, not keys with values`, 'write them: `{ app: \'web\' }`');
  }
  for (const key of ownKeys(labels)) {
    if (typeof key === 'symbol') {
      refuse(where, `the key of a label is ${String(key)}, which is not a string`, 'name the label: `\'app\'`');
    }
    const value: unknown = labels[key];
    refuseLabelKey(where, key);
    if (key === 'constructor') {
      refuse(where, 'cdk8s cannot write a label called `constructor`',
        `say it as an expression: \`LabelExpression.in('constructor', [${valueText(value)}])\``);
    }
    refuseLabelValue(where, key, value);
  }
}

/** Whether the value is an object of keys with values, and nothing that keeps them elsewhere, as a Map does. */
export function isPlainMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function refuseLabelKey(where: string, key: string): void {
  if (typeof key !== 'string') {
    refuse(where, `the key of a label is ${shown(key)}, which is not a string`, 'name the label: `\'app\'`');
  }
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(slash, 0));
  const name = key.slice(slash + 1);
  if (slash >= 0 && !isDnsSubdomain(prefix)) {
    refuse(where, `label key ${quoted(key)} is not valid: ${quoted(prefix)} is not a DNS name`,
      'before the `/` stand at most 253 lower-case letters, digits, `-` and `.`, as in `example.com/name`');
  }
  if (!isLabelName(name)) {
    refuse(where, `label key ${quoted(key)} is not valid: ${quoted(name)} is not a label name`,
      'a name is 1 to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends');
  }
}

export function refuseLabelValue(where: string, key: string, value: unknown): void {
  if (isToken(value)) {
    return;
  }
  if (typeof value !== 'string') {
    refuse(where, `the value of label \`${key}\` is ${shown(value)}, which is not a string`,
      value === undefined || value === null
        ? `give it a value, or use \`LabelExpression.exists('${key}')\` if any value will do`
        : typeof value === 'object' ? 'write a text in quotes' : `write it in quotes: \`'${String(value)}'\``);
  }
  if (labelValueFault(value) !== undefined) {
    refuse(where, `label value ${quoted(value)} of \`${key}\` is not valid`,
      'a value is empty, or at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends');
  }
}

export function checkNamespaceName(where: string, name: unknown): void {
  if (!isToken(name) && (typeof name !== 'string' || !isDnsLabel(name))) {
    refuse(where, `${quoted(name)} is not a namespace name`,
      'a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends');
  }
}

export function checkNamespaceNames(where: string, names: readonly string[]): void {
  if (names.length === 0) {
    refuse(where, 'no namespace is named', 'name at least one namespace');
  }
  names.forEach(name => checkNamespaceName(where, name));
}
