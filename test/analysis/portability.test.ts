import fc from 'fast-check';
import { cilium } from '../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../src/dialects/cilium/options';
import { CILIUM_VERSIONS } from '../../src/dialects/cilium/version';
import { KUBERNETES } from '../../src/dialects/kubernetes';
import { portabilityOf } from '../../src/engine/answers/portability';
import { ingest, translate } from '../../src/ingest/ingest';
import { Endpoint, Flow } from '../../src/model/flow';
import { MatrixEndpoint, NodeGroup } from '../../src/model/matrix';
import { Snapshot } from '../../src/model/snapshot';
import { FlowVerdict } from '../../src/model/trace';
import { portParts, relevantPorts } from '../../src/semantics/connections';
import { judge } from '../../src/semantics/judge';
import { facts as knownAddresses, labeled, namespace, node, pod, policy } from '../fixture';
import { anyScenario, Scenario } from '../generators/scenarios';
import { expectGolden } from '../golden/golden';
import {
  ClusterFacts, ExistingCluster, NetworkDriver, PolicyCidrMatchMode, PolicyEnforcementMode, PortabilityRow,
  Reachability,
} from 'cdk8s-netpol';

const WEB = pod('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const DB = pod('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const SIGNAL = pod('shop/signal', { app: 'signal' }, { ports: ['m3ua=2905/SCTP'] });
const ENFORCERS = ['kubernetes', ...CILIUM_VERSIONS.map(version => `cilium-${version}`)];

function ingressOf(app: string, ...ingress: object[]): object {
  return policy(`shop/${app}-in`, { podSelector: labeled({ app }), policyTypes: ['Ingress'], ingress });
}

function egressOf(app: string, ...egress: object[]): object {
  return policy(`shop/${app}-out`, { podSelector: labeled({ app }), policyTypes: ['Egress'], egress });
}

const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, ...(except.length > 0 && { except }) } });
const EVERYTHING_IPV4 = '0.0.0.0/0';

function report(manifests: readonly object[], facts?: ClusterFacts) {
  return Reachability.ofManifests([...manifests], { facts }).portability();
}

/** `shop/web -> shop/db TCP 81-90: allowed denied allowed*5`, the verdicts in the order of the enforcers. */
function lines(rows: readonly PortabilityRow[]): string[] {
  return rows.map(({ source, destination, traffic, verdicts }) => {
    expect(Object.keys(verdicts)).toEqual(ENFORCERS);
    return `${source} -> ${destination} ${traffic}: ${ENFORCERS.map(enforcer => verdicts[enforcer][0]).join('')}`;
  });
}

interface Row {
  readonly manifests: readonly object[];
  readonly facts?: ClusterFacts;
  /** The first letters of the verdicts: of Kubernetes, then of Cilium 1.15 to 1.20. */
  readonly rows: readonly string[];
}

const ROWS: Record<string, Row> = {
  'policies that mean the same everywhere': { manifests: [WEB, DB, ingressOf('db', { ports: [{ port: 5432 }] })], rows: [] },
  'no policy': { manifests: [WEB, DB], rows: [] },
  'nothing at all': { manifests: [], rows: [] },
  'endPort, which 1.15 cuts': {
    manifests: [WEB, DB, ingressOf('db', { from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port: 80, endPort: 90 }] })],
    rows: ['shop/web -> shop/db TCP 81-90: adaaaaa'],
  },
  'an egress port name that two pods use differently, up to 1.19': {
    manifests: [
      WEB, DB, pod('lab/other', {}, { ports: ['sql=1'] }),
      policy('shop/web-out', {
        podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }], ports: [{ port: 'sql' }] }],
      }),
    ],
    rows: ['shop/web -> shop/db TCP 5432: addddda'],
  },
  'a negative selector, which up to 1.18 admits the internet': {
    manifests: [DB, namespace('lab', { team: 'x' }), ingressOf('db', {
      from: [{ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] } }], ports: [{ port: 5432 }],
    })],
    rows: ['0.0.0.0/0, ::/0 -> shop/db TCP 5432: daaaadd'],
  },
  'a verdict that is unknown to Kubernetes and certain to Cilium': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8')], ports: [{ port: 5432 }] })],
    rows: ['shop/web -> shop/db TCP 5432: udddddd'],
  },
  'the same where the pod\'s address is known': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8')], ports: [{ port: 5432 }] })],
    facts: { podCidrs: ['10.1.0.0/16'] },
    rows: ['shop/web -> shop/db TCP 5432: adddddd'],
  },
  'the same with policyCIDRMatchMode pods, which 1.20 knows': {
    manifests: [WEB, DB, ingressOf('db', { from: [block('10.0.0.0/8')], ports: [{ port: 5432 }] })],
    facts: { podCidrs: ['10.1.0.0/16'], policyCidrMatchModes: [PolicyCidrMatchMode.PODS] },
    rows: ['shop/web -> shop/db TCP 5432: addddda'],
  },
  'addresses of a section that the documentation does not read': {
    manifests: [DB, policy('shop/p', {
      podSelector: labeled({ app: 'db' }), policyTypes: ['Egress'], egress: [{}], ingress: [{ from: [block(EVERYTHING_IPV4)], ports: [{ port: 5432 }] }],
    })],
    rows: [
      '0.0.0.0/0 -> shop/db TCP 1-5431,5433-65535; UDP all ports; SCTP all ports: adddddd',
      '::/0 -> shop/db everything: adddddd',
    ],
  },
  'two parts of one connection that differ differently': {
    manifests: [WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=5432', 'sql=5433'] }), ingressOf('db', {
      from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port: 'sql' }, { port: 80, endPort: 90 }],
    })],
    rows: ['shop/web -> shop/db TCP 5432: adddddd', 'shop/web -> shop/db TCP 81-90: adaaaaa'],
  },
  'a rule whose block names a node of the input': {
    manifests: [WEB, node('one', '192.168.0.1'), node('two', '192.168.0.2'), node('three', '10.0.0.1'), egressOf('web', {
      to: [block('192.168.0.0/24')], ports: [{ port: 6443 }],
    })],
    rows: ['shop/web -> nodes one, two TCP 6443: adddddd'],
  },
  'the pod\'s own node is not one of them': {
    manifests: [
      pod('shop/web', { app: 'web' }, { node: 'one' }), node('one', '192.168.0.1'), node('two', '192.168.0.2'),
      egressOf('web', { to: [block('192.168.0.0/24')], ports: [{ port: 6443 }] }),
    ],
    rows: ['shop/web -> node two TCP 6443: adddddd'],
  },
  'a rule that lets nodes in': {
    manifests: [DB, node('one', '192.168.0.1'), ingressOf('db', { from: [block('192.168.0.1/32')], ports: [{ port: 5432 }] })],
    rows: ['node one -> shop/db TCP 5432: adddddd'],
  },
  'the same with policyCIDRMatchMode nodes': {
    manifests: [DB, node('one', '192.168.0.1'), ingressOf('db', { from: [block('192.168.0.1/32')], ports: [{ port: 5432 }] })],
    facts: { policyCidrMatchModes: [PolicyCidrMatchMode.NODES] },
    rows: [],
  },
  'nodes of which only the range is declared': {
    manifests: [WEB, egressOf('web', { to: [block('192.168.0.0/16')], ports: [{ port: 6443 }] })],
    facts: { nodeCidrs: ['192.168.0.0/24'] },
    rows: ['shop/web -> other nodes TCP 6443: adddddd'],
  },
  'SCTP to a pod that does not listen on it is left out': { manifests: [WEB, DB], rows: [] },
  'SCTP to a pod that listens on it': {
    manifests: [WEB, SIGNAL],
    rows: ['0.0.0.0/0, ::/0 -> shop/signal SCTP all ports: adddddd', 'shop/web -> shop/signal SCTP all ports: adddddd'],
  },
  'SCTP with sctp.enabled': { manifests: [WEB, SIGNAL], facts: { sctpEnabled: true }, rows: [] },
  'enforcement mode never, which opens what policies deny': {
    manifests: [WEB, DB, ingressOf('db', { from: [{ podSelector: {} }] })],
    facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER },
    rows: ['0.0.0.0/0, ::/0 -> shop/db everything: daaaaaa'],
  },
};

test.each(Object.entries(ROWS))('%s', (_, { manifests, facts, rows }) => {
  expect(lines(report(manifests, facts).rows).sort()).toEqual([...rows].sort());
});

test('the report is the same whichever cluster the policies are meant for', () => {
  const { manifests } = ROWS['endPort, which 1.15 cuts'];
  const target = ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM });
  expect(Reachability.ofManifests([...manifests], { target }).portability().toString())
    .toBe(report(manifests).toString());
});

describe('as text', () => {
  test('the rows are a table', () => {
    const [[, first], [, second]] = Object.entries(ROWS).filter(([name]) => /^(endPort|a negative selector)/.test(name));
    expectGolden('target/portability', report([...first.manifests, ...second.manifests.slice(1)].map(withOwnName)).toString());
  });

  test('many blocks are one with exceptions', () => {
    const { manifests } = ROWS['addresses of a section that the documentation does not read'];
    const text = report(JSON.parse(JSON.stringify(manifests).replace(EVERYTHING_IPV4, '10.0.0.0/8'))).toString();
    expect(text).toMatch(/^0\.0\.0\.0\/0 \(except 10\.0\.0\.0\/8\), ::\/0  shop\/db/m);
  });

  test('without a row it says so', () => {
    expect(report([WEB, DB]).toString()).toBe('every connection has the same verdict everywhere');
  });
});

/** The policies of two rows, which have the same name, side by side. */
function withOwnName(manifest: any, index: number): object {
  return manifest.kind === 'NetworkPolicy' ? { ...manifest, metadata: { ...manifest.metadata, name: `policy-${index}` } } : manifest;
}

describe('in any cluster', () => {
  const dialects = [KUBERNETES, ...CILIUM_VERSIONS.map(version => cilium(defaultOptions(version)))];
  const readingsOf = ({ manifests, facts }: Scenario): Snapshot[] => {
    const { snapshot, resources } = ingest(
      manifests.map(content => ({ content })), { dialect: KUBERNETES, facts: knownAddresses(facts) });
    return dialects.map(dialect => translate(snapshot, resources, dialect));
  };
  const endpointsOf = (endpoint: MatrixEndpoint | NodeGroup): Endpoint[] => {
    switch (endpoint.kind) {
      case 'workload': return [endpoint];
      case 'external': return [{ kind: 'address', address: endpoint.representative }];
      case 'nodes': return [undefined, ...endpoint.names].slice(endpoint.names.length === 0 ? 0 : 1)
        .map((name): Endpoint => ({ kind: 'node', name, isElsewhere: true }));
    }
  };

  const isSame = (row: MatrixEndpoint | NodeGroup, endpoint: Endpoint): boolean =>
    row.kind === 'workload' && endpoint.kind === 'workload' && row.workload === endpoint.workload;
  const partsOf = (readings: readonly Snapshot[], source: Endpoint, destination: Endpoint) =>
    readings.flatMap(reading => portParts(reading, destination, relevantPorts(reading, source, destination)));

  test('no row has the same verdict everywhere, and each verdict is what the judge says with that dialect', () => {
    fc.assert(fc.property(anyScenario, scenario => {
      const readings = readingsOf(scenario);
      for (const { source, destination, traffic, verdicts } of portabilityOf(readings)) {
        expect(new Set(verdicts).size).toBeGreaterThan(1);
        for (const protocol of ['TCP', 'UDP', 'SCTP'] as const) {
          for (const { start, end } of traffic.ports(protocol).intervals) {
            for (const port of [start, end - 1]) {
              for (const flow of endpointsOf(source).flatMap(from => endpointsOf(destination)
                .map((to): Flow => ({ source: from, destination: to, protocol, port })))) {
                expect(readings.map(reading => judge(reading, flow).verdict)).toEqual(verdicts);
              }
            }
          }
        }
      }
    }), { numRuns: 50 });
  });

  test('no connection is missing that has not the same verdict everywhere, but SCTP to pods that do not listen on it', () => {
    fc.assert(fc.property(anyScenario, scenario => {
      const readings = readingsOf(scenario);
      const rows = portabilityOf(readings);
      const { workloads } = readings[0];
      const pairs = workloads.flatMap(source => workloads.filter(other => other !== source)
        .map((destination): Endpoint[] => [source, destination].map(workload => ({ kind: 'workload', workload }))));
      for (const [source, destination] of pairs) {
        const ofPair = rows.filter(row => isSame(row.source, source) && isSame(row.destination, destination));
        for (const { protocol, ports } of partsOf(readings, source, destination)) {
          if (protocol === 'SCTP' && !listensOnSctp(destination)) {
            continue;
          }
          const flow = { source, destination, protocol, port: ports.intervals[0].start };
          const verdicts = readings.map((reading): FlowVerdict => judge(reading, flow).verdict);
          expect(ofPair.filter(({ traffic }) => traffic.contains(protocol, flow.port)).map(row => row.verdicts))
            .toEqual(new Set(verdicts).size > 1 ? [verdicts] : []);
        }
      }
    }), { numRuns: 50 });
  });
});

function listensOnSctp(endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && endpoint.workload.ports.some(({ protocol }) => protocol === 'SCTP');
}
