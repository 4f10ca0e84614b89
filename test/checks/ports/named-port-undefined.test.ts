import { namedPortUndefined } from '../../../src/checks/ports/named-port-undefined';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { cluster, controller, deployment, labeled, namespace, policy } from '../../fixture';
import { service } from '../../ways-in';
import { contextOfSnapshot } from '../contexts';
import { found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['postgres=5432', 'dns=53/UDP'] });

function ingress(...ports: object[]): object {
  return policy('shop/p', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ ports }] });
}

function egress(...ports: object[]): object {
  return policy('shop/p', {
    podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }], ports }],
  });
}

const NOBODY = (name: string, direction = 'ingress') =>
  `${direction} rule 1 of policy \`shop/p\` names port TCP ${name}, which no container of its pods has`;
const OF_SERVICE = 'ingress rule 1 of policy `shop/p` names port TCP sql, which is a name of Service `shop/db` and of no container';

const ROWS: Record<string, [object[], string, string]> = {
  'a name with a slip of the pen': [[DB, ingress({ port: 'postgress' })], `error: ${NOBODY('postgress')}`, 'did you mean `port: postgres`?'],
  'the name of a port of another protocol': [[DB, ingress({ port: 'dns' })], `error: ${NOBODY('dns')}`,
    '`dns` is a UDP port: write `protocol: UDP` beside it'],
  'a name that is like no other': [[DB, ingress({ port: 'http' })], `warning: ${NOBODY('http')}`,
    'write a name that a container port has, or the number of the port'],
  'pods that name no port': [[WEB, deployment('shop/db', { app: 'db' }, { ports: ['5432'] }), ingress({ port: 'http' })], `warning: ${NOBODY('http')}`,
    'give the container port that name, or write its number'],
  'the peers of an egress rule': [[WEB, DB, egress({ port: 'http' })], `warning: ${NOBODY('http', 'egress')}`,
    'write a name that a container port has, or the number of the port'],
  'the name of a Service\'s port': [[DB, service('shop/db', { app: 'db' }, ['sql=5432']), ingress({ port: 'sql' })], `error: ${OF_SERVICE}`,
    'write the name of the container port, or its number: `port: postgres` (5432)'],
  'the name of a Service\'s port, where the container port has none': [
    [deployment('shop/db', { app: 'db' }, { ports: ['5432'] }), service('shop/db', { app: 'db' }, ['sql=5432']), ingress({ port: 'sql' })],
    `error: ${OF_SERVICE}`, 'write the name of the container port, or its number: `port: 5432`',
  ],
};

const QUIET: Record<string, object[]> = {
  'a name that the container has': [DB, ingress({ port: 'postgres' })],
  'a name that one of the pods has': [DB, deployment('shop/spare', { app: 'db' }), ingress({ port: 'postgres' })],
  'a number': [DB, ingress({ port: 1 })],
  'pods that the input does not have': [WEB, egress({ port: 'http' })],
  'a policy without pods': [WEB, ingress({ port: 'http' })],
  'a rule that is for addresses too': [WEB, DB, policy('shop/p', {
    podSelector: labeled({ app: 'web' }),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }, { ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 'http' }] }],
  })],
  'pods into which a mesh may put containers': [namespace('shop', { 'istio-injection': 'enabled' }), DB, ingress({ port: 'http-envoy-prom' })],
  'pods of a controller that nobody knows': [controller('example.com/v1', 'Thing', 'shop/db', { app: 'db' }), ingress({ port: 'queue' })],
  'pods that perhaps have the name': [DB, deployment('shop/a', { tier: 'x' }, { ports: ['http=80'] }), policy('shop/p', {
    podSelector: { matchExpressions: [{ key: 'pod-template-hash', operator: 'Exists' }] }, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 'http' }] }],
  })],
};

test.each(Object.entries(ROWS))('%s', (_, [given, title, help]) => {
  expect(found(namedPortUndefined, given)).toEqual([title]);
  expect(onlyFinding(namedPortUndefined, given).help).toEqual([help]);
});

test.each(Object.entries(QUIET))('is silent about: %s', (_, given) => {
  expect(found(namedPortUndefined, given)).toEqual([]);
});

test('what the rule admits is said where it names no other port', () => {
  expect(onlyFinding(namedPortUndefined, [DB, ingress({ port: 'http' })]).effect).toBe('the rule admits nothing to `shop/db`');
  expect(onlyFinding(namedPortUndefined, [DB, ingress({ port: 'http' }, { port: 'postgres' })]).effect).toBeUndefined();
});

describe('a Cilium that looks names of egress rules up in the whole cluster', () => {
  const check = (given: readonly object[]) => namedPortUndefined.check({
    ...contextOfSnapshot(cluster(given, undefined, cilium(defaultOptions('1.16')))), documented: cluster(given),
  }).map(({ title }) => title);

  test('admits nothing either where no pod has the name', () => {
    expect(check([WEB, DB, egress({ port: 'http' })])).toEqual([NOBODY('http', 'egress')]);
  });

  test('may admit something where another pod has it', () => {
    expect(check([WEB, DB, deployment('shop/api', { app: 'api' }, { ports: ['http=80'] }), egress({ port: 'http' })])).toEqual([]);
  });
});
