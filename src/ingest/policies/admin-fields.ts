import { Field } from '../reading/fields';

/** Whether an item of a list is a map. In the lists of a CRD `null` is refused too. */
export function isMapItem(field: Field): boolean {
  if (field.isAbsent) {
    field.fault('not a map', 'write `key: value` pairs, or leave the item out');
  }
  return field.isMap();
}

/** Text that the API server requires. */
export function requiredText(field: Field, help: string): string {
  if (field.isAbsent) {
    field.fault('not text', help);
  }
  return field.text() ?? '';
}

/** A whole number that the API server requires. */
export function requiredNumber(field: Field, first: number, last: number): number | undefined {
  const number = field.integer();
  const isWithin = number !== undefined && number >= first && number <= last;
  if (field.isAbsent || (number !== undefined && !isWithin)) {
    field.fault(`not a number from ${first} to ${last}`, `write a whole number from ${first} to ${last}`);
  }
  return isWithin ? number : undefined;
}

/** The items of a list that has no more than so many. */
export function itemsUpTo(most: number, field: Field, help: string): readonly Field[] {
  const items = field.items();
  if (items.length > most) {
    field.fault(`and has ${items.length} items, more than ${most}`, help);
  }
  return items;
}

/** Which of the known fields a map has; `null` is none. */
export function fieldsIn(field: Field, known: readonly string[]): string[] {
  return known.filter(key => !field.get(key).isAbsent);
}

/** How to mend an item with more than one field. */
export const ONE_EACH = 'make an item of each, if any may match';

/** The one field that a map has to have; undefined, and a fault, where it has none of those that are known, or several. */
export function onlyField(
  field: Field, known: readonly string[], noun: string, severalHelp: string,
): readonly [string, Field] | undefined {
  const [key, ...more] = fieldsIn(field, known);
  if (key === undefined) {
    field.report.fault(`\`${field.path}\` names no ${noun}`, field.path,
      `write ${known.length === 1 ? `\`${known[0]}\`` : `one of ${known.map(name => `\`${name}\``).join(', ')}`}`);
    return undefined;
  }
  if (more.length > 0) {
    const names = [key, ...more].map(name => `\`${name}\``);
    field.report.fault(`\`${field.path}\` has ${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}, of which it may have one`,
      field.path, severalHelp);
    return undefined;
  }
  return [key, field.get(key)];
}
