import path from 'node:path';
import { App, Chart } from 'cdk8s';
import { readingFor, targetOf } from '../../src/analysis/target';
import { servicesAfterPolicy } from '../../src/checks/cluster/services-after-policy';
import { QUIRKS } from '../../src/dialects/cilium/quirks';
import { findings } from '../checks/cluster/context';
import { deployment, labeled, node, pod, policy } from '../fixture';
import {
  CiliumCluster, CiliumVersion, ClusterFacts, ExistingCluster, INetworkPolicyTarget, NetworkDriver, PolicyCidrMatchMode,
  PolicyEnforcementMode, Pods, Port, Reachability, ServiceTranslation, Verdict,
} from 'cdk8s-netpol';

const CILIUM = ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM });
const CALICO = ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO });
const NEVER = { policyEnforcementMode: PolicyEnforcementMode.NEVER };

describe('where a target comes from', () => {
  test('a CiliumCluster is found by its construct and the line of code that made it', () => {
    const app = new App();
    const chart = new Chart(app, 'infra');
    const { line } = lineOf(() => new CiliumCluster(chart, 'cluster', { clusterName: 'shop', clusterTemplateId: 'template' }));
    expect(targetOf(chart.node.findChild('cluster') as CiliumCluster, {}).origin).toEqual({
      object: 'cluster shop', constructPath: 'infra/cluster', source: `${path.relative('', __filename)}:${line}`,
    });
  });

  test('a CiliumCluster says which Kubernetes it has, and an ExistingCluster if it is told', () => {
    const chart = new Chart(new App(), 'infra');
    const cilium = new CiliumCluster(chart, 'cluster', {
      clusterName: 'shop', clusterTemplateId: 'template', kubernetesVersion: '1.36.0',
    });
    const told = ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO, kubernetesVersion: '1.35' });
    expect([cilium, told, CILIUM].map(target => targetOf(target, {}).kubernetesVersion)).toEqual(['1.36.0', '1.35', undefined]);
  });

  test('an ExistingCluster is no construct, and is found by its name', () => {
    expect(targetOf(CILIUM, {}).origin).toEqual({ object: 'cluster staging' });
  });
});

/** Runs the function, which must be written on the line of the call. */
function lineOf(run: () => unknown): { readonly line: number } {
  const [, , caller] = new Error().stack!.split('\n');
  run();
  return { line: Number(/:(\d+):\d+\)?$/.exec(caller)![1]) };
}

describe('which enforcer reads the policies', () => {
  const readers: Record<string, [INetworkPolicyTarget | undefined, ClusterFacts, string]> = {
    'without a target, Kubernetes as documented': [undefined, {}, 'kubernetes'],
    'of Calico, Kubernetes as documented': [CALICO, {}, 'kubernetes'],
    'of flannel with a controller, Kubernetes as documented':
      [ExistingCluster.of('staging', { networkDriver: NetworkDriver.FLANNEL, policyController: 'c' }), {}, 'kubernetes'],
    'of Cilium without a version, 1.15': [CILIUM, {}, 'cilium-1.15'],
    'of a CiliumCluster without a version, 1.15':
      [new CiliumCluster(new Chart(new App(), 'infra'), 'cluster', { clusterTemplateId: 'template' }), {}, 'cilium-1.15'],
    'of a CiliumCluster with a version, that version': [
      new CiliumCluster(new Chart(new App(), 'infra'), 'cluster', { clusterTemplateId: 'template', ciliumVersion: CiliumVersion.V1_17 }),
      {}, 'cilium-1.17',
    ],
    'of a target written by the user without a version, 1.15': [
      { targetName: 'mine', networkDriver: NetworkDriver.CILIUM, enforcesNetworkPolicy: true, supportsCiliumPolicy: true }, {}, 'cilium-1.15',
    ],
    'of Cilium in mode never, Cilium all the same': [CILIUM, NEVER, 'cilium-1.15'],
    'of Cilium in mode never beside a controller, Kubernetes as documented':
      [ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, policyController: 'c' }), NEVER, 'kubernetes'],
  };

  test.each(Object.entries(readers))('%s', (_, [target, facts, name]) => {
    expect(readingFor(target, facts).dialect.name).toBe(name);
  });

  test('Cilium can be read without any one of its quirks, Kubernetes has none', () => {
    const { without } = readingFor(CILIUM, { policyEnforcementMode: PolicyEnforcementMode.ALWAYS });
    expect(without.map(({ quirk }) => quirk)).toEqual(QUIRKS.filter(quirk => quirk !== 'enforces-nothing'));
    expect(readingFor(CALICO, {}).without).toEqual([]);
  });
});

describe('whether anything is enforced', () => {
  const rows: [string, INetworkPolicyTarget, ClusterFacts, boolean, boolean][] = [
    ['Cilium', CILIUM, {}, true, false],
    ['Cilium in mode never', CILIUM, NEVER, false, true],
    ['Cilium in mode never, beside a controller',
      ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, policyController: 'c' }), NEVER, true, true],
    ['Calico, to which the mode means nothing', CALICO, NEVER, true, false],
    ['flannel', ExistingCluster.of('staging', { networkDriver: NetworkDriver.FLANNEL }), {}, false, false],
  ];

  test.each(rows)('%s', (_, target, facts, enforcesNetworkPolicy, isCiliumSwitchedOff) => {
    expect(targetOf(target, facts)).toMatchObject({ enforcesNetworkPolicy, isCiliumSwitchedOff });
  });
});

interface FactRow {
  readonly manifests: readonly object[];
  readonly ciliumVersion?: CiliumVersion;
  readonly facts: ClusterFacts;
  readonly pair: string;
  readonly without: string;
  readonly with: string;
}

const DB = pod('shop/db', { app: 'db' });
const ingressWith = (rule: object) => policy('shop/p', {
  podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [rule],
});
const ingress = (cidr: string) => ingressWith({ from: [{ ipBlock: { cidr } }] });

/** What passes between two endpoints with and without the fact. */
const FACTS: Record<string, FactRow> = {
  'sctpEnabled lets SCTP pass': {
    manifests: [pod('shop/web'), DB, ingressWith({ ports: [{ protocol: 'SCTP', port: 2905 }, { port: 80 }] })],
    facts: { sctpEnabled: true },
    pair: 'shop/web -> shop/db',
    without: 'TCP 80',
    with: 'TCP 80; SCTP 2905',
  },
  'ciliumPatchVersion tells whether a label `host` still opens pods': {
    manifests: [pod('shop/web'), pod('shop/db', { app: 'db', host: 'rack-7' }), ingress('10.1.0.0/16')],
    ciliumVersion: CiliumVersion.V1_20,
    facts: { ciliumPatchVersion: 1 },
    pair: 'shop/web -> shop/db',
    without: 'nothing',
    with: 'everything',
  },
  'hostFirewallEnabled makes policies hold for such pods': {
    manifests: [pod('shop/web'), pod('shop/db', { app: 'db', host: 'rack-7' }), ingress('10.1.0.0/16')],
    facts: { hostFirewallEnabled: true },
    pair: 'shop/web -> shop/db',
    without: 'everything',
    with: 'nothing',
  },
  'ciliumClusterName is what selectors may ask for': {
    manifests: [pod('shop/web'), DB, ingressWith({ from: [{ podSelector: labeled({ 'io.cilium.k8s.policy.cluster': 'east' }) }] })],
    facts: { ciliumClusterName: 'east' },
    pair: 'shop/web -> shop/db',
    without: 'nothing',
    with: 'everything',
  },
  'policyCidrMatchModes with pods matches a pod by its address, from 1.20': {
    manifests: [pod('shop/web', {}, { ip: '10.1.0.5' }), DB, ingress('10.1.0.0/16')],
    ciliumVersion: CiliumVersion.V1_20,
    facts: { policyCidrMatchModes: [PolicyCidrMatchMode.PODS], sctpEnabled: true },
    pair: 'shop/web -> shop/db',
    without: 'nothing',
    with: 'everything',
  },
  'policyCidrMatchModes with pods is not known to 1.19': {
    manifests: [pod('shop/web', {}, { ip: '10.1.0.5' }), DB, ingress('10.1.0.0/16')],
    ciliumVersion: CiliumVersion.V1_19,
    facts: { policyCidrMatchModes: [PolicyCidrMatchMode.PODS], sctpEnabled: true },
    pair: 'shop/web -> shop/db',
    without: 'nothing',
    with: 'nothing',
  },
  'policyCidrMatchModes with nodes matches a pod on the host network by the address of its node': {
    manifests: [
      node('one', '192.168.0.1'), node('two', '192.168.0.2'), pod('shop/agent', {}, { hostNetwork: true, node: 'one' }),
      pod('shop/db', { app: 'db' }, { node: 'two' }), ingress('192.168.0.0/24'),
    ],
    facts: { policyCidrMatchModes: [PolicyCidrMatchMode.NODES], sctpEnabled: true },
    pair: 'shop/agent -> shop/db',
    without: 'nothing',
    with: 'everything',
  },
  'policyEnforcementMode always isolates what no policy selects': {
    manifests: [pod('shop/web'), DB],
    facts: { policyEnforcementMode: PolicyEnforcementMode.ALWAYS },
    pair: 'shop/web -> shop/db',
    without: 'everything',
    with: 'nothing',
  },
  'policyEnforcementMode never opens what policies deny': {
    manifests: [pod('shop/web'), DB, ingress('10.1.0.0/16')],
    facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER, sctpEnabled: true },
    pair: 'shop/web -> shop/db',
    without: 'nothing',
    with: 'everything',
  },
};

describe.each(Object.entries(FACTS))('%s', (_, { manifests, ciliumVersion, facts, pair, ...expected }) => {
  const passes = (known: ClusterFacts) => Reachability.ofManifests([...manifests], {
    target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, ciliumVersion }), facts: known,
  }).matrix().rows.find(({ source, destination }) => `${source} -> ${destination}` === pair);

  test.each([['without it', {}, expected.without], ['with it', facts, expected.with]])('%s', (__, known, traffic) => {
    expect(passes(known)?.allowed).toBe(traffic);
  });
});

test('nodeSelectorLabels leaves it open, from 1.19 on, whether "all namespaces but one" admits nodes', () => {
  const others = { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] } };
  const agent = pod('shop/agent', {}, { hostNetwork: true, node: 'one' });
  const unknown = (facts: ClusterFacts) => Reachability.ofManifests(
    [node('one', '192.168.0.1'), node('two', '192.168.0.2'), agent, pod('shop/db', { app: 'db' }, { node: 'two' }), ingressWith({ from: [others] })], {
      target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, ciliumVersion: CiliumVersion.V1_19 }), facts,
    }).matrix().rows.find(row => row.source === 'shop/agent' && row.destination === 'shop/db')?.unknown;
  expect([unknown({}), unknown({ nodeSelectorLabels: true })]).toEqual(['nothing', 'everything']);
});

describe('where SCTP is dropped, everything is what else the cluster carries', () => {
  const listed = (target?: INetworkPolicyTarget) =>
    `${Reachability.ofManifests([pod('shop/web', { app: 'web' }), DB, ingressWith({ ports: [{ port: 80 }] })], { target }).matrix()}`;

  test('so that the list on Cilium differs from another only where verdicts do', () => {
    expect(listed(CILIUM)).toBe(listed());
  });

  test.each<[string, string[], Verdict]>([
    ['a pod that says nothing of SCTP', ['http=80'], Verdict.ALLOWED],
    ['a pod that listens on SCTP', ['http=80', 'm3ua=2905/SCTP'], Verdict.MIXED],
  ])('a question without a port, about %s', (_, ports, verdict) => {
    const reachability = Reachability.ofManifests([pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }, { ports })], { target: CILIUM });
    const [source, destination] = ['web', 'db'].map(app => Pods.labeled({ app }).inNamespace('shop'));
    expect(reachability.check({ source, destination }).verdict).toBe(verdict);
  });
});

describe('facts that only a program without types can give are refused', () => {
  const rows: [string, object, string][] = [
    ['ciliumPatchVersion', { ciliumPatchVersion: '2' }, 'not the number of a patch release'],
    ['ciliumPatchVersion', { ciliumPatchVersion: -1 }, 'not the number of a patch release'],
    ['ciliumClusterName', { ciliumClusterName: '' }, 'not a name'],
    ['hostFirewallEnabled', { hostFirewallEnabled: 'yes' }, 'not true or false'],
    ['nodeSelectorLabels', { nodeSelectorLabels: 1 }, 'not true or false'],
    ['sctpEnabled', { sctpEnabled: 'true' }, 'not true or false'],
  ];

  test.each(rows)('%s', (field, facts, reason) => {
    expect(() => Reachability.ofManifests([DB], { target: CILIUM, facts: facts as ClusterFacts }))
      .toThrow(new RegExp(`\`${field}\` is .*, ${reason}`));
  });

  test.each(rows.map(([field]) => field))('%s, where the target does not run Cilium', field => {
    const facts = { ciliumPatchVersion: 2, ciliumClusterName: 'east', hostFirewallEnabled: true, nodeSelectorLabels: true, sctpEnabled: true };
    const given = { [field]: facts[field as keyof typeof facts] };
    expect(() => Reachability.ofManifests([DB], { target: CALICO, facts: given }).matrix()).toThrow(`\`${field}\` is a setting of Cilium`);
  });
});

test.each([['its driver', NetworkDriver.FLANNEL, {}], ['its mode', NetworkDriver.CILIUM, NEVER]] as const)(
  'on a cluster that enforces nothing because of %s, every answer is that all is allowed', (_, networkDriver, facts) => {
    const reachability = Reachability.ofManifests([pod('shop/web', { app: 'web' }), DB, ingress('10.1.0.0/16')], {
      target: ExistingCluster.of('staging', { networkDriver }), facts,
    });
    const [source, destination] = ['web', 'db'].map(app => Pods.labeled({ app }).inNamespace('shop'));
    expect(reachability.check({ source, destination, port: Port.POSTGRES }).verdict).toBe(Verdict.ALLOWED);
    expect(reachability.matrix().rows.find(row => row.destination === 'shop/db')?.allowed).toMatch(/^(everything|TCP all ports)/);
    expect(reachability.portability().rows.length).toBeGreaterThan(0);
  });

test('serviceCidrs are not outside the cluster, so that no block of addresses there has them', () => {
  const blocks = (facts: ClusterFacts) => [...new Set(Reachability.ofManifests([DB, ingress('10.0.0.0/8')], { target: CILIUM, facts })
    .matrix().rows.map(({ source }) => source))];
  expect(blocks({}).some(block => block.includes('10.0.0.0/8'))).toBe(true);
  expect(blocks({ serviceCidrs: ['10.0.0.0/8'] }).some(block => block.includes('10.0.0.0/8'))).toBe(false);
});

test('serviceTranslation decides whether a rule for the pods matches the Service in front of them', () => {
  const manifests = [
    deployment('shop/web', { app: 'web' }), deployment('shop/db', { app: 'db' }),
    { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: 'db' }, spec: { selector: { app: 'db' }, ports: [{ port: 5432 }] } },
    policy('shop/p', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }] }] }),
  ];
  const countOf = (serviceTranslation: ServiceTranslation) =>
    findings(servicesAfterPolicy, manifests, { target: CILIUM, facts: { serviceTranslation } }).length;
  expect([countOf(ServiceTranslation.BEFORE_POLICY), countOf(ServiceTranslation.AFTER_POLICY)]).toEqual([0, 1]);
});
