import fc from 'fast-check';
import { readFacts } from '../../src/analysis/cluster-facts';
import { assertionOf } from '../../src/analysis/parties';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { ingest } from '../../src/ingest/ingest';
import { existingPods } from '../../src/model/existing-pods';
import { refusalOf } from '../constructs/synthesized';
import { cluster, deployment, facts, labeled, namespace, policy } from '../fixture';
import { anyScenario, dialectOf, snapshotOf } from '../generators/scenarios';
import { anyLabels, anyNamespace } from '../generators/vocabulary';
import { ExistingPods, ExistingPodsProps, IPeer, Namespaces, Pods, Port, Protocol, Reachability } from 'cdk8s-netpol';

const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const PROM = ExistingPods.of({
  namespace: 'monitoring', labels: { app: 'prom' }, ports: [{ port: 9090, name: 'web' }],
});
const db = Pods.labeled({ app: 'db' }).inNamespace('shop');
const prom = Pods.labeled({ app: 'prom' }).inNamespace('monitoring');

function dbAccepts(
  pods: object, namespaces: object = labeled({ 'kubernetes.io/metadata.name': 'monitoring' }),
): object {
  const from = [{ podSelector: pods, namespaceSelector: namespaces }];
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ from }] });
}

function ask(given: object[], source: IPeer, destination: IPeer, port: Port, existing = [PROM]): string {
  return Reachability.ofManifests(given, { facts: { existing } }).check({ source, destination, port }).verdict;
}

describe('declared pods are in answers', () => {
  const rows: Record<string, [object[], IPeer, IPeer, Port, string]> = {
    'as a source': [[DB, dbAccepts(labeled({ app: 'prom' }))], prom, db, Port.POSTGRES, 'allowed'],
    'as a source that no rule admits': [[DB, dbAccepts(labeled({ app: 'other' }))], prom, db, Port.POSTGRES, 'denied'],
    'as a destination': [[DB], db, prom, Port.tcp(9090), 'allowed'],
    'as a destination by the name of a port': [[DB], db, prom, Port.named('web'), 'allowed'],
    'by all of their namespace': [
      [DB, dbAccepts({})], Pods.all().inNamespace('monitoring'), db, Port.POSTGRES, 'allowed',
    ],
    'unknown for a label that was not declared': [
      [DB, dbAccepts(labeled({ tier: 'x' }))], prom, db, Port.POSTGRES, 'unknown',
    ],
    'unknown for a label of their namespace': [
      [DB, dbAccepts({}, labeled({ team: 'ops' }))], prom, db, Port.POSTGRES, 'unknown',
    ],
    'certain for a label of the Namespace object': [
      [
        DB, dbAccepts({}, labeled({ team: 'ops' })), namespace('monitoring', { team: 'ops' }),
      ], prom, db, Port.POSTGRES, 'allowed',
    ],
    'selected by policies of their namespace': [
      [
        DB, policy('monitoring/deny', { podSelector: labeled({ app: 'prom' }), policyTypes: ['Egress'] }),
      ], prom, db, Port.POSTGRES, 'denied',
    ],
    'perhaps selected by one that asks for another label': [
      [
        DB, policy('monitoring/deny', { podSelector: labeled({ tier: 'x' }), policyTypes: ['Egress'] }),
      ], prom, db, Port.POSTGRES, 'unknown',
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, source, destination, port, verdict]) => {
    expect(ask(given, source, destination, port)).toBe(verdict);
  });

  test('on the host network, as the input\'s own are', () => {
    const agent = ExistingPods.of({ namespace: 'monitoring', labels: { app: 'agent' }, hostNetwork: true });
    const agents = Pods.labeled({ app: 'agent' }).inNamespace('monitoring');
    expect(ask([DB, dbAccepts(labeled({ app: 'agent' }))], agents, db, Port.POSTGRES, [agent])).toBe('unknown');
  });

  test('on a protocol of their own', () => {
    const relay = ExistingPods.of({
      namespace: 'dns', labels: { app: 'relay' }, ports: [{ port: 53, name: 'dns', protocol: Protocol.UDP }],
    });
    const relays = Pods.labeled({ app: 'relay' }).inNamespace('dns');
    expect(ask([DB], db, relays, Port.named('dns', Protocol.UDP), [relay])).toBe('allowed');
    expect(() => ask([DB], db, relays, Port.named('dns'), [relay])).toThrow('there is no connection');
  });

  test('by the labels that were declared, in the matrix', () => {
    const { rows: found } = Reachability.ofManifests(
      [DB, dbAccepts(labeled({ app: 'prom' }))], { facts: { existing: [PROM] } },
    ).matrix();
    expect(
      found.filter(({ source, destination }) => source.startsWith('monitoring') && destination === 'shop/db'),
    ).toEqual([
      { source: 'monitoring/app=prom', destination: 'shop/db', allowed: 'everything', unknown: 'nothing' },
    ]);
  });
});

describe('what cannot be declared is refused with the field and the fix', () => {
  const GOOD = { namespace: 'monitoring', labels: { app: 'prom' } };
  const rows: Record<string, [unknown, string, string]> = {
    'no namespace': [{ labels: {} },
      '`undefined` is not a namespace name',
      'a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
    'a namespace that is none': [{ ...GOOD, namespace: 'Monitoring' },
      '`Monitoring` is not a namespace name',
      'a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
    'no labels': [{ namespace: 'monitoring' },
      '`labels` is undefined, not keys with values',
      'write them: `{ app: \'web\' }`'],
    'a label that is none': [{ ...GOOD, labels: { app: 'a b' } },
      'label value `a b` of `app` is not valid',
      'a value is empty, or at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends'],
    'ports that are no list': [{ ...GOOD, ports: { port: 80 } },
      '`ports` is a plain object, not a list',
      'list ports such as `{ port: 80 }`'],
    'a port that is none': [{ ...GOOD, ports: [{ port: 80 }, { port: 0 }] },
      '`ports[1].port` is 0, not a port',
      'write a whole number from 1 to 65535'],
    'a port as text': [{ ...GOOD, ports: [{ port: '80' }] },
      '`ports[0].port` is \'80\', not a port',
      'write a whole number from 1 to 65535'],
    'a port that is a number': [{ ...GOOD, ports: [80] },
      '`ports[0]` is 80, not a port',
      'list ports such as `{ port: 80 }`'],
    'a port that is not there': [{ ...GOOD, ports: [undefined] },
      '`ports[0]` is undefined, not a port',
      'list ports such as `{ port: 80 }`'],
    'a port name that is none': [{ ...GOOD, ports: [{ port: 80, name: 'Web_Port' }] },
      '`ports[0].name` is \'Web_Port\', not a port name',
      'a name is 1 to 15 lower-case letters, digits and single `-` between them, with at least one letter'],
    'a protocol that is none': [{ ...GOOD, ports: [{ port: 80, protocol: 'tcp' }] },
      '`ports[0].protocol` is \'tcp\', not one of \'TCP\', \'UDP\', \'SCTP\'',
      'write `Protocol.TCP`, `Protocol.UDP` or `Protocol.SCTP`'],
    'a host network that is neither': [{ ...GOOD, hostNetwork: 'yes' },
      '`hostNetwork` is \'yes\', not true or false',
      'write `true` or `false`, without quotes'],
    'nothing': [undefined,
      'undefined is no declaration',
      'say where the pods are, and their labels: `{ namespace: \'monitoring\', labels: { app: \'prometheus\' } }`'],
  };

  test.each(Object.entries(rows))('%s', (_, [props, problem, help]) => {
    expect(refusalOf(() => ExistingPods.of(props as ExistingPodsProps)))
      .toBe(`\`ExistingPods.of\`: ${problem}\nhelp: ${help}`);
  });

  test.each([
    ['no list', { namespace: 'monitoring' }, '`existing` is a plain object, not a list'],
    ['not a declaration', [PROM, { namespace: 'monitoring', labels: {} }],
      '`existing[1]` is a plain object, not a declaration of pods'],
    ['nothing', [undefined], '`existing[0]` is undefined, not a declaration of pods'],
  ])('`existing` that is %s', (_, existing, problem) => {
    expect(refusalOf(() => Reachability.ofManifests([DB], { facts: { existing: existing as ExistingPods[] } })))
      .toBe(`\`ClusterFacts\`: ${problem}\nhelp: list declarations: \`[ExistingPods.of({ namespace, labels })]\``);
  });
});

describe('assertions speak of declared pods', () => {
  const declared = (existing: ExistingPods[]) => readFacts({ existing });
  const stated = (source: IPeer, destination: IPeer, port: Port) =>
    assertionOf({ at: { object: 'test' }, namespace: 'shop', source, destination, ports: [port] });

  test('MustReach holds for those that a rule admits', () => {
    const snapshot = cluster([DB, dbAccepts(labeled({ app: 'prom' }))], declared([PROM]));
    expect(mustReach(snapshot, stated(prom, db, Port.POSTGRES))).toEqual([]);
  });

  test('MustNotReach fails for those that a rule admits', () => {
    const snapshot = cluster([DB, dbAccepts(labeled({ app: 'prom' }))], declared([PROM]));
    expect(
      mustNotReach(snapshot, stated(prom, db, Port.POSTGRES)).map(({ title, evidence }) => [title, evidence[0].text]),
    )
      .toEqual([[
        'a connection from `pods app=prom in namespace monitoring` to `pods app=db in namespace shop` on TCP 5432 '
          + 'is allowed, and must not be',
        'monitoring/app=prom -> shop/db TCP 5432, allowed',
      ]]);
  });

  test('and say that a label which was not declared leaves it open', () => {
    const snapshot = cluster([DB, dbAccepts(labeled({ tier: 'x' }))], declared([PROM]));
    expect(mustNotReach(snapshot, stated(prom, db, Port.POSTGRES)).map(({ notes }) => notes)).toEqual([[
      'a selector asks for a label that nothing here sets, '
        + 'and that a controller, an injector or whoever makes the pods may set',
    ]]);
  });
});

describe('kube-dns is known without being declared', () => {
  const dns = Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system');
  const WEB = deployment('shop/web', { app: 'web' });
  const web = Pods.labeled({ app: 'web' }).inNamespace('shop');
  const CLOSED = policy('shop/deny', { podSelector: {}, policyTypes: ['Egress'] });

  test.each<[string, object[], IPeer, Port, string]>([
    ['open', [WEB], dns, Port.udp(53), 'allowed'],
    ['closed', [WEB, CLOSED], dns, Port.udp(53), 'denied'],
    ['by the name of its port', [WEB], dns, Port.named('dns-tcp'), 'allowed'],
    ['in every namespace', [WEB], Pods.labeled({ 'k8s-app': 'kube-dns' }).inAllNamespaces(), Port.udp(53), 'allowed'],
  ])('to a question for its label: %s', (_, given, destination, port, verdict) => {
    expect(ask(given, web, destination, port, [])).toBe(verdict);
  });

  test('but not to one for all pods of its namespace', () => {
    expect(refusalOf(() => ask([WEB], web, Pods.all().inNamespace('kube-system'), Port.udp(53), [])))
      .toContain('names namespace `kube-system`, which is not in the input');
    expect(
      Reachability.ofManifests([WEB]).check(
        { source: web, destination: Namespaces.all(), port: Port.udp(53) },
      ).flowCount,
    )
      .toBe(1);
  });

  test('nor in the matrix', () => {
    const { rows: found } = Reachability.ofManifests([WEB]).matrix();
    expect(found.filter(({ source }) => source.includes('kube-dns'))).toEqual([]);
  });

  test('and the one of the input stands for it', () => {
    const own = deployment('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ports: ['dns=1053/UDP'] });
    const { explanation } = Reachability.ofManifests([WEB, own])
      .check({ source: web, destination: dns, port: Port.named('dns', Protocol.UDP) });
    expect(explanation.split('\n')[0]).toBe('ALLOWED  shop/web -> kube-system/coredns UDP 1053');
  });
});

test('declaring pods never turns an unprovable MustNotReach over all namespaces into a proof', () => {
  const anyDeclared = fc.array(fc.tuple(anyNamespace, anyLabels, fc.boolean()).map(([where, labels, hostNetwork]) =>
    existingPods({ namespace: where, labels: new Map(Object.entries(labels)), ports: [], hostNetwork })),
  { minLength: 1, maxLength: 2 });
  const asked = (source: IPeer, destination: IPeer) =>
    assertionOf({ at: { object: 'test' }, namespace: 'a', source, destination, ports: [Port.tcp(80)] });
  const webs = Pods.labeled({ app: 'web' }).inAllNamespaces();
  fc.assert(fc.property(anyScenario, anyDeclared, fc.boolean(), (scenario, existing, isSource) => {
    const before = snapshotOf(scenario);
    const after = ingest(scenario.manifests.map(content => ({ content })), {
      dialect: dialectOf(scenario), facts: { ...facts(scenario.facts), existing },
    }).snapshot;
    const stated = isSource ? asked(Namespaces.all(), webs) : asked(webs, Namespaces.all());
    const [unproved, second] = [before, after].map(
      snapshot => mustNotReach(snapshot, stated).map(({ title }) => title),
    );
    // Where there was nothing to check, the declared pods are the first to be checked.
    fc.pre(unproved.every(title => !title.includes('nothing to check')));
    expect(second.length === 0 ? unproved : []).toEqual([]);
  }), { numRuns: 100 });
});
