import { addresses, labeled, policy, read } from '../../fixture';

/** What is wrong with the policy, as `severity field`, and whether it is in the snapshot all the same. */
function check(spec: object) {
  const { snapshot, problems } = read([policy('shop/p', spec)]);
  return {
    isRead: snapshot.policies.length === 1,
    problems: problems.map(({ severity, field }) => `${severity} ${field}`),
  };
}

const port = (content: unknown) => ({ ingress: [{ ports: [content] }] });
const peer = (content: unknown) => ({ ingress: [{ from: [content] }] });
const block = (content: unknown) => peer({ ipBlock: content });
const selector = (content: unknown) => ({ podSelector: content });
const expression = (content: unknown) => selector({ matchExpressions: [content] });

const PORT = 'spec.ingress[0].ports[0]';
const PEER = 'spec.ingress[0].from[0]';
const EXPRESSION = 'spec.podSelector.matchExpressions[0]';

describe('what the API server accepts', () => {
  test.each<[string, object]>([
    ['an empty podSelector', selector({})],
    ['a null podSelector', selector(null)],
    ['null lists', { podSelector: {}, policyTypes: null, ingress: null, egress: null }],
    ['null lists in a rule', { ingress: [{ from: null, ports: null }] }],
    ['null in a port', port({ protocol: null, port: null, endPort: null })],
    ['an empty port', port({})],
    ['the first and the last port', { ingress: [{ ports: [{ port: 1 }, { port: 65535 }] }] }],
    ['a range of one port', port({ port: 80, endPort: 80 })],
    ['a port name of 15 characters', port({ port: 'a-0123456789-xy' })],
    ['a repeated policy type', { policyTypes: ['Ingress', 'Ingress'] }],
    ['a label with an empty value', selector(labeled({ 'example.com/edge': '' }))],
    ['a label with a null value', selector({ matchLabels: { edge: null } })],
    ['NotIn with values', expression({ key: 'a', operator: 'NotIn', values: ['b'] })],
    ['Exists with an empty list', expression({ key: 'a', operator: 'Exists', values: [] })],
    ['a CIDR with bits behind the prefix', block({ cidr: '10.1.2.3/8' })],
    ['a CIDR with leading zeros', block({ cidr: '010.0.0.0/8' })],
    ['except with a smaller block', block({ cidr: '10.0.0.0/8', except: ['10.0.0.0/9'] })],
    ['except in IPv6 form, whose length as written is greater', block({ cidr: '10.0.0.0/8', except: ['::ffff:10.0.0.0/104'] })],
    ['except of a block in IPv6 form', block({ cidr: '::ffff:10.0.0.0/104', except: ['::ffff:10.0.0.0/105'] })],
    ['a block around those that mean IPv4', block({ cidr: '::ffff:0:0/95', except: ['::fffe:0:0/96'] })],
    ['zeros in front', block({ cidr: '00001::/016', except: ['0001:00002::/0032'] })],
    ['null except', block({ cidr: '10.0.0.0/8', except: null })],
    ['both selectors', peer({ podSelector: {}, namespaceSelector: {} })],
    ['a null selector beside an ipBlock', peer({ podSelector: null, ipBlock: { cidr: '10.0.0.0/8' } })],
  ])('%s', (_, spec) => {
    expect(check(spec)).toEqual({ isRead: true, problems: [] });
  });
});

describe('what the API server refuses', () => {
  test.each<[string, object, string]>([
    ['spec is a list', [], 'spec'],
    ['a podSelector is text', selector('web'), 'spec.podSelector'],
    ['ingress is a map', { ingress: {} }, 'spec.ingress'],
    ['a rule is text', { ingress: ['all'] }, 'spec.ingress[0]'],
    ['from is a map', { ingress: [{ from: {} }] }, 'spec.ingress[0].from'],
    ['to is text', { egress: [{ to: 'all' }] }, 'spec.egress[0].to'],
    ['ports is a number', { ingress: [{ ports: 80 }] }, 'spec.ingress[0].ports'],
    ['a policy type is unknown', { policyTypes: ['ingress'] }, 'spec.policyTypes[0]'],
    ['there are three policy types', { policyTypes: ['Ingress', 'Egress', 'Egress'] }, 'spec.policyTypes'],

    ['an operator is unknown', expression({ key: 'a', operator: 'Is', values: ['b'] }), `${EXPRESSION}.operator`],
    ['an operator is absent', expression({ key: 'a' }), `${EXPRESSION}.operator`],
    ['In has no values', expression({ key: 'a', operator: 'In' }), `${EXPRESSION}.values`],
    ['NotIn has an empty list', expression({ key: 'a', operator: 'NotIn', values: [] }), `${EXPRESSION}.values`],
    ['Exists has values', expression({ key: 'a', operator: 'Exists', values: ['b'] }), `${EXPRESSION}.values`],
    ['DoesNotExist has values', expression({ key: 'a', operator: 'DoesNotExist', values: ['b'] }), `${EXPRESSION}.values`],
    ['a value is a number', expression({ key: 'a', operator: 'In', values: [1] }), `${EXPRESSION}.values[0]`],
    ['an expression has no key', expression({ operator: 'Exists' }), `${EXPRESSION}.key`],
    ['a label key is faulty', selector(labeled({ '-a': 'b' })), 'spec.podSelector.matchLabels[-a]'],
    ['a label key has two slashes', selector(labeled({ 'a/b/c': 'b' })), 'spec.podSelector.matchLabels[a/b/c]'],
    ['a label key has a faulty prefix', selector(labeled({ 'A_/b': 'b' })), 'spec.podSelector.matchLabels[A_/b]'],
    ['a label value has a space', selector(labeled({ a: 'b c' })), 'spec.podSelector.matchLabels[a]'],
    ['a label value has 64 characters', selector(labeled({ a: 'b'.repeat(64) })), 'spec.podSelector.matchLabels[a]'],
    ['a label value is a number', selector({ matchLabels: { a: 1 } }), 'spec.podSelector.matchLabels[a]'],

    ['a port is 0', port({ port: 0 }), `${PORT}.port`],
    ['a port is 65536', port({ port: 65536 }), `${PORT}.port`],
    ['a port is a fraction', port({ port: 80.5 }), `${PORT}.port`],
    ['a port is a map', port({ port: {} }), `${PORT}.port`],
    ['a port number is in quotes', port({ port: '80' }), `${PORT}.port`],
    ['a port name has upper-case letters', port({ port: 'HTTP' }), `${PORT}.port`],
    ['a port name has 16 characters', port({ port: 'a-0123456789-xyz' }), `${PORT}.port`],
    ['a port name has two hyphens together', port({ port: 'a--b' }), `${PORT}.port`],
    ['a port name begins with a hyphen', port({ port: '-a' }), `${PORT}.port`],
    ['a port name ends with a hyphen', port({ port: 'a-' }), `${PORT}.port`],
    ['a port name is empty', port({ port: '' }), `${PORT}.port`],
    ['endPort stands alone', port({ endPort: 80 }), `${PORT}.endPort`],
    ['endPort is beside a port name', port({ port: 'http', endPort: 80 }), `${PORT}.endPort`],
    ['endPort is below port', port({ port: 80, endPort: 79 }), `${PORT}.endPort`],
    ['endPort is 65536', port({ port: 80, endPort: 65536 }), `${PORT}.endPort`],
    ['endPort is text', port({ port: 80, endPort: '90' }), `${PORT}.endPort`],
    ['a protocol is unknown', port({ protocol: 'ICMP' }), `${PORT}.protocol`],
    ['a protocol is in lower case', port({ protocol: 'tcp' }), `${PORT}.protocol`],
    ['a protocol is empty', port({ protocol: '' }), `${PORT}.protocol`],

    ['a peer is empty', peer({}), PEER],
    ['a peer is null', peer(null), PEER],
    ['a peer is text', peer('web'), PEER],
    ['a peer has an ipBlock and a selector', peer({ ipBlock: { cidr: '::/0' }, namespaceSelector: {} }), PEER],
    ['an ipBlock is text', peer({ ipBlock: '10.0.0.0/8' }), `${PEER}.ipBlock`],
    ['an ipBlock has no cidr', block({}), `${PEER}.ipBlock.cidr`],
    ['a cidr is no CIDR', block({ cidr: '10.0.0.0' }), `${PEER}.ipBlock.cidr`],
    ['an exception is no CIDR', block({ cidr: '10.0.0.0/8', except: ['10.0.0.1'] }), `${PEER}.ipBlock.except[0]`],
    ['an exception is the whole', block({ cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] }), `${PEER}.ipBlock.except[0]`],
    ['an exception is shorter as written', block({ cidr: '::ffff:10.0.0.0/104', except: ['10.0.0.0/16'] }), `${PEER}.ipBlock.except[0]`],
    ['an exception means IPv4 in a block that does not', block({ cidr: '::ffff:0:0/95', except: ['::ffff:10.0.0.0/104'] }), `${PEER}.ipBlock.except[0]`],
    ['an exception is outside', block({ cidr: '10.0.0.0/8', except: ['11.0.0.0/9'] }), `${PEER}.ipBlock.except[0]`],
    ['an exception is of the other family', block({ cidr: '::/0', except: ['10.0.0.0/8'] }), `${PEER}.ipBlock.except[0]`],
  ])('%s', (_, spec, field) => {
    expect(check(spec)).toEqual({ isRead: false, problems: [`error ${field}`] });
  });

  test.each([
    ['a name with capitals', { name: 'Web' }, 'metadata.name'],
    ['a namespace with a dot', { name: 'p', namespace: 'a.b' }, 'metadata.namespace'],
    ['a label of its own that is a number', { name: 'p', labels: { a: 1 } }, 'metadata.labels[a]'],
  ])('%s', (_, metadata, field) => {
    const { snapshot, problems } = read([{ ...policy('p', {}), metadata }]);
    expect(snapshot.policies).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', field })]);
  });

  test('a generated name may end in a hyphen', () => {
    expect(read([{ ...policy('p', {}), metadata: { generateName: 'web-' } }]).problems).toEqual([]);
  });
});

describe('what the API server drops or people do not mean', () => {
  test.each<[string, object, string, string]>([
    ['a typo', { ingres: [] }, 'spec.ingres', 'did you mean `ingress`?'],
    ['another case', { podselector: {} }, 'spec.podselector', 'did you mean `podSelector`?'],
    ['from in the spec', { from: [] }, 'spec.from', '`from` belongs in an item of `spec.ingress`'],
    ['to in an ingress rule', { ingress: [{ to: [] }] }, 'spec.ingress[0].to', '`to` belongs in an item of `spec.egress`'],
    ['ports in a peer', peer({ podSelector: {}, ports: [] }), `${PEER}.ports`,
      '`ports` belongs in an item of `spec.ingress` or `spec.egress`, beside `from` or `to`'],
    ['labels without matchLabels', selector({ app: 'web' }), 'spec.podSelector.app', 'labels belong in `matchLabels`'],
    ['except beside ipBlock', peer({ ipBlock: { cidr: '::/0' }, except: [] }), `${PEER}.except`,
      '`except` belongs in `ipBlock`, beside `cidr`'],
    ['something else', { banana: 1 }, 'spec.banana', 'the fields here are `podSelector`, `policyTypes`, `ingress`, `egress`'],
  ])('%s', (_, spec, field, help) => {
    const { snapshot, problems } = read([policy('shop/p', { podSelector: {}, ...spec })]);
    expect(snapshot.policies).toHaveLength(1);
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', field, help })]);
  });

  test('a field beside spec', () => {
    const { problems } = read([{ ...policy('shop/p', {}), podSelector: {} }]);
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', field: 'podSelector' })]);
  });

  test.each([
    ['a spec that is absent', undefined, 'spec'],
    ['a rule that is null', { ingress: [null] }, 'spec.ingress[0]'],
  ])('%s', (_, spec, field) => {
    const { snapshot, problems } = read([{ ...policy('shop/p', {}), spec }]);
    expect(snapshot.policies).toHaveLength(1);
    expect(problems).toEqual([expect.objectContaining({ severity: 'warning', field })]);
  });
});

test('a problem names the field, its value and the way out', () => {
  const [problem] = read([policy('shop/p', port({ port: 90, endPort: 80 }))]).problems;
  expect(problem).toEqual({
    severity: 'error',
    message: '`spec.ingress[0].ports[0].endPort` is 80, below `port`, which is 90',
    at: { object: 'NetworkPolicy shop/p' },
    field: 'spec.ingress[0].ports[0].endPort',
    help: 'write the lower number in `port`, the higher in `endPort`',
  });
});

test('an ipBlock keeps its text and is its addresses without the exceptions', () => {
  const { snapshot } = read([policy('shop/p', block({ cidr: '10.1.2.3/30', except: ['10.1.2.2/31'] }))]);
  expect(snapshot.policies[0].ingress?.rules[0].peers).toEqual([expect.objectContaining({
    cidr: '10.1.2.3/30', exceptCidrs: ['10.1.2.2/31'], addresses: addresses('10.1.2.0/31'),
  })]);
});

test('labels come before expressions, as they are written', () => {
  const { snapshot } = read([policy('shop/p', selector({
    matchExpressions: [{ key: 'tier', operator: 'Exists' }], matchLabels: { app: 'web', constructor: '' },
  }))]);
  expect(snapshot.policies[0].subject.pods.requirements).toEqual([
    { key: 'app', operator: 'In', values: ['web'] },
    { key: 'constructor', operator: 'In', values: [''] },
    { key: 'tier', operator: 'Exists', values: [] },
  ]);
});
