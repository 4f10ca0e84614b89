import { FileDocument, readDocuments } from './documents';
import { Lines } from './lines';
import { Positions } from './positions';
import { valueAt } from '../../ingest/fields';
import { Problem } from '../../model/finding';

/** `policies.yaml#2`: how problems name a document. */
export function documentName(file: string, number: number): string {
  return `${file}#${number}`;
}

/** Finds the lines that problems are about. Nothing is looked for before somebody asks. */
export class Locations {
  private readonly files = new Map<string, string>();
  /** Of the last document that was asked for: problems with one document come one after the other. */
  private last: { readonly document: string; readonly finder: Finder | undefined } | undefined;

  /** @param name as in the names of its documents */
  public add(name: string, text: string): void {
    this.files.set(name, text);
  }

  /** The same problem with the line that it is about. */
  public locate(problem: Problem): Problem {
    const { file: document = '', object, source } = problem.at;
    if (source !== undefined) {
      return problem;
    }
    if (this.last?.document !== document) {
      this.last = { document, finder: this.finderOf(document) };
    }
    const line = this.last.finder?.lineOf(object, problem.field);
    return line === undefined ? problem : { ...problem, at: { ...problem.at, source: line } };
  }

  private finderOf(document: string): Finder | undefined {
    const end = document.lastIndexOf('#');
    const name = document.slice(0, Math.max(0, end));
    const text = this.files.get(name);
    const found = text === undefined ? undefined
      : readDocuments(text).documents.find(({ number }) => document === documentName(name, number));
    return found === undefined ? undefined : new Finder(name, text!, found);
  }
}

/** Finds fields in one document. */
class Finder {
  private readonly positions: Positions;
  private readonly items: ReadonlyMap<string, string>;
  private readonly lines: Lines;

  public constructor(
    private readonly file: string, text: string, private readonly document: FileDocument,
  ) {
    const { start, end } = document.piece;
    this.positions = new Positions(text.slice(start, end));
    this.items = itemPaths(document.content);
    this.lines = new Lines(text);
  }

  /** `policies.yaml:12` */
  public lineOf(object: string, field: string | undefined): string {
    const path = [this.items.get(object), field].filter(part => part !== undefined).join('.');
    return `${this.file}:${this.lines.at(this.document.piece.start + this.positions.of(path))}`;
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
