import { Construct } from 'constructs';
import { oneLine } from '../sets/visible';

/** How much of a text a message repeats. */
const LONGEST = 260;

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
    return value.node.path === '' ? 'the app' : `the construct \`${brief(value.node.path)}\``;
  }
  const own = ownText(value);
  return own === undefined ? 'a plain object' : `\`${brief(own)}\``;
}

/** The value as its author would write it in code. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string': return `'${brief(value)}'`;
    case 'object':
    case 'function': return value === null ? 'null' : shown(value);
    default: return brief(String(value));
  }
}

/** A text between backquotes, and of what is no text what there is to say. */
export function quoted(value: unknown): string {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? shown(value) : `\`${brief(String(value))}\``;
}

/** A text that nobody can read through is cut, and one that would not stay on its line is escaped. */
export function brief(text: string): string {
  return text.length <= LONGEST ? oneLine(text) : `${oneLine(text.slice(0, LONGEST))}… (${text.length} characters)`;
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
