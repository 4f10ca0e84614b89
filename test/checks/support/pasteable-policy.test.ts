import { policyYaml, podsPeerYaml, portsYaml, PastedPolicy } from '../../../src/checks/support/pasteable-policy';
import { PortMatch } from '../../../src/model/port-match';
import { ALL_PORTS, portRange } from '../../../src/sets/ports';
import { cluster, pod, policy } from '../../fixture';

const GIVEN = [pod('shop/web'), policy('shop/web-dns', {}), policy('shop/web-dns-2', {}), policy('other/web-to-db', {})];

const RULE: PastedPolicy = {
  name: 'web-to-db', namespace: 'shop', subject: [['app', 'web']], direction: 'egress', peers: [podsPeerYaml([['app', 'db']], 'shop', 'shop')], ports: ['{ protocol: TCP, port: 80 }'],
};

const written = (changed: Partial<PastedPolicy>) => policyYaml(cluster(GIVEN), { ...RULE, ...changed }).join('\n');

test('a policy of which the peers are in another namespace, and whose labels YAML would take for something else', () => {
  expect(written({ namespace: 'shop', direction: 'ingress', subject: [['app', 'true'], ['8s', '1.10']], peers: [podsPeerYaml([['app', 'db']], 'data', 'shop')] })).toBe(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web-to-db
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: 'true'
      '8s': '1.10'
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: data
          podSelector:
            matchLabels:
              app: db
      ports:
        - { protocol: TCP, port: 80 }
`.trim());
});

test('one for all pods of the namespace', () => {
  expect(written({ subject: [] })).toContain('\n  podSelector: {}\n');
});

test.each([
  ['that no policy of the namespace has stays', 'web-to-db', 'web-to-db'],
  ['that is taken gets a number, or applying it would write over another policy', 'web-dns', 'web-dns-3'],
  ['that YAML would take for something else is in quotes', '1', '\'1\''],
  ['that is too long is cut', 'a'.repeat(300), 'a'.repeat(240)],
])('a name %s', (_, name, expected) => {
  expect(written({ name })).toContain(`\n  name: ${expected}\n`);
});

test.each<[string, PortMatch[], string[] | undefined]>([
  ['single ones and ranges', [{ kind: 'numbered', protocol: 'UDP', ports: portRange(53).union(portRange(9000, 9010)) }],
    ['{ protocol: UDP, port: 53 }', '{ protocol: UDP, port: 9000, endPort: 9010 }']],
  ['names', [{ kind: 'named', protocol: 'TCP', name: 'http' }, { kind: 'named', protocol: 'TCP', name: 'on' }],
    ['{ protocol: TCP, port: http }', '{ protocol: TCP, port: \'on\' }']],
  ['one that is named twice', [{ kind: 'named', protocol: 'TCP', name: 'http' }, { kind: 'named', protocol: 'TCP', name: 'http' }], ['{ protocol: TCP, port: http }']],
  ['every port of a protocol, which no single ports are', [{ kind: 'numbered', protocol: 'TCP', ports: ALL_PORTS }], undefined],
  ['everything', [{ kind: 'any' }], undefined],
  ['nothing', [], undefined],
])('ports: %s', (_, matches, expected) => {
  expect(portsYaml(matches)).toEqual(expected);
});
