import { ApiObject } from 'cdk8s';

/**
 * The manifest of an API object as it will be written, leaving the object as it was.
 *
 * Rendering a cdk8s-plus workload with `spread: true` adds its anti-affinity terms to the workload once more, so that
 * a manifest that was only looked at would come out longer; those terms are taken away again.
 */
export function manifestOf(object: ApiObject): any {
  const scheduling: unknown = (object.node.scope as { scheduling?: unknown } | undefined)?.scheduling;
  const lists = Object.values(scheduling ?? {}).filter(Array.isArray).map(list => ({ list, length: list.length }));
  try {
    return object.toJson();
  } finally {
    lists.forEach(({ list, length }) => list.splice(length));
  }
}
