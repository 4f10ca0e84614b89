import { ApiObject, JsonPatch } from 'cdk8s';

/** Writes an object that is in no namespace without one: cdk8s gives every object the namespace of its chart. */
export function takeOutOfNamespace(object: ApiObject): void {
  if (object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
}
