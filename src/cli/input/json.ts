/**
 * The value of a JSON text, or undefined when it is better read as YAML: it may be YAML after all, or it may have a key
 * twice, which `JSON.parse` hides.
 */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return countMembers(value) === countWrittenMembers(text) ? value : undefined;
}

function countMembers(root: unknown): number {
  const pending = [root];
  let count = 0;
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) {
      value.forEach(item => pending.push(item));
    } else if (typeof value === 'object' && value !== null) {
      const items = Object.values(value);
      count += items.length;
      items.forEach(item => pending.push(item));
    }
  }
  return count;
}

/** How many strings of a valid JSON text stand before a colon. */
function countWrittenMembers(text: string): number {
  let count = 0;
  for (let quote = text.indexOf('"'); quote >= 0;) {
    let next = endOfString(text, quote);
    while (isSpace(text.charCodeAt(next))) {
      next += 1;
    }
    if (text[next] === ':') {
      count += 1;
    }
    quote = text.indexOf('"', next);
  }
  return count;
}

function endOfString(text: string, quote: number): number {
  let position = quote + 1;
  while (text[position] !== '"') {
    position += text[position] === '\\' ? 2 : 1;
  }
  return position + 1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
