import { groupOf } from './reading/api-versions';

/**
 * Kinds of which no object has a part in any answer, with their API groups, whatever the version. Whoever has only the
 * text of such an object need not parse it, so that mistakes in it are not seen. That is worth it for large objects only:
 * a Role, say, is no more read than a ConfigMap, but takes no time.
 */
const PASSED_OVER: ReadonlyMap<string, string> = new Map([
  // The schema of a kind, most often larger than all else in a folder together. What it defines comes in objects of its own.
  ['CustomResourceDefinition', 'apiextensions.k8s.io'],
  // Files for programs, in text of many lines. What the settings of Cilium mean is asked of the user.
  ['ConfigMap', ''],
  // The same, in secret.
  ['Secret', ''],
]);

/** Whether no answer depends on the object, whatever else is in it. */
export function isPassedOver(kind: string, apiVersion: string): boolean {
  return PASSED_OVER.get(kind) === groupOf(apiVersion);
}
