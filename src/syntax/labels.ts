import { isDnsSubdomain } from './names';

/** What labels are called and what they have as values; annotations and finalizers are called so too. */
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const LONGEST_NAME = 63;

/** The same few keys stand on nearly every object, so those that are fine are remembered, up to a number. */
const GOOD_KEYS = new Set<string>();
const MOST_REMEMBERED = 1_000;

/** What is wrong with the key of a label, or undefined. */
export function labelKeyFault(key: string): string | undefined {
  if (GOOD_KEYS.has(key)) {
    return undefined;
  }
  const fault = faultOfKey(key);
  if (fault === undefined && GOOD_KEYS.size < MOST_REMEMBERED) {
    GOOD_KEYS.add(key);
  }
  return fault;
}

function faultOfKey(key: string): string | undefined {
  const slash = key.indexOf('/');
  if (slash !== key.lastIndexOf('/')) {
    return 'has more than one `/`';
  }
  if (slash >= 0 && !isDnsSubdomain(key.slice(0, slash))) {
    return 'has something other than a DNS name before the `/`';
  }
  const name = key.slice(slash + 1);
  if (name.length > LONGEST_NAME) {
    return 'has more than 63 characters';
  }
  return isLabelName(name)
    ? undefined : 'has to begin and end with a letter or digit, with only letters, digits, `-`, `_` and `.` between';
}

/** Whether it can stand behind the `/` of a key. */
export function isLabelName(text: string): boolean {
  return text.length <= LONGEST_NAME && QUALIFIED_NAME.test(text);
}

/** What is wrong with the value of a label, or undefined. */
export function labelValueFault(value: string): string | undefined {
  if (value.length > LONGEST_NAME) {
    return 'longer than the 63 characters of a label value';
  }
  return value === '' || QUALIFIED_NAME.test(value)
    ? undefined : 'not a label value: letters and digits, with `-`, `_` and `.` between them';
}

/** What is wrong with the key of an annotation, or undefined: as for a label, but letters may be large before the `/` too. */
export function annotationKeyFault(key: string): string | undefined {
  // The API server, unlike JavaScript, makes one small letter of this one.
  return labelKeyFault(key.replaceAll('\u0130', 'i').toLowerCase());
}

/** Finalizers of Kubernetes itself; any other has a prefix. */
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** What is wrong with a finalizer, or undefined. Custom resources may have finalizers without a prefix. */
export function finalizerFault(finalizer: string, isCustom: boolean = false): string | undefined {
  return labelKeyFault(finalizer)
    ?? (isCustom || finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer) ? undefined : 'has no DNS name and `/` before it');
}
