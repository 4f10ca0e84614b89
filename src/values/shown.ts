import { Construct } from 'constructs';

/** How much of a text a message repeats. */
const LONGEST = 260;

/** What would move the cursor of a terminal, hide a part of the message or turn it round, and half characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The value in a message: `undefined`, `'web'`, a list, the construct `shop/web`, or what it calls itself. */
export function shown(value: unknown): string {
  if (typeof value === 'function') {
    return 'a function';
  }
  if (typeof value !== 'object' || value === null) {
    return valueText(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  if (value instanceof Promise) {
    return 'a promise that nobody has awaited';
  }
  if (Construct.isConstruct(value)) {
    return value.node.path === '' ? 'the app' : `the construct \`${shortened(value.node.path)}\``;
  }
  const own = ownText(value);
  return own === undefined ? kindOf(value) : `\`${shortened(own)}\``;
}

/** `a Map`, and of what no class has made that it is a plain object. */
function kindOf(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name !== 'string' || name === '' || name === 'Object' ? 'a plain object'
    : `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${shortened(name)}`;
}

/** The value as its author would write it in code. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string': return `'${shortened(value)}'`;
    case 'object':
    case 'function': return value === null ? 'null' : shown(value);
    default: return shortened(String(value));
  }
}

/** A text between backquotes, and of what is no text what there is to say. */
export function quoted(value: unknown): string {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? shown(value) : `\`${shortened(String(value))}\``;
}

/** A text that nobody can read through is cut, and one that would not stay on its line is escaped. */
export function shortened(text: string, longest: number = LONGEST): string {
  const head = text.slice(0, longest);
  const printable = head.replace(UNPRINTABLE, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  return text.length <= longest ? printable : `${printable}… (${text.length} characters)`;
}

/** What an object with words of its own says it is. */
function ownText(value: object): string | undefined {
  const { toString } = value;
  if (typeof toString !== 'function' || toString === Object.prototype.toString) {
    return undefined;
  }
  try {
    const text: unknown = toString.call(value);
    return typeof text === 'string' ? text : undefined;
  } catch {
    // What a stranger's object cannot say is no reason to end with its error instead of ours.
    return undefined;
  }
}
