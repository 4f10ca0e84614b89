import { parseNumber } from './numbers';
import { Problem } from '../../model/finding';

/** What a message says of a number that stands in place of something else. */
const NUMBER = / is (-?[0-9][0-9.e+-]*),/;

/**
 * The message with the number as its author wrote it: `1.10`, where it was read as 1.1, and all digits of
 * `12345678901234567890`, of which a number of this language keeps seventeen.
 *
 * @param plainText the text without quotes at the field
 */
export function withNumberAsWritten({ message, field }: Problem, plainText: () => string | undefined): string {
  const start = `\`${field}\``;
  const found = field === undefined || !message.startsWith(start) ? null : NUMBER.exec(message.slice(start.length));
  const written = found?.index !== 0 ? undefined : plainText();
  return written === undefined || `${parseNumber(written)}` !== found?.[1] ? message
    : `${start} is ${written},${message.slice(start.length + found[0].length)}`;
}
