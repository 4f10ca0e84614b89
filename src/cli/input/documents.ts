import { loadAll, YAMLException } from 'js-yaml';
import { isInflated } from './aliases';
import { parseJson } from './json';
import { readPlain } from './plain-yaml';
import { KUBERNETES_SCHEMA } from './schema';
import { Piece, piecesOf } from './split';

/** One document of a file. */
export interface FileDocument {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly content: unknown;
  /** Its part of the text; nobody looks into it unless a message needs a line. */
  readonly piece: Piece;
}

/** Why a document cannot be read. */
export interface DocumentFault {
  readonly number: number;
  readonly message: string;
  /** Where in the text. */
  readonly position: number;
}

/** What is in a file, and what of it cannot be read. */
export interface FileContents {
  readonly documents: readonly FileDocument[];
  readonly faults: readonly DocumentFault[];
}

const OPTIONS = { schema: KUBERNETES_SCHEMA, maxDepth: 1_000, maxTotalMergeKeys: 1_000_000 };

/** Reads YAML as Kubernetes does, apart from keys that are there twice, which it refuses; JSON is YAML too. */
export function readDocuments(text: string): FileContents {
  const json = parseJson(text);
  if (json !== undefined) {
    return { documents: [{ number: 1, content: json, piece: { start: 0, end: text.length } }], faults: [] };
  }
  const reader = new Reader(text);
  piecesOf(text).forEach(piece => reader.read(piece));
  return reader;
}

class Reader implements FileContents {
  public readonly documents: FileDocument[] = [];
  public readonly faults: DocumentFault[] = [];
  private count = 0;

  public constructor(private readonly text: string) {}

  public read(piece: Piece): void {
    const document = this.text.slice(piece.start, piece.end);
    const plain = readPlain(document);
    if (plain !== undefined) {
      this.count += 1;
      this.documents.push({ number: this.count, content: plain.content, piece });
      return;
    }
    const contents = attempt(() => loadAll(document, OPTIONS));
    if (Array.isArray(contents)) {
      contents.forEach(content => this.add(content, piece));
    } else {
      this.count += 1;
      this.faults.push({ ...faultOf(contents, piece), number: this.count });
    }
  }

  private add(content: unknown, piece: Piece): void {
    this.count += 1;
    const number = this.count;
    // Only an alias can repeat anything, and looking for a star is faster than walking through every document.
    if (this.text.slice(piece.start, piece.end).includes('*') && isInflated(content)) {
      this.faults.push({ number, message: 'its aliases make it too large to be read', position: piece.start });
    } else {
      this.documents.push({ number, content, piece });
    }
  }
}

function attempt<Result>(load: () => Result): Result | Error {
  try {
    return load();
  } catch (error) {
    // Besides its own exceptions the parser may run out of stack.
    return error as Error;
  }
}

function faultOf(error: Error, { start }: Piece): Pick<DocumentFault, 'message' | 'position'> {
  return error instanceof YAMLException
    ? { message: error.reason, position: start + (error.mark?.position ?? 0) }
    : { message: 'it is nested too deeply', position: start };
}
