import { YAMLException } from 'js-yaml';
import { NULL_KEY } from './collections';

/** Why a text cannot be read. */
export interface TextFault {
  readonly message: string;
  /** Where in the text. */
  readonly position: number;
  /** What to do about it, where the cause is known. */
  readonly help?: string;
}

const MARK = '\uFEFF';

/**
 * Files on Windows begin with a byte order mark, which `cat` puts in the middle; kubectl then may read the first one only.
 *
 * @param isFirst whether the text is the beginning of a file
 */
export function markInside(text: string, isFirst: boolean): TextFault | undefined {
  const position = text.startsWith(MARK) && !isFirst ? 0 : text.indexOf(`\n${MARK}`) + 1;
  return !text.startsWith(MARK, position) || (position === 0 && isFirst) ? undefined : {
    message: 'a byte order mark stands in the middle, where one file was joined to another',
    position,
    help: 'take the mark away: save each file as UTF-8 without it, or name the files one by one',
  };
}

/** What the parser says of a text. Besides its own exceptions it may run out of stack. */
export function faultOf(error: Error, text: string): TextFault {
  if (!(error instanceof YAMLException)) {
    return { message: 'it is nested too deeply', position: 0 };
  }
  const position = positionOf(error, text);
  return isIndentedByTab(text, position)
    ? { message: 'tab characters must not be used in indentation', position, help: 'indent with spaces' }
    : { message: error.reason, position };
}

/** A key of which nothing is written, as a template may leave it, has no position for the parser. */
const UNWRITTEN_KEY = /(?<=^[ -]*):(?=\s|$)/m;

function positionOf({ reason, mark }: YAMLException, text: string): number {
  return mark?.position || (reason === NULL_KEY ? Math.max(0, text.search(UNWRITTEN_KEY)) : 0);
}

/** The parser may find fault with what stands behind the tab. */
function isIndentedByTab(text: string, position: number): boolean {
  return /^ *\t/.test(text.slice(text.lastIndexOf('\n', position - 1) + 1, position + 1));
}
