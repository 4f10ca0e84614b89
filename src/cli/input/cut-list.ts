import { Piece } from './split';

/** How a tool begins a list, and what it indents the items by. */
const YAML_LIST = /^items: *\r?\n( *)- /m;
const JSON_LIST = /^[ \t]*"items": \[\r?\n([ \t]*)\{\r?$/m;

/** Documents that stand behind each other; a list could be mistaken for the one in another document. */
const SEVERAL_DOCUMENTS = /\n(?:---|\.\.\.)/;

/**
 * Where the items of a list most likely are, in the text of a document that has each of them on lines of its own and
 * all in one column, as kubectl writes it. It is a guess, made without reading what is in between: whoever takes an
 * item has to see whether it is the right one. Undefined when there are not as many as there should be.
 */
export function cutList(text: string, count: number): Piece[] | undefined {
  const pieces = SEVERAL_DOCUMENTS.test(text) ? undefined : cutYaml(text) ?? cutJson(text);
  return pieces?.length === count ? pieces : undefined;
}

function cutYaml(text: string): Piece[] | undefined {
  const list = YAML_LIST.exec(text);
  if (list === null) {
    return undefined;
  }
  const starts = linesThatBegin(`${list[1]}- `, text, list.index);
  // The last one ends where a line is not further to the right, and no comment.
  const behind = new RegExp(`\\n {0,${list[1].length}}[^ \\r\\n#]`, 'g');
  behind.lastIndex = starts[starts.length - 1];
  const end = behind.exec(text)?.index ?? text.length;
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? end }));
}

function cutJson(text: string): Piece[] | undefined {
  const list = JSON_LIST.exec(text);
  if (list === null) {
    return undefined;
  }
  const closing = `\n${list[1]}}`;
  return linesThatBegin(`${list[1]}{`, text, list.index)
    .map(start => ({ start, end: text.indexOf(closing, start) + closing.length }));
}

/** Where they begin. */
function linesThatBegin(beginning: string, text: string, from: number): number[] {
  const line = `\n${beginning}`;
  const starts: number[] = [];
  for (let at = text.indexOf(line, from); at >= 0; at = text.indexOf(line, at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}
