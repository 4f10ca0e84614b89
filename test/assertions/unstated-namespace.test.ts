import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { newApp, removeApps, checksIn, synthesize } from '../constructs/validated';
import { AllowPods, Direction, MustNotReach, MustReach, NetworkPolicyValidation, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

afterAll(removeApps);

/** Chart a names no namespace, so that its web lands in `default`; chart b has another web, and a db that admits the first. */
function twoCharts(app: App): { b: Chart; web: kplus.Deployment; db: kplus.Deployment } {
  const a = new Chart(app, 'a');
  const b = new Chart(app, 'b', { namespace: 'shop' });
  const workload = (chart: Chart, id: string) => new kplus.Deployment(chart, id, {
    podMetadata: { labels: { app: id } }, select: false, containers: [{ image: id, portNumber: 5432 }],
  });
  const [web, , db] = [workload(a, 'web'), workload(b, 'web'), workload(b, 'db')];
  [web, db].forEach(one => one.select(kplus.LabelSelector.of({ labels: { app: one.node.id } })));
  new AllowPods(b, 'db-admits', { subject: Pods.of(db), peers: [Pods.of(web).inNamespace('default')], direction: Direction.INGRESS });
  return { b, web, db };
}

describe('a workload without a namespace is in `default`, wherever the assertion stands', () => {
  const rows = [
    ['MustNotReach', MustNotReach, ['error must-not-reach']],
    ['MustReach', MustReach, []],
  ] as const;

  test.each(rows)('%s', (_, construct, expected) => {
    const app = newApp();
    const { b, web, db } = twoCharts(app);
    NetworkPolicyValidation.of(app);
    new construct(b, 'A', { source: Pods.of(web), destination: Pods.of(db), ports: [Port.POSTGRES] });
    const { error } = synthesize(app);
    expect(checksIn(error).filter(check => check.includes('must'))).toEqual(expected);
    expect(error ?? 'namespace default').toContain('namespace default');
  });
});

test('and so it is in a question', () => {
  const app = Testing.app();
  const { web, db } = twoCharts(app);
  const { verdict, explanation } = Reachability.ofApp(app)
    .check({ source: Pods.of(web), destination: Pods.of(db), port: Port.POSTGRES });
  expect(verdict).toBe(Verdict.ALLOWED);
  expect(explanation).toContain('default/');
});

test('pods by their labels stay those of the assertion\'s namespace', () => {
  const app = newApp();
  const { b, db } = twoCharts(app);
  NetworkPolicyValidation.of(app);
  new MustNotReach(b, 'A', { source: Pods.labeled({ app: 'web' }), destination: Pods.of(db), ports: [Port.POSTGRES] });
  expect(checksIn(synthesize(app).error)).toEqual([]);
});

test('a namespace that is said goes before `default`', () => {
  const app = newApp();
  const { b, web, db } = twoCharts(app);
  NetworkPolicyValidation.of(app);
  new MustNotReach(b, 'A', { source: Pods.of(web).inNamespace('shop'), destination: Pods.of(db), ports: [Port.POSTGRES] });
  expect(checksIn(synthesize(app).error)).toEqual([]);
});
