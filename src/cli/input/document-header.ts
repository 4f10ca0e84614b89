/** What a document says of itself in its first two lines. */
export interface DocumentHeader {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Empty lines and remarks. */
const NOTHING = '(?: *(?:#.*)?\\r?\\n)*';
const API_VERSION = 'apiVersion: +(?<version>(?:[a-z][a-z0-9.-]*/)?v[0-9][a-z0-9]*)';
const KIND = 'kind: +(?<kind>[A-Z][A-Za-z0-9]*)';
const END_OF_VALUE = ' *(?: #.*)?\\r?\\n';

/** The first two keys, in either order, and behind them a line that does not go on with the value of the second. */
const [VERSION_FIRST, KIND_FIRST] = [[API_VERSION, KIND], [KIND, API_VERSION]].map(([first, second]) =>
  new RegExp(`^(?:--- *(?: #.*)?\\r?\\n)?${NOTHING}${first}${END_OF_VALUE}${NOTHING}${second}${END_OF_VALUE}${NOTHING}(?=[^ #\\r\\n]|$)`));

/** A line ends here for the parser, too, but not for whoever looks for the next `\n`. */
const LONE_RETURN = /\r(?!\n)/;

/** What stands at the beginning of a line: a key, an item of the list that belongs to one, or a remark. */
const KEY_LINE = /([A-Za-z][A-Za-z0-9_.-]*):(?=[ \r\n]|$)|-(?=[ \r\n]|$)|#/y;

/**
 * The header of a YAML document that nobody needs, found without parsing it; undefined unless it is certain that the
 * text is one document of that kind, or else cannot be parsed.
 *
 * A line that begins with a key need not be one of the document's own: it may belong to text in quotes that began
 * above. So the kind counts only where nothing but the apiVersion stands before it, and no key may be there twice:
 * where the line that divides two documents has been forgotten, the parser has to say so.
 */
export function unneededHeader(
  text: string, isNeeded: (header: DocumentHeader) => boolean,
): DocumentHeader | undefined {
  const found = (VERSION_FIRST.exec(text) ?? KIND_FIRST.exec(text))?.groups;
  if (found === undefined) {
    return undefined;
  }
  const header = { apiVersion: found.version, kind: found.kind };
  // Of a template nobody knows yet what will become of it.
  return isNeeded(header) || text.includes('{{') || LONE_RETURN.test(text) || !hasPlainOutline(text) ? undefined : header;
}

/** Whether the lines that begin in the first column hold keys, each of them once, and nothing that divides documents. */
function hasPlainOutline(text: string): boolean {
  const keys: string[] = [];
  for (let line = text.startsWith('---') ? nextLine(text, 0) : 0; line < text.length; line = nextLine(text, line)) {
    if (!' \r\n'.includes(text[line])) {
      KEY_LINE.lastIndex = line;
      const match = KEY_LINE.exec(text);
      if (match === null) {
        return false;
      }
      keys.push(...match[1] === undefined ? [] : [match[1]]);
    }
  }
  return keys.length === new Set(keys).size;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
