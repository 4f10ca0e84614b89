import { ApiObject, App, Chart, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { refusalOf } from '../constructs/synthesized';
import { deployment, labeled, pod, policy } from '../fixture';
import { AllowConnection, AllowPods, Cidr, DefaultDenyAll, Direction, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const web = Pods.labeled({ app: 'web' }).inNamespace('shop');
const db = Pods.labeled({ app: 'db' }).inNamespace('shop');

function dbAccepts(...rules: object[]): object {
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}

const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port: 5432 }] };
const FROM_TEN = { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] };

describe('the verdict', () => {
  const verdicts: Record<string, [object[], Port | undefined, Verdict]> = {
    'allowed': [[dbAccepts(FROM_WEB)], Port.POSTGRES, Verdict.ALLOWED],
    'allowed by the name of the port': [[dbAccepts(FROM_WEB)], Port.named('sql'), Verdict.ALLOWED],
    'denied': [[dbAccepts(FROM_WEB)], Port.HTTP, Verdict.DENIED],
    'unknown': [[dbAccepts(FROM_TEN)], Port.POSTGRES, Verdict.UNKNOWN],
    'mixed over ports': [[dbAccepts(FROM_WEB)], undefined, Verdict.MIXED],
    'mixed over a range': [[dbAccepts(FROM_WEB)], Port.tcpRange(5000, 6000), Verdict.MIXED],
    'allowed on every port': [[], undefined, Verdict.ALLOWED],
    'denied on every port': [[dbAccepts()], undefined, Verdict.DENIED],
  };

  test.each(Object.entries(verdicts))('is %s', (_, [policies, port, verdict]) => {
    const reachability = Reachability.ofManifests([WEB, DB, ...policies]);
    expect(reachability.check({ source: web, destination: db, port }).verdict).toBe(verdict);
  });

  test('is mixed over pods, and there is one flow for each', () => {
    const answer = Reachability.ofManifests([WEB, DB, deployment('shop/admin', { app: 'admin' }), dbAccepts(FROM_WEB)])
      .check({ source: Pods.all().inNamespace('shop'), destination: db, port: Port.POSTGRES });
    expect(answer.verdict).toBe(Verdict.MIXED);
    expect(answer.flowCount).toBe(3);
    expect(answer.explanation.match(/^(ALLOWED|DENIED) /gm)).toEqual(['ALLOWED ', 'DENIED ', 'DENIED ']);
  });

  test('of pods without a namespace is about those of `default`', () => {
    const reachability = Reachability.ofManifests([pod('default/a', { app: 'a' }), pod('shop/a', { app: 'a' }), DB]);
    expect(reachability.check({ source: Pods.labeled({ app: 'a' }), destination: db }).explanation).toContain('default/a -> shop/db');
  });

  test('that is unknown becomes certain by the facts', () => {
    const manifests = [WEB, DB, dbAccepts(FROM_TEN)];
    const query = { source: web, destination: db, port: Port.POSTGRES };
    const verdictWith = (podCidrs: string[]) =>
      Reachability.ofManifests(manifests, { facts: { podCidrs } }).check(query).verdict;
    expect(verdictWith(['10.244.0.0/16'])).toBe(Verdict.ALLOWED);
    expect(verdictWith(['192.168.0.0/16', 'fd00::/8'])).toBe(Verdict.DENIED);
  });

  test('on addresses outside', () => {
    const reachability = Reachability.ofManifests([DB, dbAccepts(FROM_TEN)]);
    expect(reachability.check({ source: Cidr.of('10.1.0.0/16'), destination: db }).verdict).toBe(Verdict.ALLOWED);
    expect(reachability.check({ source: Cidr.of('8.0.0.0/6'), destination: db }).verdict).toBe(Verdict.MIXED);
  });
});

test('explain is the explanation of check, and so is its text', () => {
  const reachability = Reachability.ofManifests([WEB, DB, dbAccepts(FROM_WEB)]);
  const query = { source: web, destination: db, port: Port.POSTGRES };
  expect(reachability.explain(query)).toBe(reachability.check(query).explanation);
  expect(`${reachability.check(query)}`).toBe(reachability.explain(query));
});

describe('the matrix', () => {
  const matrix = Reachability.ofManifests([WEB, pod('shop/db', { app: 'db' }), dbAccepts(FROM_WEB, FROM_TEN)]).matrix();

  test('has a row for each pair, with what is allowed and what is unknown', () => {
    expect(matrix.rows.filter(({ source, destination }) => source === 'shop/web' && destination === 'shop/db'))
      .toEqual([{ source: 'shop/web', destination: 'shop/db', allowed: 'TCP 5432', unknown: 'TCP 1-5431,5433-65535; UDP all ports; SCTP all ports' }]);
    expect(matrix.rows.map(({ source, destination }) => `${source} ${destination}`)).toHaveLength(1 + 2 * 1 + 2 * 2 * 2);
  });

  test('as text has the pairs that may connect', () => {
    expect(matrix.toString()).toMatch(/^10\.0\.0\.0\/8 +-> {2}shop\/db +everything$/m);
  });
});

describe('a question that means no endpoint is refused, naming what is there', () => {
  const reachability = Reachability.ofManifests([WEB, DB]);

  test.each([
    ['source', { source: Pods.labeled({ app: 'wbe' }).inNamespace('shop'), destination: db }],
    ['destination', { source: db, destination: Pods.labeled({ app: 'wbe' }).inNamespace('shop') }],
  ])('%s', (_, query) => {
    const refusal = refusalOf(() => reachability.check(query));
    expect(refusal).toContain('`pods app=wbe in namespace shop` matches nothing in the input');
    expect(refusal).toContain('shop/web, shop/db');
    expect(refusal).toContain('help: did you mean `app=web`?');
  });

  test('a port name that nobody has', () => {
    expect(refusalOf(() => reachability.check({ source: web, destination: db, port: Port.named('grpc') }))).toBe(
      `there is no connection from \`${web}\` to \`${db}\` on that port\n`
      + 'help: a named port counts only on pods that have a container port of that name and protocol');
  });
});

describe('a manifest that cannot be read', () => {
  test('is refused with object, field and fix', () => {
    const refusal = refusalOf(() => Reachability.ofManifests([WEB, dbAccepts({ ports: [{ port: 70000 }] })]));
    expect(refusal).toContain('`spec.ingress[0].ports[0].port` is 70000, not a port from 1 to 65535');
    expect(refusal).toContain('NetworkPolicy shop/db');
    expect(refusal).toContain('help: write a number from 1 to 65535');
  });

  test('of an app names the construct', () => {
    const chart = Testing.chart();
    new ApiObject(chart, 'theirs', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { ingress: [{ ports: [{ port: 0 }] }] } });
    expect(refusalOf(() => Reachability.ofApp(chart.node.root as App))).toContain('--> test/theirs');
  });

  test('with several faults is refused with all of them', () => {
    const refusal = refusalOf(() => Reachability.ofManifests([dbAccepts({ ports: [{ port: 0 }, { port: 70000 }] })]));
    expect(refusal.match(/^error\[input\]/gm)).toHaveLength(2);
  });

  test.each([[null], ['text'], [42], [[]], [{}], [{ kind: 'Pod' }]])('never ends in a crash: %j', content => {
    const run = () => {
      try {
        return Reachability.ofManifests([content]).matrix().toString();
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(run()).not.toMatch(/TypeError|undefined/);
  });
});

test('what the answers leave out is a warning', () => {
  const foreign = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'x', namespace: 'shop' }, spec: {} };
  const { warnings } = Reachability.ofManifests([WEB, foreign]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('`CiliumNetworkPolicy` of cilium.io is not simulated: answers about pods that shop/x may select are unknown');
});

describe('an app', () => {
  function shop(): { app: App; chart: Chart; web: kplus.Deployment; db: kplus.StatefulSet } {
    const app = Testing.app();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const containers = [{ image: 'x', portNumber: 5432 }];
    return {
      app,
      chart,
      web: new kplus.Deployment(chart, 'web', { spread: true, containers }),
      db: new kplus.StatefulSet(chart, 'db', {
        containers, service: new kplus.Service(chart, 'db-service', { ports: [{ port: 5432 }] }),
      }),
    };
  }

  test('of cdk8s-plus workloads and our policies', () => {
    const { app, chart, web: frontend, db: database } = shop();
    new DefaultDenyAll(chart, 'deny');
    new AllowConnection(chart, 'web-to-db', { source: Pods.of(frontend), destination: Pods.of(database), ports: [Port.POSTGRES] });
    const reachability = Reachability.ofApp(app);
    const verdict = (source: Pods, destination: Pods, port: Port) =>
      reachability.check({ source, destination, port }).verdict;
    expect(verdict(Pods.of(frontend), Pods.of(database), Port.POSTGRES)).toBe(Verdict.ALLOWED);
    expect(verdict(Pods.of(frontend), Pods.of(database), Port.HTTP)).toBe(Verdict.DENIED);
    expect(verdict(Pods.of(database), Pods.of(frontend), Port.POSTGRES)).toBe(Verdict.DENIED);
  });

  test('of cdk8s-plus policies and ours together', () => {
    const { app, chart, web: frontend, db: database } = shop();
    new kplus.NetworkPolicy(chart, 'theirs', { selector: database, ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY } });
    const query = { source: Pods.of(frontend), destination: Pods.of(database), port: Port.POSTGRES };
    expect(Reachability.ofApp(app).check(query).verdict).toBe(Verdict.DENIED);
    new AllowPods(chart, 'ours', { subject: Pods.of(database), peers: [Pods.of(frontend)], direction: Direction.INGRESS });
    expect(Reachability.ofApp(app).check(query).verdict).toBe(Verdict.ALLOWED);
  });

  test('is as it was when it was asked', () => {
    const { app, chart } = shop();
    const reachability = Reachability.ofApp(app);
    const before = reachability.matrix().toString();
    new DefaultDenyAll(chart, 'deny');
    expect(reachability.matrix().toString()).toBe(before);
    expect(Reachability.ofApp(app).matrix().toString()).not.toBe(before);
  });

  test('is written just as if nobody had asked', () => {
    const asked = shop();
    Reachability.ofApp(asked.app).matrix();
    Reachability.ofApp(asked.app).matrix();
    expect(Yaml.stringify(...Testing.synth(asked.chart))).toBe(Yaml.stringify(...Testing.synth(shop().chart)));
  });
});

describe('the namespace of manifests that name none', () => {
  const manifests = [pod('shop/web'), pod('shop/db')].map((one: any) => ({ ...one, metadata: { ...one.metadata, namespace: undefined } }));
  const rows = (options: { namespace?: string }) => Reachability.ofManifests(manifests, options).matrix().rows
    .map(({ source, destination }) => `${source} -> ${destination}`);

  test('is `default`, or the one that is given', () => {
    expect(rows({})).toContain('default/web -> default/db');
    expect(rows({ namespace: 'shop' })).toContain('shop/web -> shop/db');
  });

  test('is warned about where others name one, in the words of the library', () => {
    const { warnings } = Reachability.ofManifests([...manifests, pod('lab/probe')]);
    expect(warnings).toEqual([expect.stringContaining('2 objects name no namespace and are taken to be in `default`, while others speak of `lab`')]);
    expect(warnings[0]).toContain('Reachability.ofManifests(manifests, { namespace: \'lab\' })');
  });

  test('is refused where it is no name, and for an app, whose charts say it', () => {
    expect(() => rows({ namespace: 'Shop' })).toThrow('`namespace` is \'Shop\', not the name of a namespace');
    expect(() => Reachability.ofApp(new App(), { namespace: 'shop' })).toThrow('objects of an app stand where their chart says');
  });
});
