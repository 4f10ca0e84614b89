/** The value as messages show it: `"web"`, `80`, `a list`. Never throws, whatever the value. */
export function showValue(value: unknown): string {
  switch (typeof value) {
    case 'string': return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
    case 'number':
    case 'boolean':
    case 'bigint': return value.toString();
    case 'undefined': return 'absent';
    case 'object': return value === null ? 'absent' : Array.isArray(value) ? 'a list' : 'a map';
    default: return `a ${typeof value}`;
  }
}
