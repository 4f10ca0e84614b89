import { ApiObject } from 'cdk8s';
import { replaceMethod } from './replaced-method';

/** Is told what is written of an object. */
type Watcher = (content: unknown) => void;

interface Watched {
  readonly watchers: Set<Watcher>;
  /** Leaves the object as it was. */
  readonly release: () => void;
}

const watched = new WeakMap<ApiObject, Watched>();

/** How many validations are just reading objects, which is no writing. */
let readers = 0;

/** Reads objects without anybody's taking it for the writing of them. */
export function whileReading<Result>(run: () => Result): Result {
  readers += 1;
  try {
    return run();
  } finally {
    readers -= 1;
  }
}

/**
 * Tells the watcher whenever the object is written, until the function that is returned is called. Several validations may
 * watch one object. Undefined when that is not possible.
 */
export function watchWriting(object: ApiObject, watcher: Watcher): (() => void) | undefined {
  const entry = watched.get(object) ?? beginWatching(object);
  entry?.watchers.add(watcher);
  return entry && (() => {
    entry.watchers.delete(watcher);
    if (entry.watchers.size === 0) {
      entry.release();
      watched.delete(object);
    }
  });
}

function beginWatching(object: ApiObject): Watched | undefined {
  const watchers = new Set<Watcher>();
  const release = replaceMethod(object, 'toJson', toJson => () => {
    const content = toJson();
    if (readers === 0) {
      [...watchers].forEach(watcher => watcher(content));
    }
    return content;
  });
  const entry = release && { watchers, release };
  if (entry !== undefined) {
    watched.set(object, entry);
  }
  return entry;
}
