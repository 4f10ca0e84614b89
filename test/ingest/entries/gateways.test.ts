import { deployment, namespace, read } from '../../fixture';
import { gatewayApi, service } from '../../ways-in';

const SHOP = [namespace('shop', { team: 'a' }), deployment('shop/web', { app: 'web' }), service('shop/web', { app: 'web' }, ['80'])];

const LISTENER = { name: 'http', protocol: 'HTTP', port: 80 };

/** What of a route is attached to a Gateway with the listeners, and what is said where nothing is. */
function attached(listeners: readonly object[], spec: object, kind: string = 'HTTPRoute', place: string = 'shop'): unknown {
  const { snapshot, problems } = read([
    ...SHOP,
    gatewayApi('Gateway', 'shop/gate', { gatewayClassName: 'x', listeners }),
    gatewayApi(kind, `${place}/r`, {
      parentRefs: [{ name: 'gate', namespace: 'shop' }], rules: [{ backendRefs: [{ name: 'web', namespace: 'shop', port: 80 }] }], ...spec,
    }),
  ]);
  return problems.length > 0 ? problems.map(({ message }) => message)
    : (snapshot.entries ?? []).flatMap(({ routes }) => routes)
      .map(({ listeners: taking, doubts }) => ({ listeners: taking, doubts: doubts.map(({ kind: doubt }) => doubt) }));
}

const NOWHERE = (kind: string, name: string) => [`no listener of Gateway shop/gate takes ${kind} ${name}, so that nothing comes in by it there`];
const to = (...listeners: object[]) => [{ listeners, doubts: [] }];
const HTTP = { protocol: 'HTTP', port: 80 };

describe('where a route is attached', () => {
  test.each<[string, readonly object[], object, unknown]>([
    ['a listener for every name', [LISTENER], {}, to(HTTP)],
    ['the names of the route', [LISTENER], { hostnames: ['a.example.com'] }, to({ ...HTTP, host: 'a.example.com' })],
    ['the name of the listener', [{ ...LISTENER, hostname: '*.example.com' }], {}, to({ ...HTTP, host: '*.example.com' })],
    ['the narrower of both names', [{ ...LISTENER, hostname: '*.example.com' }], { hostnames: ['a.example.com', 'b.example.org'] }, to({ ...HTTP, host: 'a.example.com' })],
    ['a wildcard of the route', [{ ...LISTENER, hostname: 'a.example.com' }], { hostnames: ['*.example.com'] }, to({ ...HTTP, host: 'a.example.com' })],
    ['other names', [{ ...LISTENER, hostname: 'example.com' }], { hostnames: ['*.example.com'] }, NOWHERE('HTTPRoute', 'shop/r')],
    ['a listener by name', [LISTENER, { ...LISTENER, name: 'other', port: 81 }], { parentRefs: [{ name: 'gate', sectionName: 'other' }] }, to({ ...HTTP, port: 81 })],
    ['a listener by port', [LISTENER, { ...LISTENER, name: 'other', port: 81 }], { parentRefs: [{ name: 'gate', port: 81 }] }, to({ ...HTTP, port: 81 })],
    ['no listener of the name', [LISTENER], { parentRefs: [{ name: 'gate', sectionName: 'none' }] }, NOWHERE('HTTPRoute', 'shop/r')],
    ['a protocol for other kinds', [{ ...LISTENER, protocol: 'TCP' }], {}, NOWHERE('HTTPRoute', 'shop/r')],
    ['kinds that are named', [{ ...LISTENER, allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } }], {}, NOWHERE('HTTPRoute', 'shop/r')],
    ['paths', [LISTENER], { rules: [{ matches: [{ path: { value: '/x' } }], backendRefs: [{ name: 'web', port: 80 }] }] }, to({ ...HTTP, path: '/x' })],
    ['a Gateway that is not in the input', [], { parentRefs: [{ name: 'else', namespace: 'infra', port: 8080 }] },
      [{ listeners: [{ protocol: 'HTTP', port: 8080 }], doubts: ['absent-parent'] }]],
    ['a set of listeners, which is not read', [], { parentRefs: [{ kind: 'ListenerSet', name: 'gate' }] },
      [{ listeners: [{ protocol: 'HTTP' }], doubts: ['absent-parent'] }]],
  ])('%s', (_, listeners, spec, expected) => {
    expect(attached(listeners, spec)).toEqual(expected);
  });

  test.each([
    ['TLSRoute', 'TLS'], ['TCPRoute', 'TCP'], ['TCPRoute', 'TLS'], ['UDPRoute', 'UDP'], ['GRPCRoute', 'HTTPS'], ['TCPRoute', 'example.com/own'],
  ])('a %s goes to a listener for %s', (kind, protocol) => {
    expect(attached([{ ...LISTENER, protocol }], {}, kind)).toEqual(to({ protocol, port: 80 }));
  });

  const allowing = (namespaces: object) => [{ ...LISTENER, allowedRoutes: { namespaces } }];
  test.each<[string, object, string, unknown]>([
    ['the own namespace', {}, 'edge', NOWHERE('HTTPRoute', 'edge/r')],
    ['all namespaces', { from: 'All' }, 'edge', [{ listeners: [HTTP], doubts: ['absent-grant'] }]],
    ['no namespace', { from: 'None' }, 'shop', NOWHERE('HTTPRoute', 'shop/r')],
    ['labels that the namespace has', { from: 'Selector', selector: { matchLabels: { team: 'a' } } }, 'shop', to(HTTP)],
    ['labels that the namespace has not', { from: 'Selector', selector: { matchLabels: { team: 'b' } } }, 'shop', NOWHERE('HTTPRoute', 'shop/r')],
    ['labels of a namespace that is not in the input', { from: 'Selector', selector: { matchLabels: { team: 'b' } } }, 'edge',
      [{ listeners: [HTTP], doubts: ['namespace-labels', 'absent-grant'] }]],
  ])('a listener that takes routes of %s', (_, namespaces, place, expected) => {
    expect(attached(allowing(namespaces), {}, 'HTTPRoute', place)).toEqual(expected);
  });
});
