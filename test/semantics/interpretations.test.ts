import { clusterAt, dialectAt } from '../../src/cli/config/target';
import { Doubt } from '../../src/model/trace';
import { causesIn, doubtsInTrace } from '../../src/wording/traces';
import { cluster, pod, trace } from '../fixture';

const GUARD = {
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: 'guard' },
  spec: { tier: 'Admin', priority: 10, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] },
};
const INPUT = [pod('shop/web'), pod('shop/db'), GUARD];

describe('whether the network plugin takes policies of a kind', () => {
  test.each<[string, string, boolean | undefined, string, readonly Doubt[]]>([
    ['leaves it open what they deny', 'calico', undefined, 'unknown', ['policy-kind']],
    ['leaves it open where the version is unknown as well', 'gke-dataplane-v2', undefined, 'unknown', ['policy-kind']],
    ['is settled by the fact that it does', 'calico', true, 'denied', []],
    ['is settled by the fact that it does not', 'calico', false, 'allowed', []],
  ])('%s: %s', (_, name, clusterNetworkPolicyEnabled, verdict, doubts) => {
    const described = clusterAt({ name }, { cilium: {}, clusterNetworkPolicyEnabled });
    const snapshot = cluster(INPUT, undefined, dialectAt(described));
    const found = trace(snapshot, 'shop/web -> shop/db TCP 80');
    expect([found.verdict, doubtsInTrace(found)]).toEqual([verdict, doubts]);
  });

  test('is open for each kind by itself: a version may take one of two', () => {
    const allow = { action: 'Allow', from: [{ namespaces: {} }] };
    const old = {
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'allow' },
      spec: { priority: 10, subject: { namespaces: {} }, ingress: [allow] },
    };
    const closed = { ...GUARD, spec: { ...GUARD.spec, tier: 'Baseline' } };
    const snapshot = cluster([pod('shop/web'), pod('shop/db'), old, closed], undefined, dialectAt(clusterAt({ name: 'calico' }, { cilium: {} })));
    expect(trace(snapshot, 'shop/web -> shop/db TCP 80').verdict).toBe('unknown');
  });

  test('is told in words of its own, with the fact that settles it', () => {
    const snapshot = cluster(INPUT, undefined, dialectAt(clusterAt({ name: 'kindnet' }, { cilium: {} })));
    expect(causesIn(trace(snapshot, 'shop/web -> shop/db TCP 80'), snapshot.facts)).toEqual([{
      id: 'policy-kind',
      what: 'it is not known whether the network plugin enforces policies of a kind that would decide about it',
      help: 'say whether it takes ClusterNetworkPolicy, where it can be switched on: `facts: { clusterNetworkPolicyEnabled: true }`; '
        + 'with another kind, or another network plugin, write the policies so that the answer is the same without these',
    }]);
  });
});
