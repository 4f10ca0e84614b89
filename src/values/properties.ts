import { ownKeys } from './own-keys';
import { refuse } from './refuse';
import { shown } from './shown';
import { nearest } from '../sets/nearest';

/** Refuses a wrong value of a property. It is asked about a property that is left out, too. */
export type PropertyCheck = (where: string, field: string, value: unknown) => void;

/** A check for every property of a struct. The compiler refuses a property that is missing, or that the struct has not. */
export type Properties<Struct> = { readonly [Name in keyof Struct]-?: PropertyCheck };

/**
 * Refuses what is no object with the properties of a struct: a misspelled one would be read as one that is left out, and
 * a policy without ports admits every port. Nothing at all is an object in which everything is left out.
 *
 * @param called what the argument is called
 */
export function checkProperties<Struct>(
  where: string, called: string, value: unknown, properties: Properties<Struct>,
): void {
  checkObject(where, { called, prefix: '' }, value ?? (value === undefined ? {} : value), properties);
}

/** A property that is a struct itself. */
export function struct<Struct>(properties: Properties<Struct>): PropertyCheck {
  return (where, field, value) => checkObject(where, { called: field, prefix: `${field}.` }, value, properties);
}

/** A property that may be left out. */
export function optional(check: PropertyCheck): PropertyCheck {
  return (where, field, value) => value === undefined || check(where, field, value);
}

/** A property that is checked where it is read, or means whatever it is. */
export const unchecked: PropertyCheck = () => undefined;

/** Refuses arguments that nothing reads. */
export function refuseSurplus(where: string, given: ArrayLike<unknown>, count: number, help: string): void {
  const surplus = Array.from(given).slice(count).filter(value => value !== undefined);
  if (surplus.length > 0 && !isCalledByMap(given, count)) {
    refuse(where, `it was given ${surplus.map(shown).join(' and ')} as well, which it does not read`, help);
  }
}

interface Place {
  /** What messages call the object. */
  readonly called: string;
  /** What stands before its properties. */
  readonly prefix: string;
}

function checkObject<Struct>(where: string, place: Place, value: unknown, properties: Properties<Struct>): void {
  const names = Object.keys(properties);
  const unknown = (typeof value === 'object' && value !== null ? ownKeys(value) : []).find(key => !names.includes(key as string));
  // What is made by a class and holds something else is a value of its own, such as pods, and no misspelled struct.
  if (!isStruct(value, names) || (unknown !== undefined && !isPlain(value))) {
    refuse(where, `\`${place.called}\` is ${shown(value)}, not an object with properties`,
      `name what is given: \`{ ${names.length === 1 ? `${names[0]}: ... ` : `${names.slice(0, 2).join(': ..., ')}: ... `}}\``);
  }
  if (unknown !== undefined) {
    refuseUnknown(where, place, unknown, names);
  }
  for (const [name, check] of Object.entries<PropertyCheck>(properties)) {
    check(where, place.prefix + name, (value as Record<string, unknown>)[name]);
  }
}

/** A Map, a Date or a promise has no property of its own that could be wrong, and would be read as an empty object. */
function isStruct(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  return isPlain(value) || names.some(name => name in value);
}

function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuseUnknown(where: string, { prefix }: Place, key: string | symbol, names: readonly string[]): never {
  const meant = typeof key === 'string' ? meantBy(key, names) : undefined;
  refuse(where, `there is no property \`${prefix}${String(key)}\``, meant === undefined
    ? `the properties are ${names.map(name => `\`${name}\``).join(', ')}` : `did you mean \`${meant}\`?`);
}

/** The name that somebody meant, or undefined. `except_cidrs` and `toPorts` are no slips of the fingers, and plain as well. */
export function meantBy(key: string, names: readonly string[]): string | undefined {
  const letters = lettersOf(key);
  return nearest(key, names)
    ?? names.find(name => lettersOf(name) === letters)
    ?? names.find(name => letters.length > 2
      && (lettersOf(name).includes(letters) || letters.includes(lettersOf(name))));
}

function lettersOf(text: string): string {
  return text.replace(/[-_\s]/g, '').toLowerCase();
}

/** `numbers.map(Port.tcp)`: lists hand over an index and the list behind each element. */
export function isCalledByMap(given: ArrayLike<unknown>, count: number): boolean {
  const [element, index, list] = Array.from(given);
  return count === 1 && given.length === 3 && Array.isArray(list) && typeof index === 'number' && list[index] === element;
}
