/** What an attribute of a block can be. */
export type HclValue = string | number | boolean | HclExpression | Readonly<Record<string, string>>;

/** Text that Terraform is to evaluate, such as a reference to another resource. */
export class HclExpression {
  public constructor(public readonly text: string) {}
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text between double quotes, in which Terraform replaces nothing. */
export function hclString(text: string): string {
  const escaped = text
    .replace(/[\\"\n\r\t]/g, character => ESCAPES[character])
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

/** A word that can follow the type of a resource. */
export function hclIdentifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, '_');
}

/** A resource, in the layout of `terraform fmt`. Attributes without a value are left out; maps come last. */
export function hclResource(
  type: string,
  name: string,
  attributes: Readonly<Record<string, HclValue | undefined>>,
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
  const lines = given.flatMap(({ key, value }) => (isMap(value) ? [] : [{ key, text: scalar(value) }]));
  const maps = given.flatMap(({ key, value }) => (isMap(value) ? [{ key, value }] : []));
  return [
    `resource "${type}" "${name}" {`,
    ...aligned(lines).map(line => `  ${line}`),
    ...maps.flatMap(({ key, value }) => [
      `  ${key} = {`,
      ...aligned(Object.entries(value).map(([label, text]) => ({ key: hclString(label), text: hclString(text) }))).map(line => `    ${line}`),
      '  }',
    ]),
    '}',
    '',
  ].join('\n');
}

function isMap(value: HclValue): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && !(value instanceof HclExpression);
}

function scalar(value: string | number | boolean | HclExpression): string {
  if (value instanceof HclExpression) {
    return value.text;
  }
  return typeof value === 'string' ? hclString(value) : String(value);
}

function aligned(lines: readonly { readonly key: string; readonly text: string }[]): string[] {
  const width = Math.max(0, ...lines.map(({ key }) => key.length));
  return lines.map(({ key, text }) => `${key.padEnd(width)} = ${text}`);
}
