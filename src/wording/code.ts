import { oneLine } from '../sets/visible';

/** The pods of the namespace that have these labels, or all of them: `Pods.labeled({ app: 'web' }).inNamespace('shop')`. */
export function labeledPods(labels: Iterable<readonly [string, string]>, namespace: string): string {
  const pairs = [...labels].map(([key, value]) => `${quoteKey(key)}: ${quote(value)}`);
  const pods = pairs.length === 0 ? 'all()' : `labeled({ ${pairs.join(', ')} })`;
  return `Pods.${pods}.inNamespace(${quote(namespace)})`;
}

function quoteKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

/** The text as a literal of TypeScript, on one line. */
export function quote(text: string): string {
  return `'${oneLine(text.replace(/[\\']/g, '\\$&'))}'`;
}
