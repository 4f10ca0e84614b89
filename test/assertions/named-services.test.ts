import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { found, foundInEach, service, slice, Stated } from './ends';
import { DeclaredFacts } from '../../src/model/cluster';
import { existingPods } from '../../src/model/existing-pods';
import { deployment, labeled, policy } from '../fixture';
import { expectGolden } from '../golden/golden';
import { Pods, Port, Reachability, Services } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Services.named('db');
const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['pg=5432', 'metrics=9187'] });
const SELECTING = { selector: { app: 'db' }, ports: [{ name: 'sql', port: 80, targetPort: 'pg' }] };
const FRONT = service('shop/db', SELECTING);

/** A policy by which the database admits TCP on the port, from these labels or from everybody. */
function admits(port: number, from?: Record<string, string>): object {
  return policy('shop/db', {
    podSelector: labeled({ app: 'db' }),
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port }], ...from && { from: [{ podSelector: labeled(from) }] } }],
  });
}

function webMaySend(...egress: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress });
}

/** Pods that are there, of whose labels not all are known. */
const FACTS_WITH_OTHERS: DeclaredFacts = {
  existing: [existingPods({ namespace: 'shop', labels: new Map([['part', 'reports']]), ports: [{ port: 5432, name: 'pg', protocol: 'TCP' }], hostNetwork: false })],
};

const ask = (more: Partial<Stated> = {}): Stated => ({ source: web, destination: db, ports: [Port.HTTP], ...more });

describe('a connection to a Service goes to its pods', () => {
  const rows: Record<string, [readonly object[], Stated, 'must-reach' | 'must-not-reach']> = {
    'on the port behind that of the Service': [[WEB, DB, FRONT, admits(5432)], ask(), 'must-reach'],
    'on the port behind, by the Service\'s name for its own': [[WEB, DB, FRONT, admits(5432)], ask({ ports: [Port.named('sql')] }), 'must-reach'],
    'and not on the number of the Service\'s own': [[WEB, DB, FRONT, admits(80)], ask(), 'must-not-reach'],
    'without ports on all that it has, and not on others of the pods': [[WEB, DB, FRONT, admits(9187)], ask({ ports: undefined }), 'must-not-reach'],
    'each pod on its own number for the name': [[
      WEB, DB, deployment('shop/old', { app: 'db' }, { ports: ['pg=5433'] }), FRONT,
      policy('shop/db', {
        podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 5432 }, { port: 5433 }] }],
      }),
    ], ask(), 'must-reach'],
    'in another namespace': [
      [WEB, deployment('till/db', { app: 'db' }, { ports: ['pg=5432'] }), service('till/db', SELECTING)],
      ask({ destination: db.inNamespace('till') }), 'must-reach',
    ],
    'of a headless Service on their own port, which nothing translates': [
      [WEB, DB, service('shop/db', { ...SELECTING, clusterIP: 'None' }), admits(5432)], ask({ ports: [Port.POSTGRES] }), 'must-reach',
    ],
    'and not on the number of the port of a headless Service': [
      [WEB, DB, service('shop/db', { ...SELECTING, clusterIP: 'None' }), admits(5432)], ask({ ports: [Port.tcp(81)] }), 'must-not-reach',
    ],
    'and what comes later of others is asked on the port behind as well': [[WEB, DB, FRONT, admits(80)], ask({ source: Pods.all() }), 'must-not-reach'],
  };

  test.each(Object.entries(rows))('%s', (_, [given, stated, kind]) => {
    expect(found(kind, given, stated)).toBe('proved');
  });
});

test('what a Service leads to is said where it is wrong', () => {
  expectGolden('services-as-ends', foundInEach('must-reach', {
    'a port that it does not have': [[WEB, DB, FRONT], ask({ ports: [Port.POSTGRES] })],
    'a name that it does not have': [[WEB, DB, FRONT], ask({ ports: [Port.named('pg')] })],
    'one of two that it does not have': [[WEB, DB, FRONT], ask({ ports: [Port.HTTP, Port.HTTPS] })],
    'a pod that does not admit it': [[WEB, DB, FRONT, admits(80)], ask()],
    'no such Service, but one nearly called so': [[WEB, DB, service('shop/ledger', SELECTING)], ask({ destination: Services.named('leger') })],
    'no such Service here, but in another namespace': [[WEB, DB, FRONT], ask({ destination: db.inNamespace('till') })],
    'no such Service at all': [[WEB, DB], ask()],
    'no pods, and nothing that is listed': [[WEB, service('shop/db', SELECTING)], ask()],
    'a name elsewhere': [[WEB, service('shop/db', { type: 'ExternalName', externalName: 'db.example.com' })], ask()],
    'other pods that it leads to perhaps': [
      [WEB, DB, FRONT, policy('shop/reports', { podSelector: labeled({ part: 'reports' }), policyTypes: ['Ingress'] })],
      ask({ facts: FACTS_WITH_OTHERS }),
    ],
    'an address that policies of the source see, and not the pod': [
      [WEB, DB, service('shop/db', { ...SELECTING, clusterIP: '10.43.0.1' }), webMaySend({ to: [{ podSelector: labeled({ app: 'db' }) }] })],
      ask({ facts: { servicesBeforePolicy: false } }),
    ],
  }));
});

test('a pod that is made later is found on the port behind the Service', () => {
  expectGolden('services-as-ends-strangers', foundInEach('must-not-reach', {
    'all pods': [[WEB, DB, FRONT, admits(5432, { app: 'reports' })], ask({ source: Pods.all() })],
  }));
});

describe('policies that are asked before the address of a Service is replaced', () => {
  const AT = service('shop/db', { ...SELECTING, clusterIP: '10.43.0.1' });
  const facts = { servicesBeforePolicy: false };
  const TO_SERVICE = webMaySend({ to: [{ ipBlock: { cidr: '10.43.0.1/32' } }], ports: [{ port: 80 }] });
  const rows: Record<string, [readonly object[], 'must-reach' | 'must-not-reach', string]> = {
    'nothing is isolated': [[WEB, DB, AT], 'must-reach', 'proved'],
    'nobody may send anything': [[WEB, DB, AT, webMaySend()], 'must-not-reach', 'proved'],
    'one may send to the address, and the other admits it': [[WEB, DB, AT, TO_SERVICE], 'must-reach', 'open'],
    'one may send to the address, and the other admits nobody': [[WEB, DB, AT, TO_SERVICE, admits(9)], 'must-not-reach', 'open'],
  };

  test.each(Object.entries(rows))('%s', (_, [given, kind, expected]) => {
    expect(found(kind, given, ask({ facts })).replace(/^error.*it is not certain(.|\n)*$/, 'open')).toBe(expected);
  });
});

test('a Service of an app is found by its construct', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  const ledger = new kplus.Deployment(chart, 'Ledger', { containers: [{ image: 'ledger', portNumber: 8080 }], replicas: 1 });
  const front = ledger.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  const { verdict, explanation } = Reachability.ofManifests(Testing.synth(chart)).check({
    source: Pods.of(ledger), destination: Services.of(front), port: Port.HTTP,
  });
  expect(verdict).toBe('allowed');
  expect(explanation).toContain(`note: Service shop/${front.name} leads there: its TCP 80 to 8080`);
});

test('behind a Service without a selector is what is listed for it', () => {
  const given = [
    WEB, service('shop/db', { ports: [{ port: 80 }] }), slice('shop/db', ['192.0.2.7'], [{ name: '', port: 5432 }]),
    webMaySend({ to: [{ ipBlock: { cidr: '192.0.2.7/32' } }], ports: [{ port: 5432 }] }),
  ];
  expect(found('must-reach', given, ask())).toBe('proved');
  expect(found('must-not-reach', given, ask({ ports: undefined }))).toContain('witness  shop/web -> 192.0.2.7 TCP 5432, allowed');
});
