import { Event, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';

/** A node, and where its key stands, or the node itself when it has none. */
interface Place {
  readonly index: number;
  readonly position: number;
}

/** Nodes below a node, by their keys or places. */
interface Children {
  readonly byKey?: ReadonlyMap<string, Place>;
  readonly byPlace?: readonly Place[];
}

const NO_CHILDREN: Children = {};

/** Where the fields of some documents stand in a text. Parses it once more, so it is only for what is shown. */
export class Positions {
  private readonly events: readonly Event[];
  /** For each event that begins a node, the index behind that node. */
  private readonly ends: Int32Array;
  /** For each document, the index of its first event. */
  private readonly documents: readonly number[];
  /** Of those nodes that were looked into, as many fields may be asked for in one long list or mapping. */
  private readonly children = new Map<number, Children>();

  public constructor(private readonly text: string) {
    this.events = eventsOf(text);
    this.ends = endsOf(this.events);
    this.documents = documentsOf(this.events);
  }

  /**
   * The position of the field, or of as much of its path as is there; 0 when the text cannot be parsed.
   *
   * @param path as in problems: `spec.ingress[0].ports[1].endPort`, `metadata.labels[app.kubernetes.io/name]`
   * @param index how many documents of the text lie before the one that is meant
   */
  public of(path: string, index: number = 0): number {
    const steps = stepsOf(path);
    const document = this.documents[index];
    if (document === undefined) {
      return 0;
    }
    const root = document + 1;
    return this.descend({ index: root, position: startOf(this.events[root]) }, steps);
  }

  /** The text without quotes that stands at the very path, which may be a number that was read as another. */
  public plainTextAt(path: string, index: number = 0): string | undefined {
    const document = this.documents[index];
    const node = document === undefined ? undefined
      : stepsOf(path).reduce<number | undefined>((at, step) =>
        (at === undefined ? undefined : this.childOf(at, step)?.index), document + 1);
    const event = node === undefined ? undefined : this.events[node];
    return event?.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN ? undefined
      : getScalarValue(this.text, event);
  }

  private descend({ index, position }: Place, [step, ...rest]: readonly string[]): number {
    const next = step === undefined ? undefined : this.childOf(index, step);
    return next === undefined ? position : this.descend(next, rest);
  }

  private childOf(index: number, step: string): Place | undefined {
    const { byKey, byPlace } = this.children.get(index) ?? this.lookInto(index);
    return byKey?.get(step) ?? byPlace?.[Number(step)];
  }

  private lookInto(index: number): Children {
    const children = this.childrenOf(index);
    this.children.set(index, children);
    return children;
  }

  private childrenOf(index: number): Children {
    switch (this.events[index].type) {
      case EVENT_ID.MAPPING: return { byKey: this.valuesOf(index) };
      case EVENT_ID.SEQUENCE: return { byPlace: this.itemsOf(index) };
      default: return NO_CHILDREN;
    }
  }

  private valuesOf(mapping: number): Map<string, Place> {
    const values = new Map<string, Place>();
    for (let index = mapping + 1; this.events[index].type !== EVENT_ID.POP;) {
      const event = this.events[index];
      const value = this.ends[index];
      if (event.type === EVENT_ID.SCALAR) {
        const key = getScalarValue(this.text, event);
        values.set(key, values.get(key) ?? { index: value, position: event.valueStart });
      }
      index = this.ends[value];
    }
    return values;
  }

  private itemsOf(sequence: number): Place[] {
    const items: Place[] = [];
    for (let index = sequence + 1; this.events[index].type !== EVENT_ID.POP; index = this.ends[index]) {
      items.push({ index, position: startOf(this.events[index]) });
    }
    return items;
  }
}

function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([step, bracketed]) => bracketed ?? step);
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

function documentsOf(events: readonly Event[]): number[] {
  const documents: number[] = [];
  events.forEach(({ type }, index) => {
    if (type === EVENT_ID.DOCUMENT) {
      documents.push(index);
    }
  });
  return documents;
}

function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR: return Math.max(0, event.valueStart);
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE: return event.start;
    default: return 0;
  }
}
