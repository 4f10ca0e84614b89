import { IConstruct } from 'constructs';
import { LabelOperator } from '../labels/label-expression';
import { LabelSelectorConfig } from '../labels/label-query';
import { selectsEverything } from '../labels/label-selector';
import { checkNamespaceNames } from '../labels/label-syntax';
import { ALL_NAMESPACES, NAME_LABEL, named, PodLocation, OWN } from '../peers/namespace-scope';
import { refuse } from '../refuse';
import { ManifestSelector, toConfig } from './workload';

/**
 * The parts of a cdk8s-plus `LabelSelector` that hold its truth. What it renders does not: rendering drops every label
 * when all values are empty, and then selects everything.
 */
interface ForeignLabelSelector {
  readonly labels?: ManifestSelector['matchLabels'];
  readonly expressions?: ManifestSelector['matchExpressions'];
}

/** What `kplus.Pods.select()` and its like are, in every version of cdk8s-plus. */
interface ForeignSelector extends IConstruct, ForeignLabelSelector {
  toPodSelectorConfig(): {
    readonly labelSelector: ForeignLabelSelector;
    readonly namespaces?: { readonly labelSelector?: ForeignLabelSelector; readonly names?: readonly string[] };
  };
}

export function isForeignSelector(construct: IConstruct): construct is ForeignSelector {
  return typeof (construct as Partial<ForeignSelector>).toPodSelectorConfig === 'function';
}

/** What the selector selects, and where. */
interface ForeignPods {
  readonly selector: LabelSelectorConfig;
  readonly scope: PodLocation;
}

export function foreignPods(where: string, pods: ForeignSelector): ForeignPods {
  const config = pods.toPodSelectorConfig();
  const selector = read(config.labelSelector);
  if (selectsEverything(selector) && !saysEverything(pods)) {
    refuse(where, `\`${pods.node.path}\` requires no label, so that it would stand for every pod`,
      'give it a label to select by, or, if every pod is meant, use `Pods.all()`');
  }
  return { selector, scope: readScope(where, pods, config.namespaces) };
}

/** `kplus.Pods.all()` was given neither labels nor expressions; that is a statement, an empty list of them is not. */
function saysEverything(pods: ForeignSelector): boolean {
  return 'labels' in pods && pods.labels === undefined && 'expressions' in pods && pods.expressions === undefined;
}

function readScope(
  where: string,
  pods: ForeignSelector,
  namespaces: ReturnType<ForeignSelector['toPodSelectorConfig']>['namespaces'],
): PodLocation {
  if (namespaces === undefined) {
    return OWN;
  }
  const selector = read(namespaces.labelSelector ?? {});
  const names = namespaces.names;
  if (names === undefined) {
    return selectsEverything(selector) ? ALL_NAMESPACES : { kind: 'selected', selector };
  }
  if (names.length === 0) {
    refuse(where, `the list of namespaces of \`${pods.node.path}\` is empty`, 'name at least one namespace');
  }
  checkNamespaceNames(where, names);
  if (selectsEverything(selector)) {
    return named(names);
  }
  const byName = { key: NAME_LABEL, operator: LabelOperator.IN, values: [...names] };
  return { kind: 'selected', selector: { ...selector, matchExpressions: [...selector.matchExpressions, byName] } };
}

function read({ labels, expressions }: ForeignLabelSelector): LabelSelectorConfig {
  return toConfig({ matchLabels: labels, matchExpressions: expressions });
}
