import { boolYaml11Tag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED, nullYaml11Tag, Schema } from 'js-yaml';
import { MAPPING, SEQUENCE } from './collections';
import { BINARY, DATE, PLAIN_NUMBER, TAGGED_FLOAT, UNKNOWN_TAGS } from './tags';

/**
 * What a value without quotes is for Kubernetes, which reads YAML 1.1 without dates and sexagesimal numbers: `yes`,
 * `on` and `n` are booleans.
 */
export const KUBERNETES_SCHEMA: Schema =
  FAILSAFE_SCHEMA.withTags(
    MAPPING, SEQUENCE, nullYaml11Tag, boolYaml11Tag, PLAIN_NUMBER, TAGGED_FLOAT, BINARY, DATE, mergeTag, UNKNOWN_TAGS);

const IMPLICIT = [nullYaml11Tag, boolYaml11Tag, PLAIN_NUMBER];

const BY_FIRST_CHARACTER: ReadonlyMap<string, typeof IMPLICIT> = new Map(
  IMPLICIT.flatMap(tag => tag.implicitFirstChars ?? [])
    .map(character => [character, IMPLICIT.filter(tag => tag.implicitFirstChars?.includes(character))]));

/** What text without quotes is in that schema. */
export function plainValue(text: string): unknown {
  for (const tag of BY_FIRST_CHARACTER.get(text.charAt(0)) ?? NO_TAG) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) {
      return value;
    }
  }
  return text;
}

const NO_TAG: typeof IMPLICIT = [];
