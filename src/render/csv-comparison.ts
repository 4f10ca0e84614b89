import { KIND_NAMES, NO_WAY } from './comparison';
import { csvLine } from './csv';
import { CHANGE_KINDS, ComparedEndpoint, StateComparison } from '../model/connection-change';
import { describedAsAbsent, OWN_NODE, shortName } from '../wording/endpoints';

/** What changed as CSV (RFC 4180): a line for each way in which each pair of endpoints changed. */
export function* renderCsvComparison({ pairs, waysIn, everything }: StateComparison): Generator<string> {
  yield csvLine(['change', 'source', 'destination', 'traffic']);
  for (const { source, destination, change } of pairs) {
    for (const kind of CHANGE_KINDS.filter(one => !change[one].isEmpty)) {
      yield csvLine([KIND_NAMES[kind], nameOf(source), nameOf(destination), change[kind].format(everything)]);
    }
  }
  for (const { way, before, after } of waysIn) {
    yield csvLine(['way in', way, '', `${before ?? NO_WAY} -> ${after ?? NO_WAY}`]);
  }
}

function nameOf(end: ComparedEndpoint): string {
  return end.kind === 'absent' ? describedAsAbsent(end.description) : end.kind === 'own-node' ? OWN_NODE
    : end.kind === 'external' ? end.cidrs.join(' ') : shortName(end);
}
