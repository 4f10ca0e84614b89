import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import * as fc from 'fast-check';
import { readApp } from '../../../src/analysis/app-reading';
import { oneSidedConnection } from '../../../src/checks/connections/one-sided-connection';
import { podsInCode, podsRemark } from '../../../src/checks/support/pasteable-code';
import { KUBERNETES } from '../../../src/dialects/kubernetes';
import { ingest } from '../../../src/ingest/ingest';
import { Snapshot } from '../../../src/model/snapshot';
import { Workload } from '../../../src/model/workload';
import { matrixOf } from '../../../src/semantics/matrix';
import { cluster, deployment, labeled, pod, policy, verdict, workload } from '../../fixture';
import { findings } from '../findings';
import * as netpol from 'cdk8s-netpol';

function codeFor(given: readonly object[], name: string): string | undefined {
  const snapshot = cluster(given);
  return podsInCode(snapshot, workload(snapshot, name))?.code;
}

const PART = { 'app': 'shop', 'app.kubernetes.io/part-of': 'shop' };
const PARTS = ['web', 'db', 'adm'].map(component => deployment(`shop/${component}`, { ...PART, component }));

const ROWS: Record<string, [object[], string, string | undefined]> = {
  'the label that is a name by custom': [[deployment('shop/web', { tier: 'front', app: 'web' })], 'shop/web', 'Pods.labeled({ app: \'web\' }).inNamespace(\'shop\')'],
  'another, where all share that one': [PARTS, 'shop/db', 'Pods.labeled({ component: \'db\' }).inNamespace(\'shop\')'],
  'two, where no one will do': [
    [deployment('shop/a', { app: 'x', tier: '1' }), deployment('shop/b', { app: 'x', tier: '2' }), deployment('shop/c', { app: 'y', tier: '1' })],
    'shop/a', 'Pods.labeled({ app: \'x\', tier: \'1\' }).inNamespace(\'shop\')',
  ],
  'pods of other namespaces do not count': [
    [deployment('shop/web', { app: 'web', x: 'y' }), deployment('lab/web', { app: 'web' })], 'shop/web', 'Pods.labeled({ app: \'web\' }).inNamespace(\'shop\')',
  ],
  'no label of a controller, where another will do': [
    [pod('shop/web', { 'pod-template-hash': 'abc', 'app': 'x', 'tier': '1' }), pod('shop/api', { app: 'x', tier: '2' })], 'shop/web',
    'Pods.labeled({ tier: \'1\' }).inNamespace(\'shop\')',
  ],
  'all, where none tells them apart': [
    [deployment('shop/web', { app: 'web', tier: 'x' }), deployment('shop/copy', { app: 'web', tier: 'x', more: 'y' })], 'shop/web',
    'Pods.labeled({ app: \'web\', tier: \'x\' }).inNamespace(\'shop\')',
  ],
  'none, where there is none': [[deployment('shop/web')], 'shop/web', undefined],
};

test.each(Object.entries(ROWS))('pods in code: %s', (_, [given, name, code]) => {
  expect(codeFor(given, name)).toBe(code);
});

const ADDRESS = 'cdk8s.io/metadata.addr';

/** The code for the first of some Deployments of cdk8s-plus, by their paths, each with the labels that tell it apart. */
function codeOfConstruct(...made: [constructPath: string, labels?: Record<string, string>][]): string | undefined {
  const { snapshot } = ingest(made.map(([constructPath, labels], index) => ({
    content: deployment(`shop/made-${index}`, { [ADDRESS]: `c8${index}`, ...labels }), origin: { constructPath },
  })), { dialect: KUBERNETES });
  return podsInCode(snapshot, snapshot.workloads.find(({ name }) => name === 'made-0')!)?.code;
}

const VARIABLES: Record<string, [[string, Record<string, string>?][], string]> = {
  'the id of the workload': [[['shop/catalog/Resource']], 'Pods.of(catalog)'],
  'an id of several words': [[['shop/catalog-read_only/Resource']], 'Pods.of(catalogReadOnly)'],
  'an id in capitals': [[['shop/Catalog/Resource']], 'Pods.of(catalog)'],
  'an id that begins with an abbreviation': [[['shop/HTTPServer/Resource']], 'Pods.of(httpServer)'],
  'an abbreviation alone': [[['shop/DB/Resource']], 'Pods.of(db)'],
  'an object that is no inner one': [[['shop/catalog']], 'Pods.of(catalog)'],
  'a workload that is called after its kind': [[['shop/catalog/Deployment/Resource']], 'Pods.of(catalogDeployment)'],
  'a chart alone': [[['Resource']], 'Pods.of(resource)'],
  'an id that no variable can have': [[['shop/default/Resource']], 'Pods.of(deploymentDefault)'],
  'an id that begins with a digit': [[['shop/3scale/Resource']], 'Pods.of(deployment3scale)'],
  'an id without letters of ASCII': [[['shop/каталог/Resource']], 'Pods.of(deployment)'],
  'one id of two workloads': [[['shop/catalog/Resource'], ['lab/catalog/Resource']], 'Pods.of(shopCatalog)'],
  'a label of its own is preferred': [[['shop/catalog/Resource', { component: 'catalog' }], ['shop/web/Resource']],
    'Pods.labeled({ component: \'catalog\' }).inNamespace(\'shop\')'],
  'but not one that others have too': [[['shop/catalog/Resource', { app: 'shop' }], ['shop/web/Resource', { app: 'shop' }]], 'Pods.of(catalog)'],
  'and not two, where the workload says it at once': [[
    ['shop/catalog/Resource', { app: 'shop', tier: 'data' }],
    ['shop/web/Resource', { app: 'shop' }],
    ['shop/db/Resource', { tier: 'data' }],
  ], 'Pods.of(catalog)'],
};

test.each(Object.entries(VARIABLES))('nobody has to paste the label that cdk8s-plus makes of a path: %s', (_, [made, code]) => {
  expect(codeOfConstruct(...made)).toBe(code);
});

test('the label of cdk8s-plus is all there is where no construct is known', () => {
  expect(codeFor([deployment('shop/web', { [ADDRESS]: 'c8' })], 'shop/web'))
    .toBe(`Pods.labeled({ '${ADDRESS}': 'c8' }).inNamespace('shop')`);
});

test('pods that share all labels are said to be meant too', () => {
  const snapshot = cluster([deployment('shop/web', { app: 'web' }), deployment('shop/copy', { app: 'web', more: 'y' })]);
  const web = workload(snapshot, 'shop/web');
  expect(podsRemark(web, podsInCode(snapshot, web))).toEqual([
    'no label tells `shop/web` from `shop/copy`: give it one of its own first, or the code below is about them too',
  ]);
});

describe('the help of a blocked connection', () => {
  const blocked = (...pods: object[]) => {
    const [finding] = findings(oneSidedConnection, [...pods,
      policy('shop/out', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }] }] }),
      policy('shop/in', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] })]);
    return finding.help[finding.help.length - 1];
  };

  test('proposes a label first for pods that have none', () => {
    expect(blocked(deployment('shop/web'), deployment('shop/db', { app: 'db' })))
      .toBe('give the pods of `shop/web` a label first: they have none that a policy could select them by');
  });

  test('says `Pods.of` where the user wrote so, and mends the connection when it is pasted', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const [catalog, webFront] = ['catalog', 'web-front'].map(id =>
      new kplus.Deployment(chart, id, { containers: [{ image: id, portNumber: 8080 }] }));
    new netpol.AllowPods(chart, 'sends', {
      subject: netpol.Pods.of(webFront),
      peers: [netpol.Pods.of(catalog)],
      ports: [netpol.Port.tcp(8080)],
      direction: netpol.Direction.EGRESS,
    });
    new netpol.DefaultDenyIngress(chart, 'deny', { subject: netpol.Pods.of(catalog) });
    const found = () => oneSidedConnection.check(readApp(app.node.findAll(), {}).context());
    const code = found().flatMap(({ help }) => help)[0];
    expect(code).toBe([
      'declare both sides at once:',
      'new AllowConnection(this, \'connection\', {',
      '  source: Pods.of(webFront),',
      '  destination: Pods.of(catalog),',
      '  ports: [Port.tcp(8080)],',
      '});',
    ].join('\n'));
    const { Pods, Port, AllowConnection } = netpol;
    new Function('catalog', 'webFront', 'Pods', 'Port', 'AllowConnection', code.slice(code.indexOf('\n')))
      .call(chart, catalog, webFront, Pods, Port, AllowConnection);
    expect(found()).toEqual([]);
  });

  test('names each end by what it alone has', () => {
    expect(blocked(...PARTS.slice(0, 1), deployment('shop/db', { app: 'db' }), deployment('shop/adm', { ...PART, component: 'adm' })))
      .toContain('source: Pods.labeled({ component: \'web\' }).inNamespace(\'shop\')');
  });
});

/** Workloads of two namespaces whose labels overlap in every way. */
const anyPods = fc.uniqueArray(fc.record({
  namespace: fc.constantFrom('shop', 'lab'),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  labels: fc.dictionary(fc.constantFrom('app', 'tier', 'component', 'odd.io/it'), fc.constantFrom('x', 'y', 'z'), { maxKeys: 4 }),
}), { selector: ({ namespace, name }) => `${namespace}/${name}`, minLength: 2, maxLength: 7 })
  .map(pods => pods.map(({ namespace, name, labels }) => deployment(`${namespace}/${name}`, labels, { ports: ['5432'] })));

const DENY = ['shop', 'lab'].map(name => policy(`${name}/deny`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }));

/** What the code makes, as a user would get it. */
function pasted(source: string, destination: string): object[] {
  const chart = Testing.chart();
  const pods = (code: string) => new Function('Pods', `return ${code};`)(netpol.Pods);
  new netpol.AllowConnection(chart, 'connection', { source: pods(source), destination: pods(destination), ports: [netpol.Port.POSTGRES] });
  return Testing.synth(chart);
}

function isAloneIn(snapshot: Snapshot, { labels, namespace }: Workload): boolean {
  const pairs = [...labels.known];
  return pairs.length > 0 && snapshot.workloads.filter(other => other.namespace === namespace
    && pairs.every(([key, value]) => other.labels.known.get(key) === value)).length === 1;
}

function open(snapshot: Snapshot): string[] {
  return matrixOf(snapshot).filter(({ source, destination, connections }) =>
    source.kind === 'workload' && destination.kind === 'workload' && !(connections.allowed.isEmpty && connections.unknown.isEmpty))
    .map(({ source, destination }) => [source, destination]
      .map(end => (end.kind === 'workload' ? `${end.workload.namespace}/${end.workload.name}` : '')).join(' -> '));
}

test('whatever the labels are, the code selects the workload alone where its labels can, and pasted opens the one connection', () => {
  fc.assert(fc.property(anyPods, fc.nat(), fc.nat(), (pods, one, other) => {
    const before = cluster([...pods, ...DENY]);
    const [source, destination] = [one, other].map(index => before.workloads[index % before.workloads.length]);
    const [from, to] = [source, destination].map(end => podsInCode(before, end));
    expect(from === undefined).toBe(source.labels.known.size === 0);
    expect(from?.others.length === 0).toBe(isAloneIn(before, source));
    fc.pre(from !== undefined && to !== undefined && source !== destination);
    const after = cluster([...pods, ...DENY, ...pasted(from!.code, to!.code)]);
    const names = [source, destination].map(({ namespace, name }) => `${namespace}/${name}`);
    expect(verdict(after, `${names[0]} -> ${names[1]} TCP 5432`)).toBe('allowed');
    fc.pre(isAloneIn(before, source) && isAloneIn(before, destination));
    expect(open(after)).toEqual([names.join(' -> ')]);
  }), { numRuns: 60 });
}, 60_000);
