import { isMap, valueAt } from '../../ingest/reading/fields';

/**
 * Whether a document is meant as a Kubernetes object. Among the YAML files of a folder may be values of a chart and
 * settings of tools; one that only lacks its apiVersion is an object all the same, so that it is not lost in silence.
 */
export function isObject(content: unknown): boolean {
  const kind = valueAt(content, 'kind');
  const hasVersion = typeof valueAt(content, 'apiVersion') === 'string';
  return typeof kind === 'string' && kind !== '' && (hasVersion || isMap(valueAt(content, 'metadata')));
}
