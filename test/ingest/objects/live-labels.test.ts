import { assertionOf } from '../../../src/analysis/parties';
import { mustNotReach } from '../../../src/assertions/must-not-reach';
import { cluster, controller, deployment, namespace, pod, policy, workload } from '../../fixture';
import { LabelExpression, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web', tier: 'front' });
const HASHED = { 'app': 'web', 'tier': 'front', 'pod-template-hash': '1' };
const REPLICA_SET = controller('apps/v1', 'ReplicaSet', 'shop/web-1', HASHED, { owner: 'Deployment web' },
  { replicas: 2 });
const PROBE = deployment('lab/probe', { app: 'probe' });
const ON_APP = policy('shop/p', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{}] });
const GIVEN = [namespace('shop'), namespace('lab'), WEB, REPLICA_SET, PROBE, ON_APP];

function live(name: string, labels: Record<string, string>): object {
  return pod(name, labels, { owner: 'ReplicaSet web-1', ip: `10.0.0.${name.length}` });
}

const { tier, ...WITHOUT_TIER } = HASHED;

describe('labels in which live pods differ from their template are what these have or what it has', () => {
  test.each<[string, Record<string, string>[], object]>([
    ['none', [HASHED], {}],
    ['a label more', [{ ...HASHED, debug: 'on' }], { debug: { mayBeAbsent: true, values: ['on'], isAdded: true } }],
    ['a label more, with two values', [{ ...HASHED, debug: 'on' }, { ...HASHED, debug: 'off' }],
      { debug: { mayBeAbsent: true, values: ['on', 'off'], isAdded: true } }],
    ['another value', [{ ...HASHED, tier: 'back' }],
      { tier: { mayBeAbsent: false, values: [tier, 'back'], isAdded: true } }],
    ['a label less', [WITHOUT_TIER], { tier: { mayBeAbsent: true, values: [tier], isAdded: true } }],
    ['a label less, of one of two', [WITHOUT_TIER, HASHED],
      { tier: { mayBeAbsent: true, values: [tier], isAdded: true } }],
  ])('%s', (_, pods, expected) => {
    const snapshot = cluster([...GIVEN, ...pods.map((labels, index) => live(`shop/${'a'.repeat(index + 1)}`, labels))]);
    const { known, uncertain } = workload(snapshot, 'shop/web').labels;
    expect(Object.fromEntries(uncertain)).toEqual({ ...expected, 'pod-template-hash': { mayBeAbsent: false } });
    expect([...known.keys()]).toEqual(['app', 'tier'].filter(key => !(key in expected)));
  });
});

describe('a label that only a question names is not lost', () => {
  const probe = Pods.labeled({ app: 'probe' }).inNamespace('lab');
  const matching = (expression: LabelExpression) => Pods.matching({ expressions: [expression] }).inNamespace('shop');

  test.each<[string, Record<string, string>, Pods]>([
    ['a label more', { ...HASHED, debug: 'on' }, Pods.labeled({ debug: 'on' }).inNamespace('shop')],
    ['another value', { ...HASHED, tier: 'back' }, Pods.labeled({ tier: 'back' }).inNamespace('shop')],
    ['a label less', WITHOUT_TIER, matching(LabelExpression.doesNotExist('tier'))],
  ])('%s', (_, labels, destination) => {
    const manifests = [...GIVEN, live('shop/a', labels)];
    const answer = Reachability.ofManifests(manifests).check({ source: probe, destination, port: Port.HTTP });
    expect([answer.verdict, answer.flowCount]).toEqual([Verdict.ALLOWED, 1]);
    const [{ title, ...finding }, ...others] = mustNotReach(cluster(manifests), assertionOf({
      at: { object: 'test' }, namespace: 'lab', source: probe, destination, ports: [Port.HTTP],
    }));
    expect([others, title]).toEqual([[], expect.stringContaining('is allowed, and must not be')]);
    expect(finding.evidence).toContainEqual({ label: 'in all', text: '1 of 1 pair: lab/probe -> shop/web TCP 80' });
  });
});
