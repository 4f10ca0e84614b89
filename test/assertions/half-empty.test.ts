import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { Finding } from '../../src/model/finding';
import { cluster, deployment, metadata, namespace, policy } from '../fixture';
import { IPeer, LabelExpression, Pods, Port } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432', 'metrics=9187'] });
const CACHE = deployment('shop/cache', { app: 'cache' }, { ports: ['redis=6379'] });
const PROBE = deployment('lab/probe', { app: 'web' });
const DENY = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] });
const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
const anyOf = (...values: string[]) => Pods.matching({ expressions: [LabelExpression.in('app', values)] });

function stated(source: IPeer, destination: IPeer, ports: Port[] = [Port.POSTGRES]): Assertion {
  return assertionOf({ at: { object: 'test' }, namespace: 'shop', source, destination, ports });
}

function inWords(findings: readonly Finding[]): [severity: string, title: string, help: readonly string[]][] {
  return findings.map(({ severity, title, help }) => [severity, title, help]);
}

const CHECKS = [['MustReach', mustReach], ['MustNotReach', mustNotReach]] as const;

describe.each(CHECKS)('%s fails, because a part of a party means nothing', (_, check) => {
  const GIVEN = [WEB, DB, CACHE, PROBE, ...check === mustNotReach ? [DENY] : []];

  test.each<[string, object[], IPeer, string, string]>([
    ['a value with a slip', [], anyOf('web', 'cahce'),
      '`pods app in (web,cahce)` names `app=cahce`, which no pod there has',
      'did you mean `app=cache`?'],
    ['a value that nobody has', [], anyOf('web', 'billing'),
      '`pods app in (web,billing)` names `app=billing`, which no pod there has',
      'leave `billing` out, or add the pods that have it to the input'],
    ['one of two namespaces', [], web.inNamespaces('shop', 'shpo'),
      '`pods app=web in namespaces shop, shpo` names namespace `shpo`, which is not in the input',
      'did you mean `shop`?'],
    ['a namespace where nobody has the labels', [namespace('void')], web.inNamespaces('shop', 'void'),
      '`pods app=web in namespaces shop, void` names namespace `void`, where no pod of the input is meant by it',
      'leave `void` out, or add the pods that are meant there to the input'],
  ])('%s', (__, given, source, title, help) => {
    expect(inWords(check(cluster([...GIVEN, ...given]), stated(source, db)))).toEqual([['error', title, [help]]]);
  });

  test('but not where every part means some pod', () => {
    expect(check(cluster(GIVEN), stated(anyOf('web', 'cache'), db))).toEqual([]);
  });
});

describe('a port that a destination lacks', () => {
  const both = anyOf('db', 'cache');

  test('fails MustReach for a name, and names who lacks it', () => {
    expect(mustReach(cluster([WEB, DB, CACHE]), stated(web, both, [Port.named('sql')]))).toEqual([{
      check: 'must-reach',
      severity: 'error',
      title: '`shop/cache` cannot be reached on TCP sql: no container there has a port of that name',
      at: { object: 'test' },
      evidence: [{ label: 'means', text: 'every destination of `pods app in (db,cache)`' }],
      notes: ['a named port counts only on pods that have a container port of that name and protocol'],
      help: ['give the container port its name, or name fewer destinations, or the port by its number'],
    }]);
  });

  test('does not fail MustNotReach while another destination has it', () => {
    expect(mustNotReach(cluster([WEB, DB, CACHE, DENY]), stated(web, both, [Port.named('sql')]))).toEqual([]);
  });

  test('warns at MustReach for a number, and says which are declared', () => {
    expect(mustReach(cluster([WEB, DB]), stated(web, db, [Port.tcp(80)]))).toEqual([{
      check: 'must-reach',
      severity: 'warning',
      title: '`shop/db` declares no container port for TCP 80; it declares TCP 5432, TCP 9187',
      at: { object: 'test' },
      evidence: [],
      notes: ['policies and this assertion speak of the ports of pods; a Service may be reached on another'],
      help: ['if the pods listen on TCP 5432, TCP 9187, say that port'],
    }]);
  });

  test('names the Service that has it', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('shop/db'),
      spec: {
        selector: { app: 'db' }, ports: [{ port: 80, targetPort: 'sql' }],
      },
    };
    const [{ evidence }] = mustReach(cluster([WEB, DB, service]), stated(web, db, [Port.tcp(80)]));
    expect(evidence).toEqual([
      { label: 'Service', text: 'TCP 80 is a port of Service shop/db, which leads to another of the pods' },
    ]);
  });

  test.each<[string, object[], IPeer, Port]>([
    ['the port is declared', [WEB, DB], db, Port.POSTGRES],
    ['a range holds a declared port', [WEB, DB], db, Port.tcpRange(5000, 6000)],
    ['no port is declared at all', [WEB, DB], web, Port.HTTP],
    ['none of its protocol is declared', [WEB, DB], db, Port.udp(80)],
    ['every port is meant', [WEB, DB], db, Port.allTcp()],
  ])('says nothing where %s', (_, given, destination, port) => {
    expect(mustReach(cluster(given), stated(web, destination, [port]))).toEqual([]);
  });
});
