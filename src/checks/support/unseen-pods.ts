import { Requirement, Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';

/**
 * Whether the selector may be for pods that an operator makes, of which only some labels are known: it asks for one of
 * those, and for nothing that contradicts the others.
 */
export function mayMeanUnseenPods(
  { unseenPods = [] }: Snapshot, { requirements }: Selector, isInScope: (namespace: string) => boolean,
): boolean {
  return unseenPods.some(({ namespace, labels }) => isInScope(namespace)
    && requirements.every(requirement => mayHold(requirement, labels.get(requirement.key)))
    && requirements.some(({ key }) => labels.has(key)));
}

/** The operator may add labels to those that are known. */
function mayHold({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In': return value === undefined || values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return true;
    case 'DoesNotExist': return value === undefined;
  }
}

/** The prefixes of labels that controllers give to pods which they make for one task and delete again. */
const ON_DEMAND = ['acme.cert-manager.io', 'actions.github.com', 'tekton.dev', 'workflows.argoproj.io'];

/** Whether the selector asks for such pods: mostly there are none. */
export function areMadeOnDemand({ requirements }: Selector): boolean {
  return requirements.some(({ key, operator }) =>
    (operator === 'In' || operator === 'Exists') && ON_DEMAND.includes(key.split('/')[0]));
}
