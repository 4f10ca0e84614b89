import { Labels } from '../../model/labels';
import { isMap, valueAt } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** Where a controller has labels that stand beside those of its pods. The Jobs of a CronJob have some of their own. */
const PLACES: readonly (readonly string[])[] = [['metadata'], ['spec', 'jobTemplate', 'metadata']];

/** The labels of a controller that its pods do not get. What is wrong with one has been said where metadata are read. */
export function objectLabelsOf({ content }: ManifestObject, template: Labels): Labels {
  const labels = new Map<string, string>();
  for (const place of PLACES) {
    const found = valueAt(place.reduce(valueAt, content), 'labels');
    for (const [key, value] of isMap(found) ? Object.entries(found) : []) {
      if (typeof value === 'string' && !template.has(key)) {
        labels.set(key, value);
      }
    }
  }
  return labels;
}
