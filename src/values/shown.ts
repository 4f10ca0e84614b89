import { Construct } from 'constructs';

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
    return value.node.path === '' ? 'the app' : `the construct \`${value.node.path}\``;
  }
  const own = ownText(value);
  return own === undefined ? kindOf(value) : `\`${own}\``;
}

/** `a Map`, and of what no class has made that it is a plain object. */
function kindOf(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name !== 'string' || name === '' || name === 'Object' ? 'a plain object'
    : `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The value as its author would write it in code. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string': return `'${value}'`;
    case 'object':
    case 'function': return value === null ? 'null' : shown(value);
    default: return String(value);
  }
}

/** A text between backquotes, and of what is no text what there is to say. */
export function quoted(value: unknown): string {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? shown(value) : `\`${String(value)}\``;
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
