import { labelsOfCustomPods } from './custom-controllers';
import { LabelFacts, labelFacts, Labels, UncertainLabel } from '../../model/labels';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** Values by key; undefined where any value is possible. */
type Generated = ReadonlyMap<string, readonly string[] | undefined>;

const NONE: Generated = new Map();

/** More replicas than this are not listed one by one. */
const MOST_LISTED = 10_000;

const JOB_NAME_LABELS = ['batch.kubernetes.io/job-name', 'job-name'];
const JOB_UID_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const COMPLETION_INDEX_LABEL = 'batch.kubernetes.io/job-completion-index';

/** The labels of the pods that a controller makes: those of the template, and those that it puts there itself. */
export function labelsOfPods(object: ManifestObject, spec: Field, template: Labels): LabelFacts {
  if (!isNative(object)) {
    return labelsOfCustomPods(object, template);
  }
  switch (object.kind) {
    case 'Deployment': return overwrite(template, anyValue('pod-template-hash'));
    case 'DaemonSet': return overwrite(template, anyValue('controller-revision-hash', 'pod-template-generation'));
    case 'StatefulSet': return overwrite(template, generatedByStatefulSet(object, spec));
    case 'Job': return labelsOfJobPods(object, spec, template);
    case 'CronJob': {
      const jobSpec = spec.get('jobTemplate').get('spec');
      return overwrite(template,
        new Map([...anyValue(...JOB_NAME_LABELS, ...JOB_UID_LABELS), ...completionIndex(jobSpec)]));
    }
    default: return labelFacts(template);
  }
}

/** Whether the object is of Kubernetes itself; one without an apiVersion is taken for that by its kind. */
function isNative({ kind, apiVersion }: ManifestObject): boolean {
  return NATIVE_KINDS.has(kind) && (apiVersion === undefined || NATIVE_GROUPS.has(apiVersion.split('/')[0]));
}

const NATIVE_KINDS = new Set([
  'Pod', 'ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob',
]);
const NATIVE_GROUPS = new Set(['v1', 'apps', 'batch', 'extensions']);

/** A key that the controller writes has its value, whatever the template says. */
function overwrite(template: Labels, generated: Generated): LabelFacts {
  const uncertain = new Map([...generated].map(([key, values]): [string, UncertainLabel] =>
    [key, { mayBeAbsent: false, ...values === undefined ? {} : { values } }]));
  return { known: new Map([...template].filter(([key]) => !generated.has(key))), uncertain };
}

function anyValue(...keys: readonly string[]): Generated {
  return new Map(keys.map(key => [key, undefined]));
}

function generatedByStatefulSet({ name, hasGeneratedName }: ManifestObject, spec: Field): Generated {
  // Without `replicas` something else, such as an autoscaler, decides how many there are.
  const ordinals = listOrdinals(spec.get('ordinals').get('start').value ?? 0, spec.get('replicas').value);
  return new Map([
    ['statefulset.kubernetes.io/pod-name', hasGeneratedName ? undefined : ordinals?.map(ordinal => `${name}-${ordinal}`)],
    ['apps.kubernetes.io/pod-index', ordinals],
    ...anyValue('controller-revision-hash'),
  ]);
}

/** The ordinals as text, or undefined when nothing can be said: of no replica at all, scaled up it may be any. */
function listOrdinals(start: unknown, count: unknown): string[] | undefined {
  if (!Number.isInteger(start) || !Number.isInteger(count)) {
    return undefined;
  }
  const [first, length] = [start as number, count as number];
  return first < 0 || length < 1 || length > MOST_LISTED
    ? undefined : Array.from({ length }, (_, index) => `${first + index}`);
}

/** With a selector of the user's own, the API server leaves the labels of a Job's template alone. */
function labelsOfJobPods({ name, hasGeneratedName }: ManifestObject, spec: Field, template: Labels): LabelFacts {
  const index = completionIndex(spec);
  if (spec.get('manualSelector').value === true) {
    return overwrite(template, index);
  }
  if (hasGeneratedName) {
    return overwrite(template, new Map([...anyValue(...JOB_NAME_LABELS, ...JOB_UID_LABELS), ...index]));
  }
  const named = new Map([...template, ...JOB_NAME_LABELS.map((key): [string, string] => [key, name])]);
  const unknownIds = JOB_UID_LABELS.filter(key => !template.has(key));
  return overwrite(named, new Map([...anyValue(...unknownIds), ...index]));
}

function completionIndex(jobSpec: Field): Generated {
  return jobSpec.get('completionMode').value === 'Indexed'
    ? new Map([[COMPLETION_INDEX_LABEL, listOrdinals(0, jobSpec.get('completions').value)]]) : NONE;
}
