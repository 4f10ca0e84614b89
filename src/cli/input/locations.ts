import { eachDocument, isFileDocument, readDocuments } from './documents';
import { Lines } from './lines';
import { Positions } from './positions';
import { Piece } from './split';
import { valueAt } from '../../ingest/reading/fields';
import { Problem } from '../../model/finding';

/** `policies.yaml#2`: how problems name a document. */
export function documentName(file: string, number: number): string {
  return `${file}#${number}`;
}

/** Finds the lines that problems are about. Nothing is looked for before somebody asks. */
export class Locations {
  private readonly files = new Map<string, FileLocations | undefined>();
  /** Of the last document that was asked for: problems with one document come one after the other. */
  private last: { readonly document: string; readonly finder: Finder | undefined } | undefined;

  /** @param name as in the names of its documents; of two texts with one name no line is told */
  public add(name: string, text: string, lines: Lines): void {
    this.files.set(name, this.files.has(name) ? undefined : new FileLocations(name, text, lines));
  }

  /** The same problem with the line that it is about. */
  public locate(problem: Problem): Problem {
    const { file: document = '', object, source } = problem.at;
    if (source !== undefined) {
      return problem;
    }
    if (this.last?.document !== document) {
      const end = document.lastIndexOf('#');
      const file = this.files.get(document.slice(0, Math.max(0, end)));
      this.last = { document, finder: file?.finderOf(Number(document.slice(end + 1))) };
    }
    const line = this.last.finder?.lineOf(object, problem.field);
    return line === undefined ? problem : { ...problem, at: { ...problem.at, source: line } };
  }
}

/** Where a document lies. */
interface Place {
  readonly piece: Piece;
  /** How many documents lie before it in its piece. */
  readonly index: number;
}

/** The documents of one file. */
class FileLocations {
  private places: ReadonlyMap<number, Place> | undefined;

  public constructor(private readonly name: string, private readonly text: string, private readonly lines: Lines) {}

  public finderOf(number: number): Finder | undefined {
    this.places ??= placesIn(this.text);
    const place = this.places.get(number);
    return place === undefined ? undefined : new Finder(this.name, this.text, this.lines, place);
  }
}

/** Reads the text once more, and keeps nothing of what is in it. */
function placesIn(text: string): Map<number, Place> {
  const places = new Map<number, Place>();
  let last: Place | undefined;
  for (const item of eachDocument(text)) {
    if (isFileDocument(item)) {
      last = { piece: item.piece, index: last?.piece === item.piece ? last.index + 1 : 0 };
      places.set(item.number, last);
    }
  }
  return places;
}

/** Finds fields in one document. */
class Finder {
  private readonly positions: Positions;
  private readonly items: ReadonlyMap<string, string>;

  public constructor(
    private readonly file: string, text: string, private readonly lines: Lines, private readonly place: Place,
  ) {
    const { piece: { start, end }, index } = place;
    const piece = text.slice(start, end);
    this.positions = new Positions(piece, index);
    this.items = itemPaths(readDocuments(piece).documents[index]?.content);
  }

  /** `policies.yaml:12` */
  public lineOf(object: string, field: string | undefined): string {
    const path = [this.items.get(object), field].filter(part => part !== undefined).join('.');
    return `${this.file}:${this.lines.at(this.place.piece.start + this.positions.of(path))}`;
  }
}

/** The path of each object in the list that the document may be, by the names that messages may have for it. */
function itemPaths(content: unknown): Map<string, string> {
  const items = valueAt(content, 'items');
  const paths = new Map<string, string>();
  if (Array.isArray(items)) {
    const kind = String(valueAt(content, 'kind')).replace(/List$/, '');
    items.forEach((item, index) => namesOf(item, kind).forEach(name => paths.set(name, `items[${index}]`)));
  }
  return paths;
}

function namesOf(item: unknown, listKind: string): string[] {
  const metadata = valueAt(item, 'metadata');
  const kind = valueAt(item, 'kind') ?? listKind;
  const name = valueAt(metadata, 'name') ?? valueAt(metadata, 'generateName');
  return [`${kind} ${name}`, `${kind} ${valueAt(metadata, 'namespace') ?? 'default'}/${name}`];
}
