import { lengthPrefixed } from './referenced';
import { Requirement, Selector } from '../../model/selector';

/** Gives every distinct selector a number; the order of requirements and values makes no difference. */
export class SelectorNumbers {
  /** By key and value: selectors for one value of one label. Most are, and need no text as a key. */
  private readonly single = new Map<string, Map<string, number>>();
  private readonly byKey = new Map<string, number>();
  private count = 0;

  public of({ requirements }: Selector): number {
    const [{ key, operator, values, lookup }] = requirements.length === 1 ? requirements : NOT_SINGLE;
    if (operator === 'In' && lookup === undefined && values.length === 1) {
      let byValue = this.single.get(key);
      if (byValue === undefined) {
        byValue = new Map();
        this.single.set(key, byValue);
      }
      return this.numberIn(byValue, values[0]);
    }
    return this.numberIn(this.byKey, requirements.map(keyOf).sort().join(''));
  }

  private numberIn(numbers: Map<string, number>, key: string): number {
    let number = numbers.get(key);
    if (number === undefined) {
      number = this.count;
      this.count += 1;
      numbers.set(key, number);
    }
    return number;
  }
}

/** Stands in for any other number of requirements than one: it does not qualify for `single`. */
const NOT_SINGLE: readonly Requirement[] = [{ key: '', operator: 'Exists', values: [] }];

/** A text for the requirement; equal only for equal ones, whatever the order of their values. */
function keyOf({ key, operator, values, lookup }: Requirement): string {
  return `${operator} ${typeof lookup === 'object' ? `is ${lengthPrefixed(lookup.is)}` : lookup ?? ''} ${lengthPrefixed(key)}${[...values].sort().map(lengthPrefixed).join('')};`;
}
