import { ANYTHING } from '../../model/labels';
import { NamespaceScope } from '../../model/peer';
import { Subject } from '../../model/policy';
import { holds, possibleValues, Requirement, Selector } from '../../model/selector';
import { NAMESPACE_NAME_LABEL } from '../../model/snapshot';

/**
 * What can be said of two selections of pods by what they ask for, whatever pods there are. A selection that contains
 * another does so on every cluster, and so it is with two that share nothing.
 */

/** Whether whatever the inner one selects is selected by the outer one. */
export function containsPods(outer: Subject, inner: Subject): boolean {
  return outer === inner || ((outer.skipsHostNetwork !== true || inner.skipsHostNetwork === true)
    && containsScope(outer.namespaces, inner.namespaces) && containsSelector(outer.pods, inner.pods));
}

function containsScope(outer: NamespaceScope, inner: NamespaceScope): boolean {
  return outer.kind === 'named' && inner.kind === 'named' ? outer.name === inner.name
    : containsSelector(selectorOf(outer), selectorOf(inner));
}

/** Those that both select; undefined where there can be none. */
export function sharedPods(one: Subject, other: Subject): Subject | undefined {
  const namespaces = bothSelectors(selectorOf(one.namespaces), selectorOf(other.namespaces));
  const pods = bothSelectors(one.pods, other.pods);
  return isVoid(namespaces) || isVoid(pods) ? undefined : {
    namespaces: { kind: 'labeled', selector: namespaces },
    pods,
    ...one.skipsHostNetwork || other.skipsHostNetwork ? { skipsHostNetwork: true } : {},
  };
}

export function containsSelector(outer: Selector, inner: Selector): boolean {
  return outer.requirements.every(requirement => {
    const known = inner.requirements.filter(other => isAboutSame(other, requirement));
    if (known.length === 0 && requirement.lookup === undefined) {
      return asksForNothing(requirement);
    }
    if (requirement.lookup === undefined && [requirement, ...known].every(({ operator }) => operator === 'In')) {
      // Most selectors are made of these alone.
      return known[0].values.every(value => holds(requirement, value) || !known.every(other => holds(other, value)));
    }
    return valuesToTry([...known, requirement])
      .every(value => holds(requirement, value) || !known.every(other => holds(other, value)));
  });
}

/** Whether the requirement holds whatever the label is. */
function asksForNothing({ operator, values }: Requirement): boolean {
  return operator === 'NotIn' && values.length === 0;
}

/** What both select. */
export function bothSelectors(one: Selector, other: Selector): Selector {
  return { requirements: [...one.requirements, ...other.requirements] };
}

/** Whether no labels can meet all that it asks for. */
export function isVoid({ requirements }: Selector): boolean {
  return requirements.some(requirement => {
    const about = requirements.filter(other => isAboutSame(other, requirement));
    return !valuesToTry(about).some(value => about.every(other => holds(other, value)));
  });
}

/** Every namespace has a label with its name. */
function selectorOf(scope: NamespaceScope): Selector {
  return scope.kind === 'labeled' ? scope.selector
    : { requirements: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [scope.name] }] };
}

function isAboutSame(one: Requirement, other: Requirement): boolean {
  return one.key === other.key
    && (one.lookup === other.lookup || JSON.stringify(one.lookup) === JSON.stringify(other.lookup));
}

/** The values that the label may have, as far as the requirements tell them apart; undefined for no such label. */
function valuesToTry(about: readonly Requirement[]): readonly (string | undefined)[] {
  const [{ lookup }] = about;
  return typeof lookup === 'object' ? [lookup.is] : lookup === 'nothing' ? [undefined] : possibleValues(ANYTHING, about);
}
