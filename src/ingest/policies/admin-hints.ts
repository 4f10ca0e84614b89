import { hints, Hints } from '../reading/unknown-fields';

const RULE = 'an item of `spec.ingress` or `spec.egress`';
const EXPRESSION = 'an item of `matchExpressions`';

/** Where fields of NetworkPolicy, and of these kinds, belong that stand where the API does not know them. */
export const ADMIN_HINTS: Hints = new Map([
  ...hints({
    podSelector: '`pods`, of `spec.subject` or of an item of `from` or `to`',
    namespaceSelector: '`pods`; where namespaces alone are meant, write `namespaces`',
    subject: '`spec`',
    priority: '`spec`',
    ingress: '`spec`',
    egress: '`spec`',
    from: 'an item of `spec.ingress`',
    to: 'an item of `spec.egress`',
    action: RULE,
    name: `\`metadata\`, or ${RULE}`,
    key: EXPRESSION,
    operator: EXPRESSION,
    values: EXPRESSION,
    namespaces: '`spec.subject`, or an item of `from` or `to`',
    pods: '`spec.subject`, or an item of `from` or `to`',
    networks: 'an item of `to`; the peers of an ingress rule are pods',
    nodes: 'an item of `to`; the peers of an ingress rule are pods',
    matchLabels: '`namespaces`, or in `namespaceSelector` or `podSelector` of `pods`',
    matchExpressions: '`namespaces`, or in `namespaceSelector` or `podSelector` of `pods`',
  }),
  ['policyTypes', 'leave it out: a policy of this kind isolates no pod, and says nothing about a direction without rules'],
  ['ipBlock', 'list the blocks in `networks` of an item of `to`; the peers of an ingress rule are pods'],
  ['cidr', 'list the blocks in `networks` of an item of `to`; the peers of an ingress rule are pods'],
  ['except', 'write a rule in front that passes or accepts what is excepted'],
  ['sameLabels', 'it was a field before v0.1.2 of the API: write a policy for each value'],
  ['notSameLabels', 'it was a field before v0.1.2 of the API: write a policy for each value'],
]);

const OF_V1ALPHA2 = 'that is a field of ClusterNetworkPolicy in `policy.networking.k8s.io/v1alpha2`';
const AS_IN_V1ALPHA1 = 'write `ports: [{portNumber: {protocol: TCP, port: 80}}]`';
const AS_IN_V1ALPHA2 = 'write `protocols: [{tcp: {destinationPort: {number: 80}}}]`';

export const V1ALPHA1_HINTS: Hints = new Map([
  ...hints({
    ports: `${RULE}, beside \`from\` or \`to\``,
    portNumber: 'an item of `ports`',
    portRange: 'an item of `ports`',
    namedPort: 'an item of `ports`',
    start: '`portRange`',
    end: '`portRange`',
  }),
  ['tier', OF_V1ALPHA2],
  ['domainNames', OF_V1ALPHA2],
  ...['protocols', 'tcp', 'udp', 'sctp', 'destinationPort', 'protocol', 'port', 'endPort', 'number', 'range']
    .map(key => [key, AS_IN_V1ALPHA1] as const),
  ['destinationNamedPort', 'write `ports: [{namedPort: http}]`'],
]);

export const V1ALPHA2_HINTS: Hints = new Map([
  ...hints({
    tier: '`spec`',
    protocols: `${RULE}, beside \`from\` or \`to\``,
    tcp: 'an item of `protocols`',
    udp: 'an item of `protocols`',
    sctp: 'an item of `protocols`',
    destinationNamedPort: 'an item of `protocols`',
    destinationPort: '`tcp`, `udp` or `sctp`',
    number: '`destinationPort`',
    range: '`destinationPort`',
    domainNames: 'an item of `to`; the peers of an ingress rule are pods',
  }),
  ...['ports', 'portNumber', 'protocol', 'port'].map(key => [key, AS_IN_V1ALPHA2] as const),
  ...['portRange', 'endPort', 'start', 'end'].map(key =>
    [key, 'write `protocols: [{tcp: {destinationPort: {range: {start: 8000, end: 8080}}}}]`'] as const),
  ['namedPort', 'write `protocols: [{destinationNamedPort: http}]`'],
]);
