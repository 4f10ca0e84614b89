const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SERVICE_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A name that may stand in DNS, as most objects have. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && DNS_SUBDOMAIN.test(text);
}

/** One part of a DNS name, as namespaces have. */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/** What the API server takes as the name of an object of some kind. */
export interface NameRule {
  readonly takes: (name: string) => boolean;
  /** What is wrong with a name that it does not take. */
  readonly fault: string;
  readonly help: string;
}

/** What nearly every kind may be called. */
export const OBJECT_NAME: NameRule = {
  takes: isDnsSubdomain,
  fault: 'not a name that an object can have',
  help: 'use lower-case letters, digits and `-`',
};

/** What a namespace may be called. */
export const NAMESPACE_NAME: NameRule = {
  takes: isDnsLabel,
  fault: 'not a name that a namespace can have',
  help: 'use lower-case letters, digits and `-`',
};

/** What may stand in a path: the roles of Kubernetes itself have colons in their names. */
const PATH_SEGMENT: NameRule = {
  takes: name => name !== '.' && name !== '..' && !/[/%]/.test(name),
  fault: 'not a name that an object of this kind can have',
  help: 'use neither `/` nor `%`',
};

/** By kind and API group. The rest are as most objects are. */
const RULES: ReadonlyMap<string, NameRule> = new Map([
  ['Namespace ', NAMESPACE_NAME],
  ['Service ', {
    takes: (name: string) => SERVICE_LABEL.test(name),
    fault: 'not a name that a Service can have',
    help: 'begin with a lower-case letter, and use at most 63 lower-case letters, digits and `-`',
  }],
  ['StatefulSet apps', {
    takes: isDnsLabel,
    fault: 'not a name that a StatefulSet can have',
    help: 'use at most 63 lower-case letters, digits and `-`',
  }],
  // The names of its Jobs are eleven characters longer.
  ['CronJob batch', {
    takes: (name: string) => name.length <= 52 && isDnsSubdomain(name),
    fault: 'not a name that a CronJob can have',
    help: 'use at most 52 lower-case letters, digits and `-`',
  }],
  ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']
    .map((kind): [string, NameRule] => [`${kind} rbac.authorization.k8s.io`, PATH_SEGMENT]),
]);

/** What an object of this kind may be called; '' is the core group. */
export function nameRuleOf(kind: string, group: string | undefined): NameRule {
  return RULES.get(`${kind} ${group}`) ?? OBJECT_NAME;
}

/** What is wrong with the name of an object, or undefined. */
export function nameFault(name: string, rule: NameRule = OBJECT_NAME): string | undefined {
  return rule.takes(name) ? undefined : rule.fault;
}

/** So much of a generated name is kept; five letters and digits that the API server chooses come behind it. */
const LONGEST_START = 58;
const CHOSEN = 'xxxxx';

/**
 * What is wrong with a `generateName`, or undefined. The API server first looks at it alone, and in place of a `-` at its
 * end and of the character before that it puts an `a`; then at the name that becomes of it.
 *
 * @param isUsed whether the object has no name, so that one is generated
 */
export function generateNameFault(
  text: string, rule: NameRule = OBJECT_NAME, isUsed: boolean = true,
): string | undefined {
  const alone = text.replace(/\p{ASCII}-$/u, 'a');
  const completed = `${text.slice(0, LONGEST_START)}${CHOSEN}`;
  return rule.takes(alone) && (!isUsed || rule.takes(completed)) ? undefined : rule.fault;
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
