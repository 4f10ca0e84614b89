import { Requirement, SELECT_ALL, Selector } from '../../model/selector';

/** `app == 'web'`, `env in { 'a', 'b' }`, `has(app)` and their opposites, the parts of an expression joined by `&&`. */
const TERMS: readonly [RegExp, (key: string, values: readonly string[]) => Requirement][] = [
  [/^([\w./-]+)\s*==\s*(?:'([^']*)'|"([^"]*)")$/, (key, values) => ({ key, operator: 'In', values })],
  [/^([\w./-]+)\s+in\s*\{(.*)\}$/, (key, [text]) => ({ key, operator: 'In', values: valuesIn(text) })],
  [/^([\w./-]+)\s+not\s+in\s*\{(.*)\}$/, (key, [text]) => ({ key, operator: 'NotIn', values: valuesIn(text) })],
  [/^([\w./-]+)\s*!=\s*(?:'([^']*)'|"([^"]*)")$/, (key, values) => ({ key, operator: 'NotIn', values })],
  [/^has\(([\w./-]+)\)$/, key => ({ key, operator: 'Exists', values: [] })],
  [/^!\s*has\(([\w./-]+)\)$/, key => ({ key, operator: 'DoesNotExist', values: [] })],
];

/** Keys of what Calico itself says of a pod, and of labels that it takes from the namespace and the service account. */
const NO_LABEL_OF_THE_POD = /^(projectcalico\.org\/|pcns\.|pcsa\.)/;

/**
 * What a selector in Calico's language may select. Of an expression with alternatives nothing is read, and what is no
 * label of the pod is left out, so that it selects more and never less.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors
 */
export function readCalicoSelector(text: unknown): Selector {
  if (typeof text !== 'string' || /\|\||[()](?<!has\()/.test(text.replace(/has\([^()]*\)/g, 'has'))) {
    return SELECT_ALL;
  }
  return { requirements: text.split('&&').flatMap(part => readTerm(part.trim())) };
}

function readTerm(text: string): Requirement[] {
  for (const [pattern, make] of TERMS) {
    const match = pattern.exec(text);
    if (match !== null) {
      const [, key, ...values] = match;
      return NO_LABEL_OF_THE_POD.test(key) ? [] : [make(key, values.filter(value => value !== undefined))];
    }
  }
  return [];
}

function valuesIn(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double);
}
