import { isPlainMap } from './labels/label-syntax';
import { refuse } from './refuse';
import { shown } from './shown';

/** Refuses metadata that the Kubernetes API server would refuse. */
export function checkMetadata(where: string, field: string, value: unknown): void {
  if (!isPlainMap(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not metadata`, 'write it: `{ name: \'web\', labels: { app: \'web\' } }`');
  }
}
