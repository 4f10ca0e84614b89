import { readDocuments } from './documents';
import { Lines } from './lines';
import { Positions } from './positions';
import { Piece } from './split';
import { valueAt } from '../../ingest/fields';
import { Problem } from '../../model/finding';

/** Where a document came from. */
export interface DocumentLocation {
  /** The file. */
  readonly name: string;
  readonly text: string;
  readonly lines: Lines;
  readonly piece: Piece;
}

/** Where each document came from, by the name that its problems have as `at.file`. */
export class Locations {
  private readonly byDocument = new Map<string, DocumentLocation>();
  /** Of the last document that was asked for: problems with one document come one after the other. */
  private last: { readonly document: string; readonly finder: Finder } | undefined;

  public add(document: string, location: DocumentLocation): void {
    this.byDocument.set(document, location);
  }

  /** The same problem with the line that it is about. */
  public locate(problem: Problem): Problem {
    const { file: document = '', object, source } = problem.at;
    const location = this.byDocument.get(document);
    if (location === undefined || source !== undefined) {
      return problem;
    }
    if (this.last?.document !== document) {
      this.last = { document, finder: new Finder(location) };
    }
    const position = location.piece.start + this.last.finder.positionOf(object, problem.field);
    return { ...problem, at: { ...problem.at, source: `${location.name}:${location.lines.at(position)}` } };
  }
}

/** Finds fields in one document. */
class Finder {
  private readonly positions: Positions;
  private readonly items: ReadonlyMap<string, string>;

  public constructor({ text, piece }: DocumentLocation) {
    const document = text.slice(piece.start, piece.end);
    this.positions = new Positions(document);
    this.items = itemPaths(readDocuments(document).documents[0]?.content);
  }

  public positionOf(object: string, field: string | undefined): number {
    return this.positions.of([this.items.get(object), field].filter(part => part !== undefined).join('.'));
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
