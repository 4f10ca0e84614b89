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
