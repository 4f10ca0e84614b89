import { Field } from '../../ingest/reading/fields';
import { nearest } from '../../sets/nearest';
import { listed } from '../../wording/lists';

/** Reports each key of the map that is not known. @param others keys that somebody else reports */
export function reportUnknown(
  field: Field, known: readonly string[], what: string, others: readonly string[] = [],
): void {
  for (const key of field.keys().filter(other => !known.includes(other) && !others.includes(other))) {
    const meant = nearest(key, known);
    field.report.fault(`\`${field.get(key).path}\` is not known of ${what}`, field.get(key).path,
      meant === undefined ? `write ${listed(known)}` : `did you mean \`${meant}\`?`);
  }
}
