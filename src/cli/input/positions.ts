import { Event, EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';

/** A node, and where its key stands, or the node itself when it has none. */
interface Place {
  readonly index: number;
  readonly position: number;
}

/** Where the fields of one document stand in a text. Parses it once more, so it is only for what is shown. */
export class Positions {
  private readonly events: readonly Event[];
  /** For each event that begins a node, the index behind that node. */
  private readonly ends: Int32Array;

  /** @param index how many documents of the text lie before it */
  public constructor(private readonly text: string, private readonly index: number = 0) {
    this.events = eventsOf(text);
    this.ends = endsOf(this.events);
  }

  /**
   * The position of the field, or of as much of its path as is there.
   *
   * @param path as in problems: `spec.ingress[0].ports[1].endPort`, `metadata.labels[app.kubernetes.io/name]`
   */
  public of(path: string): number {
    const steps = [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([step, bracketed]) => bracketed ?? step);
    const root = this.root();
    return root === undefined ? 0 : this.descend({ index: root, position: startOf(this.events[root]) }, steps);
  }

  /** The first event of the document, or undefined when the text cannot be parsed. */
  private root(): number | undefined {
    const documents = [...this.events.keys()].filter(index => this.events[index].type === EVENT_ID.DOCUMENT);
    const document = documents[this.index];
    return document === undefined ? undefined : document + 1;
  }

  private descend({ index, position }: Place, [step, ...rest]: readonly string[]): number {
    const next = step === undefined ? undefined : this.childOf(index, step);
    return next === undefined ? position : this.descend(next, rest);
  }

  private childOf(index: number, step: string): Place | undefined {
    switch (this.events[index].type) {
      case EVENT_ID.MAPPING: return this.valueOf(index, step);
      case EVENT_ID.SEQUENCE: return this.itemOf(index, Number(step));
      default: return undefined;
    }
  }

  private valueOf(mapping: number, key: string): Place | undefined {
    for (let index = mapping + 1; this.events[index].type !== EVENT_ID.POP;) {
      const event = this.events[index];
      const value = this.ends[index];
      if (event.type === EVENT_ID.SCALAR && getScalarValue(this.text, event) === key) {
        return { index: value, position: event.valueStart };
      }
      index = this.ends[value];
    }
    return undefined;
  }

  private itemOf(sequence: number, place: number): Place | undefined {
    let index = sequence + 1;
    for (let passed = 0; this.events[index].type !== EVENT_ID.POP; passed += 1) {
      if (passed === place) {
        return { index, position: startOf(this.events[index]) };
      }
      index = this.ends[index];
    }
    return undefined;
  }
}

function eventsOf(text: string): Event[] {
  try {
    return parseEvents(text, { maxDepth: 1_000 });
  } catch {
    return [];
  }
}

function endsOf(events: readonly Event[]): Int32Array {
  const ends = new Int32Array(events.length);
  const open: number[] = [];
  events.forEach(({ type }, index) => {
    if (type === EVENT_ID.POP) {
      ends[open.pop()!] = index + 1;
    } else if (type === EVENT_ID.SCALAR || type === EVENT_ID.ALIAS) {
      ends[index] = index + 1;
    } else {
      open.push(index);
    }
  });
  return ends;
}

function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR: return Math.max(0, event.valueStart);
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE: return event.start;
    default: return 0;
  }
}
