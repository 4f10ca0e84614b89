import { isUncertain, LabelFacts, uncertaintyOf } from '../../model/labels';
import { Requirement, Selector } from '../../model/selector';

/** The items that a selector may select, in lists without common items. */
export interface Candidates {
  readonly count: number;
  readonly lists: readonly (readonly number[])[];
}

/** The indexes of items, by key and value of a label that they have. */
type ItemsByLabel = Map<string, Map<string, number[]>>;

/** Finds the few items that a selector may select, so that most of them are never looked at. */
export class LabelIndex {
  private readonly known: ItemsByLabel = new Map();
  /** The items with labels that are not known. */
  private readonly uncertain: readonly number[];
  /** By key: the items that may have it, with a value that is not known. Filled when asked for. */
  private readonly perhaps = new Map<string, readonly number[]>();

  /** @param keys the label keys that selectors ask for */
  public constructor(private readonly items: readonly LabelFacts[], keys: Iterable<string>) {
    for (const key of keys) {
      const places = new Map<string, number[]>();
      items.forEach(({ known }, index) => {
        const value = known.get(key);
        if (value !== undefined) {
          add(places, value, index);
        }
      });
      this.known.set(key, places);
    }
    this.uncertain = [...items.keys()].filter(index => isUncertain(items[index]));
  }

  /** A superset of the items that the selector may select; undefined when the index cannot narrow them down. */
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
    push(lists, this.perhapsWith(key));
    return lists;
  }

  private perhapsWith(key: string): readonly number[] {
    let found = this.perhaps.get(key);
    if (found === undefined) {
      found = this.uncertain.filter(index => uncertaintyOf(this.items[index], key) !== undefined);
      this.perhaps.set(key, found);
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
