import { warn } from './messages';
import { Terminal } from './terminal';
import { renderConnectionList } from '../render/connlist';
import { ListingContext, renderJson } from '../render/json';
import { Listing } from '../render/listing';
import { expectedOf, renderMatrix } from '../render/matrix';
import { mergeOutside } from '../render/merge-outside';
import { count, list } from '../wording/lists';

/** Writes the answer to stdout, and to stderr what it cannot say. */
type Format = (listing: Listing, context: ListingContext, terminal: Terminal) => void;

const BY_NAME: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['text', writeText],
  ['json', writeJson],
  ['connlist', writeConnectionList],
]);

/** The names that `--format` takes; the first one is the default. */
export const FORMATS: readonly string[] = [...BY_NAME.keys()];

/** The format of the name, which is one of `FORMATS`. */
export function formatNamed(name: string): Format {
  return BY_NAME.get(name)!;
}

/** What was left out may hold policies and pods. */
const PARTIAL = 'partial: something was left out, and these verdicts hold for what was read only';

function writeText(
  { workloads, bySource, causesOf, everything }: Listing, { isPartial }: ListingContext, terminal: Terminal,
): void {
  const pairs = [...bySource].flat();
  const table = workloads.length === 0 ? 'the input has no pods' : renderMatrix(mergeOutside(pairs), everything);
  terminal.writeOut(`${table}\n${isPartial ? `\n${PARTIAL}\n` : ''}`);
  const open = pairs.map(pair => ({ ...pair, connections: expectedOf(pair, everything) }))
    .filter(({ connections }) => !connections.unknown.isEmpty);
  if (open.length > 0) {
    const causes = new Map(open.flatMap(causesOf).map(cause => [cause.id, cause]));
    warn(`${count(open.length, 'pair')} of endpoints ${open.length === 1 ? 'is' : 'are'} partly unknown`,
      [...causes.values()], terminal);
  }
}

/** So many characters are written at once. */
const WRITE_SIZE = 65_536;

function writeJson(listing: Listing, context: ListingContext, terminal: Terminal): void {
  let waiting = '';
  for (const part of renderJson(listing, context)) {
    waiting += part;
    if (waiting.length >= WRITE_SIZE) {
      terminal.writeOut(waiting);
      waiting = '';
    }
  }
  terminal.writeOut(waiting);
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

