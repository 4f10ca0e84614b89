import { allPortsOpen } from '../../../src/checks/ports/all-ports-open';
import { deployment, labeled, policy } from '../../fixture';
import { found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const NAMED = { from: [{ podSelector: labeled({ app: 'front' }) }], ports: [{ port: 8080 }] };
const WHOLE = { from: [{ namespaceSelector: labeled({ team: 'ops' }) }] };

function ingress(podSelector: object, ...rules: object[]): object {
  return policy('shop/p', { podSelector, policyTypes: ['Ingress'], ingress: rules });
}

const ROWS: Record<string, object[]> = {
  'whole namespaces': [WEB, ingress(labeled({ app: 'web' }), NAMED, WHOLE)],
  'everybody': [WEB, ingress(labeled({ app: 'web' }), NAMED, {})],
};

const QUIET: Record<string, object[]> = {
  'no rule of the policy names ports': [WEB, ingress(labeled({ app: 'web' }), WHOLE)],
  'every rule names ports': [WEB, ingress(labeled({ app: 'web' }), NAMED, { ...WHOLE, ports: [{ port: 9090 }] })],
  'pods of the same namespace': [WEB, ingress(labeled({ app: 'web' }), NAMED, { from: [{ podSelector: {} }] })],
  'some pods of a namespace': [WEB, ingress(labeled({ app: 'web' }), NAMED, {
    from: [{ namespaceSelector: labeled({ team: 'ops' }), podSelector: labeled({ app: 'probe' }) }],
  })],
  'a policy for all pods of its namespace': [WEB, ingress({}, NAMED, WHOLE)],
  'pods that declare no ports': [deployment('shop/web', { app: 'web' }), ingress(labeled({ app: 'web' }), NAMED, WHOLE)],
  'pods that the input does not have': [ingress(labeled({ app: 'web' }), NAMED, WHOLE)],
};

test.each(Object.entries(ROWS))('%s', (_, given) => {
  expect(found(allPortsOpen, given)).toEqual(['info: policy `shop/p` names ports in one ingress rule, and opens every port in another']);
});

test.each(Object.entries(QUIET))('is silent about: %s', (_, given) => {
  expect(found(allPortsOpen, given)).toEqual([]);
});

test('policies that open every port to the same peers are one finding', () => {
  const again = { ...ingress(labeled({ app: 'web' }), NAMED, WHOLE), metadata: { name: 'q', namespace: 'shop' } };
  expect(onlyFinding(allPortsOpen, [WEB, ingress(labeled({ app: 'web' }), NAMED, WHOLE), again]).likewise?.map(({ object }) => object))
    .toEqual(['NetworkPolicy shop/q']);
});
