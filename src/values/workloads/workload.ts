import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { manifestOf } from './manifest';
import { LabelOperator } from '../labels/label-expression';
import { LabelSelectorConfig } from '../labels/label-query';
import { selectsEverything } from '../labels/label-selector';
import { refuse } from '../refuse';

const GROUP_OF_KIND = new Map([
  ['Deployment', 'apps'], ['StatefulSet', 'apps'], ['DaemonSet', 'apps'], ['ReplicaSet', 'apps'],
  ['Job', 'batch'], ['CronJob', 'batch'], ['ReplicationController', 'core'], ['Pod', 'core'],
]);

interface ManifestRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** A label selector as it stands in a manifest, where every part may be missing. */
export interface ManifestSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly ManifestRequirement[];
}

export function apiObjectsIn(construct: IConstruct): ApiObject[] {
  return construct.node.findAll().filter(node => ApiObject.isApiObject(node)) as ApiObject[];
}

export function isWorkload(object: ApiObject): boolean {
  return GROUP_OF_KIND.get(object.kind) === object.apiGroup;
}

/** The selector that the workload itself finds its pods by. To be called at synthesis, when the workload is complete. */
export function selectorOfWorkload(where: string, workload: ApiObject): LabelSelectorConfig {
  const manifest = manifestOf(workload);
  const subject = `${workload.kind} \`${workload.node.path}\``;
  if (manifest.metadata?.namespace !== workload.metadata.namespace) {
    refuse(where, `a patch moves ${subject} to namespace \`${manifest.metadata?.namespace}\``,
      'give the namespace in its metadata or its chart, where policies can read it');
  }
  const selector = toConfig(ownSelector(workload.kind, manifest));
  if (selectsEverything(selector)) {
    refuse(where, `${subject} has no ${fieldOf(workload.kind)}, so that it would stand for every pod`,
      'give it labels to be selected by, or, if every pod is meant, use `Pods.all()`');
  }
  return selector;
}

export function toConfig({ matchLabels = {}, matchExpressions = [] }: ManifestSelector): LabelSelectorConfig {
  return {
    matchLabels: { ...matchLabels },
    matchExpressions: matchExpressions.map(({ key, operator, values = [] }) => (
      { key, operator: operator as LabelOperator, values: [...values] }
    )),
  };
}

function ownSelector(kind: string, manifest: any): ManifestSelector {
  const spec = manifest.spec ?? {};
  switch (kind) {
    case 'Pod': return { matchLabels: manifest.metadata?.labels };
    case 'Job': return selectorOfJob(spec);
    case 'CronJob': return selectorOfJob(spec.jobTemplate?.spec ?? {});
    case 'ReplicationController':
      return { matchLabels: Object.keys(spec.selector ?? {}).length > 0 ? spec.selector : templateLabels(spec) };
    default: return spec.selector ?? {};
  }
}

/** Kubernetes gives every job a selector of its own, unless the job insists on one. */
function selectorOfJob(spec: any): ManifestSelector {
  return spec.manualSelector === true ? spec.selector ?? {} : { matchLabels: templateLabels(spec) };
}

/** Whether it is a Service of Kubernetes itself, not of Knative. */
export function isService({ kind, apiGroup }: ApiObject): boolean {
  return kind === 'Service' && apiGroup === 'core';
}

/** The pods that a workload makes, or the pod itself. */
export function podTemplateOf(kind: string, manifest: any): any {
  switch (kind) {
    case 'Pod': return manifest;
    case 'CronJob': return manifest.spec?.jobTemplate?.spec?.template;
    default: return manifest.spec?.template;
  }
}

function templateLabels(spec: any): { [key: string]: string } | undefined {
  return spec.template?.metadata?.labels;
}

function fieldOf(kind: string): string {
  switch (kind) {
    case 'Pod': return 'labels (`metadata.labels`)';
    case 'Job':
    case 'CronJob':
    case 'ReplicationController': return 'labels in its pod template';
    default: return 'pod selector (`spec.selector`)';
  }
}
