/** Nearly every text is made of characters of ASCII that print as themselves, and needs no closer look. */
const NOT_PLAIN = /[^ -~]/;
const NOT_PLAIN_LINES = /[^\n -~]/;

/** Whatever prints as nothing, as a space that is none, or changes how the text around it is shown. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

const SHORT_FORMS: ReadonlyMap<string, string> = new Map([['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t']]);

/**
 * The text in one line in which every character is seen: control characters, those that turn the direction of writing,
 * and those without a width are written as JSON escapes them. A name may hold a line break, behind which it could forge
 * a line of its own.
 */
export function oneLine(text: string): string {
  return !NOT_PLAIN.test(text) ? text
    : text.replace(HIDDEN, character => SHORT_FORMS.get(character) ?? escaped(character));
}

/** The same of a text of several lines, whose breaks are meant. In JSON it changes nothing but how strings are written. */
export function visibleLines(text: string): string {
  return !NOT_PLAIN_LINES.test(text) ? text
    : text.replace(HIDDEN, character => (character === '\n' ? '\n' : escaped(character)));
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

/** No word of a manifest that could be right is longer: a label is a key of 317 characters and a value of 63. */
const LONGEST_WORD = 400;

/** No sentence of ours is longer, whatever it lists. */
const LONGEST_SENTENCE = 4_000;

/** The text in one visible line, in which no word is longer than anybody reads. */
export function withShortWords(text: string): string {
  const seen = oneLine(text);
  return seen.length <= LONGEST_WORD ? seen
    : seen.replace(/[^ ]+/g, word => (word.length <= LONGEST_WORD ? word : shortened(word, LONGEST_WORD)));
}

/** A sentence with values of the input in it, as one visible line that has an end. */
export function sentence(text: string): string {
  return shortened(withShortWords(text), LONGEST_SENTENCE);
}

/** The beginning and the end of a text that is longer than that. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const part = most >> 1;
  return `${text.slice(0, part).replace(/[\ud800-\udbff]$/, '')}...${text.slice(-part).replace(/^[\udc00-\udfff]/, '')}`;
}
