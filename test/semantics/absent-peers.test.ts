import fc from 'fast-check';
import { reach } from '../../src/engine/reach';
import { Snapshot } from '../../src/model/snapshot';
import { formatWorkload } from '../../src/model/workload';
import { withAbsentPeers } from '../../src/semantics/absent-peers';
import { selectsPods } from '../../src/semantics/match';
import { describePeer } from '../../src/wording/rules';
import { cluster, labeled, namespace, pod, policy } from '../fixture';
import { anyScenario, snapshotOf } from '../generators/scenarios';

const WEB = pod('shop/web', { app: 'web' });
const admits = (...from: object[]) => policy('shop/web', { podSelector: labeled({ app: 'web' }), ingress: [{ from }] });

/** The pods that the input does not have, each with whether it may connect to `shop/web`. */
function absentIn(objects: readonly object[]): string[] {
  const snapshot = withAbsentPeers(cluster(objects));
  const engine = reach(snapshot);
  const web = snapshot.workloads.find(workload => formatWorkload(workload) === 'shop/web')!;
  return snapshot.workloads.filter(({ absentPeer }) => absentPeer !== undefined).map(workload => {
    const { allowed, unknown } = engine.connections({ kind: 'workload', workload }, { kind: 'workload', workload: web });
    return `${describePeer(workload.absentPeer!, '')}: ${allowed.isEmpty ? unknown.isEmpty ? 'denied' : 'unknown' : 'allowed'}`;
  });
}

const ELSEWHERE_UNKNOWN = 'all pods in all namespaces: unknown';
const ELSEWHERE_DENIED = 'all pods in all namespaces: denied';

describe('a rule that admits pods which the input does not have', () => {
  test.each<[string, object[], string[]]>([
    ['in a namespace that it does not have', [WEB, admits({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'monitoring' }), podSelector: labeled({ app: 'prometheus' }) })],
      ['app=prometheus in monitoring: allowed', ELSEWHERE_UNKNOWN]],
    ['in the namespace of the policy', [WEB, admits({ podSelector: labeled({ app: 'api' }) })],
      ['app=api in shop: allowed', ELSEWHERE_DENIED]],
    ['in a namespace that isolates them', [
      WEB, namespace('lab', { team: 'lab' }), pod('lab/other', { app: 'other' }), policy('lab/deny', { policyTypes: ['Egress'] }),
      admits({ namespaceSelector: labeled({ team: 'lab' }), podSelector: labeled({ app: 'api' }) }),
    ], ['app=api in namespaces with team=lab: denied', ELSEWHERE_UNKNOWN]],
    ['of which it has some', [WEB, pod('shop/api', { app: 'api' }), admits({ podSelector: labeled({ app: 'api' }) })], [ELSEWHERE_DENIED]],
    ['by labels that exclude each other', [WEB, admits({
      podSelector: {
        matchExpressions: [
          { key: 'a', operator: 'Exists' }, { key: 'a', operator: 'DoesNotExist' },
        ],
      },
    })], [ELSEWHERE_DENIED]],
    ['whoever they are', [WEB, admits({ namespaceSelector: {} })], ['all pods in all namespaces: allowed']],
    ['without a policy', [WEB], ['all pods in all namespaces: allowed']],
  ])('%s', (_, objects, expected) => {
    expect(absentIn(objects)).toEqual(expected);
  });
});

const RUNS = { numRuns: Number(process.env.RUNS ?? 60) };

function cellsBetweenKnown(snapshot: Snapshot): string[] {
  const engine = reach(snapshot);
  const known = snapshot.workloads.filter(({ absentPeer }) => absentPeer === undefined);
  return known.flatMap(source => known.map(destination => {
    const { allowed, unknown } = engine.connections({ kind: 'workload', workload: source }, { kind: 'workload', workload: destination });
    return `${formatWorkload(source)} -> ${formatWorkload(destination)}: ${allowed} / ${unknown}`;
  }));
}

test('pods that are not in the input change nothing between those that are', () => fc.assert(
  fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    expect(cellsBetweenKnown(withAbsentPeers(snapshot))).toEqual(cellsBetweenKnown(snapshot));
  }), RUNS));

test('a peer selects the pod that stands for those it admits', () => fc.assert(
  fc.property(anyScenario, scenario => {
    const snapshot = withAbsentPeers(snapshotOf(scenario));
    const wrong = snapshot.workloads.filter(workload =>
      workload.absentPeer !== undefined && selectsPods(snapshot, workload.absentPeer, workload) === 'no');
    expect(wrong.map(({ absentPeer }) => describePeer(absentPeer!, ''))).toEqual([]);
  }), RUNS));
