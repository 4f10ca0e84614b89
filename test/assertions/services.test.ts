import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { servicesAt } from '../../src/assertions/services';
import { Finding } from '../../src/model/finding';
import { formatEndpoint } from '../../src/model/flow';
import { ALL_ADDRESSES } from '../../src/sets/addresses';
import { formatCidrs } from '../../src/sets/cidr';
import { refusalOf } from '../constructs/synthesized';
import { cluster, deployment, labeled, metadata, node, pod, policy } from '../fixture';
import { Cidr, IPeer, Pods, Port, Reachability } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const API = deployment('shop/api', { app: 'api' }, { ports: ['http=8080', 'admin=9090'] });
const web = Pods.labeled({ app: 'web' });

function service(name: string, spec: object, status?: object): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: metadata(name), spec, ...(status && { status }) };
}

function slice(name: string, ips: readonly string[], ports: readonly object[], more: object = {}): object {
  const [where, of] = name.split('/');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace: where, name: `${of}-1`, labels: { 'kubernetes.io/service-name': of } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ips }],
    ports,
    ...more,
  };
}

function endpoints(name: string, ips: readonly string[], ports: readonly object[]): object {
  const subsets = [{ addresses: ips.map(ip => ({ ip })), ports }];
  return { apiVersion: 'v1', kind: 'Endpoints', metadata: metadata(name), subsets };
}

function webMaySend(...rules: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: rules });
}

const on = (port: number | string) => ({ ports: [{ port }] });
const KUBERNETES = service(
  'default/kubernetes', { clusterIP: '10.43.0.1', ports: [{ name: 'https', port: 443, targetPort: 6443 }] },
);
const AT = Cidr.of('10.43.0.1/32');

function backendsOf(given: readonly object[]): string[] {
  const found = servicesAt(cluster(given), ALL_ADDRESSES).flatMap(({ backends }) => backends);
  return found.map(({ name, endpoint, ports }) => {
    const address = endpoint.kind === 'workload' && endpoint.workload.addresses !== undefined
      ? ` at ${formatCidrs(endpoint.workload.addresses)}` : '';
    const forwarded = ports.map(({ protocol, port, target }) => `${protocol} ${port} to ${target}`).join(', ');
    return `${name}: ${formatEndpoint(endpoint)}${address}, ${forwarded}`;
  });
}

describe('what stands behind a Service', () => {
  const selecting = (ports: readonly object[], more: object = {}) =>
    service('shop/api', { clusterIP: '10.43.0.1', selector: { app: 'api' }, ports, ...more });
  const rows: Record<string, [object[], string[]]> = {
    'the pods that it selects, on a number': [[API, selecting([{ port: 80, targetPort: 8080 }])], [
      'Service shop/api: shop/api, TCP 80 to 8080',
    ]],
    'on a name': [[API, selecting([{ port: 80, targetPort: 'http' }])], ['Service shop/api: shop/api, TCP 80 to 8080']],
    'on the same number where there is no target': [[API, selecting([{ port: 8080 }])], [
      'Service shop/api: shop/api, TCP 8080 to 8080',
    ]],
    'on several ports': [[API, selecting([
      { name: 'a', port: 80, targetPort: 'http' }, { name: 'b', port: 81, targetPort: 'admin' },
    ])], ['Service shop/api: shop/api, TCP 80 to 8080, TCP 81 to 9090']],
    'on a name that only some of the pods have': [
      [
        API, deployment('shop/old', { app: 'api' }, { ports: ['http=80'] }),
        selecting([{ port: 81, targetPort: 'admin' }]),
      ],
      ['Service shop/api: shop/api, TCP 81 to 9090', 'Service shop/api: shop/old, '],
    ],
    'no pods of another namespace': [[deployment('lab/api', { app: 'api' }), selecting([{ port: 80 }])], []],
    'the pods and not a stale list of their addresses': [
      [API, selecting([{ port: 80 }]), slice('shop/api', ['192.0.2.9'], [{ port: 80 }])],
      ['Service shop/api: shop/api, TCP 80 to 80'],
    ],
    'without a selector the addresses of a slice': [
      [KUBERNETES, slice('default/kubernetes', ['192.0.2.10', '192.0.2.12'], [{ name: 'https', port: 6443 }])], [
        'Service default/kubernetes: 192.0.2.10, TCP 443 to 6443',
        'Service default/kubernetes: 192.0.2.12, TCP 443 to 6443',
      ],
    ],
    'of several slices': [[
      KUBERNETES, slice('default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }]),
      {
        ...slice('default/kubernetes', ['192.0.2.20'], [{ name: 'https', port: 7443 }]),
        metadata: {
          namespace: 'default', name: 'kubernetes-2', labels: { 'kubernetes.io/service-name': 'kubernetes' },
        },
      },
    ], [
      'Service default/kubernetes: 192.0.2.10, TCP 443 to 6443',
      'Service default/kubernetes: 192.0.2.20, TCP 443 to 7443',
    ]],
    'or of Endpoints': [[
      KUBERNETES, endpoints('default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }]),
    ], [
      'Service default/kubernetes: 192.0.2.10, TCP 443 to 6443',
    ]],
    'a node by its address': [
      [
        KUBERNETES, node('cp-1', '192.0.2.10'),
        slice('default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }]),
      ],
      ['Service default/kubernetes: node cp-1, TCP 443 to 6443'],
    ],
    'a pod by its address': [[
      service('shop/db', { clusterIP: '10.43.0.1', ports: [{ port: 5432 }] }),
      pod('shop/db-0', { app: 'db' }, { ip: '10.42.0.7' }), slice('shop/db', ['10.42.0.7'], [{ name: '', port: 5432 }]),
    ], ['Service shop/db: shop/db-0 at 10.42.0.7/32, TCP 5432 to 5432']],
    'a node where a pod on its network has the same address': [[
      KUBERNETES, node('cp-1', '192.0.2.10'), slice(
        'default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }],
      ),
      pod('kube-system/apiserver', {}, { ip: '192.0.2.10', hostNetwork: true, node: 'cp-1' }),
    ], ['Service default/kubernetes: node cp-1, TCP 443 to 6443']],
    'nothing by a host name': [
      [
        KUBERNETES,
        slice('default/kubernetes', ['api.example'], [{ name: 'https', port: 6443 }], { addressType: 'FQDN' }),
      ], [],
    ],
    'nothing on a port of another name': [
      [KUBERNETES, slice('default/kubernetes', ['192.0.2.10'], [{ name: 'metrics', port: 9 }])],
      ['Service default/kubernetes: 192.0.2.10, '],
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, expected]) => {
    expect(backendsOf(given)).toEqual(expected);
  });
});

describe('a Service is meant by each of its addresses', () => {
  const spec = { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'http' }] };
  const rows: Record<string, [object, string]> = {
    clusterIP: [service('shop/api', { ...spec, clusterIP: '10.43.0.1' }), '10.43.0.1/32'],
    clusterIPs: [
      service('shop/api', { ...spec, clusterIP: '10.43.0.1', clusterIPs: ['10.43.0.1', 'fd43::1'] }), 'fd43::1/128',
    ],
    externalIPs: [service('shop/api', { ...spec, externalIPs: ['198.51.100.7'] }), '198.51.100.7/32'],
    'that of its load balancer': [
      service('shop/api', spec, { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } }), '203.0.113.7/32',
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, cidr]) => {
    const { verdict, explanation } = Reachability.ofManifests([WEB, API, given, webMaySend(on(8080))])
      .check({ source: web.inNamespace('shop'), destination: Cidr.of(cidr), port: Port.tcp(80) });
    expect(verdict).toBe('allowed');
    expect(explanation.split('\n')[0]).toBe('ALLOWED  shop/web -> shop/api TCP 8080');
  });
});

describe('a question about the address of the API server', () => {
  const SLICE = slice('default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }]);
  const ask = (...given: object[]) => Reachability.ofManifests([WEB, KUBERNETES, ...given])
    .check({ source: web.inNamespace('shop'), destination: AT, port: Port.HTTPS });

  test('is answered for the port that it listens on, not for that of the Service', () => {
    expect(ask(SLICE, webMaySend(on(443))).verdict).toBe('denied');
    expect(ask(SLICE, webMaySend(on(6443))).verdict).toBe('allowed');
  });

  test('is answered for its address, not for that of the Service', () => {
    const to = (cidr: string) => webMaySend({ to: [{ ipBlock: { cidr } }] });
    expect(ask(SLICE, to('10.43.0.1/32')).verdict).toBe('denied');
    expect(ask(SLICE, to('192.0.2.10/32')).verdict).toBe('allowed');
  });

  test('says what the Service leads to', () => {
    expect(ask(SLICE, webMaySend(on(6443))).explanation).toBe(`ALLOWED  shop/web -> 192.0.2.10 TCP 6443
  egress   shop/web    allowed  isolated by shop/web; admitted by shop/web, rule 1: to anybody, TCP 6443
  ingress  192.0.2.10  allowed  outside the cluster: no policy applies to it
  note: Service default/kubernetes leads there: its TCP 443 to 6443`);
  });

  test('is refused on a port that the Service does not have', () => {
    const reachability = Reachability.ofManifests([WEB, KUBERNETES, SLICE]);
    const question = { source: web.inNamespace('shop'), destination: AT, port: Port.tcp(6443) };
    expect(refusalOf(() => reachability.check(question))).toContain(
      'Service `default/kubernetes` leads nowhere on TCP 6443; it leads on from TCP 443 (https)\n');
  });

  test('is refused for a part of the Services that nobody has told of', () => {
    const reachability = Reachability.ofManifests(
      [WEB, KUBERNETES, SLICE], { facts: { serviceCidrs: ['10.43.0.0/16'] } },
    );
    expect(
      refusalOf(() => reachability.check({ source: web.inNamespace('shop'), destination: Cidr.of('10.43.0.0/31') })),
    )
      .toContain('`10.43.0.0/31` holds addresses of Services, and what is reached there are the pods behind them');
    expect(reachability.check({ source: web.inNamespace('shop'), destination: AT }).verdict).toBe('allowed');
  });

  test('is for no pod that has no address yet: none can get that of a Service', () => {
    const agent = deployment('shop/agent', { app: 'agent' }, { hostNetwork: true });
    expect(ask(SLICE, agent, webMaySend(on(443))).verdict).toBe('denied');
  });
});

function assertion(source: IPeer, destination: IPeer, ports: Port[] = [Port.HTTPS]): Assertion {
  return assertionOf({ at: { object: 'test' }, namespace: 'shop', source, destination, ports });
}

describe('a Service with nothing known behind it', () => {
  const ORPHAN = service('shop/api', { clusterIP: '10.43.0.1', selector: { app: 'api' }, ports: [{ port: 443 }] });
  const finding = (check: string): Finding => ({
    check,
    severity: 'error',
    title: '`10.43.0.1/32` holds the address of Service `shop/api`, and the input does not say what stands behind it',
    at: { object: 'test' },
    evidence: [{ label: 'Service', text: 'Service shop/api' }],
    notes: ['the address of a Service is replaced by that of an endpoint behind it, and policies decide about that'],
    help: ['name the endpoint itself, or add the pods of the Service, '
      + 'or an EndpointSlice with `kubernetes.io/service-name: api`, to the input'],
  });

  test.each([
    ['must-reach', mustReach, [ORPHAN]],
    ['must-not-reach', mustNotReach, [ORPHAN]],
    ['must-reach', mustReach, [ORPHAN, slice('shop/api', [], [{ port: 443 }])]],
  ] as const)('fails %s', (name, check, given) => {
    expect(check(cluster([WEB, ...given]), assertion(web, AT))).toEqual([finding(name)]);
  });

  test('is refused in a question', () => {
    const reachability = Reachability.ofManifests([WEB, ORPHAN]);
    expect(refusalOf(() => reachability.check({ source: web.inNamespace('shop'), destination: AT })))
      .toContain('holds the address of Service `shop/api`, and the input does not say what stands behind it');
  });
});

describe('assertions about the address of a Service', () => {
  const GIVEN = [
    WEB, API,
    service(
      'shop/api', { clusterIP: '10.43.0.1', selector: { app: 'api' }, ports: [{ port: 443, targetPort: 'http' }] },
    ),
  ];

  test('speak of the port of the pods', () => {
    expect(mustReach(cluster([...GIVEN, webMaySend(on(8080))]), assertion(web, AT))).toEqual([]);
    expect(mustNotReach(cluster([...GIVEN, webMaySend(on(443))]), assertion(web, AT))).toEqual([]);
  });

  test('show the pod behind it, and the port of the Service', () => {
    expect(mustNotReach(cluster([...GIVEN, webMaySend(on(8080))]), assertion(web, AT))).toEqual([{
      check: 'must-not-reach',
      severity: 'error',
      title: 'a connection from `pods app=web` to `10.43.0.1/32` on TCP 443 is allowed, and must not be',
      at: { object: 'test' },
      evidence: [
        { label: 'witness', text: 'shop/web -> shop/api TCP 8080, allowed' },
        { label: 'through', text: 'Service shop/api, TCP 443' },
        {
          label: 'egress',
          columns: ['shop/web', 'allowed'],
          text: 'isolated by shop/web; admitted by shop/web, rule 1: to anybody, TCP 8080',
        },
        {
          label: 'ingress',
          columns: ['shop/api', 'allowed'],
          text: 'not isolated: no policy selects it for ingress',
        },
        { label: 'in all', text: '1 of 1 pair: shop/web -> shop/api behind Service shop/api TCP 8080' },
        {
          label: 'replay',
          text: 'Reachability.ofApp(app).explain({ source: Pods.labeled({ app: \'web\' }).inNamespace(\'shop\'), '
            + 'destination: Pods.labeled({ app: \'api\' }).inNamespace(\'shop\'), port: Port.tcp(8080) })',
        },
      ],
      effect: undefined,
      notes: [],
      help: [
        'narrow rule 1 of `shop/web`',
        'or isolate `shop/api` for ingress: `new DefaultDenyIngress(this, \'deny\')` in namespace `shop`',
      ],
    }]);
  });

  const silent = (check: string, port: string): Finding => ({
    check,
    severity: 'error',
    title: `Service \`shop/api\` leads nowhere on ${port}; it leads on from TCP 443`,
    at: { object: 'test' },
    evidence: [],
    notes: ['a Service takes connections on its own ports only, whatever stands behind it'],
    help: ['name a port of the Service'],
  });
  const CHECKS = [['must-reach', mustReach], ['must-not-reach', mustNotReach]] as const;

  test.each(CHECKS)('fail on a port that the Service does not have: %s', (name, check) => {
    const snapshot = cluster([...GIVEN, webMaySend()]);
    expect(check(snapshot, assertion(web, AT, [Port.tcp(8080)]))).toEqual([silent(name, 'TCP 8080')]);
    expect(check(snapshot, assertion(web, AT, [Port.HTTPS, Port.named('http')]))).toEqual([silent(name, 'TCP http')]);
  });

  test('fail where one of two Services does not have a port that must be reached', () => {
    const other = service('shop/other', { clusterIP: '10.43.0.2', selector: { app: 'api' }, ports: [{ port: 80 }] });
    const both = Cidr.of('10.43.0.0/30', { exceptCidrs: ['10.43.0.0/32', '10.43.0.3/32'] });
    expect(
      mustReach(cluster([...GIVEN, other]), assertion(web, both, [Port.tcp(80)])),
    ).toEqual([silent('must-reach', 'TCP 80')]);
    expect(mustNotReach(cluster([...GIVEN, other, webMaySend()]), assertion(web, both, [Port.tcp(80)]))).toEqual([]);
  });

  test('name nobody as a source: nothing connects from there', () => {
    for (const [check, run] of CHECKS) {
      expect(run(cluster(GIVEN), assertion(AT, web)).map(({ title, help }) => [check, title, help])).toEqual([[
        check, '`10.43.0.1/32` matches nothing in the input, so there is nothing to check',
        ['nothing connects from the address of a Service: name the pods with `Pods`'],
      ]]);
    }
  });
});
