import { PARTIAL, warn } from './messages';
import { Terminal } from './terminal';
import { ConnectionGroup, GroupedBy } from '../model/grouping';
import { GroupEndpoint } from '../model/matrix';
import { WayIn } from '../model/ways-in';
import { groupRows } from '../render/groups';
import { ListingContext } from '../render/json-parts';
import { legendOf } from '../render/legend';
import { causesOfGroup, Listing } from '../render/listing';
import { renderMarkdownListing } from '../render/markdown-listing';
import { expectedOf, renderMatrix } from '../render/matrix';
import { mergeOutside } from '../render/merge-outside';
import { overviewParts, renderOverview, Surroundings } from '../render/overview';
import { renderWaysIn } from '../render/ways-in';
import { renderWrapped, USUAL_WIDTH } from '../render/wrapped-columns';
import { Folding } from '../wording/folding';
import { count } from '../wording/lists';
import { Cause } from '../wording/traces';

/** What stands out, and joined rows. */
export function writeText(by: GroupedBy): (listing: Listing, context: ListingContext, terminal: Terminal) => void {
  return (listing, context, terminal) => {
    const { columns: width = USUAL_WIDTH } = terminal;
    if (listing.workloads.length === 0) {
      terminal.writeOut(`the input has no pods\n${remarks(context)}`);
      return;
    }
    const grouping = listing.grouped({ by, same: 'reads' });
    const folding = new Folding({ ...listing, nodes: grouping.nodes });
    const open = openIn(grouping.groups, listing);
    const rows = groupRows(grouping, folding, listing.everything);
    const waysIn = listing.waysIn();
    terminal.writeOut([
      ...overviewText(listing, waysIn, open, folding, width),
      ...rows.length === 0 ? ['nothing may connect to anything'] : renderWrapped(rows, width),
      ...legendOf(rows, width),
      ...waysInText(waysIn, width),
    ].map(line => `${line}\n`).join('') + remarks(context));
    warnOfUnknown(open.pairs, open.causes, terminal);
  };
}

/** Before a line that is empty. */
function overviewText(
  listing: Listing, waysIn: readonly WayIn[], open: Open, folding: Folding, width: number,
): string[] {
  return listing.overview === undefined ? []
    : [...renderOverview(listing.overview(), around(listing, waysIn, open), folding, width), ''];
}

function around(listing: Listing, waysIn: readonly WayIn[], { pairs, causes }: Open): Surroundings {
  return { ...listing, waysIn, unknown: { pairs, reasons: causes.map(({ what }) => what) } };
}

/** The same as Markdown. */
export function writeMarkdown(by: GroupedBy): (listing: Listing, context: ListingContext, terminal: Terminal) => void {
  return (listing, context, terminal) => {
    const grouping = listing.grouped({ by, same: 'reads' });
    const folding = new Folding({ ...listing, nodes: grouping.nodes });
    const open = openIn(grouping.groups, listing);
    const waysIn = listing.waysIn();
    const rows = groupRows(grouping, folding, listing.everything);
    const overview = listing.overview && overviewParts(listing.overview(), around(listing, waysIn, open), folding);
    const legend = legendOf(rows, Infinity).filter(line => line !== '');
    terminal.writeOut(renderMarkdownListing({ by, overview, rows, legend, waysIn, remarks: remarksOn(context) }));
    warnOfUnknown(open.pairs, open.causes, terminal);
  };
}

/** Every pair in a row of its own. */
export function writeRows(listing: Listing, context: ListingContext, terminal: Terminal): void {
  const { workloads, bySource, causesOf, everything } = listing;
  const pairs = [...bySource].flat();
  const table = workloads.length === 0 ? 'the input has no pods' : renderMatrix(mergeOutside(pairs), everything);
  terminal.writeOut([table, ...waysInText(listing.waysIn())].map(line => `${line}\n`).join('') + remarks(context));
  const open = pairs.map(pair => ({ ...pair, connections: expectedOf(pair, everything) }))
    .filter(({ connections }) => !connections.unknown.isEmpty);
  warnOfUnknown(open.length, distinct(open.flatMap(causesOf)), terminal);
}

/** After a line that is empty. */
function waysInText(waysIn: readonly WayIn[], width?: number): string[] {
  return waysIn.length === 0 ? [] : ['', renderWaysIn(waysIn, width)];
}

/** What else there is to know of the whole answer, each after a line that is empty. */
export function remarks(context: ListingContext): string {
  return remarksOn(context).map(remark => `\n${remark}\n`).join('');
}

/** The same as a list. */
export function remarksOn({ config, isPartial }: ListingContext): string[] {
  return [...config === undefined ? [] : [`what ${config} says about the cluster took part`], ...isPartial ? [PARTIAL] : []];
}

interface Open {
  readonly pairs: number;
  readonly causes: readonly Cause[];
}

/** What is unknown. */
function openIn(groups: readonly ConnectionGroup[], { causesOf }: Listing): Open {
  const open = groups.filter(({ connections }) => !connections.unknown.isEmpty);
  return {
    pairs: open.map(({ sources, destinations }) => pairsBetween(sources.endpoints, destinations.endpoints))
      .reduce((sum, pairs) => sum + pairs, 0),
    causes: distinct(open.flatMap(group => causesOfGroup(group, causesOf))),
  };
}

/** A pod is no pair with itself. */
function pairsBetween(sources: readonly GroupEndpoint[], destinations: readonly GroupEndpoint[]): number {
  const single = new Set(sources.flatMap(end => (end.kind === 'workload' && end.workload.isSinglePod ? [end.workload] : [])));
  const same = destinations.filter(end => end.kind === 'workload' && single.has(end.workload)).length;
  return sources.length * destinations.length - same;
}

function distinct(causes: readonly Cause[]): Cause[] {
  return [...new Map(causes.map(cause => [cause.id, cause])).values()];
}

function warnOfUnknown(pairs: number, causes: readonly Cause[], terminal: Terminal): void {
  if (pairs > 0) {
    warn(`${count(pairs, 'pair')} of endpoints ${pairs === 1 ? 'is' : 'are'} partly unknown`, causes, terminal);
  }
}
