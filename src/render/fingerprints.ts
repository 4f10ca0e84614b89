import { createHash } from 'node:crypto';
import { filePlaceOf } from './file-place';
import { Finding } from '../model/finding';

/**
 * A name for each finding by which the next run can tell that it is the same. It is made of the words and of the file, not
 * of lines, so that it stays when lines above are added; findings that are alike in all that are numbered.
 */
export function fingerprintsOf(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ check, title, at }) => {
    const words = JSON.stringify([check, at.object, filePlaceOf(at)?.file ?? null, title]);
    const number = seen.get(words) ?? 0;
    seen.set(words, number + 1);
    return createHash('sha256').update(`${words}${number === 0 ? '' : number}`).digest('hex').slice(0, 32);
  });
}
