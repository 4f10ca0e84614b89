import { nearest } from '../../sets/nearest';

/** The kind that is meant by one that is written in other letters, in the plural, or with a slip of the pen. */
export function kindMeant(written: string, kinds: Iterable<string>): string | undefined {
  const names = [...kinds];
  return names.find(name => isSameKind(written, name)) ?? nearest(written, names);
}

/** Whether the two differ in nothing but spaces around them, large letters, or that one is a plural. */
export function isSameKind(written: string, kind: string): boolean {
  const text = written.trim().toLowerCase();
  return [text, text.replace(/s$/, ''), text.replace(/es$/, ''), text.replace(/ies$/, 'y')].includes(kind.toLowerCase());
}
