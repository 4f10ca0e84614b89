/** Texts are kept in so many lists, by their length and what they begin and end with. */
const LISTS = 512;

/** No more than this are kept in one list, as every one of them may have to be compared. */
const LONGEST_LIST = 8;

/** Short texts that occur again and again, each kept once, so that most of them need not be made anew. */
export class KnownTexts {
  private readonly lists: string[][] = Array.from({ length: LISTS }, () => []);

  /** @param isFine asked once about a text, for as long as that is kept */
  public constructor(private readonly isFine: (text: string) => boolean) {}

  /** The part of the text from `start` up to, but not including, `end`; undefined when it is not fine. */
  public take(text: string, start: number, end: number): string | undefined {
    const length = end - start;
    const list = this.lists[(length * 41 + text.charCodeAt(start) * 13 + text.charCodeAt(end - 1) * 7) % LISTS];
    for (let index = 0; index < list.length; index += 1) {
      const known = list[index];
      if (known.length === length && text.startsWith(known, start)) {
        return known;
      }
    }
    const part = text.slice(start, end);
    if (!this.isFine(part)) {
      return undefined;
    }
    if (list.length < LONGEST_LIST) {
      list.push(part);
    }
    return part;
  }
}
