import { readFileSync } from 'node:fs';
import { refuse } from '../values/refuse';

/**
 * The text of a lock, which is a file because it is committed beside the app; undefined where there is none. Nothing else
 * of the library reads a file, and nothing writes one.
 */
export function readLockText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return undefined;
    }
    refuse('ReachabilityLock', `\`${file}\` cannot be read: ${message}`, 'make it a file that may be read');
  }
}
