import { Requirement, Selector } from '../../model/selector';
import { oneLine } from '../../sets/visible';

/** The selector under its field, as lines of a manifest: `podSelector:`, `  matchLabels:`, `    app: web`. */
export function selectorYaml(field: string, { requirements }: Selector): string[] {
  if (requirements.length === 0) {
    return [`${field}: {}`];
  }
  const labels = requirements.filter(isOneLabel);
  const expressions = requirements.filter(requirement => !isOneLabel(requirement));
  return [
    `${field}:`,
    ...labels.length === 0 ? [] : ['  matchLabels:', ...labels.map(({ key, values }) => `    ${yamlScalar(key)}: ${yamlScalar(values[0])}`)],
    ...expressions.length === 0 ? [] : ['  matchExpressions:', ...expressions.map(expressionYaml)],
  ];
}

/** The lines as one item of a list. */
export function itemYaml(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

function isOneLabel({ operator, values }: Requirement): boolean {
  return operator === 'In' && values.length === 1;
}

function expressionYaml({ key, operator, values }: Requirement): string {
  const list = values.length === 0 ? '' : `, values: [${values.map(yamlScalar).join(', ')}]`;
  return `    - { key: ${yamlScalar(key)}, operator: ${operator}${list} }`;
}

/** Texts that YAML reads as something else. */
const OTHER_THAN_TEXT = /^(true|false|yes|no|on|off|null|y|n)$/i;

/** The text as YAML takes it for nothing else. */
export function yamlScalar(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !OTHER_THAN_TEXT.test(text) ? text : `'${oneLine(text)}'`;
}
