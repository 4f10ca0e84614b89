import { onlyAssertionOf } from '../../src/analysis/parties';
import { OnlyAssertion, Party } from '../../src/assertions/assertion';
import { withKnownPods } from '../../src/assertions/known-pods';
import { mustOnlyBeReachedBy, mustOnlyReach } from '../../src/assertions/must-only';
import { DeclaredFacts } from '../../src/model/cluster';
import { Finding } from '../../src/model/finding';
import { Peer } from '../../src/model/peer';
import { cluster, deployment, facts, labeled, namespace, node, pod, policy } from '../fixture';
import { Cidr, IPeer, LabelExpression, Namespaces, Pods, Port } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const PROBE = deployment('lab/probe', { app: 'probe' });
const ALL = [namespace('shop'), namespace('lab', { team: 'red' }), WEB, DB, PROBE];
const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
const kubeDns = Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system');

function only(subject: IPeer, allowed: IPeer[], ports?: Port[], futurePods?: boolean): OnlyAssertion {
  return onlyAssertionOf({ at: { object: 'test' }, namespace: 'shop', subject, allowed, ports, futurePods });
}

const accepts = (app: string, ...rules: object[]) =>
  policy(`shop/${app}-in`, { podSelector: labeled({ app }), policyTypes: ['Ingress'], ingress: rules });
const sends = (app: string, ...rules: object[]) =>
  policy(`shop/${app}-out`, { podSelector: labeled({ app }), policyTypes: ['Egress'], egress: rules });
const denies = (name: string, podSelector: object = {}) => policy(`${name}/deny`, { podSelector, policyTypes: ['Ingress', 'Egress'] });
const from = (...peers: object[]) => ({ from: peers });
const to = (...peers: object[]) => ({ to: peers });
const pods = (labels: Record<string, string>) => ({ podSelector: labeled(labels) });
const named = (name: string) => ({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': name }) });
const block = (cidr: string) => ({ ipBlock: { cidr } });
const N1 = node('n1', '192.168.0.1');
const DNS = { ...to({ ...named('kube-system'), ...pods({ 'k8s-app': 'kube-dns' }) }), ports: [{ protocol: 'UDP', port: 53 }] };

/** The title without the half that says who may; undefined where the assertion holds. */
function offender(findings: readonly Finding[]): string | undefined {
  expect(findings.length).toBeLessThanOrEqual(1);
  return findings[0]?.title.replace(/, and (only .* may reach .*|.* may reach only .*)$/, '');
}

type Row = [given: object[], subject: IPeer, allowed: IPeer[], offender: string | undefined, known?: DeclaredFacts];

describe('MustOnlyBeReachedBy', () => {
  const rows: Record<string, Row> = {
    'everything open': [ALL, db, [web], '`lab/probe` can reach `shop/db` on TCP 5432'],
    'only who is allowed': [[...ALL, accepts('db', from(pods({ app: 'web' })))], db, [web], undefined],
    'nobody at all, which MustReach would find': [[...ALL, accepts('db')], db, [web], undefined],
    'one of two who are allowed': [[...ALL, accepts('db', from(pods({ app: 'web' })))], db, [web, Namespaces.named('lab')], undefined],
    'another pod of the input': [[...ALL, accepts('db', from(named('lab')))], db, [web], '`lab/probe` can reach `shop/db` on TCP 5432'],
    'on another port': [[...ALL, accepts('db', { ports: [{ port: 80 }] })], db, [web], '`lab/probe` can reach `shop/db` on TCP 80'],
    'replicas of the destination': [[...ALL, accepts('db', from(pods({ app: 'db' })))], db, [web], '`shop/db` can reach `shop/db` on TCP 5432'],
    'replicas that are allowed': [[...ALL, accepts('db', from(pods({ app: 'db' })))], db, [db], undefined],
    'a single pod and itself': [[namespace('shop'), pod('shop/db', { app: 'db' }), accepts('db')], db, [web], undefined],
    'an address outside': [[...ALL, accepts('db', from(block('203.0.113.0/24')))], db, [web],
      '`203.0.113.0/24` can reach `shop/db` on TCP 5432'],
    'an address that is allowed': [[...ALL, accepts('db', from(block('203.0.113.0/24')))], db, [Cidr.of('203.0.113.0/24')], undefined],
    'more addresses than are allowed': [[...ALL, accepts('db', from(block('203.0.113.0/24')))], db, [Cidr.of('203.0.113.0/25')],
      '`203.0.113.128/25` can reach `shop/db` on TCP 5432', facts({ pods: ['10.0.0.0/8'] })],
    'the internet': [[...ALL, accepts('db', from(block('8.0.0.0/8')))], db, [Cidr.internet()], undefined,
      facts({ pods: ['10.0.0.0/8'], nodes: ['192.168.0.0/16'] })],
    'pods in a block for the internet': [[...ALL, accepts('db', from(block('0.0.0.0/0')))], db, [Cidr.internet()],
      '`shop/web` can reach `shop/db` on TCP 5432', facts({ pods: ['10.0.0.0/8'], nodes: ['192.168.0.0/16'] })],
    'nodes': [[...ALL, N1, accepts('db', from(block('192.168.0.1/32')))], db, [web], '`node n1` can reach `shop/db` on TCP 5432'],
    'nodes before what may stand beside them': [[...ALL, N1, accepts('db', from(block('192.168.0.0/16')))], db, [web],
      '`node n1` can reach `shop/db` on TCP 5432'],
    'a pod with other labels': [[...ALL, accepts('db', from({ namespaceSelector: {}, ...pods({ app: 'prom' }) }))], db, [web],
      'a pod with `app=prom` in namespace `shop` could reach `shop/db` on TCP 5432'],
    'a pod with those labels in another namespace': [[...ALL, accepts('db', from({ namespaceSelector: {}, ...pods({ app: 'web' }) }))], db, [web],
      'a pod with `app=web` in namespace `lab` could reach `shop/db` on TCP 5432'],
    'a namespace that is not there': [[...ALL, accepts('db', from(named('monitoring')))], db, [web],
      'a pod without labels in a namespace `monitoring` could reach `shop/db` on TCP 5432'],
    'a namespace that is not there and that is allowed': [[...ALL, accepts('db', from(named('monitoring')))], db,
      [Pods.all().inNamespace('monitoring')], undefined],
    'more pods there than are allowed': [[...ALL, accepts('db', from(named('monitoring')))], db, [Pods.labeled({ app: 'prom' }).inNamespace('monitoring')],
      'a pod without labels in a namespace `monitoring` could reach `shop/db` on TCP 5432'],
    'namespaces by a label, of which fewer are allowed': [
      [...ALL, accepts('db', from({ namespaceSelector: labeled({ team: 'red' }) }))], db, [Namespaces.labeled({ team: 'red', env: 'prod' }), Namespaces.named('lab')],
      'a pod without labels in a namespace with team=red could reach `shop/db` on TCP 5432',
    ],
    'namespaces by a label': [[...ALL, accepts('db', from({ namespaceSelector: labeled({ team: 'red' }) }))], db, [Namespaces.labeled({ team: 'red' })], undefined],
    'a label with any value but one': [
      [...ALL, accepts('db', from({ podSelector: { matchExpressions: [{ key: 'role', operator: 'Exists' }] } }))], db,
      [Pods.matching({ expressions: [LabelExpression.notIn('role', ['spy']), LabelExpression.exists('role')] })],
      'a pod with `role=spy` in namespace `shop` could reach `shop/db` on TCP 5432',
    ],
    'a pod that its own policies keep from it': [
      [...ALL, accepts('db', from(named('lab'))), denies('lab'), policy('lab/out', { podSelector: labeled({ role: 'spy' }), policyTypes: ['Egress'], egress: [{}] })],
      db, [web], 'a pod with `role=spy` in namespace `lab` could reach `shop/db` on TCP 5432',
    ],
    'a pod that the policies of its namespace do not isolate': [
      [...ALL, accepts('db', from(named('lab'))), denies('lab', { matchExpressions: [{ key: 'trusted', operator: 'DoesNotExist' }] })],
      db, [web], 'a pod with `trusted=some-value` in namespace `lab` could reach `shop/db` on TCP 5432',
    ],
    'all pods of a namespace, and one that is made there later': [
      [...ALL, accepts('db'), accepts('web'), accepts('new', from(block('203.0.113.0/24')))], Pods.all(), [web],
      'a pod without labels in namespace `shop` could be reached from `shop/db` on TCP 443',
    ],
    'all pods of a closed namespace': [[...ALL, denies('shop')], Pods.all(), [web], undefined],
    'a pod of a closed namespace that a policy waits for': [
      [...ALL, denies('shop'), accepts('new', from({ ...named('void'), ...pods({ role: 'spy' }) }))], Pods.all(), [web],
      'a pod with `role=spy` in a namespace `void` could reach a pod with `app=new` that is made in namespace `shop` on TCP 443',
    ],
    'an address as destination, which only pods can be kept from': [[...ALL, denies('lab'), denies('shop')], Cidr.of('198.51.100.7/32'), [web], undefined],
    'an address that another pod may reach': [[...ALL, denies('shop')], Cidr.of('198.51.100.7/32'), [web], '`lab/probe` can reach `198.51.100.7/32` on TCP 443'],
  };

  test.each(Object.entries(rows))('%s', (_, [given, subject, allowed, title, known]) => {
    const snapshot = cluster(given, known);
    expect(offender(mustOnlyBeReachedBy(snapshot, only(subject, allowed)))).toBe(title);
  });

  test('speaks of the named ports alone', () => {
    const given = [...ALL, accepts('db', { ports: [{ port: 80 }] })];
    expect(mustOnlyBeReachedBy(cluster(given), only(db, [web], [Port.POSTGRES]))).toEqual([]);
    expect(offender(mustOnlyBeReachedBy(cluster(given), only(db, [web], [Port.HTTP])))).toBe('`lab/probe` can reach `shop/db` on TCP 80');
  });

  test('means pods that come later of a destination by labels, with `futurePods`', () => {
    const given = [...ALL, accepts('db'), policy('shop/spare', { podSelector: labeled({ role: 'spare' }), policyTypes: ['Ingress'], ingress: [from(named('lab'))] })];
    expect(mustOnlyBeReachedBy(cluster(given), only(db, [web]))).toEqual([]);
    expect(offender(mustOnlyBeReachedBy(cluster(given), only(db, [web], undefined, true))))
      .toBe('a pod with `app=db,role=spare` in namespace `shop` could be reached from `lab/probe` on TCP 443');
  });
});

describe('its own node, which always reaches a pod, is nobody that MustOnlyBeReachedBy speaks of', () => {
  const CLOSED = [...ALL, accepts('db', from(pods({ app: 'web' })))];
  const AGENT = pod('lab/agent', { app: 'agent' }, { hostNetwork: true });

  test.each<[string, object[], string | undefined]>([
    ['nodes of the input', [N1, node('n2', '192.168.0.2')], undefined],
    ['a pod on the host network', [AGENT], undefined],
    ['a pod on the host network of a known node', [pod('lab/agent', {}, { hostNetwork: true, node: 'n1' }), N1], undefined],
    ['nodes that a rule admits are', [accepts('db', from(block('192.168.0.1/32'))), N1],
      '`node n1` can reach `shop/db` on TCP 5432'],
    ['and so are pods on their host network', [accepts('db', from(named('lab'))), AGENT], '`lab/probe` can reach `shop/db` on TCP 5432'],
  ])('%s', (_, added, title) => {
    const given = title === undefined ? CLOSED : ALL;
    expect(offender(mustOnlyBeReachedBy(cluster([...given, ...added]), only(db, [web])))).toBe(title);
  });
});

describe('MustOnlyReach', () => {
  const rows: Record<string, Row> = {
    'everything open': [ALL, web, [db], '`shop/web` can reach `lab/probe` on TCP 443'],
    'only who is allowed': [[...ALL, sends('web', to(pods({ app: 'db' })))], web, [db], undefined],
    'DNS has to be named': [[...ALL, sends('web', to(pods({ app: 'db' })), DNS)], web, [db],
      'a pod with `k8s-app=kube-dns` in a namespace `kube-system` could be reached from `shop/web` on UDP 53'],
    'DNS that is named': [[...ALL, sends('web', to(pods({ app: 'db' })), DNS)], web, [db, kubeDns], undefined],
    'an address outside': [[...ALL, sends('web', to(block('203.0.113.0/24')))], web, [db], '`shop/web` can reach `203.0.113.0/24` on TCP 443'],
    'an address that is allowed': [[...ALL, sends('web', to(block('203.0.113.0/24')))], web, [Cidr.of('203.0.113.0/24')], undefined],
    'closed by the other end': [[...ALL, denies('lab'), sends('web', to(named('lab')))], web, [db], undefined],
    'a pod that is made later and that nothing closes': [
      [...ALL, policy('lab/deny', { podSelector: labeled({ app: 'probe' }), policyTypes: ['Ingress'] }), sends('web', to(named('lab')))], web, [db],
      'a pod without labels in namespace `lab` could be reached from `shop/web` on TCP 443',
    ],
    'a Service by its address': [
      [...ALL, SERVICE_OF_PROBE(), sends('web', { ...to(named('lab')), ports: [{ port: 8080 }] }), denies('lab', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['probe'] }] })],
      web, [Cidr.of('10.96.0.7/32')], undefined,
    ],
    'another port of the pod behind a Service': [
      [...ALL, SERVICE_OF_PROBE(), sends('web', to(named('lab'))), denies('lab', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['probe'] }] })],
      web, [Cidr.of('10.96.0.7/32')], '`shop/web` can reach `lab/probe` on TCP 443',
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, subject, allowed, title, known]) => {
    const stated = only(subject, allowed);
    const snapshot = withKnownPods(cluster(given, known), [stated.subject, ...stated.allowed]);
    expect(offender(mustOnlyReach(snapshot, stated))).toBe(title);
  });
});

function SERVICE_OF_PROBE(): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'lab', name: 'probe' },
    spec: { selector: { app: 'probe' }, clusterIP: '10.96.0.7', ports: [{ port: 80, targetPort: 8080 }] },
  };
}

describe('parties of kinds that no policy of a namespace can name', () => {
  const NODE_RULE = accepts('db', from(block('192.168.0.0/24')));
  const NODES = [N1, node('n2', '192.168.0.2')];
  const allowing = (...peers: Peer[]): OnlyAssertion => {
    const party: Party = { description: 'others', peers };
    return { ...only(db, [web]), allowed: [party] };
  };
  const known = facts({ pods: ['10.0.0.0/8'], nodes: ['192.168.0.0/24'] });

  test.each<[string, Peer, string | undefined]>([
    ['all nodes', { kind: 'nodes', nodes: { requirements: [] } }, undefined],
    ['nodes with labels that nobody knows', { kind: 'nodes', nodes: { requirements: [{ key: 'x', operator: 'Exists', values: [] }] } },
      '`node n1` can reach `shop/db` on TCP 5432'],
    ['outsiders', { kind: 'outsiders', world: true, nodes: 'yes' }, undefined],
    ['everyone', { kind: 'everyone' }, '`others` are everybody, so there is nothing to check'],
  ])('%s', (_, peer, title) => {
    expect(offender(mustOnlyBeReachedBy(cluster([...ALL, ...NODES, NODE_RULE], known), allowing(peer)))).toBe(title);
  });
});

describe('an assertion about everybody else that says nothing', () => {
  test.each<[string, OnlyAssertion, string]>([
    ['a slip in the subject', only(Pods.labeled({ app: 'bd' }), [web]), '`pods app=bd` matches nothing in the input, so there is nothing to check'],
    ['a namespace that is not there', only(Pods.all().inNamespace('shpo'), [web]), '`all pods in namespace shpo` names namespace `shpo`, which is not in the input'],
    ['a port that nothing there has', only(db, [web], [Port.named('grpc')]),
      'nothing is reached on TCP grpc of `pods app=db`, so there is nothing to check'],
  ])('%s', (_, stated, title) => {
    expect(mustOnlyBeReachedBy(cluster([...ALL, denies('shop')]), stated).map(finding => finding.title)).toEqual([title]);
  });

  test('a port that nothing in the input has', () => {
    expect(mustOnlyReach(cluster([...ALL, denies('shop')]), only(web, [db], [Port.named('grpc')])).map(({ title }) => title))
      .toEqual(['nothing is reached on TCP grpc of what is in the input, so there is nothing to check']);
  });
});

describe('what is not known', () => {
  const given = [...ALL, accepts('db', from(block('10.0.0.0/8')))];
  const stated: OnlyAssertion = { ...only(db, [web, Cidr.of('10.0.0.0/8')]), reason: 'it holds card data' };

  test('does not matter for pods that have allowed addresses or are not admitted', () => {
    expect(mustOnlyBeReachedBy(cluster(given), stated)).toEqual([]);
  });

  test('fails with what would settle it', () => {
    const labeledLater = deployment('shop/cron', { app: 'cron' });
    const stateless = { ...only(db, [Pods.labeled({ 'pod-template-hash': 'abc' }), Cidr.of('10.0.0.0/8')]) };
    const finding = mustOnlyBeReachedBy(cluster([namespace('shop'), DB, labeledLater, accepts('db', from(pods({ 'pod-template-hash': 'abc' })))]), stateless)[0];
    expect([finding.title, finding.notes, finding.help]).toEqual([
      'it is not certain that only `pods pod-template-hash=abc`, `10.0.0.0/8` can reach `pods app=db` on every port',
      expect.arrayContaining(['a selector asks for a label whose value a controller sets when the pod is made']),
      expect.arrayContaining(['select by a label of the pod template instead']),
    ]);
  });

  test('is said of an end that may or may not be allowed', () => {
    const admitting = [...ALL, accepts('db', from(named('lab')))];
    const findings = mustOnlyBeReachedBy(cluster(admitting), only(db, [Cidr.of('10.0.0.0/8')]));
    expect(findings.map(({ title, notes, help }) => [title, notes, help])).toEqual([[
      'it is not certain that only `10.0.0.0/8` can reach `pods app=db` on every port',
      ['`10.0.0.0/8` may or may not mean `lab/probe`, whose address is not known'],
      ['declare where pods and nodes get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'], nodeCidrs: [\'10.0.0.0/24\'] }`'],
    ]]);
    const settled = mustOnlyBeReachedBy(cluster(admitting, facts({ pods: ['172.16.0.0/12'] })), only(db, [Cidr.of('10.0.0.0/8')]));
    expect(offender(settled)).toBe('`lab/probe` can reach `shop/db` on TCP 5432');
  });
});

test('more sources than can be told apart one by one leave the answer open, and take no time', () => {
  const many = Array.from({ length: 24 }, (_, index) => ({ [`a${index}`]: 'x', [`b${index}`]: 'y' }));
  const given = [...ALL, accepts('db', ...many.map(labels => from(pods(labels))))];
  const allowed = many.map(labels => Pods.labeled(labels));
  expect(offender(mustOnlyBeReachedBy(cluster(given), only(db, allowed))))
    .toBe('a pod without labels in namespace `shop`, depending on its other labels could perhaps reach `shop/db` on TCP 5432');
  expect(mustOnlyBeReachedBy(cluster(given), only(db, [Pods.all()]))).toEqual([]);
});

test('many sources of which each has its own labels are told apart', () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ name: `n${index}`, instance: `i${index}` }));
  const given = [...ALL, accepts('db', ...many.map(labels => from(pods(labels))))];
  const allowed = many.map(labels => Pods.labeled(labels));
  expect(mustOnlyBeReachedBy(cluster(given), only(db, allowed))).toEqual([]);
  expect(offender(mustOnlyBeReachedBy(cluster(given), only(db, allowed.slice(1)))))
    .toBe('a pod with `name=n0,instance=i0` in namespace `shop` could reach `shop/db` on TCP 5432');
});

test('a finding says who else can, all of them in few words, what lets them, and how to see it again', () => {
  const given = [...ALL, deployment('lab/other', { app: 'other' }), accepts('db', from(pods({ app: 'web' })), from(named('lab')))];
  expect(mustOnlyBeReachedBy(cluster(given), { ...only(db, [Pods.labeled({ app: 'wbe' })], [Port.POSTGRES]), reason: 'it holds card data' })).toEqual([{
    check: 'must-only-be-reached-by',
    severity: 'error',
    title: '`shop/web` can reach `shop/db` on TCP 5432, and only `pods app=wbe` may reach `pods app=db`',
    at: { object: 'test' },
    evidence: [
      { label: 'reason', text: 'it holds card data' },
      { label: 'witness', text: 'shop/web -> shop/db TCP 5432, allowed' },
      { label: 'egress', columns: ['shop/web', 'allowed'], text: 'not isolated: no policy selects it for egress' },
      { label: 'ingress', columns: ['shop/db', 'allowed'], text: 'isolated by shop/db-in; admitted by shop/db-in, rule 1: from app=web, every port' },
      { label: 'in all', text: '3 of 6 pairs: lab/*, shop/web -> shop/db TCP 5432' },
      {
        label: 'replay',
        text: 'Reachability.ofApp(app).explain({ source: Pods.labeled({ app: \'web\' }).inNamespace(\'shop\'), '
          + 'destination: Pods.labeled({ app: \'db\' }).inNamespace(\'shop\'), port: Port.tcp(5432) })',
      },
    ],
    effect: undefined,
    notes: ['`pods app=wbe` in `sources` means nothing that is in the input: did you mean `app=web`?'],
    help: [
      'narrow rule 1 of `shop/db-in`',
      'or isolate `shop/web` for egress: `new DefaultDenyEgress(this, \'deny\')` in namespace `shop`',
      'or name it in `sources`: `Pods.labeled({ app: \'web\' }).inNamespace(\'shop\')`',
    ],
  }]);
});
