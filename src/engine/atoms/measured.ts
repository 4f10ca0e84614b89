/** The text with its length in front, so that in a longer text it ends nowhere but at its end, whatever is in it. */
export function measured(text: string): string {
  return `${text.length}:${text}`;
}
