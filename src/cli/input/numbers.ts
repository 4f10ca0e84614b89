const DECIMAL = /^(0|[1-9][0-9]*)$/;
const BASED = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0)$/;
const OCTAL = /^0[oO]?(?=[0-7])/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ...['.nan', '.NaN', '.NAN'].map((text): [string, number] => [text, NaN]),
  ...['.inf', '.Inf', '.INF'].flatMap((text): [string, number][] =>
    [[text, Infinity], [`+${text}`, Infinity], [`-${text}`, -Infinity]]),
]);

/** The greatest number without a sign, and with one, that has 64 bits. */
const MOST: ReadonlyMap<string, bigint> = new Map([['', 2n ** 64n - 1n], ['+', 2n ** 63n - 1n], ['-', 2n ** 63n]]);

/** An underscore that has no digit on one of its sides. */
const LOOSE_UNDERSCORE = /(?<![0-9])_|_(?![0-9])/;

/**
 * The number that a plain scalar is for Kubernetes, or undefined when it is none: `012` is 10, `0x10` is 16, `1_000`
 * is 1000, `1e3` is 1000, while dates, `1:30` and numbers too large for it, such as `5e400`, are text.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function parseNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    return finite(text);
  }
  const plain = withoutUnderscores(text);
  return SPECIAL.get(text) ?? parseBased(plain) ?? (FLOAT.test(plain) ? finite(plain) : undefined);
}

/** Anywhere in a number but in one that begins with its point, where they stand between digits as in Go. */
function withoutUnderscores(text: string): string {
  const mayStay = !text.includes('_') || (text.startsWith('.') && LOOSE_UNDERSCORE.test(text));
  return mayStay ? text : text.replaceAll('_', '');
}

/** A binary, octal or hexadecimal number. Octal digits that are too many for it are read as a decimal number. */
function parseBased(text: string): number | undefined {
  // Kubernetes takes the sign behind `0b`, too.
  const [, sign, digits] = BASED.exec(text.replace(/^0b([-+])/, '$10b')) ?? NONE;
  const value = digits === undefined ? undefined : BigInt(digits.replace(OCTAL, '0o'));
  if (value === undefined || value > MOST.get(sign)!) {
    return undefined;
  }
  return Number(sign === '-' ? -value : value);
}

const NONE: readonly string[] = [];

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
