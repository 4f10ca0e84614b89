import { Field } from './fields';
import { Labels } from '../../model/labels';
import { labelKeyFault, labelValueFault } from '../../syntax/labels';

/** The labels as written; a faulty one is reported and kept as far as it can be. */
export function readLabels(field: Field): Labels {
  const labels = new Map<string, string>();
  forEachLabel(field, (key, value) => labels.set(key, value));
  return labels;
}

/** Visits each label; a faulty one is reported and visited as far as it can be. */
export function forEachLabel(field: Field, visit: (key: string, value: string) => void): void {
  const keys = field.keys();
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    const item = field.entry(key);
    const value = item.isAbsent ? '' : item.textOrScalar();
    checkLabelKey(item, key);
    if (value !== undefined) {
      checkLabelValue(item, value);
      visit(key, value);
    }
  }
}

/** Reports a key that no label can have. */
export function checkLabelKey(field: Field, key: string): void {
  const fault = labelKeyFault(key);
  if (fault !== undefined) {
    field.report.fault(`the label key \`${key}\` in \`${field.path}\` ${fault}`, field.path,
      'write `name` or `dns.name/name`');
  }
}

/** Reports a value that no label can have. */
export function checkLabelValue(field: Field, value: string): void {
  const fault = labelValueFault(value);
  if (fault !== undefined) {
    field.fault(fault, 'use a value that a label can have');
  }
}
