/** Why something cannot be a manifest. */
export interface NotPlain {
  /** Where: `spec.ingress[0]`; '' for the whole. */
  readonly field: string;
  readonly what: string;
}

/** As deep as the reader of YAML goes, too. */
const DEEPEST = 1_000;

/** Only where JSON would make text of a time. */
const KEY_OF_TIME = /(Time|Timestamp|^time)$/;

/**
 * The first value that no manifest can hold, since JSON does not have it: a manifest that somebody puts together in a
 * program may have anything in it, also itself.
 */
export function notPlain(content: unknown): NotPlain | undefined {
  try {
    return new PlainSearch().find(content, '', '', 0);
  } catch (error) {
    return { field: '', what: `cannot be read: ${error instanceof Error ? error.message : 'something was thrown'}` };
  }
}

class PlainSearch {
  /** Objects, and whether they still are being looked through. */
  private readonly seen = new Map<object, boolean>();

  public find(value: unknown, key: string, path: string, depth: number): NotPlain | undefined {
    if (typeof value !== 'object' || value === null) {
      return isPlainScalar(value) ? undefined : { field: path, what: `is ${nameOf(value)}, which JSON does not have` };
    }
    if (this.seen.get(value) === false) {
      return undefined;
    }
    const what = this.seen.get(value) === true ? 'contains itself'
      : depth >= DEEPEST ? 'is nested too deeply'
        : isPlainObject(value, key) ? undefined : `is ${nameOf(value)}, which JSON does not have`;
    if (what !== undefined) {
      return { field: path, what };
    }
    this.seen.set(value, true);
    const found = this.findInside(value, path, depth + 1);
    this.seen.set(value, false);
    return found;
  }

  private findInside(value: object, path: string, depth: number): NotPlain | undefined {
    if (Array.isArray(value)) {
      return firstOf(value.keys(), index => (index in value ? this.find(value[index], '', `${path}[${index}]`, depth)
        : { field: `${path}[${index}]`, what: 'is a hole in a list, which JSON does not have' }));
    }
    return firstOf(Object.keys(value), key =>
      this.find((value as Record<string, unknown>)[key], key, path === '' ? key : `${path}.${key}`, depth));
  }
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => NotPlain | undefined): NotPlain | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function isPlainScalar(value: unknown): boolean {
  return !['bigint', 'function', 'symbol'].includes(typeof value);
}

/** Objects of a class with fields are read as JSON would write them. */
function isPlainObject(value: object, key: string): boolean {
  const tag = tagOf(value);
  return tag === 'Object' || tag === 'Array' || (tag === 'Date' && KEY_OF_TIME.test(key));
}

function nameOf(value: unknown): string {
  return typeof value === 'object' ? `a ${tagOf(value)}` : `a ${typeof value}`;
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
