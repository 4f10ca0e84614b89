import { isDeepStrictEqual } from 'node:util';
import { cutList } from './cut-list';
import { FileDocument, readDocuments } from './documents';
import { Piece } from './split';
import { valueAt } from '../../ingest/reading/fields';

/** Where in a file an object is to be looked for. */
export interface ObjectPlace {
  readonly piece: Piece;
  /** How many documents lie before its own in the piece. */
  readonly index: number;
  /** The path that leads to it; undefined for the whole document. */
  readonly path?: string;
}

/**
 * Where the objects stand in the list that a document may be, by the names that messages have for them. Whatever is no
 * item of it is absent.
 *
 * @param text the whole file
 * @param wanted the names that are asked for
 */
export function placesOfItems(
  text: string, { content, piece, index }: FileDocument, wanted: ReadonlySet<string>,
): Map<string, ObjectPlace> {
  const places = new Map<string, ObjectPlace>();
  const items = valueAt(content, 'items');
  if (!Array.isArray(items)) {
    return places;
  }
  const kind = String(valueAt(content, 'kind')).replace(/List$/, '');
  const cuts = cutList(text.slice(piece.start, piece.end), items.length);
  items.forEach((item, number) => {
    const names = namesOf(item, kind).filter(name => wanted.has(name));
    if (names.length > 0) {
      const place = placeAlone(text, piece, cuts?.[number], item) ?? { piece, index, path: `items[${number}]` };
      names.forEach(name => places.set(name, place));
    }
  });
  return places;
}

function namesOf(item: unknown, listKind: string): string[] {
  const metadata = valueAt(item, 'metadata');
  const kind = valueAt(item, 'kind') ?? listKind;
  const name = valueAt(metadata, 'name') ?? valueAt(metadata, 'generateName');
  return [`${kind} ${name}`, `${kind} ${valueAt(metadata, 'namespace') ?? 'default'}/${name}`];
}

/**
 * The item in a piece of its own, so that the rest of the list, which may be a whole cluster, need not be looked
 * through; undefined unless the piece reads as the very item.
 */
function placeAlone(text: string, list: Piece, cut: Piece | undefined, item: unknown): ObjectPlace | undefined {
  if (cut === undefined) {
    return undefined;
  }
  const piece = { start: list.start + cut.start, end: list.start + cut.end };
  const { documents: [{ content } = NOTHING] } = readDocuments(text.slice(piece.start, piece.end));
  if (isDeepStrictEqual(content, [item])) {
    return { piece, index: 0, path: '[0]' };
  }
  return isDeepStrictEqual(content, item) ? { piece, index: 0 } : undefined;
}

const NOTHING = { content: undefined };
