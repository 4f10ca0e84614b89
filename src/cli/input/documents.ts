import { loadAll } from 'js-yaml';
import { isInflated } from './aliases';
import { DocumentHeader, unneededHeader } from './document-header';
import { parseJson } from './json';
import { readPlain } from './plain-yaml';
import { KUBERNETES_SCHEMA } from './schema';
import { jsonPiecesOf, Piece, piecesOf } from './split';
import { faultOf, markInside, TextFault } from './text-faults';
import { isPassedOver } from '../../ingest/passed-over';

/** One document of a file. */
export interface FileDocument {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly content: unknown;
  /** Its part of the text; nobody looks into it unless a message needs a line. */
  readonly piece: Piece;
  /** How many documents lie before it in its piece. */
  readonly index: number;
}

/** Why a document cannot be read, and where in the file. */
export interface DocumentFault extends TextFault {
  readonly number: number;
}

/** A document that nobody needs, and that was not parsed. */
export interface SkippedDocument {
  readonly number: number;
  readonly header: DocumentHeader;
}

/** What is in a file, and what of it cannot be read. */
export interface FileContents {
  readonly documents: readonly FileDocument[];
  readonly faults: readonly DocumentFault[];
}

const OPTIONS = { schema: KUBERNETES_SCHEMA, maxDepth: 1_000, maxTotalMergeKeys: 1_000_000 };

/** Whatever a document turns out to be. */
export type DocumentItem = FileDocument | DocumentFault | SkippedDocument;

/**
 * Reads YAML as Kubernetes does, apart from keys that are there twice, which it refuses; JSON is YAML too. A document is
 * read when it is asked for, so that not all of them have to be held at once, and it is skipped when no answer depends
 * on its kind: the definitions of custom resources alone took nine tenths of a run on some folders.
 */
export function eachDocument(text: string): Generator<DocumentItem> {
  return documentsOf(text, ({ kind, apiVersion }) => !isPassedOver(kind, apiVersion));
}

/** All of a text at once, whatever it is. */
export function readDocuments(text: string): FileContents {
  const items = [...documentsOf(text, () => true)];
  return { documents: items.filter(isFileDocument), faults: items.filter(isFault) };
}

function* documentsOf(text: string, isNeeded: (header: DocumentHeader) => boolean): Generator<DocumentItem> {
  const json = parseJson(text);
  if (json !== undefined) {
    yield { number: 1, content: json, piece: { start: 0, end: text.length }, index: 0 };
    return;
  }
  let number = 1;
  for (const piece of jsonPiecesOf(text) ?? piecesOf(text)) {
    const part = text.slice(piece.start, piece.end);
    const header = unneededHeader(part, isNeeded);
    const items = header === undefined ? readPiece(part, piece, number) : [{ number, header }];
    number += items.length;
    yield* items;
  }
}

/** Whether it could be read. */
export function isFileDocument(item: DocumentItem): item is FileDocument {
  return 'piece' in item;
}

/** Whether it cannot be read. */
export function isFault(item: DocumentItem): item is DocumentFault {
  return 'message' in item;
}

/** @param first the number of the first document in the piece */
function readPiece(text: string, piece: Piece, first: number): (FileDocument | DocumentFault)[] {
  const mark = markInside(text, piece.start === 0);
  if (mark !== undefined) {
    return [{ number: first, ...mark, position: piece.start + mark.position }];
  }
  if (EMPTY.test(text)) {
    return [{ number: first, content: null, piece, index: 0 }];
  }
  const plain = readPlain(text);
  const known = plain === undefined ? parseJson(text) : plain.content;
  if (known !== undefined) {
    return [{ number: first, content: known, piece, index: 0 }];
  }
  const contents = attempt(() => loadAll(text, OPTIONS));
  if (!Array.isArray(contents)) {
    const fault = faultOf(contents, text);
    return [{ number: first, ...fault, position: piece.start + fault.position }];
  }
  // Only an alias can repeat anything, and looking for a star is faster than walking through every document.
  return contents.map((content, index) => (text.includes('*') && isInflated(content)
    ? { number: first + index, message: 'its aliases make it too large to be read', position: piece.start }
    : { number: first + index, content, piece, index }));
}

/** A generated file may hold a thousand of them, and the parser is slow to begin. */
const EMPTY = /^---(?: +#.*| *)\r?\n(?: *(?:#.*)?\r?\n)*$/;

function attempt<Result>(load: () => Result): Result | Error {
  try {
    return load();
  } catch (error) {
    // Besides its own exceptions the parser may run out of stack.
    return error as Error;
  }
}
