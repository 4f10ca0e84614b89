import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { foreignPods, isForeignSelector } from './foreign-selector';
import { LabelSelectorConfig } from '../labels/label-query';
import { EVERYTHING, selectorText } from '../labels/label-selector';
import { named, PodLocation } from '../peers/namespace-scope';
import { refuse } from '../refuse';
import { apiObjectsIn, isWorkload, selectorOfWorkload } from './workload';
import { shown } from '../shown';

/** Where the selector of `Pods` comes from. */
export interface PodSource {
  /** In words: `pods app=web`. */
  readonly text: string;
  /** Selectors of which any will do, at least one; that of a workload is certain only at synthesis. */
  selectors(): readonly LabelSelectorConfig[];
}

export interface LocatedPods {
  readonly source: PodSource;
  readonly scope: PodLocation;
}

/** How many of the objects found in a construct a message lists. */
const LISTED = 5;

export const ALL_PODS: PodSource = { text: 'all pods', selectors: () => [EVERYTHING] };

export function fixedSource(selector: LabelSelectorConfig): PodSource {
  return { text: `pods ${selectorText(selector)}`, selectors: () => [selector] };
}

/** The pods that a construct of cdk8s, or of any version of cdk8s-plus, stands for. */
export function podsOfConstruct(construct: IConstruct): LocatedPods {
  if (!Construct.isConstruct(construct)) {
    refuse('Pods.of', `it was given ${shown(construct)}, not a construct`,
      Array.isArray(construct) ? 'write the workloads one behind the other: `Pods.of(web, api)`'
        : 'pass the construct that is the workload, or name the labels of the pods: `Pods.labeled({ ... })`');
  }
  const path = construct.node.path;
  const where = `Pods.of(${path})`;
  const objects = apiObjectsIn(construct);
  const workloads = objects.filter(isWorkload);
  if (workloads.length === 1) {
    return podsOfWorkload(where, path, workloads[0]);
  }
  if (workloads.length > 1) {
    refuse(where, `\`${path}\` holds ${workloads.length} workloads: ${listed(workloads)}`,
      'pass the one that is meant, or name a label that all of them carry: `Pods.labeled({ ... })`');
  }
  if (isForeignSelector(construct)) {
    const { selector, scope } = foreignPods(where, construct);
    return { source: { text: `pods of ${path}`, selectors: () => [selector] }, scope };
  }
  refuse(where, `\`${path}\` holds no workload, but ${objects.length === 0 ? 'no API object at all' : listed(objects)}`,
    'pass a Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob or Pod, '
    + 'or name the labels of the pods: `Pods.labeled({ ... })`');
}

function podsOfWorkload(where: string, path: string, workload: ApiObject): LocatedPods {
  // An empty namespace is none, as in Kubernetes.
  const namespace = workload.metadata.namespace || undefined;
  return {
    source: { text: `pods of ${path}`, selectors: () => [selectorOfWorkload(where, workload)] },
    scope: namespace === undefined
      ? { kind: 'unstated', workload: `${workload.kind} \`${workload.node.path}\`` }
      : named([namespace]),
  };
}

function listed(objects: readonly ApiObject[]): string {
  const rest = objects.length - LISTED;
  const first = objects.slice(0, LISTED).map(object => `${object.kind} \`${object.node.path}\``);
  return [...first, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
