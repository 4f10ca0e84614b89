import { Requirement, SELECT_ALL, Selector } from '../../model/selector';

/** `app == 'web'`, `env in { 'a', 'b' }`, `has(app)` and their opposites, the parts of an expression joined by `&&`. */
const TERMS: readonly [RegExp, (key: string, values: readonly string[]) => Requirement][] = [
  [/^(\S+)\s*==\s*(?:'([^']*)'|"([^"]*)")$/, (key, values) => ({ key, operator: 'In', values })],
  [/^(\S+)\s+in\s*\{(.*)\}$/, (key, [text]) => ({ key, operator: 'In', values: valuesIn(text) })],
  [/^(\S+)\s+not\s+in\s*\{(.*)\}$/, (key, [text]) => ({ key, operator: 'NotIn', values: valuesIn(text) })],
  [/^(\S+)\s*!=\s*(?:'([^']*)'|"([^"]*)")$/, (key, values) => ({ key, operator: 'NotIn', values })],
  [/^has\((\S+)\)$/, key => ({ key, operator: 'Exists', values: [] })],
  [/^!\s*has\((\S+)\)$/, key => ({ key, operator: 'DoesNotExist', values: [] })],
];

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
      return key.startsWith('projectcalico.org/') ? [] : [make(key, values.filter(value => value !== undefined))];
    }
  }
  return [];
}

function valuesIn(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double);
}
