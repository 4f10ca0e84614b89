import * as fc from 'fast-check';
import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { tracesOf } from '../../src/assertions/flows';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { cilium } from '../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../src/dialects/cilium/options';
import { DeclaredFacts } from '../../src/model/cluster';
import { Finding } from '../../src/model/finding';
import { formatFlow } from '../../src/model/flow';
import { Snapshot } from '../../src/model/snapshot';
import { refusalOf } from '../constructs/synthesized';
import { addresses, cluster, controller, deployment, facts, labeled, node, pod, policy } from '../fixture';
import { Cidr, IPeer, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const ADMIN = deployment('shop/admin', { app: 'admin' });
const DB = pod('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const LIVE_WEB = pod('shop/web', { app: 'web' }, { ip: '10.244.1.5', node: 'worker-1' });
const LIVE_DB = pod('shop/db', { app: 'db' }, { ip: '10.244.2.6', node: 'worker-2', ports: ['sql=5432'] });
const NODES = [node('worker-1', '10.0.0.1', '10.244.1.0/24'), node('worker-2', '10.0.0.2', '10.244.2.0/24')];

const db = Pods.labeled({ app: 'db' });
const web = Pods.labeled({ app: 'web' });
const SQL = [Port.POSTGRES];
const DECLARED: DeclaredFacts = { ...facts({ pods: ['10.244.0.0/16'], nodes: ['10.0.0.0/24'] }), serviceAddresses: addresses('10.96.0.0/12') };

const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };
const fromBlock = (cidr: string) => ({ from: [{ ipBlock: { cidr } }] });

function dbAccepts(...rules: object[]): object {
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}

function assertion(source: IPeer, destination: IPeer, ports: Port[] = SQL): Assertion {
  return assertionOf({ at: { object: 'test' }, namespace: 'shop', source, destination, ports });
}

function flowsOf(snapshot: Snapshot, source: IPeer, destination: IPeer = db): string[] {
  return tracesOf(snapshot, assertion(source, destination)).map(({ flow, verdict }) => `${formatFlow(flow)}, ${verdict}`);
}

function only(findings: readonly Finding[]): Finding {
  expect(findings).toHaveLength(1);
  return findings[0];
}

const ANY_POD = '(not in the input)/pod';

describe('a specific range means whoever has an address in it', () => {
  const rows: Record<string, [object[], DeclaredFacts | undefined, IPeer, string[]]> = {
    'without facts, addresses, and pods that may have one': [[WEB, DB], undefined, Cidr.of('10.0.0.0/8'), [
      '10.0.0.1 -> shop/db TCP 5432, allowed', 'shop/web -> shop/db TCP 5432, allowed',
    ]],
    'nodes': [[WEB, DB, dbAccepts(fromBlock('10.0.0.0/24'))], DECLARED, Cidr.of('10.0.0.0/24'), [
      '10.0.0.1 -> shop/db TCP 5432, allowed', 'a node -> shop/db TCP 5432, allowed',
    ]],
    'pods, and such as the input does not have': [[WEB, DB, dbAccepts(FROM_WEB)], DECLARED, Cidr.of('10.244.7.0/24'), [
      'shop/web -> shop/db TCP 5432, allowed', `${ANY_POD} -> shop/db TCP 5432, denied`,
    ]],
    'nothing else where it holds neither': [[WEB, DB], DECLARED, Cidr.of('192.168.0.0/16'), ['192.168.0.1 -> shop/db TCP 5432, allowed']],
    'a pod on the host network by the addresses of nodes': [
      [deployment('shop/agent', { app: 'agent' }, { hostNetwork: true }), DB], DECLARED, Cidr.of('10.0.0.0/24'), [
        '10.0.0.1 -> shop/db TCP 5432, allowed', 'a node -> shop/db TCP 5432, allowed', 'shop/agent -> shop/db TCP 5432, allowed',
      ],
    ],
    'a live pod by its address': [[LIVE_WEB, LIVE_DB, dbAccepts(FROM_WEB)], undefined, Cidr.of('10.244.1.5/32'), [
      'shop/web -> shop/db TCP 5432, allowed',
    ]],
    'a live pod by its address, among others': [[LIVE_WEB, LIVE_DB, ...NODES, dbAccepts(FROM_WEB)], DECLARED, Cidr.of('10.244.1.0/24'), [
      'shop/web -> shop/db TCP 5432, allowed', `${ANY_POD} -> shop/db TCP 5432, denied`,
    ]],
    'no pod whose address is known to lie elsewhere': [[LIVE_WEB, LIVE_DB], DECLARED, Cidr.of('10.244.1.6/32'), [
      `${ANY_POD} -> shop/db TCP 5432, allowed`,
    ]],
    'a node by its address': [[LIVE_DB, ...NODES, dbAccepts()], undefined, Cidr.of('10.0.0.1/32'), ['node worker-1 -> shop/db TCP 5432, denied']],
    'the node that the pod runs on': [[LIVE_DB, ...NODES, dbAccepts()], undefined, Cidr.of('10.0.0.2/32'), ['node worker-2 -> shop/db TCP 5432, allowed']],
    'the blocks of nodes without a word of the user': [[WEB, DB, ...NODES], undefined, Cidr.of('10.244.1.0/24'), [
      'shop/web -> shop/db TCP 5432, allowed', `${ANY_POD} -> shop/db TCP 5432, allowed`,
    ]],
    'of a pod with several addresses the one that is meant': [
      [LIVE_DB, pod('shop/web', { app: 'web' }, { ip: '10.244.1.5' }),
        dbAccepts(fromBlock('10.244.1.5/32'))], undefined, Cidr.of('10.244.1.0/24'), [
        '10.244.1.1 -> shop/db TCP 5432, denied', 'shop/web -> shop/db TCP 5432, allowed',
      ],
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, known, source, expected]) => {
    expect(flowsOf(cluster(given, known), source)).toEqual(expected);
  });

  test('of the replicas of a workload those inside', () => {
    const replica = (name: string, ip: string) => pod(name, { app: 'web' }, { ip, owner: 'ReplicaSet web' });
    const snapshot = cluster([LIVE_DB, controller('apps/v1', 'ReplicaSet', 'shop/web', { app: 'web' }), replica('shop/web-1', '10.244.1.5'), replica('shop/web-2', '10.244.2.5'), dbAccepts(fromBlock('10.244.1.0/24'))]);
    expect(flowsOf(snapshot, Pods.labeled({ app: 'web' }))).toEqual(['shop/web -> shop/db TCP 5432, unknown']);
    expect(flowsOf(snapshot, Cidr.of('10.244.1.5/32'))).toEqual(['shop/web -> shop/db TCP 5432, allowed']);
    expect(flowsOf(snapshot, Cidr.of('10.244.2.5/32'))).toEqual(['shop/web -> shop/db TCP 5432, denied']);
  });

  test('a single pod is no pair with itself by its address', () => {
    expect(flowsOf(cluster([LIVE_DB]), Cidr.of('10.244.2.6/32'))).toEqual([]);
  });

  test('as a destination too', () => {
    const closed = policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }] }] });
    expect(flowsOf(cluster([WEB, DB, closed], DECLARED), web, Cidr.of('10.244.0.0/16'))).toEqual([
      'shop/web -> shop/web TCP 5432, denied', 'shop/web -> shop/db TCP 5432, allowed', `shop/web -> ${ANY_POD} TCP 5432, denied`,
    ]);
  });
});

describe('the internet is what lies outside the cluster', () => {
  const rows: Record<string, [object[], DeclaredFacts | undefined, IPeer, string[]]> = {
    'not the declared ranges': [[WEB, DB, dbAccepts(fromBlock('10.0.0.0/8'))], DECLARED, Cidr.anyIpv4(), [
      '8.8.8.8 -> shop/db TCP 5432, denied', '10.0.1.1 -> shop/db TCP 5432, allowed',
    ]],
    'with exceptions': [[WEB, DB, dbAccepts(FROM_WEB)], DECLARED, Cidr.internet({ exceptCidrs: ['192.168.0.0/16'] }), ['8.8.8.8 -> shop/db TCP 5432, denied']],
    'no live pod or node': [
      [LIVE_WEB, LIVE_DB, ...NODES, dbAccepts(fromBlock('10.244.1.5/32'), fromBlock('10.0.0.1/32'))], undefined, Cidr.internet(),
      ['8.8.8.8 -> shop/db TCP 5432, denied'],
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, known, source, expected]) => {
    expect(flowsOf(cluster(given, known), source)).toEqual(expected);
  });
});

describe('no fact makes MustNotReach pass', () => {
  const given = [WEB, DB, dbAccepts(fromBlock('10.0.0.0/24'), FROM_WEB)];
  const stated = assertion(Cidr.of('10.0.0.0/8'), db);

  test.each([
    ['none', undefined],
    ['nodes and pods', facts({ nodes: ['10.0.0.0/24'], pods: ['10.244.0.0/16'] })],
    ['pods, all of the range', facts({ pods: ['10.0.0.0/8'] })],
    ['nodes, all of the range', facts({ nodes: ['10.0.0.0/8'] })],
  ])('%s', (_, known) => {
    expect(only(mustNotReach(cluster(given, known), stated)).title).toContain('is allowed, and must not be');
  });

  const cidr = fc.constantFrom('10.0.0.0/8', '10.0.0.0/24', '10.0.0.128/25', '10.244.0.0/16', '10.244.7.0/24', '192.168.0.0/16');
  const declaration = fc.option(fc.array(cidr, { minLength: 1, maxLength: 2 }), { nil: undefined });
  const known = fc.record({ pods: declaration, nodes: declaration });

  test.each([['kubernetes', undefined], ['cilium', cilium(defaultOptions('1.15'))]])(
    'whatever the ranges are: %s', (name, dialect) => {
      const others = fc.constantFrom<object>(FROM_WEB, {}, { from: [{ namespaceSelector: {} }] });
      const rule = fc.oneof(cidr.map(fromBlock), others);
      fc.assert(fc.property(fc.array(rule, { maxLength: 3 }), cidr, known, (rules, range, declared) => {
        const manifests = [WEB, ADMIN, DB, dbAccepts(...rules)];
        const question = assertion(Cidr.of(range), db);
        const before = mustNotReach(cluster(manifests, undefined, dialect), question);
        // Cilium matches no pod by a block, so that a range which is all pods is less than it seemed.
        fc.pre(name === 'kubernetes' || declared.pods === undefined);
        const after = mustNotReach(cluster(manifests, facts(declared), dialect), question);
        // What was only uncertain may be settled by a fact; what was wrong stays so.
        const wrong = before.filter(({ title }) => title.startsWith('a connection from'));
        expect(after.length).toBeGreaterThanOrEqual(wrong.length);
      }));
    });
});

describe('what a range holds is said, and how to leave it out', () => {
  const given = [WEB, DB, dbAccepts()];

  test('nodes, which no policy keeps from their own pods', () => {
    const finding = only(mustNotReach(cluster(given, DECLARED), assertion(Cidr.of('10.0.0.0/8'), db)));
    expect(finding.notes).toContain('`10.0.0.0/8` holds addresses of nodes (10.0.0.0/24), so it means these too');
    expect(finding.help).toContain('to leave the nodes out of it: `Cidr.of(\'10.0.0.0/8\', { exceptCidrs: [\'10.0.0.0/24\'] })`');
  });

  test('and then it holds', () => {
    expect(mustNotReach(cluster(given, DECLARED), assertion(Cidr.of('10.0.0.0/8', { exceptCidrs: ['10.0.0.0/24'] }), db))).toEqual([]);
  });

  test('pods', () => {
    const finding = only(mustNotReach(cluster([WEB, DB, dbAccepts(FROM_WEB)], DECLARED), assertion(Cidr.of('10.128.0.0/9'), db)));
    expect(finding.notes).toContain('`10.128.0.0/9` holds addresses of pods (10.244.0.0/16), so it means these too');
    expect(finding.help).toContain('to leave the pods out of it: `Cidr.of(\'10.128.0.0/9\', { exceptCidrs: [\'10.244.0.0/16\'] })`; name pods with `Pods`');
  });

  test('a range that is nothing but pods', () => {
    const finding = only(mustNotReach(cluster([WEB, DB, dbAccepts(FROM_WEB)], DECLARED), assertion(Cidr.of('10.244.0.0/16'), db)));
    expect(finding.help).toContain('name pods with `Pods`');
  });

  test('nobody is told to isolate a pod that the input does not have', () => {
    const finding = only(mustNotReach(cluster([DB], DECLARED), assertion(Cidr.of('10.244.0.0/16'), db)));
    expect(finding.help.join('\n')).not.toContain(`isolate \`${ANY_POD}`);
    expect(finding.evidence.find(({ label }) => label === 'in all')?.text).toBe('1 of 1 pair: a pod that the input does not have -> shop/db TCP 5432');
  });
});

describe('the addresses of Services are no answer', () => {
  const closed = policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }] }] });
  const snapshot = cluster([WEB, DB, closed], DECLARED);

  test.each([['in part', '10.96.0.0/11'], ['all', '10.96.0.10/32']])('as a destination: %s', (_, range) => {
    for (const check of [mustReach, mustNotReach]) {
      const finding = only(check(snapshot, assertion(web, Cidr.of(range))));
      expect(finding.title).toBe(`\`${range}\` holds addresses of Services, and what is reached there are the pods behind them`);
      expect(finding.help[0]).toContain('name the pods behind the Services with `Pods`');
    }
  });

  test('and questions are refused', () => {
    const reachability = Reachability.ofManifests([WEB, DB, closed], { facts: { serviceCidrs: ['10.96.0.0/12'] } });
    expect(refusalOf(() => reachability.check({ source: web.inNamespace('shop'), destination: Cidr.of('10.0.0.0/8') }))).toContain('holds addresses of Services');
  });

  test('the internet has none of them', () => {
    expect(mustNotReach(snapshot, assertion(web, Cidr.internet()))).toEqual([]);
  });

  test('a source that is nothing else means nobody', () => {
    for (const check of [mustReach, mustNotReach]) {
      const finding = only(check(snapshot, assertion(Cidr.of('10.96.0.0/16'), db)));
      expect(finding.title).toBe('`10.96.0.0/16` matches nothing in the input, so there is nothing to check');
      expect(finding.help).toEqual(['nothing connects from the address of a Service: name the pods with `Pods`']);
    }
  });
});

test('a question about the address of a live pod is about that pod', () => {
  const answer = Reachability.ofManifests([LIVE_WEB, LIVE_DB, dbAccepts(FROM_WEB)])
    .check({ source: Cidr.of('10.244.1.5/32'), destination: db.inNamespace('shop'), port: Port.POSTGRES });
  expect(answer.verdict).toBe(Verdict.ALLOWED);
  expect(answer.explanation).toContain('shop/web -> shop/db');
});

describe('a doubt that no further fact settles', () => {
  const dbAdmits = (cidr: string) => [WEB, DB, dbAccepts(fromBlock(cidr))];
  const live = [pod('shop/web', { app: 'web' }, { ip: '10.244.1.5' })].map(one => ({
    ...one, status: { phase: 'Running', podIP: '10.244.1.5', podIPs: [{ ip: '10.244.1.5' }, { ip: 'fd00::5' }] },
  }));
  const rows: Record<string, [Snapshot, IPeer, string, string]> = {
    'a block of a part of the pod range': [cluster(dbAdmits('10.244.7.0/24'), DECLARED), web,
      'an ipBlock covers only a part of the pod range that is declared (10.244.0.0/16), so it may or may not contain the pod',
      'admit the pods by a selector, which asks for no address, or write a block that contains all of these addresses or none'],
    'a block of a part of the node range': [
      cluster([deployment('shop/web', { app: 'web' }, { hostNetwork: true }), DB, dbAccepts(fromBlock('10.0.0.0/25'))], DECLARED), web,
      'an ipBlock covers only a part of the node range that is declared (10.0.0.0/24), so it may or may not contain the node',
      'write a block that contains all of these addresses or none',
    ],
    'one of two known addresses': [cluster([...live, DB, dbAccepts(fromBlock('10.244.0.0/16'))]), web,
      'an ipBlock contains only some of the addresses that the pods may have',
      'admit the pods by a selector, which asks for no address, or write a block that contains all of these addresses or none'],
  };

  test.each(Object.entries(rows))('%s', (_, [snapshot, source, note, help]) => {
    const finding = only(mustReach(snapshot, assertion(source, db)));
    expect(finding.notes).toContain(note);
    expect(finding.help).toContain(help);
    expect(finding.help.join()).not.toContain('facts:');
  });
});
