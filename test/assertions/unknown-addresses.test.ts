import { assertionOf } from '../../src/analysis/parties';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { Finding } from '../../src/model/finding';
import { cluster, deployment, facts, labeled, pod, policy } from '../fixture';
import { Cidr, Pods, Port, Reachability } from 'cdk8s-netpol';

const WEB = deployment('a/web', { app: 'web' });
const DB = pod('a/db', { app: 'db' }, { ports: ['sql=5432'] });
const FROM_WEB = policy('a/db', {
  podSelector: labeled({ app: 'db' }),
  policyTypes: ['Ingress'],
  ingress: [{ from: [{ podSelector: labeled({ app: 'web' }) }] }],
});
const NOBODY = policy('a/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] });
const db = Pods.labeled({ app: 'db' }).inNamespace('a');
const TEN = Cidr.of('10.0.0.0/8');

const STATED = assertionOf(
  { at: { object: 'test' }, namespace: 'a', source: TEN, destination: db, ports: [Port.POSTGRES] },
);

function ask(given: object[], podCidrs?: string[]) {
  return Reachability.ofManifests(given, { facts: { podCidrs } }).check(
    { source: TEN, destination: db, port: Port.POSTGRES },
  );
}

const NOT_CERTAIN: Finding = {
  check: 'must-not-reach',
  severity: 'error',
  title: 'it is not certain that every connection '
    + 'from `10.0.0.0/8` to `pods app=db in namespace a` on TCP 5432 is denied',
  at: { object: 'test' },
  evidence: [
    { label: 'witness', text: 'a/web -> a/db TCP 5432, unknown' },
    { label: 'egress', columns: ['a/web', 'allowed'], text: 'not isolated: no policy selects it for egress' },
    {
      label: 'ingress',
      columns: ['a/db', 'allowed'],
      text: 'isolated by a/db; admitted by a/db, rule 1: from app=web, every port',
    },
    { label: 'in all', text: '1 of 2 pairs: a/web -> a/db perhaps TCP 5432' },
    {
      label: 'replay',
      text: 'Reachability.ofApp(app).explain({ source: Pods.labeled({ app: \'web\' }).inNamespace(\'a\'), '
        + 'destination: Pods.labeled({ app: \'db\' }).inNamespace(\'a\'), port: Port.tcp(5432) })',
    },
  ],
  effect: undefined,
  notes: ['`10.0.0.0/8` may or may not mean `a/web`, whose address is not known before it runs'],
  help: [
    'declare where pods get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'] }`; or name pods with `Pods`',
  ],
};

describe('a range and pods whose addresses nobody knows', () => {
  const rows: Record<string, [object[], string[] | undefined, string, string[]]> = {
    'unknown where a rule admits one of them': [[WEB, DB, FROM_WEB], undefined, 'mixed', [NOT_CERTAIN.title]],
    'denied where no rule admits any': [[WEB, DB, NOBODY], undefined, 'denied', []],
    'certain where the pods are elsewhere': [[WEB, DB, FROM_WEB], ['192.168.0.0/16'], 'denied', []],
    'certain where the pods are there': [[WEB, DB, FROM_WEB], ['10.244.0.0/16'], 'mixed', [
      'a connection from `10.0.0.0/8` to `pods app=db in namespace a` on TCP 5432 is allowed, and must not be',
    ]],
    'certain where the pod has an address elsewhere': [
      [pod('a/web', { app: 'web' }, { ip: '192.168.0.9' }), DB, FROM_WEB], undefined, 'denied', [],
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, podCidrs, verdict, titles]) => {
    expect(ask(given, podCidrs).verdict).toBe(verdict);
    const snapshot = cluster(given, facts({ pods: podCidrs }));
    expect(mustNotReach(snapshot, STATED).map(({ title }) => title)).toEqual(titles);
  });
});

test('MustNotReach names the pods that may have an address of the range, and the fact that settles it', () => {
  expect(mustNotReach(cluster([WEB, DB, FROM_WEB]), STATED)).toEqual([NOT_CERTAIN]);
});

test('an answer names the pods that may have an address of the range', () => {
  expect(ask([WEB, DB, FROM_WEB]).explanation).toBe(`DENIED  10.0.0.1 -> a/db TCP 5432
  egress   10.0.0.1  allowed  outside the cluster: no policy applies to it
  ingress  a/db      denied   isolated by a/db; no rule admits it
ALLOWED  a/web -> a/db TCP 5432
  egress   a/web  allowed  not isolated: no policy selects it for egress
  ingress  a/db   allowed  isolated by a/db; admitted by a/db, rule 1: from app=web, every port
  note: 10.0.0.0/8 may or may not mean a/web, whose address is not known before it runs
  help: declare where pods get their addresses: \`facts: { podCidrs: ['10.244.0.0/16'] }\``);
});
