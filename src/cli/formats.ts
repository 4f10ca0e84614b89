import { Arguments, Option } from './arguments';
import { PARTIAL, warn } from './messages';
import { Terminal } from './terminal';
import { remarksOn, writeMarkdown, writeRows, writeText } from './text';
import { WrongUsage } from './wrong-usage';
import { GroupedBy } from '../model/grouping';
import { renderConnectionList } from '../render/connlist';
import { renderCsvListing } from '../render/csv-listing';
import { renderDot } from '../render/dot';
import { ConnectionGraph, graphOf } from '../render/graph';
import { renderJson } from '../render/json';
import { renderJsonGroups } from '../render/json-groups';
import { ListingContext } from '../render/json-parts';
import { Listing } from '../render/listing';
import { renderMermaid } from '../render/mermaid';
import { count, list } from '../wording/lists';

/** Writes the answer to stdout, and to stderr what it cannot say. */
type Format = (listing: Listing, context: ListingContext, terminal: Terminal) => void;

/** How rows are laid out. */
export interface Layout {
  readonly by: GroupedBy;
  /** Whether each pair has a row of its own. */
  readonly isRowByRow: boolean;
  readonly isGrouped: boolean;
}

const BY_NAME: ReadonlyMap<string, (layout: Layout) => Format> = new Map<string, (layout: Layout) => Format>([
  ['text', ({ by, isRowByRow }) => (isRowByRow ? writeRows : writeText(by))],
  ['json', ({ by, isGrouped }) => (isGrouped ? writeParts((listing, context) => renderJsonGroups(listing, by, context)) : writeParts(renderJson))],
  ['connlist', () => writeConnectionList],
  ['csv', () => writeCsv],
  ['md', ({ by }) => writeMarkdown(by)],
  ['dot', () => drawn(renderDot)],
  ['mermaid', () => drawn(renderMermaid)],
]);

/** The names that `--format` takes; the first one is the default. */
export const FORMATS: readonly string[] = [...BY_NAME.keys()];

const ENDS: readonly GroupedBy[] = ['destination', 'source'];

/** Options that say how rows are laid out. */
export const LAYOUT_OPTIONS: readonly Option[] = [
  { name: 'by', value: 'END', choices: ENDS, summary: 'the end at which rows are joined first' },
  { name: 'rows', summary: 'with the format text: every pair in a row of its own' },
  { name: 'group', summary: 'with the format json: joined rows, as the text has them, and what stands out' },
];

/** The formats that have joined rows unasked. */
const JOINED: readonly string[] = ['text', 'md'];

/** @throws WrongUsage when an option is for another format */
export function layoutIn(args: Arguments): Layout {
  const format = args.value('format') ?? FORMATS[0];
  const layout = { by: args.value('by') as GroupedBy | undefined ?? ENDS[0], isRowByRow: args.has('rows'), isGrouped: args.has('group') };
  if (layout.isRowByRow && format !== 'text') {
    throw new WrongUsage('`--rows` is for the format `text`', format === 'md' ? 'leave it out: `md` has joined rows' : `leave it out: \`${format}\` has every pair in a row of its own`);
  }
  if (layout.isGrouped && format !== 'json') {
    throw new WrongUsage('`--group` is for the format `json`', JOINED.includes(format) ? `leave it out: \`${format}\` has joined rows` : 'say `--format json`');
  }
  if (args.has('by') && (layout.isRowByRow || (!JOINED.includes(format) && !layout.isGrouped))) {
    throw new WrongUsage('`--by` is for joined rows', format === 'json' ? 'say `--group` too' : 'leave it out, or ask for the format `text` without `--rows`');
  }
  return layout;
}

/** The format of the name, which is one of `FORMATS`. */
export function formatNamed(name: string, layout: Layout): Format {
  return BY_NAME.get(name)!(layout);
}

/** So many characters are written at once. */
const WRITE_SIZE = 65_536;

function writeParts(render: (listing: Listing, context: ListingContext) => Iterable<string>): Format {
  return (listing, context, terminal) => writeInParts(render(listing, context), terminal);
}

/** Writes a text that is made part by part, several of them at once. */
export function writeInParts(parts: Iterable<string>, terminal: Terminal): void {
  let waiting = '';
  for (const part of parts) {
    waiting += part;
    if (waiting.length >= WRITE_SIZE) {
      terminal.writeOut(waiting);
      waiting = '';
    }
  }
  terminal.writeOut(waiting);
}

function writeCsv(listing: Listing, { isPartial }: ListingContext, terminal: Terminal): void {
  writeInParts(renderCsvListing(listing), terminal);
  if (isPartial) {
    terminal.writeError(`${PARTIAL}\n`);
  }
}

function drawn(render: (graph: ConnectionGraph, remarks: readonly string[]) => string): Format {
  return (listing, context, terminal) => terminal.writeOut(render(graphOf(listing), remarksOn(context)));
}

function writeConnectionList(listing: Listing, { isPartial }: ListingContext, terminal: Terminal): void {
  const { lines, unknown, leavesOutIpv6 } = renderConnectionList(listing);
  terminal.writeOut(lines.map(line => `${line}\n`).join('') + (isPartial ? `# ${PARTIAL}\n` : ''));
  if (leavesOutIpv6) {
    warn('connections of IPv6 addresses alone are left out: the format `connlist` has only IPv4',
      [{ help: 'use `--format text` or `--format json`' }], terminal);
  }
  if (unknown.length > 0) {
    warn(`${count(unknown.length, 'connection')} of which it is unknown whether they are allowed are left out: ${list(unknown)}`,
      [{ help: 'the format `connlist` cannot say that; use `--format text` or `--format json`, or say `--external-blocks`' }], terminal);
  }
}
