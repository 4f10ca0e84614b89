import { LabelOperator } from '../labels/label-expression';
import { LabelSelectorConfig } from '../labels/label-query';
import { EVERYTHING, selectorText, selectsEverything } from '../labels/label-selector';

/** The label that Kubernetes puts on every namespace, with its name. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** In which namespaces pods are. */
export type PodLocation =
  /** Wherever the policy is. */
  | { readonly kind: 'own' }
  /** Wherever a workload is whose manifest names no namespace: in `default`, unless it is applied to another one. */
  | { readonly kind: 'unstated'; readonly workload: string }
  | { readonly kind: 'named'; readonly names: readonly string[] }
  | { readonly kind: 'selected'; readonly selector: LabelSelectorConfig };

export const OWN: PodLocation = { kind: 'own' };
export const ALL_NAMESPACES: PodLocation = { kind: 'selected', selector: EVERYTHING };

export function named(names: readonly string[]): PodLocation {
  return { kind: 'named', names: [...new Set(names)] };
}

/** The selector of the namespaces, or undefined for the policy's own. */
export function namespaceSelectorOf(scope: PodLocation): LabelSelectorConfig | undefined {
  switch (scope.kind) {
    case 'own':
    case 'unstated': return undefined;
    case 'named': return selectorOfNames(scope.names);
    case 'selected': return scope.selector;
  }
}

/** One name is a label, several names are one requirement. */
function selectorOfNames(names: readonly string[]): LabelSelectorConfig {
  return names.length === 1
    ? { matchLabels: { [NAME_LABEL]: names[0] }, matchExpressions: [] }
    : { matchLabels: {}, matchExpressions: [{ key: NAME_LABEL, operator: LabelOperator.IN, values: [...names] }] };
}

/** `namespace shop`, `namespaces team=a`, or nothing for the policy's own. */
export function scopeText(scope: PodLocation): string {
  switch (scope.kind) {
    case 'own':
    case 'unstated': return '';
    case 'named': return `${scope.names.length === 1 ? 'namespace' : 'namespaces'} ${scope.names.join(', ')}`;
    case 'selected':
      return selectsEverything(scope.selector) ? 'all namespaces' : `namespaces ${selectorText(scope.selector)}`;
  }
}
