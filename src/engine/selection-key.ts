import { measured } from './measured';
import { PodsPeer } from '../model/policy';
import { Requirement, Selector } from '../model/selector';

/** Pods that are selected in some namespaces. */
export type PodSelection = Pick<PodsPeer, 'namespaces' | 'pods'>;

/** The same text for the same selection, whatever the order of requirements and values, and for no other. */
export function selectionKey({ namespaces, pods }: PodSelection): string {
  const scope = namespaces.kind === 'named' ? `=${measured(namespaces.name)}` : `?${selectorKey(namespaces.selector)}`;
  return `${scope}/${selectorKey(pods)}`;
}

/** The same text for selectors that ask for the same. */
export function selectorKey({ requirements }: Selector): string {
  return requirements.length === 1 ? requirementKey(requirements[0]) : requirements.map(requirementKey).sort().join('');
}

function requirementKey({ key, operator, values, lookup }: Requirement): string {
  const texts = values.length === 1 ? measured(values[0]) : [...values].sort().map(measured).join('');
  return `${operator} ${lookup ?? ''} ${measured(key)}${texts};`;
}
