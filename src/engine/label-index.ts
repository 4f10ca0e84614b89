import { LabelFacts } from '../model/labels';
import { Selector } from '../model/selector';

const NONE: readonly number[] = [];

/** Items that a selector may select: all that are in one of the lists. No item is in two. */
export interface Candidates {
  readonly count: number;
  readonly lists: readonly (readonly number[])[];
}

/** Finds the few items that a selector may select, so that most of them are never looked at. */
export class LabelIndex {
  private readonly known = new Map<string, number[]>();
  private readonly generated = new Map<string, number[]>();

  /** For each key, the items that perhaps have it. */
  private readonly open = new Map<string, readonly number[]>();

  public constructor(private readonly items: readonly LabelFacts[]) {
    items.forEach((labels, index) => {
      labels.known.forEach((value, key) => add(this.known, `${key}=${value}`, index));
      labels.generated.forEach((_, key) => add(this.generated, key, index));
    });
  }

  /** The items among which all are that the selector may select, or undefined when that could be any. */
  public candidates({ requirements }: Selector): Candidates | undefined {
    let fewest: Candidates | undefined;
    for (const { key, operator, values, lookup } of requirements) {
      if (operator === 'In' && lookup === undefined) {
        const lists = (values.length > 1 ? [...new Set(values)] : values)
          .map(value => this.known.get(`${key}=${value}`) ?? NONE)
          .concat([this.generated.get(key) ?? NONE, this.perhapsWith(key)]);
        const count = lists.reduce((sum, { length }) => sum + length, 0);
        if (fewest === undefined || count < fewest.count) {
          fewest = { count, lists };
        }
      }
    }
    return fewest;
  }

  private perhapsWith(key: string): readonly number[] {
    let found = this.open.get(key);
    if (found === undefined) {
      found = [...this.items.keys()].filter(index => {
        const { isOpen, known, generated } = this.items[index];
        return isOpen === true && !known.has(key) && !generated.has(key);
      });
      this.open.set(key, found);
    }
    return found;
  }
}

function add(index: Map<string, number[]>, key: string, place: number): void {
  const places = index.get(key);
  if (places === undefined) {
    index.set(key, [place]);
  } else {
    places.push(place);
  }
}
