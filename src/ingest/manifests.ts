import { isMap, UnknownMap, valueAt } from './reading/fields';
import { NotPlain, notPlain } from './reading/plain-data';
import { Manifest } from '../model/manifest';
import { Origin } from '../model/origin';

/** One mapping of the input, with the kind that the list around it gives it if it names none. */
export interface Document {
  readonly content: UnknownMap;
  readonly kind: unknown;
  readonly apiVersion: unknown;
  readonly origin: Partial<Origin>;
}

/** Something that stands where an object should. */
export interface Stray {
  readonly content: unknown;
  readonly origin: Partial<Origin>;
}

/** What no manifest can be, since JSON does not have it. */
export interface Unwritable extends Stray {
  readonly fault: NotPlain;
}

/**
 * Every object of the input, those in lists too, in order. Empty documents are nothing. What comes from a file holds
 * nothing but what a parser makes; anything else may hold all that a program has.
 */
export function* flatten(inputs: Iterable<Manifest>): Generator<Document | Stray | Unwritable> {
  const seenLists = new WeakSet<object>();
  for (const { content, origin = {} } of inputs) {
    const fault = origin.file === undefined ? notPlain(content) : undefined;
    if (fault !== undefined) {
      yield { content, origin, fault };
      continue;
    }
    const pending: Pending[] = [{ content, origin }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      yield* takeApart(next, pending, seenLists);
    }
  }
}

/** Whether it can be an object. */
export function isDocument(item: Document | Stray | Unwritable): item is Document {
  return 'kind' in item;
}

/** Whether it is not what a manifest can hold. */
export function isUnwritable(item: Document | Stray | Unwritable): item is Unwritable {
  return 'fault' in item;
}

function* takeApart(next: Pending, pending: Pending[], seenLists: WeakSet<object>): Generator<Document | Stray> {
  const { content, origin } = next;
  if (content === null || content === undefined) {
    return;
  }
  if (!isMap(content)) {
    yield { content, origin };
    return;
  }
  const kind = valueAt(content, 'kind') ?? next.kind;
  const apiVersion = valueAt(content, 'apiVersion') ?? next.apiVersion;
  const items = itemsOf(content, kind);
  if (items === undefined) {
    yield { content, kind, apiVersion, origin };
  } else if (!seenLists.has(items)) {
    seenLists.add(items);
    pushItems(pending, items, kind as string, { content, apiVersion, origin });
  }
}

interface Pending {
  readonly content: unknown;
  readonly origin: Partial<Origin>;
  readonly kind?: unknown;
  readonly apiVersion?: unknown;
}

function itemsOf(content: UnknownMap, kind: unknown): readonly unknown[] | undefined {
  if (typeof kind !== 'string' || !kind.endsWith('List')) {
    return undefined;
  }
  const items = valueAt(content, 'items');
  if (Array.isArray(items)) {
    return items;
  }
  return items === null || (kind === 'List' && items === undefined) ? [] : undefined;
}

/** Pushes the last item first, because the caller pops from the end. Items of a typed list (`PodList`) need not repeat their type. */
function pushItems(pending: Pending[], items: readonly unknown[], kind: string, list: Pending): void {
  const type = kind === 'List' ? {} : { kind: kind.slice(0, -'List'.length), apiVersion: list.apiVersion };
  for (let index = items.length - 1; index >= 0; index -= 1) {
    pending.push({ content: items[index], origin: list.origin, ...type });
  }
}
