import { lengthPrefixed } from './referenced';
import { Requirement, Selector } from '../../model/selector';

/** A number for each distinct selector, the same for selectors that ask for the same. */
export class SelectorNumbers {
  /** Most selectors ask for one value of one label; no text has to be put together for these. */
  private readonly single = new Map<string, Map<string, number>>();
  private readonly byKey = new Map<string, number>();
  private count = 0;

  public of({ requirements }: Selector): number {
    const [{ key, operator, values, lookup }] = requirements.length === 1 ? requirements : MANY;
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

const MANY: readonly Requirement[] = [{ key: '', operator: 'Exists', values: [] }];

/** The same text for the same requirement, whatever the order of its values, and for no other. */
function keyOf({ key, operator, values, lookup }: Requirement): string {
  return `${operator} ${lookup ?? ''} ${lengthPrefixed(key)}${[...values].sort().map(lengthPrefixed).join('')};`;
}
