import { LabelFacts } from '../../model/labels';
import { Requirement, Selector } from '../../model/selector';

/** Items that a selector may select: all that are in one of the lists. No item is in two. */
export interface Candidates {
  readonly count: number;
  readonly lists: readonly (readonly number[])[];
}

/** The places of items by key and value of a label. */
type Places = Map<string, Map<string, number[]>>;

/** Finds the few items that a selector may select, so that most of them are never looked at. */
export class LabelIndex {
  private readonly known: Places = new Map();
  private readonly generated = new Map<string, number[]>();

  /** For each key, the items that perhaps have it. */
  private readonly open = new Map<string, readonly number[]>();

  /** @param keys those that selectors ask for */
  public constructor(private readonly items: readonly LabelFacts[], keys: Iterable<string>) {
    for (const key of keys) {
      const places = new Map<string, number[]>();
      items.forEach(({ known, generated }, index) => {
        const value = known.get(key);
        if (value !== undefined) {
          add(places, value, index);
        }
        if (generated.has(key)) {
          add(this.generated, key, index);
        }
      });
      this.known.set(key, places);
    }
  }

  /** The items among which all are that the selector may select, or undefined when that could be any. */
  public candidates({ requirements }: Selector): Candidates | undefined {
    let fewest: Candidates | undefined;
    for (const requirement of requirements) {
      const places = this.known.get(requirement.key);
      if (places !== undefined && requirement.operator === 'In' && requirement.lookup === undefined) {
        const lists = this.lists(requirement, places);
        const count = lists.reduce((sum, { length }) => sum + length, 0);
        if (fewest === undefined || count < fewest.count) {
          fewest = { count, lists };
        }
      }
    }
    return fewest;
  }

  private lists({ key, values }: Requirement, places: ReadonlyMap<string, readonly number[]>): (readonly number[])[] {
    const lists: (readonly number[])[] = [];
    for (const value of values.length > 1 ? new Set(values) : values) {
      push(lists, places.get(value));
    }
    push(lists, this.generated.get(key));
    push(lists, this.perhapsWith(key));
    return lists;
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

function push(lists: (readonly number[])[], places: readonly number[] | undefined): void {
  if (places !== undefined && places.length > 0) {
    lists.push(places);
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
