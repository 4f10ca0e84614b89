import { Cell } from './wrapped-columns';
import { GroupedBy } from '../model/grouping';
import { withShortWords } from '../sets/visible';

const HEADINGS: Readonly<Record<GroupedBy, readonly string[]>> = {
  destination: ['destination', 'source', 'traffic'],
  source: ['source', 'destination', 'traffic'],
};

/** A table. Whatever of it is of the input has to be code. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** What such a table says of joined rows: each names both ends, since a table has no sections and no arrows. */
export function connectionTable(by: GroupedBy, rows: readonly (readonly Cell[])[], most: number = Infinity): string {
  return markdownTable(HEADINGS[by], withNames(rows).slice(0, most)
    .map(([own, , others, traffic]) => [own, others, traffic].map(markdownCode)));
}

function withNames(rows: readonly (readonly Cell[])[]): (readonly Cell[])[] {
  let last: Cell = [];
  return rows.map(([own, ...rest]) => {
    last = own.length === 0 ? last : own;
    return [last, ...rest];
  });
}

/** Each text as code, so that none becomes markup, a link or a mention. */
export function markdownCode(texts: readonly string[]): string {
  return texts.map(withShortWords).map(asCode).join(', ');
}

function asCode(text: string): string {
  return /[|\\]|``|^$/.test(text) ? `<code>${escaped(text)}</code>` : text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Whatever might mean something, as a number. */
function escaped(text: string): string {
  return text.replace(/[^\w ,/=()-]|_/gu, character => `&#${character.codePointAt(0)};`);
}
