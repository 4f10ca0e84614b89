import { KnownTexts } from './known-texts';
import { plainValue } from './schema';

/** More levels than this are left to the parser. */
const DEEPEST = 100;

/** YAML allows no longer keys without a mark. */
const LONGEST_KEY = 1_000;

/** Anything but printable ASCII and ends of lines: tabs, letters of other scripts. */
const UNUSUAL = /[^\r\n\x20-\x7e]|\r(?!\n)/;

const [RETURN, SPACE, HASH, DASH, COLON, DOUBLE_QUOTE, SINGLE_QUOTE, BRACKET] =
  [...'\r #-:"\'['].map(character => character.charCodeAt(0));

/**
 * A value that begins so is text without quotes, or a number; whatever means something else to YAML is not among them,
 * nor is what begins like `.inf` or `.nan`, which are faults.
 */
const BEGINS_PLAIN = /^(?![-+]?\.[iInN])[A-Za-z0-9_/.+~(-]/;

/** Most values: one word, in which no character means anything to YAML. */
const WORD = /^(?!\.[iInN])[A-Za-z0-9_/.](?:[A-Za-z0-9_/.:-]*[A-Za-z0-9_/.-])?$/;

/** An item of a list in brackets, up to the comma behind it or to the end. */
const FLOW_ITEM = / *(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_][A-Za-z0-9_/.-]*)) *(,|$)/y;

/** What is thrown to leave a document to the parser; it never gets out of this file. */
const NOT_PLAIN = new Error('not plain');

/**
 * The value of a YAML document that is written as nearly all manifests are: block mappings and lists with values of one
 * line, some of them lists such as `[a, b]`, and nothing that takes more than a line to understand. Of everything else
 * (several lines of text, `{a: b}`, anchors, tags, escapes, a key that is there twice, any fault) it says `undefined`,
 * and the parser has to read it.
 *
 * For a large folder the parser alone took half of a run, and this takes less than half of that. The parser is right
 * wherever both have an answer; a test holds this to it.
 */
export function readPlain(document: string): { readonly content: unknown } | undefined {
  if (UNUSUAL.test(document)) {
    return undefined;
  }
  try {
    return { content: new PlainReader(document).read() };
  } catch (error) {
    if (error !== NOT_PLAIN) {
      throw error;
    }
    return undefined;
  }
}

/** The keys that were read so far: the same few again and again, and what is known need not be looked at. */
const KEYS = new KnownTexts(key => plainValue(key) === key);

/** Stands at a line that has something on it, or behind the last one. */
class PlainReader {
  /** The column in which the line begins, or what is left of it; -1 behind the last line. */
  private column = -1;
  private start = 0;
  private stop = 0;
  private next = 0;
  private depth = 0;

  public constructor(private readonly text: string) {}

  public read(): unknown {
    this.advance();
    if (this.column === 0 && this.text.startsWith('---', this.start)) {
      this.requireNothing(this.start + 3);
      this.advance();
    }
    // Whether nothing at all is a document depends on what is around it.
    this.require(this.column >= 0);
    const value = this.block(this.column);
    this.require(this.column < 0);
    return value;
  }

  /** Goes to the next line with anything on it but a comment. */
  private advance(): void {
    const { text } = this;
    while (this.next < text.length) {
      const line = this.next;
      const end = text.indexOf('\n', line);
      this.stop = end < 0 ? text.length : end;
      this.next = this.stop + 1;
      if (text.charCodeAt(this.stop - 1) === RETURN) {
        this.stop -= 1;
      }
      this.start = this.skipSpaces(line);
      if (this.start < this.stop && text.charCodeAt(this.start) !== HASH) {
        while (text.charCodeAt(this.stop - 1) === SPACE) {
          this.stop -= 1;
        }
        this.column = this.start - line;
        return;
      }
    }
    this.column = -1;
  }

  /** What begins in this line, in this column. */
  private block(column: number): unknown {
    this.depth += 1;
    this.require(this.depth < DEEPEST);
    const value = this.isAtItem() ? this.list(column) : this.mapping(column);
    this.depth -= 1;
    return value;
  }

  private mapping(column: number): object {
    const mapping: Record<string, unknown> = {};
    do {
      const colon = this.colonOfKey();
      const key = colon < 0 ? undefined : KEYS.take(this.text, this.start, colon);
      // A key that is there twice is a fault of which somebody has to be told.
      if (key === undefined || key in mapping) {
        throw NOT_PLAIN;
      }
      mapping[key] = this.valueAt(this.skipSpaces(colon + 1), column);
    } while (this.column === column && !this.isAtItem());
    this.require(this.column < column);
    return mapping;
  }

  private list(column: number): unknown[] {
    const list: unknown[] = [];
    do {
      list.push(this.itemAt(this.skipSpaces(this.start + 1), column));
    } while (this.column === column && this.isAtItem());
    this.require(this.column <= column);
    return list;
  }

  /** The value of a key in this column; a list in it may begin in the same one. */
  private valueAt(position: number, column: number): unknown {
    if (!this.isNothing(position)) {
      return this.scalar(position, column);
    }
    this.advance();
    return this.column > column ? this.block(this.column)
      : this.column === column && this.isAtItem() ? this.list(column) : null;
  }

  private itemAt(position: number, column: number): unknown {
    if (this.isNothing(position)) {
      this.advance();
      return this.column > column ? this.block(this.column) : null;
    }
    const inner = column + position - this.start;
    this.start = position;
    if (!this.isAtItem() && this.colonOfKey() < 0) {
      return this.scalar(position, column);
    }
    this.column = inner;
    return this.block(inner);
  }

  /** The value that is the rest of the line. A line that is further to the right would belong to it. */
  private scalar(position: number, column: number): unknown {
    const value = this.valueOf(this.text.slice(position, this.stop));
    this.advance();
    this.require(this.column <= column);
    return value;
  }

  private valueOf(rest: string): unknown {
    if (WORD.test(rest)) {
      return plainValue(rest);
    }
    const first = rest.charCodeAt(0);
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
      return this.quoted(rest);
    }
    const comment = rest.indexOf(' #');
    const text = comment < 0 ? rest : rest.slice(0, comment).trimEnd();
    if (first === BRACKET) {
      return this.flowList(text);
    }
    if (text === '{}') {
      return {};
    }
    this.require(BEGINS_PLAIN.test(text) && !text.startsWith('- ') && text !== '-' && !text.startsWith('---')
      && !text.includes(': ') && text.charCodeAt(text.length - 1) !== COLON);
    return plainValue(text);
  }

  /** `[a, "b"]` */
  private flowList(text: string): unknown[] {
    this.require(text.endsWith(']'));
    const inside = text.slice(1, -1).trimEnd();
    const list: unknown[] = [];
    let comma = '';
    FLOW_ITEM.lastIndex = 0;
    while (FLOW_ITEM.lastIndex < inside.length) {
      const item = FLOW_ITEM.exec(inside);
      this.require(item !== null);
      const [, double, single, plain, behind] = item!;
      list.push(double ?? single ?? plainValue(plain));
      comma = behind;
    }
    this.require(comma === '');
    return list;
  }

  /** Text in quotes, with no escape in it. */
  private quoted(rest: string): string {
    const end = rest.indexOf(rest[0], 1);
    const text = rest.slice(1, end);
    this.require(end > 0 && !text.includes('\\') && (end === rest.length - 1 || /^ +#/.test(rest.slice(end + 1))));
    return text;
  }

  /** Whether the line, from here on, is an item of a list. */
  private isAtItem(): boolean {
    return this.text.charCodeAt(this.start) === DASH
      && (this.start + 1 >= this.stop || this.text.charCodeAt(this.start + 1) === SPACE);
  }

  /** Where the key ends that the line has from here on, or -1. */
  private colonOfKey(): number {
    const { text, start, stop } = this;
    let position = start;
    while (position < stop && isOfKey(text.charCodeAt(position))) {
      position += 1;
    }
    const isKey = position - start <= LONGEST_KEY && isLetter(text.charCodeAt(start));
    const endsKey = position + 1 >= stop || text.charCodeAt(position + 1) === SPACE;
    return isKey && endsKey && text.charCodeAt(position) === COLON ? position : -1;
  }

  private skipSpaces(position: number): number {
    let next = position;
    while (this.text.charCodeAt(next) === SPACE) {
      next += 1;
    }
    return next;
  }

  /** Whether nothing follows in the line but perhaps a comment; a comment begins behind a space. */
  private isNothing(position: number): boolean {
    const { text, stop } = this;
    return position >= stop || (text.charCodeAt(position) === HASH && text.charCodeAt(position - 1) === SPACE);
  }

  private requireNothing(position: number): void {
    this.require(this.isNothing(this.skipSpaces(position)));
  }

  private require(isPlain: boolean): void {
    if (!isPlain) {
      throw NOT_PLAIN;
    }
  }
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Letters, digits and `_ . / -`. */
function isOfKey(code: number): boolean {
  return isLetter(code) || (code >= 45 && code <= 57) || code === 95;
}
