import { Arguments, Option } from './arguments';
import { WrongUsage } from './wrong-usage';

const MEBIBYTE = 2 ** 20;

/** No dump of a cluster is larger, but what never ends is. */
const USUAL = 256;

/** A text of more has no place in Node.js. */
const MOST = 511;

/** Raises the limit. */
export const SIZE_OPTION: Option = {
  name: 'max-file-size', value: 'MIB', summary: `how large a file may be; ${USUAL} unless told, at most ${MOST}`,
};

/** How many bytes a file may have unless it is told. */
export const USUAL_LIMIT = USUAL * MEBIBYTE;

/** How many bytes a file may have. @throws WrongUsage */
export function sizeLimitIn(args: Arguments): number {
  const text = args.value(SIZE_OPTION.name);
  const size = text === undefined ? USUAL : /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size === 0 || size > MOST) {
    throw new WrongUsage(`\`--${SIZE_OPTION.name}\` is \`${text}\`, not a size from 1 to ${MOST}`,
      `say how many MiB a file may have: \`--${SIZE_OPTION.name} ${MOST}\``);
  }
  return size * MEBIBYTE;
}

/** What to do about a file that is larger than so many bytes. */
export function tooLargeHelp(limit: number): string {
  return limit < MOST * MEBIBYTE
    ? `raise the limit, to ${MOST} at most: \`--${SIZE_OPTION.name} ${MOST}\`; or divide the file`
    : 'divide it: `kubectl get` one kind of objects, or one namespace, at a time';
}

/** Why it is not read, in words that follow its name. */
export function tooLarge(limit: number): string {
  return `is larger than ${limit / MEBIBYTE} MiB, the limit for one file`;
}
