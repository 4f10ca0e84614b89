import { connectionTable, markdownCode } from './markdown';
import { OverviewParts } from './overview';
import { renderWaysIn } from './ways-in';
import { Cell } from './wrapped-columns';
import { GroupedBy } from '../model/grouping';
import { WayIn } from '../model/ways-in';
import { oneLine } from '../sets/visible';

/** What a page about connections is made of. */
export interface ListingPage {
  readonly by: GroupedBy;
  /** Absent where a part of the connections was asked for. */
  readonly overview?: OverviewParts;
  readonly rows: readonly (readonly Cell[])[];
  readonly legend: readonly string[];
  readonly waysIn: readonly WayIn[];
  readonly remarks: readonly string[];
}

/** The connections as Markdown. Names are code, so that none of them becomes markup, a link or a mention. */
export function renderMarkdownListing({ by, overview, rows, legend, waysIn, remarks }: ListingPage): string {
  return [
    ...overview === undefined ? [] : [`**netpol**: ${overview.counts.join(', ')}`, overview.facts.map(factLine).join('\n')],
    rows.length === 0 ? 'nothing may connect to anything' : connectionTable(by, rows),
    ...legend.length === 0 ? [] : [legend.map(line => line.replace(/^(.*?): +/, '- `$1`: ')).join('\n')],
    ...waysIn.length === 0 ? [] : [`### ways in\n\n${renderWaysIn(waysIn, Infinity).split('\n').map(wayLine).join('\n')}`],
    ...remarks.map(oneLine),
  ].join('\n\n').concat('\n');
}

function factLine([[label], fact]: readonly Cell[]): string {
  return `- ${label}: ${markdownCode(fact)}`;
}

/** What is said of a way stands below it. */
function wayLine(line: string): string {
  return `${line.startsWith(' ') ? '  ' : ''}- ${markdownCode([line.trim()])}`;
}
