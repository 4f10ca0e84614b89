import { csvLine } from './csv';
import { Listing } from './listing';
import { expectedOf } from './matrix';
import { mergeOutside } from './merge-outside';
import { shortName } from '../wording/endpoints';

/** The connections as CSV (RFC 4180): a line for each pair of endpoints, and why a part of it is unknown. */
export function* renderCsvListing({ bySource, everything, causesOf }: Listing): Generator<string> {
  yield csvLine(['source', 'destination', 'allowed', 'unknown', 'because']);
  for (const cell of mergeOutside([...bySource].flat())) {
    const { allowed, unknown } = expectedOf(cell, everything);
    const because = unknown.isEmpty ? [] : causesOf(cell).map(({ what }) => what);
    if (!allowed.isEmpty || !unknown.isEmpty) {
      yield csvLine([
        shortName(cell.source), shortName(cell.destination),
        ...[allowed, unknown].map(traffic => (traffic.isEmpty ? '' : traffic.format(everything))), because.join('; '),
      ]);
    }
  }
}
