import { Comparison, isUnseen, tally, UNSEEN_LABEL } from './compare-selector';
import { selectorYaml } from './selector-yaml';
import { isSlipInName } from './slips';
import { Evidence } from '../../model/finding';
import { formatRequirement, Requirement, selects, Selector } from '../../model/selector';
import { impliedLabels, NAMESPACE_NAME_LABEL, Snapshot } from '../../model/snapshot';
import { Namespace } from '../../model/workload';
import { nearest } from '../../sets/nearest';
import { oneLine } from '../../sets/visible';
import { count, list } from '../../wording/lists';

/**
 * What a selector that matches no namespace says beside what the namespaces have; undefined where that need not be a
 * mistake, because the namespaces that are meant may well be somewhere else.
 *
 * @param own the namespace of the policy
 */
export function compareNamespaces(
  snapshot: Snapshot, label: string, text: string, selector: Selector, own: string,
): NamespaceComparison | undefined {
  const namespaces = [...snapshot.namespaces.values()];
  if (mayMatch(snapshot, selector)) {
    return undefined;
  }
  const failing = selector.requirements.find(requirement =>
    namespaces.every(({ labels }) => selects({ requirements: [requirement] }, labels) === 'no'));
  const help = failing === undefined
    ? helpForSeveral(selector, namespaces, own) : helpFor(failing, selector, namespaces, own);
  return help === undefined ? undefined : {
    failing,
    missingLabel: failing && missingLabel(failing, namespaces),
    evidence: [
      { label, text, mark: failing === undefined ? undefined : markFor(failing, text, namespaces.length) },
      ...failing !== undefined && isUnseen(failing) ? [] : [whatIsThere(failing, namespaces)],
    ],
    notes: [`checked against the ${count(namespaces.length, 'namespace')} that the input has; namespaces created elsewhere are not seen`],
    help,
  };
}

/** What a selector that matches no namespace says beside what there is. */
export interface NamespaceComparison extends Comparison {
  /**
   * Set where it asks for a label that no namespace of the input has, and none has one that is called nearly so: for one by
   * which the name of a namespace is meant, or another one.
   */
  readonly missingLabel?: 'of-a-name' | 'other';
}

function missingLabel(failing: Requirement, namespaces: readonly Namespace[]): NamespaceComparison['missingLabel'] {
  const { key, values } = failing;
  if (isUnseen(failing) || key === NAMESPACE_NAME_LABEL || namespaces.some(({ labels }) => labels.known.has(key))) {
    return undefined;
  }
  return values.length === 1 && nameMeant(failing, namespaces) !== undefined ? 'of-a-name'
    : nearest(key, keysOf(namespaces)) === undefined ? 'other' : undefined;
}

/** A namespace without an object in the input may have any labels beside its name. */
function mayMatch({ namespaces, unseenPods = [] }: Snapshot, selector: Selector): boolean {
  return [...namespaces.values()].some(({ labels }) => selects(selector, labels) !== 'no')
    || unseenPods.some(({ namespace }) => !namespaces.has(namespace) && selects(selector, impliedLabels(namespace)) !== 'no');
}

function helpFor(
  failing: Requirement, selector: Selector, namespaces: readonly Namespace[], own: string,
): string[] | undefined {
  const { key, operator } = failing;
  if (isUnseen(failing)) {
    return [`select by another label: to the network plugin no namespace has \`${key}\`, whatever the manifests say`];
  }
  // What excludes every namespace of the input is likely to be about others.
  if (operator !== 'In' && operator !== 'Exists') {
    return undefined;
  }
  if (key === NAMESPACE_NAME_LABEL) {
    return helpForName(failing, namespaces);
  }
  return hasOthers(namespaces, own) ? helpForLabel(failing, selector, namespaces) : undefined;
}

/** Where the input has the policy's own namespace alone, the others are somewhere else. */
function hasOthers(namespaces: readonly Namespace[], own: string): boolean {
  return namespaces.some(({ name, implied }) => name !== own && !implied);
}

/** A namespace of another name may exist, so that only what looks like a slip is one. */
function helpForName({ values }: Requirement, namespaces: readonly Namespace[]): string[] | undefined {
  const names = namespaces.map(({ name }) => name);
  const meant = values.flatMap(value => nearest(value, names.filter(name => isSlipInName(value, name))) ?? []);
  return meant.length === 0 ? undefined : [`did you mean namespace ${meant.map(name => `\`${oneLine(name)}\``).join(' or ')}?`];
}

/** Keys under which people expect the name of a namespace, and which nobody but people sets. */
export const NAME_KEYS: readonly string[] = ['name', 'namespace', 'ns', 'app.kubernetes.io/name', 'kubernetes.io/name'];

function helpForLabel(failing: Requirement, selector: Selector, namespaces: readonly Namespace[]): string[] {
  const { key, values } = failing;
  const [value, ...more] = values;
  const there = tally(namespaces.map(({ labels }) => labels.known.get(key))).map(([other]) => other);
  const near = value === undefined || more.length > 0 ? undefined : nearest(value, there);
  if (near !== undefined) {
    return [oneLine(`did you mean \`${key}=${near}\`?`)];
  }
  const name = more.length > 0 ? undefined : nameMeant(failing, namespaces);
  if (name !== undefined) {
    return byNameHelp(failing, selector, name);
  }
  const nearKey = there.length > 0 ? undefined : nearest(key, keysOf(namespaces));
  return [nearKey === undefined
    ? `put the label \`${formatRequirement(failing)}\` on the namespaces that are meant, or select them by one that they have`
    : `did you mean the key \`${nearKey}\`?`];
}

/** How to select by the label that every namespace has. @param asked a requirement of the selector, for one value */
export function byNameHelp(asked: Requirement, selector: Selector, name: string): string[] {
  const byName = selector.requirements.map(requirement =>
    (requirement === asked ? { ...requirement, key: NAMESPACE_NAME_LABEL, values: [name] } : requirement));
  return [
    [
      `the name of a namespace is in its label \`${NAMESPACE_NAME_LABEL}\`, which every namespace has:`,
      ...selectorYaml('namespaceSelector', { requirements: byName }),
    ].join('\n'),
    oneLine(`or put the label \`${asked.key}: ${asked.values[0]}\` on Namespace \`${name}\``),
  ];
}

/** The namespace whose name somebody has written under another key. */
function nameMeant({ key, values: [value] }: Requirement, namespaces: readonly Namespace[]): string | undefined {
  const names = namespaces.map(({ name }) => name);
  return value === undefined ? undefined : names.includes(value) ? value
    : !NAME_KEYS.includes(key) ? undefined
      : nearest(value, names.filter(name => isSlipInName(value, name))) ?? value;
}

function helpForSeveral(selector: Selector, namespaces: readonly Namespace[], own: string): string[] | undefined {
  const isPositive = selector.requirements.every(({ operator }) => operator === 'In' || operator === 'Exists');
  return isPositive && hasOthers(namespaces, own)
    ? ['no namespace has all of these labels together: compare them with the labels of one namespace'] : undefined;
}

function markFor(failing: Requirement, text: string, amount: number): Evidence['mark'] {
  const written = formatRequirement(failing);
  return {
    // A namespace that is asked for by its name is described by the name alone.
    part: text.includes(written) ? written : failing.values.join(' or '),
    remark: isUnseen(failing) ? UNSEEN_LABEL : `0 of ${count(amount, 'namespace')}`,
  };
}

function whatIsThere(failing: Requirement | undefined, namespaces: readonly Namespace[]): Evidence {
  const values = failing === undefined ? [] : tally(namespaces.map(({ labels }) => labels.known.get(failing.key)));
  return failing === undefined || failing.key === NAMESPACE_NAME_LABEL
    ? { label: 'namespaces', text: list(namespaces.map(({ name }) => name).sort()) }
    : values.length > 0
      ? { label: `values of ${failing.key}`, text: list(values.map(([value, times]) => `${value} (${times})`)) }
      : { label: 'label keys there', text: list(keysOf(namespaces)) };
}

function keysOf(namespaces: readonly Namespace[]): string[] {
  return tally(namespaces.flatMap(({ labels }) => [...labels.known.keys()])).map(([key]) => key);
}
