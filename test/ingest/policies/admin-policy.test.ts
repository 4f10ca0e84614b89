import { KUBERNETES } from '../../../src/dialects/kubernetes';
import * as fixture from '../../fixture';

/** As where somebody has said that the policies are enforced. */
const read = (objects: readonly object[]) => fixture.read(objects, undefined, { ...KUBERNETES, isAssumed: false });

const EVERY_POD = { namespaces: {} };
const GROUP = 'policy.networking.k8s.io';

function manifest(kind: string, version: string, spec: unknown, name: string = 'guard'): object {
  return { apiVersion: `${GROUP}/${version}`, kind, metadata: { name }, spec };
}

const cluster = (spec: object) => manifest('ClusterNetworkPolicy', 'v1alpha2', { tier: 'Admin', priority: 5, subject: EVERY_POD, ...spec });
const ingress = (rule: object) => cluster({ ingress: [{ action: 'Deny', from: [EVERY_POD], ...rule }] });
const egress = (rule: object) => cluster({ egress: [{ action: 'Deny', to: [EVERY_POD], ...rule }] });
const from = (peer: unknown) => ingress({ from: [peer] });
const to = (peer: unknown) => egress({ to: [peer] });
const protocol = (item: unknown) => ingress({ protocols: [item] });
const tcp = (destinationPort: unknown) => protocol({ tcp: { destinationPort } });
const selector = (content: unknown) => from({ namespaces: content });

const admin = (spec: object) => manifest('AdminNetworkPolicy', 'v1alpha1', { priority: 5, subject: EVERY_POD, ...spec });
const adminIngress = (rule: object) => admin({ ingress: [{ action: 'Deny', from: [EVERY_POD], ...rule }] });
const adminTo = (peer: unknown) => admin({ egress: [{ action: 'Deny', to: [peer] }] });
const port = (item: unknown) => adminIngress({ ports: [item] });

const baseline = (spec: object, name: string = 'default') => manifest('BaselineAdminNetworkPolicy', 'v1alpha1', {
  subject: EVERY_POD, ingress: [{ action: 'Deny', from: [EVERY_POD] }], ...spec,
}, name);

/** Problems as `severity field: message (help)`, and what becomes of the policy. */
function check(object: object): { isRead: boolean; isOpen?: boolean; isUnknown?: boolean; problems: string[] } {
  const { resources: { adminPolicies }, snapshot: { unsimulated }, problems } = read([object]);
  const rules = adminPolicies.flatMap(({ ingress: incoming, egress: outgoing }) => [...incoming, ...outgoing]);
  return {
    isRead: adminPolicies.length > 0,
    ...rules.some(({ isOpen }) => isOpen) ? { isOpen: true } : {},
    ...unsimulated.length > 0 ? { isUnknown: true } : {},
    problems: problems.map(({ severity, field, message, help }) => `${severity} ${field}: ${message.replace(`\`${field}\``, '...')} (${help})`),
  };
}

const NOT_A_FIELD = '... is not a field of the API: `kubectl apply` refuses the object, and other clients drop the field';
const PEER = 'spec.ingress[0].from[0]';
const TARGET = 'spec.egress[0].to[0]';
const PROTOCOL = 'spec.ingress[0].protocols[0]';
const PORT = 'spec.ingress[0].ports[0]';
const RANGE = `${PROTOCOL}.tcp.destinationPort.range`;
const CIDR = 'write it as `10.0.0.0/8` or `fd00::/8`; a single address ends in `/32` or `/128`';
const STRICT_CIDR = `${CIDR}; without zeros in front, and IPv4 not in the form of IPv6`;
const NUMBER_HELP = 'write a whole number from 1 to 65535';
const ENFORCERS = 'the API server takes it, and enforcers drop the policy, ignore a part of it or deny everything';
const CHANNEL = `... is a field of the experimental channel of ${GROUP}: on a cluster with the CRD of the standard channel the API server `
  + 'drops it, and refuses the policy for the empty item that is left (make sure that the cluster has the CRD of the experimental channel)';
const LATER = 'where the CRD of the cluster does not know it either, the API server refuses the policy; an enforcer that does not know it '
  + 'accepts nobody in a rule of `Accept`, and denies everybody in one of `Deny` or `Pass`';

describe('what the API server accepts, in silence', () => {
  test.each<[string, object]>([
    ['every priority', cluster({ priority: 0, ingress: [{ action: 'Pass', from: [EVERY_POD] }] })],
    ['the last priority', cluster({ tier: 'Baseline', priority: 1000, ingress: [{ action: 'Accept', from: [EVERY_POD] }] })],
    ['the version that is announced', manifest('ClusterNetworkPolicy', 'v1beta1', {
      tier: 'Admin', priority: 1, subject: EVERY_POD, ingress: [{ action: 'Deny', from: [EVERY_POD] }],
    })],
    ['pods without a namespaceSelector', from({ pods: { podSelector: {} } })],
    ['null in place of what is optional', ingress({ name: null, protocols: null })],
    ['null beside the one field of a peer', from({ pods: null, namespaces: {} })],
    ['a name of 100 characters', ingress({ name: '𝒳'.repeat(100) })],
    ['as many rules as there may be', cluster({ ingress: Array(25).fill({ action: 'Deny', from: [EVERY_POD] }) })],
    ['as many rules as there may be in the old kinds', admin({ ingress: Array(100).fill({ action: 'Deny', from: Array(100).fill(EVERY_POD) }) })],
    ['the first and the last port', ingress({ protocols: [{ udp: { destinationPort: { range: { start: 1, end: 65535 } } } }] })],
    ['bits behind the prefix', to({ networks: ['10.1.2.3/8', '::1.2.3.4/96'] })],
    ['a status, whatever is in it', { ...ingress({}), status: 5 }],
    ['a range of one port in the old kinds', port({ portRange: { start: 80, end: 80 } })],
    ['a protocol that is null', port({ portNumber: { port: 80, protocol: null } })],
    ['the one baseline policy', baseline({})],
  ])('%s', (_, object) => {
    expect(check(object)).toEqual({ isRead: true, problems: [] });
  });
});

describe('what the API server refuses', () => {
  test.each<[string, object, ...string[]]>([
    ['no spec', manifest('ClusterNetworkPolicy', 'v1alpha2', null), 'spec: ... is absent, while a policy has one (write a `spec`)'],
    ['a spec that is a list', manifest('ClusterNetworkPolicy', 'v1alpha2', []), 'spec: ... is a list, not a map (write `key: value` pairs)'],
    ['no tier', cluster({ tier: undefined }), 'spec.tier: ... is absent, not a tier (write `Admin` or `Baseline`)'],
    ['a tier in small letters', cluster({ tier: 'admin' }), 'spec.tier: ... is "admin", not a tier (did you mean `Admin`?)'],
    ['no priority', cluster({ priority: undefined }),
      'spec.priority: ... is absent, not a number from 0 to 1000 (write a whole number from 0 to 1000)'],
    ['a priority above the last', cluster({ priority: 1001 }),
      'spec.priority: ... is 1001, not a number from 0 to 1000 (write a whole number from 0 to 1000)'],
    ['a priority that is text', admin({ priority: '5' }), 'spec.priority: ... is "5", not a whole number (write it without quotes)'],
    ['no subject', cluster({ subject: undefined }), 'spec.subject: ... is absent, while a policy has one (write `namespaces: {}` for every pod)'],
    ['an empty subject', cluster({ subject: {} }), 'spec.subject: ... names no pods (write one of `namespaces`, `pods`)'],
    ['two subjects', cluster({ subject: { namespaces: {}, pods: { podSelector: {} } } }),
      'spec.subject: ... has `namespaces` and `pods`, of which it may have one (`pods` may name the namespaces too)'],
    ['a baseline policy of another name', baseline({}, 'mine'),
      'metadata.name: ... is "mine", while the one such policy of a cluster is called `default` (write `name: default`)'],

    ['ingress that is a map', cluster({ ingress: {} }), 'spec.ingress: ... is a map, not a list (begin each item with `- `)'],
    ['a rule that is null', cluster({ ingress: [null] }),
      'spec.ingress[0]: ... is absent, not a map (write `key: value` pairs, or leave the item out)'],
    ['too many rules', cluster({ ingress: Array(26).fill({ action: 'Deny', from: [EVERY_POD] }) }),
      'spec.ingress: ... is a list, and has 26 items, more than 25 (make several policies of it)'],
    ['a name that is too long', ingress({ name: 'x'.repeat(101) }),
      `spec.ingress[0].name: ... is "${'x'.repeat(60)}...", longer than the 100 characters of a rule's name (write a shorter one)`],
    ['an action of the old kinds', ingress({ action: 'Allow' }),
      'spec.ingress[0].action: ... is "Allow", not an action of ClusterNetworkPolicy in `v1alpha2` (did you mean `Accept`?)'],
    ['an action of the new kind', adminIngress({ action: 'accept' }),
      'spec.ingress[0].action: ... is "accept", not an action of AdminNetworkPolicy in `v1alpha1` (did you mean `Allow`?)'],
    ['no action', ingress({ action: null }),
      'spec.ingress[0].action: ... is absent, not an action of ClusterNetworkPolicy in `v1alpha2` (write `Accept`, `Deny` or `Pass`)'],
    ['Pass, behind which nothing comes', baseline({ ingress: [{ action: 'Pass', from: [EVERY_POD] }] }),
      'spec.ingress[0].action: ... is "Pass", not an action of BaselineAdminNetworkPolicy in `v1alpha1` (write `Allow` or `Deny`)'],

    ['no peers', ingress({ from: undefined }), 'spec.ingress[0].from: ... is absent, and a rule has at least one peer '
      + '(name the peers: `- namespaces: {}` for every pod; no list does not mean everybody, unlike in a NetworkPolicy)'],
    ['an empty list of peers', egress({ to: [] }), 'spec.egress[0].to: ... is empty, and a rule has at least one peer '
      + '(name the peers: `- namespaces: {}` for every pod, `- networks: ["0.0.0.0/0", "::/0"]` for every address; '
      + 'no list does not mean everybody, unlike in a NetworkPolicy)'],
    ['an empty peer', from({}), `${PEER}: ... names no peer (write one of \`namespaces\`, \`pods\`)`],
    ['a peer that is null', from(null), `${PEER}: ... is absent, not a map (write \`key: value\` pairs, or leave the item out)`],
    ['a peer with two fields', from({ namespaces: {}, pods: { podSelector: {} } }),
      `${PEER}: ... has \`namespaces\` and \`pods\`, of which it may have one (make an item of each, if any may match)`],
    ['pods without a podSelector', from({ pods: {} }), `${PEER}.pods.podSelector: ... is absent, not a selector `
      + '(write `{}` for every pod; where namespaces alone are meant, write `namespaces`)'],
    ['pods without a namespaceSelector in the old kinds', adminIngress({ from: [{ pods: { podSelector: {} } }] }),
      `${PEER}.pods.namespaceSelector: ... is absent, not a selector (write \`{}\` for every namespace)`],
    ['a label that is a number', selector({ matchLabels: { a: 1 } }), `${PEER}.namespaces.matchLabels[a]: ... is 1, not text (put it in quotes)`],
    ['an expression without a key', selector({ matchExpressions: [{ operator: 'Exists' }] }),
      `${PEER}.namespaces.matchExpressions[0].key: ... is absent, not text (write the key of a label)`],
    ['an expression without an operator', selector({ matchExpressions: [{ key: 'a' }] }),
      `${PEER}.namespaces.matchExpressions[0].operator: ... is absent, not text (write \`In\`, \`NotIn\`, \`Exists\` or \`DoesNotExist\`)`],
    ['a value that is null', selector({ matchExpressions: [{ key: 'a', operator: 'In', values: [null] }] }),
      `${PEER}.namespaces.matchExpressions[0].values[0]: ... is absent, not text (write \`""\` for a label without a value)`],

    ['no networks', to({ networks: [] }), `${TARGET}.networks: ... is empty (list address blocks, or leave the item out)`],
    ['zeros in front', to({ networks: ['010.0.0.0/8'] }), `${TARGET}.networks[0]: ... is "010.0.0.0/8", not an address block (${STRICT_CIDR})`],
    ['IPv4 in the form of IPv6', to({ networks: ['::ffff:10.0.0.0/104'] }),
      `${TARGET}.networks[0]: ... is "::ffff:10.0.0.0/104", not an address block (${STRICT_CIDR})`],
    ['an address', to({ networks: ['10.0.0.1'] }), `${TARGET}.networks[0]: ... is "10.0.0.1", not an address block (${CIDR})`],
    ['a network twice', to({ networks: ['::/0', '::/0'] }), `${TARGET}.networks[1]: ... is "::/0", which is in the list already (list it once)`],
    ['a network of many characters', to({ networks: [`::/${'0'.repeat(41)}`] }),
      `${TARGET}.networks[0]: ... is "::/${'0'.repeat(41)}", longer than the 43 characters of an address block (${CIDR})`],
    ['a port by name beside a network', egress({ to: [{ networks: ['::/0'] }], protocols: [{ destinationNamedPort: 'http' }] }),
      'spec.egress[0].protocols: ... has a port by its name, beside peers that are not pods and have no such ports '
      + '(write the number of the port, or make a rule of its own for these peers)'],

    ['no protocols', ingress({ protocols: [] }), 'spec.ingress[0].protocols: ... is empty (leave it out for every port of every protocol)'],
    ['an empty protocol', protocol({}), `${PROTOCOL}: ... names no protocol (write one of \`tcp\`, \`udp\`, \`sctp\`, \`destinationNamedPort\`)`],
    ['a protocol without ports', protocol({ tcp: {} }), `${PROTOCOL}.tcp.destinationPort: ... is absent, while \`tcp\` has to say which ports `
      + '(write `destinationPort: {range: {start: 1, end: 65535}}` for every port)'],
    ['a port without a number', tcp({}), `${PROTOCOL}.tcp.destinationPort: ... names no port (write one of \`number\`, \`range\`)`],
    ['a port that is a number', tcp(80), `${PROTOCOL}.tcp.destinationPort: ... is 80, not a map (write \`key: value\` pairs)`],
    ['port 0', tcp({ number: 0 }), `${PROTOCOL}.tcp.destinationPort.number: ... is 0, not a number from 1 to 65535 (${NUMBER_HELP})`],
    ['a range of one port', tcp({ range: { start: 80, end: 80 } }),
      `${RANGE}.end: ... is 80, not above \`start\`, which is 80 (write \`number: 80\` for one port)`],
    ['a range that ends before it begins', tcp({ range: { start: 81, end: 80 } }),
      `${RANGE}.end: ... is 80, not above \`start\`, which is 81 (write the lower number in \`start\`, the higher in \`end\`)`],
    ['a range without an end', tcp({ range: { start: 80 } }), `${RANGE}.end: ... is absent, not a number from 1 to 65535 (${NUMBER_HELP})`],
    ['a port without a number in the old kinds', port({ portNumber: {} }),
      `${PORT}.portNumber.port: ... is absent, not a number from 1 to 65535 (${NUMBER_HELP})`],
    ['a protocol that is a number', port({ portNumber: { port: 80, protocol: 6 } }),
      `${PORT}.portNumber.protocol: ... is 6, not text (put it in quotes)`],
  ])('%s', (_, object, ...problems) => {
    expect(check(object)).toEqual({ isRead: false, problems: problems.map(problem => `error ${problem}`) });
  });
});

describe('a field in the wrong place says where it belongs', () => {
  test.each<[string, object, string, string]>([
    ['podSelector', cluster({ podSelector: {}, ingress: [{ action: 'Deny', from: [EVERY_POD] }] }), 'spec.podSelector',
      '`podSelector` belongs in `pods`, of `spec.subject` or of an item of `from` or `to`'],
    ['policyTypes', cluster({ policyTypes: ['Ingress'], ingress: [{ action: 'Deny', from: [EVERY_POD] }] }), 'spec.policyTypes',
      'leave it out: a policy of this kind isolates no pod, and says nothing about a direction without rules'],
    ['tier of an old kind', baseline({ tier: 'Baseline' }), 'spec.tier',
      'that is a field of ClusterNetworkPolicy in `policy.networking.k8s.io/v1alpha2`'],
    ['priority of the baseline policy', baseline({ priority: 5 }), 'spec.priority',
      'leave it out: there is one policy of this kind, and it comes last'],
    ['ports of an old kind', ingress({ ports: [{ portNumber: { port: 80 } }] }), 'spec.ingress[0].ports',
      'write `protocols: [{tcp: {destinationPort: {number: 80}}}]`'],
    ['protocols of the new kind', adminIngress({ protocols: [{ tcp: { destinationPort: { number: 80 } } }] }), 'spec.ingress[0].protocols',
      'write `ports: [{portNumber: {protocol: TCP, port: 80}}]`'],
    ['labels without matchLabels', selector({ app: 'web' }), `${PEER}.namespaces.app`, 'labels belong in `matchLabels`'],
  ])('%s', (_, object, field, help) => {
    expect(check(object)).toEqual({ isRead: true, problems: [`warning ${field}: ${NOT_A_FIELD} (${help})`] });
  });

  test.each<[string, object, string, string, string]>([
    ['a podSelector as a peer', from({ podSelector: {} }), 'podSelector',
      '`podSelector` belongs in `pods`, of `spec.subject` or of an item of `from` or `to`', '`namespaces`, `pods`'],
    ['a namespaceSelector as a peer', from({ namespaceSelector: {} }), 'namespaceSelector',
      '`namespaceSelector` belongs in `pods`; where namespaces alone are meant, write `namespaces`', '`namespaces`, `pods`'],
    ['an ipBlock', from({ ipBlock: { cidr: '10.0.0.0/8' } }), 'ipBlock',
      'list the blocks in `networks` of an item of `to`; the peers of an ingress rule are pods', '`namespaces`, `pods`'],
    ['networks where traffic comes from', from({ networks: ['10.0.0.0/8'] }), 'networks',
      '`networks` belongs in an item of `to`; the peers of an ingress rule are pods', '`namespaces`, `pods`'],
    ['a slip of the pen', from({ namespace: {} }), 'namespace', 'did you mean `namespaces`?', '`namespaces`, `pods`'],
  ])('and what is empty without it is refused: %s', (_, object, key, help, known) => {
    expect(check(object)).toEqual({
      isRead: false,
      problems: [`warning ${PEER}.${key}: ${NOT_A_FIELD} (${help})`, `error ${PEER}: ... names no peer (write one of ${known})`],
    });
  });
});

describe('what is taken, and means nothing certain', () => {
  test.each<[string, object, string]>([
    ['an empty list of ports', adminIngress({ ports: [] }), 'spec.ingress[0].ports: ... is empty, and the API does not say whether that '
      + 'means every port or none (leave it out for every port, or leave out the rule)'],
    ['a protocol in small letters', port({ portNumber: { port: 80, protocol: 'tcp' } }), `${PORT}.portNumber.protocol: ... is "tcp", `
      + 'no protocol that a port can have; the API takes it and does not say what it means (write `TCP`)'],
    ['a protocol without ports', port({ portNumber: { port: 80, protocol: 'ICMP' } }), `${PORT}.portNumber.protocol: ... is "ICMP", `
      + 'no protocol that a port can have; the API takes it and does not say what it means (write `TCP`, `UDP` or `SCTP`)'],
    ['a range that ends before it begins', port({ portRange: { start: 81, end: 80 } }), `${PORT}.portRange.end: ... is below \`start\`, `
      + 'which is 81; the API takes it and does not say what it means (write the lower number in `start`, the higher in `end`)'],
  ])('%s', (_, object, problem) => {
    expect(check(object)).toEqual({ isRead: true, isOpen: true, problems: [`warning ${problem}`] });
  });

  test('names that are denied', () => {
    expect(check(to({ domainNames: ['example.com'] }))).toEqual({
      isRead: true,
      isOpen: true,
      problems: [`info ${TARGET}.domainNames: ${CHANNEL}`, 'warning spec.egress[0].to: ... has `domainNames`, which the API supports for '
        + '`Accept` only; what `Deny` does with them is not certain (accept names, and deny the rest with a rule behind it)'],
    });
  });

  test('no rules', () => {
    expect(check(cluster({}))).toEqual({
      isRead: true,
      problems: ['warning spec: ... has no rules, so that the policy does nothing: '
      + 'unlike a NetworkPolicy it isolates nobody (write rules in `ingress` or `egress`)'],
    });
  });

  test('a label that is null, which is none', () => {
    const { resources: { adminPolicies: [{ subject }] } } = read([
      cluster({ subject: { namespaces: { matchLabels: { a: null, b: 'c' } } }, ingress: [{ action: 'Deny', from: [EVERY_POD] }] }),
    ]);
    expect(subject.namespaceSelector).toEqual({ requirements: [{ key: 'b', operator: 'In', values: ['c'] }], matchLabels: ['b'] });
  });
});

describe('what enforcers cannot read leaves answers unknown', () => {
  test.each<[string, object, string, string]>([
    ['an operator', selector({ matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }] }),
      `${PEER}.namespaces.matchExpressions[0].operator: ... is "Is", not an operator`, 'write `In`, `NotIn`, `Exists` or `DoesNotExist`'],
    ['an operator without values', selector({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
      `${PEER}.namespaces.matchExpressions[0].values: ... is absent, but \`In\` needs values`,
      'list at least one value, or use `Exists` or `DoesNotExist`'],
    ['an operator with values', selector({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }),
      `${PEER}.namespaces.matchExpressions[0].values: ... is a list, but \`Exists\` takes no values`, 'leave out `values`, or use `In`'],
    ['a label that nobody can have', cluster({ subject: { namespaces: { matchLabels: { a: 'b c' } } } }),
      'spec.subject.namespaces.matchLabels[a]: ... is "b c", not a label value: letters and digits, with `-`, `_` and `.` between them',
      'use a value that a label can have'],
    ['a port that nobody can have', protocol({ destinationNamedPort: '' }),
      `${PROTOCOL}.destinationNamedPort: ... is "", not a port name: lower-case letters, digits and \`-\``,
      'write the name of a container port, or its number in a field for numbers'],
  ])('%s', (_, object, problem, help) => {
    const { problems: [first, ...others], ...rest } = check(object);
    expect([first, rest]).toEqual([`warning ${problem}; ${ENFORCERS} (${help})`, { isRead: false, isUnknown: true }]);
    expect(others.every(other => other.includes('has no rules'))).toBe(true);
  });

  test('an address without a length, which the old kinds take', () => {
    expect(check(adminTo({ networks: ['10.0.0.1'] }))).toEqual({
      isRead: false,
      isUnknown: true,
      problems: [`info ${TARGET}.networks: ${CHANNEL}`,
        `warning ${TARGET}.networks[0]: ... is "10.0.0.1", not an address block; ${ENFORCERS} (${CIDR})`],
    });
  });

  test('of the pods that it may select, and in the directions that it has', () => {
    const expressions = [{ key: 'a', operator: 'Is', values: ['b'] }, { key: 'c', operator: 'Exists' }, { key: '-', operator: 'Exists' }];
    const { snapshot: { unsimulated } } = read([
      cluster({ subject: { namespaces: { matchExpressions: expressions } }, egress: [{ action: 'Deny', to: [EVERY_POD] }] }),
    ]);
    expect(unsimulated).toEqual([{
      subjects: [{
        namespaces: { kind: 'labeled', selector: { requirements: [{ key: 'c', operator: 'Exists', values: [] }] } },
        pods: { requirements: [] },
      }],
      selectsNodes: false,
      directions: ['egress'],
      group: GROUP,
      kind: 'ClusterNetworkPolicy',
      origin: { object: 'ClusterNetworkPolicy guard' },
    }]);
  });
});

test('a peer with fields of a later version only is kept', () => {
  expect(check(from({ serviceAccounts: {} }))).toEqual({
    isRead: true, problems: [`warning ${PEER}: ... has no field that is known here, but \`serviceAccounts\`: ${LATER} (the fields here are \`namespaces\`, \`pods\`)`],
  });
  const { resources: { adminPolicies } } = read([from({ serviceAccounts: {} })]);
  expect(adminPolicies[0].ingress[0].peers).toEqual([{ kind: 'unknown' }]);
});

test('a field of the experimental channel is one line, however many policies have it', () => {
  const rule = { action: 'Accept', to: [{ nodes: {} }, { nodes: {} }] };
  const policies = ['a', 'b'].map(name => ({ ...cluster({ egress: [rule, rule] }), metadata: { name } }));
  expect(read(policies).problems.map(({ field, severity }) => `${severity} ${field}`)).toEqual(['info spec.egress[0].to[0].nodes']);
});

test('a policy is read whole', () => {
  const { resources: { adminPolicies } } = read([cluster({
    tier: 'Baseline',
    subject: { pods: { namespaceSelector: { matchLabels: { team: 'red' } }, podSelector: {} } },
    ingress: [{
      name: 'web',
      action: 'Accept',
      from: [{ pods: { podSelector: { matchLabels: { app: 'web' } } } }],
      protocols: [
        { tcp: { destinationPort: { number: 80 } } },
        { udp: { destinationPort: { range: { start: 1, end: 9 } } } },
        { destinationNamedPort: 'http' },
      ],
    }],
    egress: [{ action: 'Pass', to: [{ nodes: {} }, { networks: ['10.0.0.0/8'] }] }, { action: 'Accept', to: [{ domainNames: ['*.example.com'] }] }],
  })]);
  const nobody = { requirements: [], matchLabels: [] };
  const labeled = (key: string, value: string) => ({ requirements: [{ key, operator: 'In', values: [value] }], matchLabels: [key] });
  expect(adminPolicies).toEqual([{
    kind: 'ClusterNetworkPolicy',
    name: 'guard',
    tier: 'baseline',
    priority: 5,
    subject: { namespaceSelector: labeled('team', 'red'), podSelector: nobody },
    ingress: [{
      index: 0,
      name: 'web',
      action: 'Accept',
      peers: [{ kind: 'pods', namespaceSelector: nobody, podSelector: labeled('app', 'web') }],
      ports: [{ kind: 'numbers', protocol: 'TCP', first: 80, last: 80 }, { kind: 'numbers', protocol: 'UDP', first: 1, last: 9 },
        { kind: 'named', name: 'http' }],
      isOpen: false,
    }],
    egress: [
      {
        index: 0,
        action: 'Pass',
        peers: [
          { kind: 'nodes', nodes: nobody },
          { kind: 'networks', networks: [{ cidr: '10.0.0.0/8', addresses: fixture.addresses('10.0.0.0/8') }] },
        ],
        ports: undefined,
        isOpen: false,
      },
      { index: 1, action: 'Accept', peers: [{ kind: 'domain-names', names: ['*.example.com'] }], ports: undefined, isOpen: false },
    ],
    origin: { object: 'ClusterNetworkPolicy guard' },
  }]);
});

describe('kinds that are called alike', () => {
  test.each([['networking.k8s.aws/v1alpha1'], ['crd.antrea.io/v1beta1'], [`${GROUP}/v1gamma1`], [`${GROUP}/v1`]])(
    'are told apart by their group and version: %s', apiVersion => {
      const { resources: { adminPolicies }, snapshot: { unsimulated } } = read([{ ...ingress({}), apiVersion }]);
      expect([adminPolicies.length, unsimulated.length]).toEqual([0, 1]);
    });

  test('in a version that nobody knows the version is named', () => {
    expect(read([{ ...ingress({}), apiVersion: `${GROUP}/v1gamma1` }]).problems.map(({ message }) => message)).toEqual([
      `\`ClusterNetworkPolicy\` of ${GROUP}/v1gamma1 is not simulated: answers about pods that guard may select are unknown`,
    ]);
  });

  test('two versions of one name are one object', () => {
    const later = { ...ingress({ action: 'Accept' }), apiVersion: `${GROUP}/v1beta1` };
    const { resources: { adminPolicies }, clashes } = read([ingress({}), later]);
    expect([adminPolicies.length, clashes.length]).toEqual([1, 1]);
  });
});
