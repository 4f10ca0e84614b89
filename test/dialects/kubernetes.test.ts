import { KUBERNETES } from '../../src/dialects/kubernetes';
import { Selector } from '../../src/model/selector';
import { NetworkPolicyResource, ResourceRule, ResourceSelector } from '../../src/resources/network-policy';
import { ALL_PORTS, portRange } from '../../src/sets/ports';
import { addresses } from '../fixture';

const WEB: Selector = { requirements: [{ key: 'app', operator: 'In', values: ['web'] }] };
const LAB: Selector = { requirements: [{ key: 'team', operator: 'In', values: ['lab'] }] };
const [WEB_AS_WRITTEN, LAB_AS_WRITTEN] = [WEB, LAB].map((selector): ResourceSelector =>
  ({ ...selector, matchLabels: selector.requirements.map(({ key }) => key) }));

function resource(parts: Partial<NetworkPolicyResource>): NetworkPolicyResource {
  return {
    namespace: 'shop',
    name: 'p',
    podSelector: WEB_AS_WRITTEN,
    policyTypes: ['Ingress'],
    ingress: [],
    egress: [],
    origin: { object: 'NetworkPolicy shop/p' },
    ...parts,
  };
}

function translate(fields: Partial<NetworkPolicyResource>) {
  return KUBERNETES.translate(resource(fields), []);
}

function translateRule(rule: Partial<ResourceRule>) {
  return translate({ ingress: [{ index: 0, peers: [], ports: [], ...rule }] }).ingress!.rules[0];
}

test('the subject is what podSelector selects in the namespace of the policy', () => {
  expect(translate({})).toMatchObject({
    kind: 'NetworkPolicy',
    namespace: 'shop',
    name: 'p',
    subject: { namespaces: { kind: 'named', name: 'shop' }, pods: WEB },
    origin: { object: 'NetworkPolicy shop/p' },
  });
});

describe('directions', () => {
  const rules: ResourceRule[] = [{ index: 0, peers: [], ports: [] }];

  test('a listed direction without rules is isolated', () => {
    expect(translate({})).toMatchObject({ ingress: { rules: [] }, egress: undefined });
  });

  test('rules in an unlisted direction are inert', () => {
    expect(translate({ policyTypes: ['Egress'], ingress: rules }))
      .toMatchObject({ ingress: undefined, egress: { rules: [] } });
  });

  test('both directions may be listed', () => {
    const policy = translate({ policyTypes: ['Egress', 'Ingress'], ingress: rules, egress: rules });
    expect([policy.ingress?.rules.length, policy.egress?.rules.length]).toEqual([1, 1]);
  });
});

describe('peers', () => {
  test('none mean everyone', () => {
    expect(translateRule({}).peers).toEqual([{ kind: 'everyone' }]);
  });

  test('a podSelector alone means the namespace of the policy', () => {
    expect(translateRule({ peers: [{ podSelector: LAB_AS_WRITTEN }] }).peers)
      .toEqual([{ kind: 'pods', namespaces: { kind: 'named', name: 'shop' }, pods: LAB }]);
  });

  test('a namespaceSelector alone means all pods there', () => {
    expect(translateRule({ peers: [{ namespaceSelector: LAB_AS_WRITTEN }] }).peers)
      .toEqual([{ kind: 'pods', namespaces: { kind: 'labeled', selector: LAB }, pods: { requirements: [] } }]);
  });

  test('both selectors belong together', () => {
    expect(translateRule({ peers: [{ namespaceSelector: LAB_AS_WRITTEN, podSelector: WEB_AS_WRITTEN }] }).peers)
      .toEqual([{ kind: 'pods', namespaces: { kind: 'labeled', selector: LAB }, pods: WEB }]);
  });

  test('an ipBlock means pods and nodes too', () => {
    const ipBlock = { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'], addresses: addresses('10.0.0.0/16') };
    expect(translateRule({ peers: [{ ipBlock }] }).peers).toEqual([{
      kind: 'addresses',
      cidr: '10.0.0.0/8',
      exceptCidrs: ['10.1.0.0/16'],
      addresses: ipBlock.addresses,
      matchesPods: true,
      matchesNodes: true,
    }]);
  });
});

describe('ports', () => {
  test('none mean any traffic', () => {
    expect(translateRule({}).ports).toEqual([{ kind: 'any' }]);
  });

  test.each([
    ['a protocol alone means all its ports', { protocol: 'UDP' }, { kind: 'numbered', ports: ALL_PORTS }],
    ['a number means that port', { protocol: 'TCP', port: 80 }, { kind: 'numbered', ports: portRange(80) }],
    ['a range includes its end', { protocol: 'TCP', port: 80, endPort: 90 }, { kind: 'numbered', ports: portRange(80, 90) }],
    ['a name stays a name', { protocol: 'SCTP', port: 'http' }, { kind: 'named', name: 'http' }],
  ] as const)('%s', (_, port, expected) => {
    expect(translateRule({ ports: [port] }).ports).toEqual([{ protocol: port.protocol, ...expected }]);
  });
});

test('what enforcers differ in about host-network pods is left open', () => {
  expect(KUBERNETES.enforcement)
    .toMatchObject({ dialect: 'kubernetes', admitsOwnNode: true, reachesOwnNode: true, hostNetworkPods: 'open' });
});
