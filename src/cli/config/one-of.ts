import { Field } from '../../ingest/reading/fields';

/** The value, if it is one of these; else that is reported. */
export function oneOf<Value extends string>(field: Field, values: readonly Value[]): Value | undefined {
  const text = field.text();
  const found = values.find(value => value === text);
  if (text !== undefined && found === undefined) {
    field.fault('not known', `write ${values.map(value => `\`${value}\``).join(', ')}`);
  }
  return found;
}
