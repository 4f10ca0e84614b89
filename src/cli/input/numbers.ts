const DECIMAL = /^[1-9][0-9]*$/;
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const OCTAL = /^0[oO]?(?=[0-7])/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ...['.nan', '.NaN', '.NAN'].map((text): [string, number] => [text, NaN]),
  ...['.inf', '.Inf', '.INF'].flatMap((text): [string, number][] =>
    [[text, Infinity], [`+${text}`, Infinity], [`-${text}`, -Infinity]]),
]);

/**
 * The number that a plain scalar is for Kubernetes, or undefined when it is none: `012` is 10, `0x10` is 16, `1_000`
 * is 1000, `1e3` is 1000, while dates and `1:30` are text.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function parseNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    return Number(text);
  }
  if (text.startsWith('.') || text.startsWith('+.') || text.startsWith('-.')) {
    return SPECIAL.get(text) ?? (FLOAT.test(text) ? Number(text) : undefined);
  }
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (INTEGER.test(plain)) {
    return parseInteger(plain);
  }
  return FLOAT.test(plain) ? Number(plain) : undefined;
}

function parseInteger(text: string): number {
  const digits = text.replace(/^[-+]/, '');
  const value = Number(digits.replace(OCTAL, '0o'));
  return text.startsWith('-') ? -value : value;
}
