const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** A name that may stand in DNS, as most objects have. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && DNS_SUBDOMAIN.test(text);
}

/** One part of a DNS name, as namespaces have. */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

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
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  if (parts.length > 2) {
    return 'has more than one `/`';
  }
  if (parts.length === 2 && !isDnsSubdomain(parts[0])) {
    return 'has something other than a DNS name before the `/`';
  }
  if (name.length > 63) {
    return 'has more than 63 characters';
  }
  return QUALIFIED_NAME.test(name)
    ? undefined : 'has to begin and end with a letter or digit, with only letters, digits, `-`, `_` and `.` between';
}

/** What is wrong with the value of a label, or undefined. */
export function labelValueFault(value: string): string | undefined {
  if (value.length > 63) {
    return 'longer than the 63 characters of a label value';
  }
  return value === '' || QUALIFIED_NAME.test(value)
    ? undefined : 'not a label value: letters and digits, with `-`, `_` and `.` between them';
}

/** What is wrong with the name of a port, or undefined. As IANA names services. */
export function portNameFault(name: string): string | undefined {
  if (name.length > 15) {
    return 'longer than the 15 characters of a port name';
  }
  if (!/^[-a-z0-9]+$/.test(name)) {
    return 'not a port name: lower-case letters, digits and `-`';
  }
  if (!/[a-z]/.test(name)) {
    return 'not a port name, which has at least one letter';
  }
  return /^-|-$|--/.test(name) ? 'not a port name, where each `-` stands between letters or digits' : undefined;
}
