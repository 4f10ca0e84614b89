import { Labels } from '../../model/labels';
import { ObjectKind } from '../collecting/object-kind';
import { isMap, UnknownMap, valueAt } from '../reading/fields';

/** Objects from which an operator makes pods: of the pods no more is known than some of their labels. */
export const UNSEEN_PODS: ObjectKind = {
  kind: '',
  read: ({ namespace, content, origin }, { unseenPods }) => {
    unseenPods.push(...unseenPodLabels(content).map(labels => ({ namespace, labels, origin })));
  },
};

/** The labels that the object says its pods are to have, for each sort of pods. */
export function unseenPodLabels(content: unknown): Labels[] {
  return podLabelsIn(valueAt(content, 'spec'));
}

/** Whether the object is one of another API than Kubernetes' own that says what labels its pods are to have. */
export function hasUnseenPods(group: string, content: unknown): boolean {
  return group.includes('.') && unseenPodLabels(content).length > 0;
}

/** Where operators take the labels of pods from, by the name of the field that holds them. */
const PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['podLabels', []],
  ['podMetadata', ['labels']],
  ['inheritedMetadata', ['labels']],
  ['template', ['metadata', 'labels']],
  ['podTemplate', ['metadata', 'labels']],
  ['podTemplateSpec', ['metadata', 'labels']],
  ['pod', ['metadata', 'labels']],
]);

/** Such fields lie near the top. Below are settings of many kinds, and the schemas of whole APIs. */
const DEEPEST = 4;

function podLabelsIn(value: unknown, depth: number = 0): Labels[] {
  if (Array.isArray(value)) {
    return value.flatMap(item => (Array.isArray(item) ? [] : podLabelsIn(item, depth)));
  }
  return !isMap(value) || depth >= DEEPEST ? [] : Object.keys(value).flatMap(key => {
    const found = PATHS.has(key) ? labelsAt(value[key], PATHS.get(key)!) : undefined;
    return found === undefined ? podLabelsIn(value[key], depth + 1) : [found];
  });
}

function labelsAt(value: unknown, path: readonly string[]): Labels | undefined {
  const labels = path.reduce(valueAt, value);
  return isMap(labels) && isTexts(labels) ? new Map(Object.entries(labels)) : undefined;
}

function isTexts(map: UnknownMap): map is Readonly<Record<string, string>> {
  const values = Object.values(map);
  return values.length > 0 && values.every(value => typeof value === 'string');
}
