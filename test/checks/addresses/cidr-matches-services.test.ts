import { findingsIn, foundIn, Row } from './found-with';
import { cidrMatchesServices } from '../../../src/checks/addresses/cidr-matches-services';
import { DeclaredFacts } from '../../../src/model/cluster';
import { addresses, metadata, node, pod } from '../../fixture';
import { block, DB, egressOf, FROM_WEB, ingressOf, TO_DB, WEB } from '../cluster/quirk-rows';

const service = (name: string, spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: metadata(name), spec });
const DB_SERVICE = service('shop/db', { clusterIP: '10.96.7.20', selector: { app: 'db' }, ports: [{ port: 5432 }] });
const RANGE: DeclaredFacts = { serviceAddresses: addresses('10.96.0.0/12') };
const to = (...peers: object[]) => egressOf('web', { to: peers, ports: [{ port: 5432 }] });
const NAMED = ['warning: egress rule 1 of policy `shop/web-out` names the address of Service `shop/db`, which policies do not see'];
const DECLARE = 'or declare that the cluster replaces addresses of Services only after that: '
  + '`facts: { serviceTranslation: ServiceTranslation.AFTER_POLICY }`';

test('a Service is told the pods behind it', () => {
  expect(findingsIn(cidrMatchesServices, { given: [WEB, DB, DB_SERVICE, to(block('10.96.7.20/32'))] })).toEqual([{
    check: 'cidr-matches-services',
    severity: 'warning',
    title: 'egress rule 1 of policy `shop/web-out` names the address of Service `shop/db`, which policies do not see',
    at: { object: 'NetworkPolicy shop/web-out' },
    evidence: [
      { label: 'rule', text: 'shop/web-out, rule 1: to 10.96.7.20/32, TCP 5432: accepts' },
      { label: 'Services', text: 'shop/db at 10.96.7.20/32' },
    ],
    notes: ['the address of a Service is replaced by that of a pod behind it before policies see the packet, unless it is declared otherwise'],
    help: [
      'select the pods behind the Service, on the port that they listen on (TCP 5432):\nPods.labeled({ app: \'db\' }).inNamespace(\'shop\')',
      DECLARE,
    ],
  }]);
});

const ROWS: Record<string, Row> = {
  'the address of a Service in the input': { given: [DB_SERVICE, to(block('10.96.7.20/32'))], expected: NAMED },
  'a part of the declared range': {
    given: [to(block('10.96.0.0/16'))],
    facts: RANGE,
    expected: ['warning: egress rule 1 of policy `shop/web-out` names addresses of Services (10.96.0.0/16), which policies do not see'],
  },
  'beside the pods': {
    given: [DB_SERVICE, egressOf('web', { to: [block('10.96.7.20/32'), ...TO_DB.to] })],
    expected: ['info: egress rule 1 of policy `shop/web-out` names the address of Service `shop/db`, which policies do not see'],
  },
  'as a source, which no Service is': {
    given: [DB_SERVICE, ingressOf('db', { from: [block('10.96.7.20/32')] })],
    expected: ['warning: ingress rule 1 of policy `shop/db-in` names the address of Service `shop/db`, which is the source of nothing'],
  },
  'as a source, wherever Services are translated': {
    given: [DB_SERVICE, ingressOf('db', { from: [block('10.96.7.20/32')] })],
    facts: { servicesBeforePolicy: false },
    expected: ['warning: ingress rule 1 of policy `shop/db-in` names the address of Service `shop/db`, which is the source of nothing'],
  },
  'where Services are translated after policy': { given: [DB_SERVICE, to(block('10.96.7.20/32'))], facts: { servicesBeforePolicy: false }, expected: [] },
  'a block that holds more': { given: [DB_SERVICE, to(block('10.0.0.0/8'))], facts: RANGE, expected: [] },
  'an address of which nothing is known': { given: [to(block('10.96.7.20/32'))], expected: [] },
  'pods': { given: [DB_SERVICE, egressOf('web', TO_DB), ingressOf('db', FROM_WEB)], expected: [] },
  'a headless Service': { given: [service('shop/db', { clusterIP: 'None', selector: { app: 'db' } }), to(block('10.96.7.20/32'))], expected: [] },
  'the address of a load balancer, which may be elsewhere': {
    given: [{ ...service('shop/db', { type: 'LoadBalancer', selector: { app: 'db' } }), status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } } },
      to(block('203.0.113.9/32'))],
    expected: [],
  },
  'an address that a pod has too': { given: [pod('shop/other', {}, { ip: '10.96.7.20' }), to(block('10.96.7.20/32'))], facts: RANGE, expected: [] },
  'an address that a node has too': { given: [node('n1', '10.96.7.20'), to(block('10.96.7.20/32'))], facts: RANGE, expected: [] },
};

test.each(Object.entries(ROWS))('%s', (_, { given, facts, expected }) => {
  expect(foundIn(cidrMatchesServices, { given: [WEB, DB, ...given], facts })).toEqual(expected);
});

test('a block for several Services, the API server\'s perhaps among them', () => {
  expect(findingsIn(cidrMatchesServices, { given: [WEB, to(block('10.96.0.0/16'))], facts: RANGE })[0].help).toEqual([
    'select the pods behind the Services by their labels, on the ports that these listen on; the API server is no pod, '
    + 'and is named by its own address and port',
    DECLARE,
  ]);
});

const HELP: Record<string, [object[], string]> = {
  'pods of another namespace': [
    [service('data/db', { clusterIP: '10.96.7.20', selector: { app: 'db' }, ports: [{ port: 5432 }] })],
    'select the pods behind the Service, on the port that they listen on:\nPods.labeled({ app: \'db\' }).inNamespace(\'data\')',
  ],
  'a Service without a selector': [
    [service('shop/db', { clusterIP: '10.96.7.20', ports: [{ port: 5432 }] })],
    'name the addresses behind the Service, on the ports that these listen on',
  ],
  'a Service whose backends the input has': [
    [service('shop/db', { clusterIP: '10.96.7.20', ports: [{ port: 5432 }] }), {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'db-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['192.0.2.10'] }],
      ports: [{ port: 5432 }],
    }],
    'name the addresses behind the Service, on the ports that these listen on: `192.0.2.10/32`',
  ],
};

test.each(Object.entries(HELP))('%s', (_, [given, help]) => {
  expect(findingsIn(cidrMatchesServices, { given: [WEB, ...given, to(block('10.96.7.20/32'))] })[0].help).toEqual([help, DECLARE]);
});

test('who has manifests is given YAML, with the namespace where it is another', () => {
  const other = service('data/db', { clusterIP: '10.96.7.20', selector: { app: 'db' }, ports: [{ port: 5432 }] });
  const given = [WEB, other, to(block('10.96.7.20/32'))];
  expect(findingsIn(cidrMatchesServices, { given, audience: 'manifests' })[0].help).toEqual([
    [
      'select the pods behind the Service, on the port that they listen on:', '- namespaceSelector:', '    matchLabels:',
      '      kubernetes.io/metadata.name: data', '  podSelector:', '    matchLabels:', '      app: db',
    ].join('\n'),
    'or declare that the cluster replaces addresses of Services only after that: `facts: { serviceTranslation: after-policy }` in netpol.yaml',
  ]);
});
