import { showValue } from './show-value';

/** Something in a value that the API server would not take. */
export interface SyntaxFault {
  /** Where: `metadata.labels[app]`. */
  readonly field: string;
  /** What is wrong, with the field and its value. */
  readonly message: string;
  readonly help: string;
}

/** A value, and where it stands. */
export interface Placed {
  readonly value: unknown;
  readonly field: string;
}

/** A mapping, by its keys. */
export type Mapping = Readonly<Record<string, unknown>>;

/** The value under a key that the API knows. */
export function fieldOf({ value, field }: Placed, key: string): Placed {
  return { value: isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined, field: `${field}.${key}` };
}

/** What stands under keys that the user chose. */
export function membersOf({ value, field }: Placed): [key: string, entry: Placed][] {
  return isMapping(value) ? Object.keys(value).map(key => [key, { value: value[key], field: `${field}[${key}]` }]) : [];
}

/** The items of a list. */
export function itemsOf({ value, field }: Placed): Placed[] {
  return Array.isArray(value) ? Array.from(value, (item: unknown, index) => ({ value: item, field: `${field}[${index}]` })) : [];
}

/** The text, or '' where there is none. */
export function textOf({ value }: Placed): string {
  return typeof value === 'string' ? value : '';
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null` counts as absent, as for the API server. */
export function isAbsent({ value }: Placed): boolean {
  return value === undefined || value === null;
}

/** That the value is not what it has to be. */
export function faultAt({ value, field }: Placed, what: string, help: string): SyntaxFault {
  return { field, message: `\`${field}\` is ${showValue(value)}, ${what}`, help };
}

/** What a value has to be, and how to mend one that is not. */
export interface ValueType {
  readonly takes: (value: unknown) => boolean;
  readonly what: string;
  readonly help: string;
}

export const TEXT: ValueType = { takes: value => typeof value === 'string', what: 'not text', help: 'put it in quotes' };
export const MAP: ValueType = { takes: isMapping, what: 'not a map', help: 'write `key: value` pairs' };
export const LIST: ValueType = { takes: Array.isArray, what: 'not a list', help: 'begin each item with `- `' };
export const INTEGER: ValueType = { takes: Number.isInteger, what: 'not a whole number', help: 'write it without quotes' };
export const BOOLEAN: ValueType = {
  takes: value => typeof value === 'boolean', what: 'not `true` or `false`', help: 'write it without quotes',
};

const WRITTEN_TIME = /^\d{4}-(\d\d)-(\d\d)T([01]?\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-4]):([0-5]\d|60))$/;

export const TIME: ValueType = {
  takes: value => (typeof value === 'string' ? isTime(value) : isDate(value)),
  what: 'not a time',
  help: 'write it as `2024-05-01T12:00:00Z`, or leave it out',
};

/** JSON makes a time of it; not every one is of this very class. */
function isDate(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Date]';
}

function isTime(text: string): boolean {
  const [, month, day] = WRITTEN_TIME.exec(text) ?? [];
  return month !== undefined && !Number.isNaN(Date.parse(`${text.slice(0, 10)}T00:00:00Z`))
    && new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(day);
}

/** That the value is of another type; absent is never a fault. */
export function typeFaults(placed: Placed, { takes, what, help }: ValueType): SyntaxFault[] {
  return isAbsent(placed) || takes(placed.value) ? [] : [faultAt(placed, what, help)];
}
