const SHOWN_ITEMS = 6;

/** The items, separated by commas; of a long list, the first ones and the number of the others. */
export function list(items: readonly string[], shown: number = SHOWN_ITEMS): string {
  return items.length <= shown
    ? items.join(', ') : `${items.slice(0, shown).join(', ')} and ${items.length - shown} more`;
}

/** `1 pod`, `2 pods`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** Names as they are written: `` `podCidrs`, `existing` ``. */
export function listed(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
