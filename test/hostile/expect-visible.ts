/** What no text that is printed may hold, apart from line breaks of our own. */
const RAW = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A line that a value has begun; one that is long may have been cut there, before the escaped break. */
const FORGED = /^[ |]*FORGED(?!\\n)/m;

/** One character of each sort that terminals obey or that nobody sees; behind a line break something like a row. */
export const HOSTILE = '\u001b[2J\u0007\b\0\u007f\u009b1m\r\u202e\u2066\u200b\ufeff\u00ad\ud800\u{e0041}\u0085\u2028FORGED\u2029FORGED\nFORGED => all : TCP 1';

/** Fails with the text where something of it was printed as it is. */
export function expectVisible(...texts: readonly string[]): void {
  for (const text of texts) {
    const raw = RAW.exec(text);
    const found = raw === null ? FORGED.exec(text) : raw;
    if (found !== null) {
      throw new Error(`${raw === null ? 'a forged line' : `U+${raw[0].codePointAt(0)!.toString(16)}`} in ${JSON.stringify(text.slice(Math.max(0, found.index - 200), found.index + 200))}`);
    }
  }
}
