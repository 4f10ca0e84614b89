import * as fc from 'fast-check';
import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { partyMeansStrangers } from '../../src/assertions/ends';
import { tracesOf } from '../../src/assertions/flows';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { Finding } from '../../src/model/finding';
import { formatFlow } from '../../src/model/flow';
import { Snapshot } from '../../src/model/snapshot';
import { cluster, deployment, facts, labeled, namespace, pod, policy } from '../fixture';
import { Cidr, IPeer, LabelExpression, Pods, Port, Protocol } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const PROBE = deployment('lab/probe', { app: 'probe' });
const ALL = [WEB, DB, PROBE];
const DENY = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] });

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
const everybody = Pods.all().inAllNamespaces();

function dbAccepts(...rules: object[]): object {
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}

function assertion(source: IPeer, destination: IPeer, ports?: Port[]): Assertion {
  return assertionOf({ at: { object: 'test' }, namespace: 'shop', source, destination, ports });
}

interface Row {
  readonly given: readonly object[];
  readonly source: IPeer;
  readonly destination: IPeer;
  readonly ports?: Port[];
  readonly reach: boolean;
  readonly notReach: boolean;
}

const SQL = [Port.POSTGRES];
const RANGE = [Port.tcpRange(5000, 6000)];
const ON_5432 = dbAccepts({ ports: [{ port: 5432 }] });
const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };
const FROM_TEN = { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] };

const ROWS: Record<string, Row> = {
  'everything open': { given: ALL, source: web, destination: db, ports: SQL, reach: true, notReach: false },
  'everything closed': { given: [...ALL, DENY], source: web, destination: db, ports: SQL, reach: false, notReach: true },
  'every source': { given: ALL, source: everybody, destination: db, ports: SQL, reach: true, notReach: false },
  'one of two sources': { given: [...ALL, dbAccepts(FROM_WEB)], source: everybody, destination: db, ports: SQL, reach: false, notReach: false },
  'one of two destinations': {
    given: [...ALL, deployment('shop/cache', { app: 'cache' }), dbAccepts()],
    source: web,
    destination: Pods.matching({ expressions: [LabelExpression.in('app', ['cache', 'db'])] }),
    ports: SQL,
    reach: false,
    notReach: false,
  },
  'one of two ports': {
    given: [...ALL, ON_5432], source: web, destination: db, ports: [...SQL, Port.HTTP], reach: false, notReach: false,
  },
  'one port of a range': {
    given: [...ALL, ON_5432], source: web, destination: db, ports: RANGE, reach: false, notReach: false,
  },
  'a whole range': {
    given: [...ALL, dbAccepts({ ports: [{ port: 5000, endPort: 6000 }] })],
    source: web,
    destination: db,
    ports: RANGE,
    reach: true,
    notReach: false,
  },
  'every port, and one is open': { given: [...ALL, dbAccepts({ ports: [{ port: 5432 }] })], source: web, destination: db, reach: false, notReach: false },
  'another protocol': {
    given: [...ALL, ON_5432], source: web, destination: db, ports: [Port.udp(5432)], reach: false, notReach: true,
  },
  'a port by its name': {
    given: [...ALL, dbAccepts({ ports: [{ port: 5432 }] })], source: web, destination: db, ports: [Port.named('sql')], reach: true, notReach: false,
  },
  'a port by a name that nobody has': { given: ALL, source: web, destination: db, ports: [Port.named('grpc')], reach: false, notReach: false },
  'a name that nobody has, beside a number': {
    given: ALL, source: web, destination: db, ports: [...SQL, Port.named('grpc')], reach: false, notReach: false,
  },
  'a name that nobody has, beside a closed number': {
    given: [...ALL, DENY], source: web, destination: db, ports: [...SQL, Port.named('grpc')], reach: false, notReach: false,
  },
  'a port name of another protocol': {
    given: ALL, source: web, destination: db, ports: [Port.named('sql', Protocol.UDP)], reach: false, notReach: false,
  },
  'a port name that only some have': {
    given: [...ALL, dbAccepts()], source: web, destination: Pods.all(), ports: [Port.named('sql')], reach: false, notReach: true,
  },
  'an unknown fails both': { given: [...ALL, dbAccepts(FROM_TEN)], source: web, destination: db, ports: SQL, reach: false, notReach: false },
  'an unknown beside a denial': { given: [...ALL, dbAccepts(FROM_TEN)], source: everybody, destination: db, ports: SQL, reach: false, notReach: false },
  'no source fails both': { given: ALL, source: Pods.labeled({ app: 'x' }), destination: db, reach: false, notReach: false },
  'no destination fails both': { given: [...ALL, DENY], source: web, destination: Pods.labeled({ app: 'x' }), reach: false, notReach: false },
  'a namespace without pods fails both': { given: [...ALL, namespace('empty')], source: Pods.all().inNamespace('empty'), destination: db, reach: false, notReach: false },
  'two replicas are a pair': {
    given: [deployment('shop/db', { app: 'db' }), DENY], source: db, destination: db, ports: SQL, reach: false, notReach: true,
  },
  'a single pod is no pair with itself': { given: [pod('shop/db', { app: 'db' }), DENY], source: db, destination: db, ports: SQL, reach: false, notReach: false },
  'two single pods are': {
    given: [pod('shop/db-0', { app: 'db' }), pod('shop/db-1', { app: 'db' })], source: db, destination: db, ports: SQL, reach: true, notReach: false,
  },
  'a single pod among other sources is left out': {
    given: [WEB, pod('shop/db', { app: 'db' }), dbAccepts(FROM_WEB)], source: Pods.all(), destination: db, ports: SQL, reach: true, notReach: false,
  },
  'a block that lies inside an admitted one': { given: [...ALL, dbAccepts(FROM_TEN)], source: Cidr.of('10.1.0.0/16'), destination: db, ports: SQL, reach: true, notReach: false },
  'a block that lies outside': { given: [...ALL, dbAccepts(FROM_TEN)], source: Cidr.of('192.168.0.0/16'), destination: db, ports: SQL, reach: false, notReach: true },
  'a block that straddles the border': { given: [...ALL, dbAccepts(FROM_TEN)], source: Cidr.of('8.0.0.0/6'), destination: db, ports: SQL, reach: false, notReach: false },
  'a block whose middle alone is admitted': {
    given: [...ALL, dbAccepts({ from: [{ ipBlock: { cidr: '10.5.0.0/16' } }] })], source: Cidr.of('10.0.0.0/8'), destination: db, ports: SQL, reach: false, notReach: false,
  },
  'a block with just the exception': {
    given: [...ALL, dbAccepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] })],
    source: Cidr.of('10.1.0.0/16'),
    destination: db,
    ports: SQL,
    reach: false,
    notReach: true,
  },
  'IPv4 is admitted and IPv6 is not': {
    given: [...ALL, dbAccepts({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })], source: Cidr.internet(), destination: db, ports: SQL, reach: false, notReach: false,
  },
  'a source that is perhaps meant counts': {
    given: [...ALL, dbAccepts(FROM_WEB)], source: Pods.labeled({ 'pod-template-hash': 'x' }), destination: db, ports: SQL, reach: false, notReach: false,
  },
};

test.each(Object.entries(ROWS))('%s', (_, { given, source, destination, ports, reach, notReach }) => {
  const stated = assertion(source, destination, ports);
  const snapshot = cluster(given);
  expect({ reach: mustReach(snapshot, stated).length === 0, notReach: mustNotReach(snapshot, stated).length === 0 })
    .toEqual({ reach, notReach });
});

function only(findings: readonly Finding[]): Finding {
  expect(findings).toHaveLength(1);
  return findings[0];
}

function witnessOf(finding: Finding): string | undefined {
  return finding.evidence.find(({ label }) => label === 'witness')?.text;
}

describe('an unknown', () => {
  const given = [...ALL, dbAccepts(FROM_TEN)];

  test.each([['MustReach', mustReach], ['MustNotReach', mustNotReach]] as const)('fails %s with what would settle it', (_, check) => {
    const finding = only(check(cluster(given), assertion(web, db, SQL)));
    expect(finding.notes).toEqual(['the address of a pod is not known before it runs, so an ipBlock may or may not contain it']);
    expect(finding.help).toEqual(['declare where pods get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'] }`']);
    expect(finding.effect).toBeUndefined();
  });

  test('is settled by what it asks for', () => {
    expect(mustReach(cluster(given, facts({ pods: ['10.244.0.0/16'] })), assertion(web, db, SQL))).toEqual([]);
    expect(mustNotReach(cluster(given, facts({ pods: ['192.168.0.0/16'] })), assertion(web, db, SQL))).toEqual([]);
  });

  test('is not shown where there is a certain violation', () => {
    const other = deployment('shop/open', { app: 'db', open: 'yes' });
    const closed = policy('shop/closed', {
      podSelector: { matchExpressions: [{ key: 'open', operator: 'DoesNotExist' }] }, policyTypes: ['Ingress'], ingress: [FROM_TEN],
    });
    expect(witnessOf(only(mustNotReach(cluster([WEB, DB, other, closed]), assertion(web, db, SQL)))))
      .toBe('shop/web -> shop/open TCP 5432, allowed');
  });
});

describe('the witness is the flow that a reader would pick', () => {
  const witnesses: Record<string, [object[], IPeer, IPeer, string]> = {
    'a port that the pods listen on': [ALL, web, db, 'shop/web -> shop/db TCP 5432, allowed'],
    'a well-known port where the pods declare none': [ALL, db, web, 'shop/db -> shop/web TCP 443, allowed'],
    'a well-known address': [ALL, Cidr.internet(), db, '8.8.8.8 -> shop/db TCP 5432, allowed'],
    'a well-known address of IPv6': [ALL, Cidr.of('::/0'), db, '2001:4860:4860::8888 -> shop/db TCP 5432, allowed'],
    'else one that is no network address': [ALL, Cidr.of('10.0.0.0/8'), db, '10.0.0.1 -> shop/db TCP 5432, allowed'],
    'else the only one': [ALL, Cidr.of('10.0.0.0/32'), db, '10.0.0.0 -> shop/db TCP 5432, allowed'],
  };

  test.each(Object.entries(witnesses))('%s', (_, [given, source, destination, witness]) => {
    expect(witnessOf(only(mustNotReach(cluster(given), assertion(source, destination))))).toBe(witness);
  });
});

describe('how to close a connection', () => {
  const isolated = policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{}] });
  const ways: Record<string, [object[], IPeer, IPeer, string[]]> = {
    'both sides open': [ALL, web, db, [
      'isolate `shop/db` for ingress: `new DefaultDenyIngress(this, \'deny\')` in namespace `shop`',
      'or isolate `shop/web` for egress: `new DefaultDenyEgress(this, \'deny\')` in namespace `shop`',
    ]],
    'to the outside': [ALL, web, Cidr.internet(), ['isolate `shop/web` for egress: `new DefaultDenyEgress(this, \'deny\')` in namespace `shop`']],
    'from the outside': [ALL, Cidr.internet(), web, ['isolate `shop/web` for ingress: `new DefaultDenyIngress(this, \'deny\')` in namespace `shop`']],
    'admitted by rules of both sides': [[...ALL, isolated, dbAccepts(FROM_WEB)], web, db, ['narrow rule 1 of `shop/web` or rule 1 of `shop/db`']],
    'to the outside, admitted by a rule': [[...ALL, isolated], web, Cidr.internet(), ['narrow rule 1 of `shop/web`']],
  };

  test.each(Object.entries(ways))('%s', (_, [given, source, destination, help]) => {
    expect(only(mustNotReach(cluster(given), assertion(source, destination))).help).toEqual(help);
  });
});

/** Small clusters with policies of every sort that an answer depends on. */
const anySnapshot: fc.Arbitrary<Snapshot> = fc.array(fc.record({
  subject: fc.constantFrom({}, labeled({ app: 'web' }), labeled({ app: 'db' }), labeled({ 'pod-template-hash': 'x' })),
  type: fc.constantFrom('Ingress', 'Egress'),
  peer: fc.constantFrom({ podSelector: {} }, { podSelector: labeled({ app: 'web' }) }, { namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }),
  port: fc.constantFrom(undefined, 5432, 'sql'),
}), { maxLength: 4 }).map(specs => cluster([...ALL, ...specs.map(({ subject, type, peer, port }, index) => {
  const ports = port === undefined ? {} : { ports: [{ port }] };
  const rules = type === 'Ingress' ? { ingress: [{ from: [peer], ...ports }] } : { egress: [{ to: [peer], ...ports }] };
  return policy(`shop/p${index}`, { podSelector: subject, policyTypes: [type], ...rules });
})]));

const anyAssertion = fc.record({
  source: fc.constantFrom<IPeer>(web, db, everybody, Pods.labeled({ app: 'x' }), Cidr.internet()),
  destination: fc.constantFrom<IPeer>(web, db, everybody, Cidr.of('10.0.0.0/8')),
  ports: fc.constantFrom(undefined, SQL, [Port.named('sql')], [Port.tcpRange(5000, 6000)]),
}).map(({ source, destination, ports }) => assertion(source, destination, ports));

describe('whatever the policies are', () => {
  test('MustReach and MustNotReach never both hold', () => {
    fc.assert(fc.property(anySnapshot, anyAssertion, (snapshot, stated) => {
      const holding = [mustReach, mustNotReach].filter(check => check(snapshot, stated).length === 0);
      expect(holding.length).toBeLessThanOrEqual(1);
    }));
  });

  test('MustReach holds when every flow is allowed, MustNotReach when every flow is denied, and only then', () => {
    fc.assert(fc.property(anySnapshot, anyAssertion, (snapshot, stated) => {
      const verdicts = tracesOf(snapshot, stated).map(({ verdict }) => verdict);
      const all = (verdict: string) => verdicts.length > 0 && verdicts.every(other => other === verdict);
      const errors = mustReach(snapshot, stated).filter(({ severity }) => severity === 'error');
      // A destination without a named port has no flow, and cannot be reached either.
      const isComplete = errors.every(({ title }) => !title.includes('no container there has a port of that name'));
      expect(errors.length === 0).toBe(all('allowed') && isComplete);
      // Pods that nobody has made yet count too where all of a namespace are meant.
      const meansOthers = [stated.source, stated.destination].some(party => partyMeansStrangers(party));
      const holds = mustNotReach(snapshot, stated).length === 0;
      expect(meansOthers ? !holds || all('denied') : holds === all('denied')).toBe(true);
    }));
  });

  test('no flow is asked for twice', () => {
    fc.assert(fc.property(anySnapshot, anyAssertion, (snapshot, stated) => {
      const flows = tracesOf(snapshot, stated).map(({ flow }) => formatFlow(flow));
      expect(new Set(flows).size).toBe(flows.length);
    }));
  });
});

describe('an assertion that says nothing', () => {
  const idle: Record<string, [object[], IPeer, IPeer, Port[] | undefined, string[], string[]]> = {
    'a slip in the source': [ALL, Pods.labeled({ app: 'wbe' }), db, SQL,
      ['`pods app=wbe` matches nothing in the input, so there is nothing to check'], ['did you mean `app=web`?']],
    'a forgotten namespace': [ALL, Pods.labeled({ app: 'probe' }), db, SQL,
      ['`pods app=probe` matches nothing in the input, so there is nothing to check'],
      ['`lab/probe` has those labels: add `.inNamespace(\'lab\')`']],
    'both ends': [[], web, db, SQL, [
      '`pods app=web` names namespace `shop`, which is not in the input',
      '`pods app=db` names namespace `shop`, which is not in the input',
    ], ['add its Namespace object, or declare the pods that are there: '
      + '`facts: { existing: [ExistingPods.of({ namespace: \'shop\', labels: { ... } })] }`']],
    'a port name that nobody has': [ALL, web, db, [...SQL, Port.named('grpc')],
      ['there is no flow from `pods app=web` to `pods app=db` on TCP grpc, so there is nothing to check'],
      ['name the port by its number, or give the container port its name']],
    'one pod and itself': [[pod('shop/db', { app: 'db' })], db, db, SQL,
      ['there is no flow from `pods app=db` to `pods app=db` on TCP 5432, so there is nothing to check'],
      ['name another source or destination']],
  };

  test.each(Object.entries(idle))('fails, and says what was meant: %s', (_, [given, source, destination, ports, titles, help]) => {
    for (const check of [mustReach, mustNotReach]) {
      const findings = check(cluster(given), assertion(source, destination, ports));
      expect(findings.map(({ title }) => title)).toEqual(titles);
      expect(findings[0].help).toEqual(help);
    }
  });
});
