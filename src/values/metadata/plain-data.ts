import { isPlainMap } from '../labels/label-syntax';
import { ownKeys } from '../own-keys';
import { refuse } from '../refuse';
import { shown } from '../shown';
import { isToken } from '../token';

/**
 * The object without the values that are known only at synthesis. Refuses what YAML cannot hold, and cdk8s would end at.
 */
export function plainData(where: string, field: string, value: Record<string, unknown>): Record<string, unknown> {
  return readMap(where, field, value, [value]);
}

/** A copy that cdk8s can write: objects without a prototype, as parsers make them, it cannot. */
export function writableCopy<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(writableCopy) as Value;
  }
  return isPlainMap(value) && !isToken(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, writableCopy(one)])) as Value : value;
}

function readMap(
  where: string, field: string, map: Record<string, unknown>, around: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(ownKeys(map).flatMap(key => {
    const at = `${field}.${String(key)}`;
    if (typeof key === 'symbol') {
      refuse(where, `\`${at}\` is called by a symbol, which YAML cannot hold`, 'name it by a text');
    }
    return isToken(map[key]) ? [] : [[key, readValue(where, at, map[key], around)]];
  }));
}

function readValue(where: string, field: string, value: unknown, around: readonly unknown[]): unknown {
  if (around.includes(value)) {
    refuse(where, `\`${field}\` holds itself, so that it has no end`, 'write plain data');
  }
  if (Array.isArray(value)) {
    const hole = value.findIndex((_item, index) => !(index in value));
    if (hole >= 0) {
      refuse(where, `\`${field}[${hole}]\` is a hole in the list`, 'write a list without holes');
    }
    return value.filter(item => !isToken(item))
      .map((item, index) => readValue(where, `${field}[${index}]`, item, [...around, value]));
  }
  if (isPlainMap(value)) {
    return readMap(where, field, value, [...around, value]);
  }
  if (['object', 'function', 'symbol', 'bigint'].includes(typeof value) && value !== null) {
    refuse(where, `\`${field}\` is ${shown(value)}, which YAML cannot hold`, 'write plain data: texts, numbers, lists and objects');
  }
  return value;
}
