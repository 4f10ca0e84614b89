import { ciliumCluster, clusterWith, findings, found, VERSIONS } from './context';
import { block, DB, egressOf, FROM_WEB, ingressOf, LIVE_WEB, notInTeamX, QUIRK_ROWS, QuirkRow, TO_DB, WEB } from './quirk-rows';
import { enforcerDiffers } from '../../../src/checks/cluster/enforcer-differs';
import { QUIRK_TEXTS } from '../../../src/dialects/cilium/quirk-texts';
import { Quirk, QUIRKS } from '../../../src/dialects/cilium/quirks';
import { Finding } from '../../../src/model/finding';
import { deployment, labeled, namespace, node, pod, policy } from '../../fixture';
import { CiliumVersion, ClusterFacts, NetworkDriver, PolicyCidrMatchMode, PolicyEnforcementMode } from 'cdk8s-netpol';

/** Quirks that change no certain answer, and why. */
const WITHOUT: Partial<Record<Quirk, string>> = {
  'host-network-pods-are-nodes': 'the Kubernetes text leaves open whether such a pod is a node, and so its verdict is unknown',
  'host-label-opens-pods': 'label-overrides-policy says so',
  'init-label-isolates-pods': 'label-overrides-policy says so',
  'enforces-nothing': 'not-enforced says so once for all connections',
};

test('every quirk has a row, or a reason to have none', () => {
  expect([...Object.keys(QUIRK_ROWS), ...Object.keys(WITHOUT)].sort()).toEqual([...QUIRKS].sort());
});

/** Lines of evidence with that label, columns and text with one space between them. */
function linesOf({ evidence }: Finding, label: string): string[] {
  return evidence.filter(line => line.label === label).map(({ columns = [], text }) => [...columns, text].join(' '));
}

/** The findings that the quirk is the reason of. */
function findingsOf(quirk: Quirk, all: readonly Finding[]): Finding[] {
  return all.filter(({ notes }) => notes.includes(QUIRK_TEXTS[quirk].does));
}

describe.each(Object.entries(QUIRK_ROWS) as [Quirk, QuirkRow][])('%s', (quirk, row) => {
  const lastVersion = row.until ?? CiliumVersion.V1_20;
  const has = (version: CiliumVersion) => VERSIONS.indexOf(version) <= VERSIONS.indexOf(lastVersion);

  test.each(VERSIONS)('is found in Cilium %s, or not where that version has mended it', version => {
    const all = findings(enforcerDiffers, row.manifests, { target: ciliumCluster(version), facts: row.facts });
    expect(findingsOf(quirk, all)).toHaveLength(has(version) ? 1 : 0);
  });

  test('is the only finding in this cluster, beside the own node', () => {
    const all = findings(enforcerDiffers, row.manifests, { target: ciliumCluster(lastVersion), facts: row.facts });
    const others = all.filter(finding => !findingsOf(quirk, [finding]).length && !findingsOf('own-node-needs-a-rule', [finding]).length);
    expect(others.map(({ title }) => title)).toEqual([]);
  });

  test('names a witness, the policy, both readings and the way out', () => {
    const all = findings(enforcerDiffers, row.manifests, { target: ciliumCluster(lastVersion), facts: row.facts });
    const [finding] = findingsOf(quirk, all);
    const opposite = row.is === 'denies' ? 'allows' : 'denies';
    expect(finding).toMatchObject({
      check: 'enforcer-differs',
      severity: 'warning',
      title: `on cluster \`staging\`, Cilium ${lastVersion} ${row.is} what the Kubernetes documentation ${opposite}: ${row.flow}`,
      at: { object: row.at },
      notes: [QUIRK_TEXTS[quirk].does],
      help: [QUIRK_TEXTS[quirk].help],
    });
    expect(linesOf(finding, 'documented')[0]).toBe(row.documented);
    expect(linesOf(finding, `Cilium ${lastVersion}`)[0]).toBe(row.enforced);
  });
});

const NOTHING: Record<string, { manifests: readonly object[]; facts?: ClusterFacts }> = {
  'policies that mean the same everywhere': { manifests: [WEB, DB, ingressOf('db', { ...FROM_WEB, ports: [{ port: 5432 }] })] },
  'no policy': { manifests: [WEB, DB] },
  'no pod': { manifests: [ingressOf('db', { from: [notInTeamX] })] },
  'a block of public addresses, which is not meant for pods': {
    manifests: [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), ingressOf('db', { from: [block('203.0.0.0/8')] })],
  },
  'a block of the whole internet': {
    manifests: [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), ingressOf('db', { from: [block('0.0.0.0/0')] })],
  },
  'a block of some machines': {
    manifests: [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), ingressOf('db', { from: [block('10.1.2.0/24')] })],
  },
  'a private block that is declared to hold no pods': {
    manifests: [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), ingressOf('db', { from: [block('10.1.0.0/16')] })],
    facts: { podCidrs: ['192.168.0.0/16'] },
  },
  'a private block next to a rule that admits the pods by their labels': {
    manifests: [
      pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), ingressOf('db', { from: [block('10.1.0.0/16')] }, FROM_WEB),
    ],
  },
  'a pod on the host network, which may count as its node in any case': {
    manifests: [
      pod('shop/web', { app: 'web' }, { hostNetwork: true }), DB, ingressOf('db', FROM_WEB),
      policy('shop/web-in', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'] }),
    ],
  },
  'SCTP between pods that do not listen on it': {
    manifests: [WEB, DB, ingressOf('db', { ...FROM_WEB, ports: [{ protocol: 'SCTP', port: 5432 }] })],
  },
  'SCTP to a pod that listens on it, with sctp.enabled': {
    manifests: [deployment('shop/signal', { app: 'signal' }, { ports: ['m3ua=2905/SCTP'] })], facts: { sctpEnabled: true },
  },
  'SCTP that the documentation denies too': {
    manifests: [
      WEB, pod('shop/signal', { app: 'signal' }, { ports: ['m3ua=2905/SCTP'] }),
      policy('shop/p', { podSelector: labeled({ app: 'signal' }), policyTypes: ['Ingress'] }),
    ],
  },
  'a pod whose egress admits everybody and so its own node': { manifests: [WEB, egressOf('web', {})] },
  'a pod on the host network, which is its own node': {
    manifests: [deployment('shop/web', { app: 'web' }, { hostNetwork: true }), egressOf('web')],
  },
  'an own node that an ipBlock may contain, with policyCIDRMatchMode nodes': {
    manifests: [pod('shop/web', { app: 'web' }), egressOf('web', { to: [block('192.168.0.0/16')] })],
    facts: { policyCidrMatchModes: [PolicyCidrMatchMode.NODES] },
  },
  'an own node that an ipBlock contains, with policyCIDRMatchMode nodes': {
    manifests: [
      pod('shop/web', { app: 'web' }, { node: 'one' }), node('one', '192.168.0.1'), egressOf('web', { to: [block('192.168.0.0/16')] }),
    ],
    facts: { policyCidrMatchModes: [PolicyCidrMatchMode.NODES] },
  },
};

test.each(Object.entries(NOTHING))('is silent about %s', (_, { manifests, facts }) => {
  expect(found(enforcerDiffers, manifests, { target: ciliumCluster(), facts })).toEqual([]);
});

describe('a cluster in which a quirk makes a difference', () => {
  const { manifests } = QUIRK_ROWS['rules-count-without-policy-types']!;

  test.each([
    ['without a target', {}, 0],
    ['on Calico', { target: clusterWith(NetworkDriver.CALICO) }, 0],
    ['on flannel with a controller', { target: clusterWith(NetworkDriver.FLANNEL, 'kube-network-policies') }, 0],
    ['on flannel, where not-enforced speaks', { target: clusterWith(NetworkDriver.FLANNEL) }, 0],
    ['on Cilium in mode never, where not-enforced speaks',
      { target: ciliumCluster(), facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER } }, 0],
    ['on Cilium in mode never beside a controller, which reads policies as documented',
      { target: clusterWith(NetworkDriver.CILIUM, 'kube-network-policies'), facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER } }, 0],
    ['on Cilium', { target: ciliumCluster() }, 1],
  ])('%s', (_, known, count) => {
    expect(findingsOf('rules-count-without-policy-types', findings(enforcerDiffers, manifests, known))).toHaveLength(count);
  });
});

const TITLE = 'warning: on cluster `staging`, Cilium 1.15';
const DENIES = `${TITLE} denies what the Kubernetes documentation allows:`;
const ALLOWS = `${TITLE} allows what the Kubernetes documentation denies:`;

describe('there is one finding for each cause', () => {
  test('own node: one for all pods of all namespaces, and it names them', () => {
    const deny = (name: string) => policy(`${name}/deny`, { podSelector: {}, policyTypes: ['Egress'] });
    const all = findings(enforcerDiffers, [WEB, DB, deployment('lab/probe'), deny('shop'), deny('lab')], { target: ciliumCluster() });
    expect(all.map(({ title }) => title)).toEqual([
      'on cluster `staging`, Cilium 1.15 denies what the Kubernetes documentation allows: shop/web -> its own node TCP 10250 (kubelet)',
    ]);
    expect(linesOf(all[0], 'likewise')).toEqual(['shop/db, lab/probe']);
  });

  test('one policy that many pods meet is one finding, and it names the other connections', () => {
    const all = findings(enforcerDiffers, [
      pod('shop/web', { app: 'web' }), pod('lab/probe'), pod('shop/db', { app: 'db' }, { ports: ['sql=5432'] }),
      ingressOf('db', { ports: [{ port: 5430, endPort: 5440 }] }),
    ], { target: ciliumCluster() });
    expect(all.map(({ title }) => title)).toEqual([expect.stringMatching(/: lab\/probe -> shop\/db TCP 5432$/)]);
    expect(linesOf(all[0], 'likewise')).toEqual(['shop/web -> shop/db, 8.8.8.8 -> shop/db']);
  });

  test('two policies with the same quirk are two findings', () => {
    const range = { ports: [{ port: 5430, endPort: 5440 }] };
    expect(findings(enforcerDiffers, [
      pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), pod('shop/log', { app: 'log' }),
      ingressOf('db', range), ingressOf('log', range),
    ], { target: ciliumCluster() }).map(({ at }) => at.object)).toEqual(['NetworkPolicy shop/db-in', 'NetworkPolicy shop/log-in']);
  });

  test('a connection that both sides cut short is one finding for each side', () => {
    const range = { ports: [{ port: 5430, endPort: 5440 }] };
    const all = findings(enforcerDiffers, [
      pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), egressOf('web', { ...TO_DB, ...range }), ingressOf('db', range),
    ], { target: ciliumCluster() });
    expect(findingsOf('end-port-is-cut', all).map(({ at }) => at.object)).toEqual(['NetworkPolicy shop/web-out', 'NetworkPolicy shop/db-in']);
  });

  test('two quirks on different ports of one connection are two findings', () => {
    expect(found(enforcerDiffers, [
      pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }, { ports: ['sql=5432', 'sql=5433'] }),
      ingressOf('db', { ...FROM_WEB, ports: [{ port: 'sql' }, { port: 80, endPort: 90 }] }),
    ], { target: ciliumCluster() })).toEqual([
      `${DENIES} shop/web -> shop/db TCP 5432`,
      `${DENIES} shop/web -> shop/db TCP 81`,
    ]);
  });

  test('two quirks on the two sides of one connection are two findings, each with its own reason', () => {
    const all = findings(enforcerDiffers, [
      pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }, { ports: ['sql=5432', 'sql=5433'] }),
      egressOf('web', { ...TO_DB, ports: [{ port: 5430, endPort: 5440 }] }), ingressOf('db', { ...FROM_WEB, ports: [{ port: 'sql' }] }),
    ], { target: ciliumCluster() });
    const cut = findingsOf('end-port-is-cut', all);
    const last = findingsOf('last-port-name-wins', all);
    expect([cut, last].map(some => some.map(({ at }) => at.object))).toEqual([['NetworkPolicy shop/web-out'], ['NetworkPolicy shop/db-in']]);
  });

  test('a connection that two quirks spoil in one and the same rule is still found', () => {
    const all = findings(enforcerDiffers, [
      LIVE_WEB, pod('shop/db', { app: 'db' }, { ports: ['sql=5432', 'sql=5433'] }),
      ingressOf('db', { from: [block('10.1.0.0/16')], ports: [{ port: 'sql' }] }),
    ], { target: ciliumCluster() }).filter(({ title }) => title.includes('shop/web -> shop/db TCP 5432'));
    expect(all.map(({ at, notes }) => [at.object, notes])).toEqual([
      ['NetworkPolicy shop/db-in', ['several things that Cilium 1.15 does differently make this difference together']],
    ]);
  });
});

describe('a private block, and pods whose addresses nobody knows', () => {
  const pods = ['web', 'db'].map(app => pod(`shop/${app}`, { app }));
  const blocks = [ingressOf('db', { from: [block('10.1.0.0/16')] }), egressOf('web', { to: [block('10.0.0.0/8', '10.9.0.0/16')], ports: [{ port: 80 }] })];

  test('are one finding that says what is open and what settles it', () => {
    const [finding, ...others] = findings(enforcerDiffers, [...pods, blocks[0]], { target: ciliumCluster() });
    expect(others).toEqual([]);
    expect(finding).toEqual({
      check: 'enforcer-differs',
      severity: 'warning',
      title: 'on cluster `staging`, Cilium 1.15 denies what the Kubernetes documentation leaves open: '
        + '`shop/db-in` may mean pods by a block of addresses',
      at: expect.objectContaining({ object: 'NetworkPolicy shop/db-in' }),
      evidence: [
        { label: 'blocks', text: 'shop/db-in: 10.1.0.0/16' },
        { label: 'such as', text: 'shop/web -> shop/db, which depends on the address of a pod that nobody knows before it runs' },
      ],
      notes: ['to Cilium an ipBlock means addresses outside the cluster: never a pod, nor a node'],
      help: [
        'select pods by their labels, if these are meant',
        'or declare where pods get their addresses, to know whether they are: `facts: { podCidrs: [\'10.244.0.0/16\'] }`',
      ],
    });
  });

  test('are one finding for all policies', () => {
    const all = findings(enforcerDiffers, [...pods, ...blocks], { target: ciliumCluster() })
      .filter(({ title }) => title.includes('leaves open'));
    expect(all.map(({ title }) => title)).toEqual([expect.stringMatching(/: 2 policies may mean pods by blocks of addresses$/)]);
    expect(linesOf(all[0], 'blocks')).toEqual(['shop/db-in: 10.1.0.0/16, shop/web-out: 10.0.0.0/8 except 10.9.0.0/16']);
  });

  test('are a certain difference once the addresses are declared', () => {
    expect(found(enforcerDiffers, [...pods, blocks[0]], { target: ciliumCluster(), facts: { podCidrs: ['10.1.4.0/24'] } }))
      .toEqual([expect.stringMatching(/denies what the Kubernetes documentation allows: shop\/web -> shop\/db TCP/)]);
  });
});

describe('a rule whose block names a node', () => {
  const nodes = [node('one', '192.168.0.1'), node('two', '192.168.0.2')];
  const toOne = egressOf('web', { to: [block('192.168.0.1/32')], ports: [{ port: 6443 }] });

  test('is found, on the port of the rule', () => {
    const all = findings(enforcerDiffers, [pod('shop/web', { app: 'web' }, { node: 'two' }), ...nodes, toOne], { target: ciliumCluster() });
    expect(all.map(({ title, at }) => `${title} (${at.object})`)).toEqual([
      'on cluster `staging`, Cilium 1.15 denies what the Kubernetes documentation allows: shop/web -> node one TCP 6443 (NetworkPolicy shop/web-out)',
      expect.stringMatching(/shop\/web -> its own node TCP 10250 \(kubelet\)/),
    ]);
    expect(all[0].effect).toBe('connections from `shop/web` to `node one` time out');
    expect(all[0].notes).toEqual([QUIRK_TEXTS['ip-block-is-outside-only'].does]);
  });

  test('is not found with policyCIDRMatchMode nodes', () => {
    expect(found(enforcerDiffers, [pod('shop/web', { app: 'web' }, { node: 'two' }), ...nodes, toOne], {
      target: ciliumCluster(), facts: { policyCidrMatchModes: [PolicyCidrMatchMode.NODES] },
    })).toEqual([expect.stringMatching(/its own node/)]);
  });
});

describe('on GKE, where all versions of Cilium count', () => {
  const target = clusterWith(NetworkDriver.GKE_DATAPLANE_V2);

  test('what all versions do otherwise is found', () => {
    expect(found(enforcerDiffers, [LIVE_WEB, DB, ingressOf('db', { from: [block('10.1.0.0/16')] })], { target }))
      .toEqual(['warning: on cluster `staging`, GKE Dataplane V2 denies what the Kubernetes documentation allows: shop/web -> shop/db TCP 5432']);
  });

  test('what only some do is not certain, and so no finding', () => {
    expect(found(enforcerDiffers, [WEB, DB, ingressOf('db', { ...FROM_WEB, ports: [{ port: 5430, endPort: 5440 }] })], { target })).toEqual([]);
  });
});

test('rules that policyTypes does not list are found from outside too, although the documentation does not see their ipBlock', () => {
  expect(found(enforcerDiffers, [pod('shop/db', { app: 'db' }), policy('shop/p', {
    podSelector: labeled({ app: 'db' }), policyTypes: ['Egress'], egress: [{}], ingress: [{ from: [block('203.0.113.0/24')] }],
  })], { target: ciliumCluster() })).toEqual([`${DENIES} 8.8.8.8 -> shop/db TCP 443`]);
});

test('a selector over another namespace points at the policy of the one that is reached', () => {
  const all = findings(enforcerDiffers, [
    namespace('lab', { team: 'x' }), pod('lab/probe'), pod('shop/db', { app: 'db' }), ingressOf('db', { from: [notInTeamX] }),
  ], { target: ciliumCluster() });
  expect(all.map(({ title, at }) => `${title} (${at.object})`)).toEqual([
    `${ALLOWS.replace('warning: ', '')} 8.8.8.8 -> shop/db TCP 443 (NetworkPolicy shop/db-in)`,
  ]);
});

test('with policyCIDRMatchMode nodes an own node whose address is known and in no ipBlock is denied for certain', () => {
  expect(found(enforcerDiffers, [
    pod('shop/web', { app: 'web' }, { node: 'one' }), node('one', '192.168.0.1'), egressOf('web', { to: [block('10.0.0.0/8')] }),
  ], { target: ciliumCluster(), facts: { policyCidrMatchModes: [PolicyCidrMatchMode.NODES] } }))
    .toEqual([`${DENIES} shop/web -> its own node TCP 10250 (kubelet)`]);
});

test('a label that identities drop is named', () => {
  const [finding] = findings(enforcerDiffers, QUIRK_ROWS['labels-are-dropped']!.manifests, { target: ciliumCluster() });
  expect(linesOf(finding, 'label')).toEqual(['kubernetes.io/role']);
});
