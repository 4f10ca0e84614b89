import { writeInParts } from './formats';
import { PARTIAL } from './messages';
import { Terminal } from './terminal';
import { remarks } from './text';
import { FoldedComparison } from '../model/connection-change';
import { renderComparison } from '../render/comparison';
import { renderCsvComparison } from '../render/csv-comparison';
import { renderJsonComparison } from '../render/json-comparison';
import { ListingContext } from '../render/json-parts';
import { renderMarkdownComparison } from '../render/markdown-comparison';
import { USUAL_WIDTH } from '../render/wrapped-columns';

/** Writes what changed to stdout. */
type DiffFormat = (comparison: FoldedComparison, context: ListingContext, terminal: Terminal) => void;

/** By the names that `--format` takes. */
export const WRITE_DIFF: Readonly<Record<string, DiffFormat>> = {
  text: (comparison, context, terminal) => {
    const lines = renderComparison(comparison, terminal.columns ?? USUAL_WIDTH);
    terminal.writeOut(lines.map(line => `${line}\n`).join('') + remarks(context));
  },
  json: (comparison, context, terminal) => writeInParts(renderJsonComparison(comparison, context), terminal),
  md: (comparison, { isPartial }, terminal) =>
    terminal.writeOut(renderMarkdownComparison(comparison, isPartial ? [PARTIAL] : [])),
  csv: (comparison, { isPartial }, terminal) => {
    writeInParts(renderCsvComparison(comparison), terminal);
    if (isPartial) {
      terminal.writeError(`${PARTIAL}\n`);
    }
  },
};
