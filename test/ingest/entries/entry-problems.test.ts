import { deployment, namespace, read } from '../../fixture';
import { ingress, ingressBackend, ingressRule, route, service } from '../../ways-in';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const SERVICE = service('shop/web', { app: 'web' }, ['http=80:http', 'admin=81:9000']);

function problems(...objects: object[]): string[] {
  return read(objects).problems.map(({ severity, message, at, field, help }) => `${severity}: ${message} (${at.object}, ${field}): ${help}`);
}

describe('what would not arrive is said', () => {
  test.each<[string, readonly object[], readonly string[]]>([
    ['a Service that is not there', [WEB, SERVICE, ingress('shop/i', { rules: [ingressRule('a', { '/': 'wbe:80', '/x': 'wbe:80' })] })],
      ['warning: Ingress shop/i sends traffic to Service shop/wbe, which the input does not have (Ingress shop/i, '
        + 'spec.rules[0].http.paths[0].backend): add the Service to the input, or name another: shop has `web`']],
    ['a number that is no port of the Service', [WEB, SERVICE, ingress('shop/i', { defaultBackend: ingressBackend('web:8080') })],
      ['warning: Ingress shop/i sends traffic to a port that Service shop/web does not have: 8080 (Ingress shop/i, '
        + 'spec.defaultBackend): Service shop/web has 80 (`http`), 81 (`admin`)']],
    ['a name that is no port of the Service', [WEB, SERVICE, route('shop/r', { to: { name: 'web' }, port: { targetPort: 'https' } })],
      ['warning: Route shop/r sends traffic to a port that Service shop/web does not have: `https` (Route shop/r, '
        + 'spec.to.name): Service shop/web has 80 (`http`), 81 (`admin`)']],
    ['a Service that selects nothing', [WEB, service('shop/open', { app: 'wbe' }, ['80'], { type: 'LoadBalancer' })],
      ['warning: Service shop/open is open to the outside and selects no pods of the input: `app=wbe` (Service shop/open, '
        + 'spec.selector): write labels that the pods have, or add the pods to the input']],
    ['a port name that no pod has', [WEB, service('shop/open', { app: 'web' }, ['80:https'], { type: 'NodePort' })],
      ['warning: port 80 of Service shop/open leads to the port `https` of its pods, which have none of that name '
        + '(Service shop/open, spec.ports): name a port of a container, or write its number']],
    ['a backend that names nothing', [WEB, SERVICE, ingress('shop/i', { defaultBackend: { service: {} } })],
      ['warning: `spec.defaultBackend` names no Service (Ingress shop/i, spec.defaultBackend): write `service: { name: web, port: { number: 80 } }`']],
  ])('%s', (_, objects, expected) => {
    expect(problems(...objects)).toEqual(expected);
  });
});

describe('what may be elsewhere is no problem', () => {
  test.each<[string, readonly object[]]>([
    ['a Service of a namespace of which the input has nothing', [namespace('shop'), ingress('shop/i', { defaultBackend: ingressBackend('web:80') })]],
    ['pods of a namespace of which the input has none', [SERVICE, ingress('shop/i', { defaultBackend: ingressBackend('web:80') })]],
    ['a Service for the inside that selects nothing', [WEB, service('shop/x', { app: 'x' }, ['80'])]],
    ['a Service without a selector', [WEB, service('shop/x', {}, ['80'], { type: 'LoadBalancer' })]],
    ['an Ingress without rules', [ingress('shop/i', {})]],
    ['a rule without `http`', [ingress('shop/i', { rules: [{ host: 'a' }] })]],
    ['a backend that is another object', [ingress('shop/i', { defaultBackend: { resource: { kind: 'Bucket', name: 'b' } } })]],
    ['an Ingress as it was before v1', [WEB, SERVICE, {
      apiVersion: 'extensions/v1beta1',
      kind: 'Ingress',
      metadata: { name: 'i', namespace: 'shop' },
      spec: { backend: { serviceName: 'web', servicePort: 'http' } },
    }]],
    ['a Gateway of Istio, and a Route of Knative', [
      { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'g' }, spec: { servers: [] } },
      { apiVersion: 'serving.knative.dev/v1', kind: 'Route', metadata: { name: 'r' }, spec: { traffic: [] } },
    ]],
  ])('%s', (_, objects) => {
    expect(problems(...objects)).toEqual([]);
  });
});
