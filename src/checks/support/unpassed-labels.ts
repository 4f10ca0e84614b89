import { holds, lookUp, Requirement, selects, Selector } from '../../model/selector';
import { Workload } from '../../model/workload';

/** A controller that has itself what a selector asks its pods for. */
export interface Unpassed {
  readonly workload: Workload;
  /** The labels that its pods lack. */
  readonly labels: readonly (readonly [string, string])[];
}

/** The controllers whose pods the selector would select, if these got the labels of the controller itself. */
export function unpassedLabels(pods: Selector, workloads: readonly Workload[]): Unpassed[] {
  return workloads.filter(({ objectLabels }) => objectLabels !== undefined).flatMap(workload => {
    const lacking = pods.requirements.filter(requirement => isLacking(requirement, workload));
    const labels = lacking.map(({ key }) => [key, workload.objectLabels!.get(key)!] as const);
    return lacking.length > 0 && isSelectedWith(pods, workload, labels) ? [{ workload, labels }] : [];
  });
}

/** Whether the pods do not meet the requirement and the controller itself does, by a label. */
function isLacking(requirement: Requirement, { labels, objectLabels }: Workload): boolean {
  const own = objectLabels!.get(requirement.key);
  return requirement.lookup === undefined && own !== undefined && holds(requirement, own)
    && !holds(requirement, lookUp(requirement, labels));
}

function isSelectedWith(pods: Selector, { labels }: Workload, added: Unpassed['labels']): boolean {
  return selects(pods, { ...labels, known: new Map([...labels.known, ...added]) }) === 'yes';
}
