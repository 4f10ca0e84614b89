import { defineMappingTag, defineSequenceTag, mapTag, seqTag } from 'js-yaml';

/** A value that a merge key brings. The parser asks for each right before it adds it. */
class Merged {
  public constructor(public readonly value: unknown) {}
}

/** The keys of a mapping that a merge key brought and that nobody has written below it. */
const MERGED_KEYS = new WeakMap<object, Set<string>>();

const NO_JSON = 'a number is infinite or none (`.inf`, `.nan`), which JSON does not have, so that Kubernetes refuses it';
/** What is wrong with a key that is null. */
export const NULL_KEY = 'a key is empty or null, so that Kubernetes refuses it';

/**
 * Mappings as Kubernetes reads them: of two values of one key that a merge key (`<<`) and the mapping itself have, the
 * lower one counts, while elsewhere the mapping's own does.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/decode.go
 */
export const MAPPING = defineMappingTag<Record<string, unknown>>(mapTag.tagName, {
  ...mapTag,
  finalize: undefined,
  // The parser leaves out what it takes for being there; which of two values counts is decided in `addPair`.
  has: () => false,
  get: (mapping, key) => new Merged(mapTag.get(mapping, key)),
  addPair: (mapping, key, value) => {
    if (key === null) {
      return NULL_KEY;
    }
    return value instanceof Merged ? addMerged(mapping, String(key), value) : addWritten(mapping, key, value);
  },
});

/** Lists as Kubernetes reads them. */
export const SEQUENCE = defineSequenceTag<unknown[]>(seqTag.tagName, {
  ...seqTag,
  finalize: undefined,
  addItem: (list, item, index) => (isInJson(item) ? seqTag.addItem(list, item, index) : NO_JSON),
});

/** Whether JSON has the value, as far as it is no list and no mapping. */
function isInJson(value: unknown): boolean {
  return typeof value !== 'number' || Number.isFinite(value);
}

/** Of several mappings that are merged, the first one counts. */
function addMerged(mapping: Record<string, unknown>, key: string, { value }: Merged): string {
  const merged = MERGED_KEYS.get(mapping) ?? new Set();
  MERGED_KEYS.set(mapping, merged);
  if (merged.has(key)) {
    return '';
  }
  merged.add(key);
  return mapTag.addPair(mapping, key, value);
}

function addWritten(mapping: Record<string, unknown>, key: unknown, value: unknown): string {
  const isThere = mapTag.has(mapping, key);
  const replacesMerged = MERGED_KEYS.get(mapping)?.delete(String(key)) === true;
  if (isThere && !replacesMerged) {
    return `duplicated mapping key \`${String(key)}\``;
  }
  return isInJson(value) ? mapTag.addPair(mapping, key, value) : NO_JSON;
}
