import fc from 'fast-check';
import { isolationAssertionOf } from '../../src/analysis/parties';
import { mustBeIsolated } from '../../src/assertions/must-be-isolated';
import { cilium } from '../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../src/dialects/cilium/options';
import { reach } from '../../src/engine/reach';
import { isIsolated } from '../../src/semantics/is-isolated';
import { cluster, deployment, labeled, namespace, pod, policy } from '../fixture';
import { anyScenario, snapshotOf } from '../generators/scenarios';
import { Cidr, Direction, IPeer, Namespaces, Pods } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' });
const ALL = [namespace('shop'), namespace('lab'), WEB, DB, deployment('lab/probe', { app: 'probe' })];
const web = Pods.labeled({ app: 'web' });

function stated(subject: IPeer, direction?: Direction, futurePods?: boolean) {
  return isolationAssertionOf({ at: { object: 'test' }, namespace: 'shop', subject, direction, futurePods });
}

const isolates = (name: string, podSelector: object, ...policyTypes: string[]) =>
  policy(name, { podSelector, policyTypes });
const DENY = isolates('shop/deny', {}, 'Ingress', 'Egress');

describe('MustBeIsolated', () => {
  const rows: Record<string, [given: object[], subject: IPeer, direction: Direction, titles: string[]]> = {
    'no policy': [ALL, web, Direction.BOTH, [
      '`shop/web` is not isolated for egress: no policy selects it', '`shop/web` is not isolated for ingress: no policy selects it',
    ]],
    'a policy for all pods': [[...ALL, DENY], web, Direction.BOTH, []],
    'a policy for one direction': [[...ALL, isolates('shop/deny', {}, 'Ingress')], web, Direction.BOTH, [
      '`shop/web` is not isolated for egress: no policy selects it',
    ]],
    'a policy for one direction, of which the assertion speaks': [[...ALL, isolates('shop/deny', {}, 'Ingress')], web, Direction.INGRESS, []],
    'a policy that admits everything, which isolates all the same': [
      [...ALL, policy('shop/open', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] })], web, Direction.INGRESS, [],
    ],
    'one pod of two': [[...ALL, isolates('shop/db', labeled({ app: 'db' }), 'Ingress')], Pods.all(), Direction.INGRESS, [
      '`shop/web` is not isolated for ingress: no policy selects it',
    ]],
    'each pod by its labels, and one that is made later': [
      [...ALL, isolates('shop/db', labeled({ app: 'db' }), 'Ingress'), isolates('shop/web', labeled({ app: 'web' }), 'Ingress')], Pods.all(), Direction.INGRESS, [
        'a pod without labels in namespace `shop` would not be isolated for ingress',
      ],
    ],
    'all but pods with a label': [
      [...ALL, isolates('shop/most', { matchExpressions: [{ key: 'open', operator: 'DoesNotExist' }] }, 'Ingress')], Pods.all(), Direction.INGRESS, [
        'a pod with `open=some-value` in namespace `shop` would not be isolated for ingress',
      ],
    ],
    'two policies that together select all': [
      [...ALL, isolates('shop/most', { matchExpressions: [{ key: 'open', operator: 'DoesNotExist' }] }, 'Ingress'),
        isolates('shop/rest', { matchExpressions: [{ key: 'open', operator: 'Exists' }] }, 'Ingress')], Pods.all(), Direction.INGRESS, [],
    ],
    'every namespace of the app': [[...ALL, DENY, isolates('lab/deny', {}, 'Ingress')], Namespaces.all(), Direction.INGRESS, []],
    'a namespace that somebody has forgotten': [[...ALL, DENY], Namespaces.all(), Direction.INGRESS, [
      '`lab/probe` is not isolated for ingress: no policy selects it',
    ]],
    'a namespace without pods': [[...ALL, DENY, isolates('lab/deny', {}, 'Ingress'), namespace('void')], Namespaces.all(), Direction.INGRESS, [
      'a pod without labels in namespace `void` would not be isolated for ingress',
    ]],
    'a label that a controller sets': [
      [...ALL, isolates('shop/hash', labeled({ 'pod-template-hash': 'abc' }), 'Ingress')], web, Direction.INGRESS,
      ['it is not certain that `shop/web` is isolated for ingress'],
    ],
    'the host network': [[pod('shop/agent', { app: 'agent' }, { hostNetwork: true }), DENY], Pods.labeled({ app: 'agent' }), Direction.INGRESS, [
      'it is not certain that `shop/agent` is isolated for ingress',
    ]],
    'addresses': [[...ALL, DENY], Cidr.of('10.0.0.0/8'), Direction.BOTH, ['`10.0.0.0/8` holds addresses, and policies isolate pods only']],
    'nothing': [[...ALL, DENY], Pods.labeled({ app: 'wbe' }), Direction.BOTH, ['`pods app=wbe` matches nothing in the input, so there is nothing to check']],
  };

  test.each(Object.entries(rows))('%s', (_, [given, subject, direction, titles]) => {
    expect(mustBeIsolated(cluster(given), stated(subject, direction)).map(({ title }) => title)).toEqual(titles);
  });

  test('means pods that come later of a subject by labels, with `futurePods`', () => {
    const given = [...ALL, isolates('shop/web', { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'open', operator: 'DoesNotExist' }] }, 'Ingress')];
    expect(mustBeIsolated(cluster(given), stated(web, Direction.INGRESS))).toEqual([]);
    expect(mustBeIsolated(cluster(given), stated(web, Direction.INGRESS, true)).map(({ title }) => title))
      .toEqual(['a pod with `app=web,open=some-value` in namespace `shop` would not be isolated for ingress']);
  });

  test('says who is not, what comes nearest, what isolates the others, and what to write', () => {
    const given = [...ALL, isolates('shop/db', labeled({ app: 'db' }), 'Ingress')];
    expect(mustBeIsolated(cluster(given), { ...stated(Pods.all(), Direction.INGRESS), reason: 'the auditors ask' })).toEqual([{
      check: 'must-be-isolated',
      severity: 'error',
      title: '`shop/web` is not isolated for ingress: no policy selects it',
      at: { object: 'test' },
      evidence: [
        { label: 'reason', text: 'the auditors ask' },
        { label: 'nearest', text: 'shop/db asks for app=db, and `shop/web` has app=web' },
        { label: 'isolated', text: 'shop/db, by shop/db' },
        { label: 'in all', text: '1 of 2 workloads: shop/web' },
      ],
      notes: [],
      help: ['isolate all pods there: `new DefaultDenyIngress(this, \'deny\')` in namespace `shop`'],
    }]);
  });

  test.each([
    ['for another direction', isolates('shop/db', {}, 'Egress'), 'shop/db selects it, but not for ingress'],
    ['in another namespace', isolates('lab/web', labeled({ app: 'web' }), 'Ingress'), 'lab/web selects such pods, but in namespace `lab` only'],
  ])('the nearest policy is one %s', (_, given, nearest) => {
    const [{ evidence }] = mustBeIsolated(cluster([...ALL, given]), stated(web, Direction.INGRESS));
    expect(evidence.find(({ label }) => label === 'nearest')?.text).toBe(nearest);
  });

  test.each<[string, 'always' | 'never', object[], string[]]>([
    ['in mode `never`', 'never', [DENY], ['`shop/web` is not isolated for ingress: nothing enforces policies there']],
    ['in mode `always`', 'always', [], []],
  ])('Cilium %s', (_, mode, added, titles) => {
    const snapshot = cluster([...ALL, ...added], undefined, cilium({ ...defaultOptions('1.18'), mode }));
    expect(mustBeIsolated(snapshot, stated(web, Direction.INGRESS)).map(({ title }) => title)).toEqual(titles);
  });
});

test('what is isolated is what the overview of a cluster says', () => {
  fc.assert(fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    // What is not simulated may isolate as well, which the overview leaves out, and a label may open or isolate pods.
    const { unsimulated, enforcement: { switchingLabels, mode }, otherInterpretations = [] } = snapshot;
    if (unsimulated.length + switchingLabels.length + otherInterpretations.length > 0 || mode !== 'default') {
      return;
    }
    const { isolated } = reach(snapshot).overview();
    for (const direction of ['egress', 'ingress'] as const) {
      const of = (answer: string) =>
        snapshot.workloads.filter(workload => isIsolated(snapshot, workload, direction) === answer);
      expect(new Set(of('yes'))).toEqual(new Set(isolated[direction].certain));
      expect(new Set(of('unknown'))).toEqual(new Set(isolated[direction].perhaps));
    }
  }), { numRuns: 150 });
});
