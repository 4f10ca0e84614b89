import { Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { oneSidedConnection } from '../../../src/checks/connections/one-sided-connection';
import { podsInCode, podsRemark } from '../../../src/checks/support/pasteable-code';
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
