import { parseCidr } from '../src/sets/cidr';

/** One of `x-kubernetes-validations`, in CEL. */
export interface Rule {
  readonly rule: string;
  readonly message: string;
}

/** The one shape of rule that Crossplane's CRDs have: a field is required unless the object is only observed. */
const REQUIRED_RULE = new RegExp([
  /^!\('\*' in self\.managementPolicies \|\| 'Create' in self\.managementPolicies \|\| 'Update' in self\.managementPolicies\)/,
  / \|\| has\(self\.forProvider\.(?<field>\w+)\)/,
  / \|\| \(has\(self\.initProvider\) && has\(self\.initProvider\.(?<again>\w+)\)\)$/,
].map(({ source }) => source).join(''));

/** Rules by their exact text, and whether a value keeps them. */
const RULES: ReadonlyMap<string, (self: any) => boolean> = new Map([
  ['self.start < self.end', ({ start, end }) => start < end],
  ['isCIDR(self)', isCidr],
  ["self.contains(':') != self.contains('.')", (self: string) => self.includes(':') !== self.includes('.')],
  ["self.metadata.name == 'default'", ({ metadata }) => metadata.name === 'default'],
  ['!(self.to.exists(peer, has(peer.networks) || has(peer.nodes) || has(peer.domainNames)) && has(self.protocols) && self.protocols.exists(protocol, has(protocol.destinationNamedPort)))',
    ({ to, protocols }) => !(hasAny(to, 'networks', 'nodes', 'domainNames') && hasAny(protocols, 'destinationNamedPort'))],
  ['!(self.to.exists(peer, has(peer.networks) || has(peer.nodes)) && has(self.ports) && self.ports.exists(port, has(port.namedPort)))',
    ({ to, ports }) => !(hasAny(to, 'networks', 'nodes') && hasAny(ports, 'namedPort'))],
]);

/** The message of the rule where the value breaks it. Throws at a rule that this does not understand. */
export function violations(schema: any, { rule, message }: Rule, self: any, at: string): string[] {
  const isKept = RULES.get(rule) ?? requirement(schema, { rule, message });
  if (isKept === undefined) {
    throw new Error(`${at}: unknown rule in the schema: ${rule} (${message})`);
  }
  return isKept(self) ? [] : [`${at}: ${message}`];
}

function requirement(schema: any, { rule, message }: Rule): ((self: any) => boolean) | undefined {
  const { field, again } = REQUIRED_RULE.exec(rule)?.groups ?? {};
  if (field === undefined || field !== again || message !== `spec.forProvider.${field} is a required parameter`) {
    return undefined;
  }
  return self => {
    // The API server fills in defaults before it looks at rules.
    const policies: string[] = self.managementPolicies ?? schema.properties.managementPolicies.default;
    const isMade = ['*', 'Create', 'Update'].some(action => policies.includes(action));
    return !isMade || self.forProvider?.[field] !== undefined || self.initProvider?.[field] !== undefined;
  };
}

/** A list of another type, or with items of another type, is a fault of its own. */
function hasAny(list: any, ...fields: readonly string[]): boolean {
  return Array.isArray(list) && list.some(item => fields.some(field => item?.[field] !== undefined));
}

/**
 * Go's netip.ParsePrefix, without addresses of IPv4 in the form of IPv6. Bits behind the prefix are fine.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/cel/library/cidr.go
 */
function isCidr(text: string): boolean {
  const [address, length, ...more] = text.split('/');
  const isPlain = more.length === 0 && /^(0|[1-9]\d*)$/.test(length ?? '')
    && !/(^|[.:])0\d+(\.|$)/.test(address.includes('.') ? address.slice(address.lastIndexOf(':') + 1) : '')
    && address.split(':').every(group => group.includes('.') || group.length <= 4);
  return isPlain && parseCidr(text) !== undefined && parseCidr(`${address}/128`)?.family !== 4;
}
