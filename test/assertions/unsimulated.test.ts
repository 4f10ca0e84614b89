import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { cluster, deployment, labeled, metadata, namespace, pod, policy } from '../fixture';
import { ExistingPods, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

const FOREIGN = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: metadata('shop/p'),
  spec: { endpointSelector: labeled({ app: 'db' }), ingress: [{}] },
};
const PODS = [
  namespace('shop'), namespace('lab'),
  deployment('shop/web', { app: 'web' }), deployment('shop/db', { app: 'db' }),
  deployment('lab/probe', { app: 'probe' }),
];
const DENY = policy('shop/deny', { podSelector: labeled({ app: 'db' }), ingress: [] });

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

function assertion(source: Pods, destination: Pods): Assertion {
  return assertionOf({ at: { object: 'test' }, namespace: 'shop', source, destination, ports: [Port.HTTP] });
}

const CAUSE = 'CiliumNetworkPolicy shop/p is of a kind that is not simulated, and may decide about it';
const HELP = 'read what that policy does; where the cluster does not enforce such policies, name it as the target';

describe('what a policy that is not simulated may touch cannot be proved', () => {
  test('neither that it is allowed, and the policy is named', () => {
    const [{ title, notes, help }, ...others] = mustReach(cluster([...PODS, FOREIGN]), assertion(web, db));
    expect([title, notes, help, others]).toEqual([
      'it is not certain that the connection from `pods app=web` to `pods app=db` on TCP 80 is allowed',
      [CAUSE], [HELP], [],
    ]);
  });

  test('nor that it is denied, and the policy is named', () => {
    const [{ title, notes, help }, ...others] = mustNotReach(cluster([...PODS, DENY, FOREIGN]), assertion(web, db));
    expect([title, notes, help, others]).toEqual([
      'it is not certain that every connection from `pods app=web` to `pods app=db` on TCP 80 is denied',
      [CAUSE], [HELP], [],
    ]);
  });

  test('nor that no pod is let in that nobody has made yet', () => {
    const asked = assertion(Pods.all().inNamespace('empty'), db);
    const findings = mustNotReach(cluster([...PODS, namespace('empty'), DENY, FOREIGN]), asked);
    expect(findings.map(({ title, notes, help }) => ({ title, notes, help }))).toEqual([{
      title: 'a pod without labels in namespace `empty` could perhaps reach `shop/db` on TCP 80, '
        + 'and no connection from `all pods in namespace empty` to `pods app=db` on TCP 80 may be allowed',
      notes: ['no such pod is in the input', CAUSE],
      help: [HELP],
    }]);
  });
});

test('what no such policy may touch is proved', () => {
  const closed = policy('shop/closed', { podSelector: labeled({ app: 'web' }), ingress: [] });
  const snapshot = cluster([...PODS, closed, FOREIGN]);
  expect(mustReach(snapshot, assertion(web, Pods.labeled({ app: 'probe' }).inNamespace('lab')))).toEqual([]);
  expect(mustNotReach(snapshot, assertion(db, web))).toEqual([]);
});

describe('pods that are declared may be selected by their namespace', () => {
  const clusterwide = (name: string) => ({
    ...FOREIGN,
    kind: 'CiliumClusterwideNetworkPolicy',
    metadata: { name: 'p' },
    spec: { endpointSelector: labeled({ 'k8s:io.kubernetes.pod.namespace': name }), ingress: [{}] },
  });

  test.each<[string, string, Pods, Verdict]>([
    ['existing pods', 'ops', Pods.labeled({ app: 'probe' }).inNamespace('ops'), Verdict.UNKNOWN],
    ['existing pods, by another namespace', 'lab', Pods.labeled({ app: 'probe' }).inNamespace('ops'), Verdict.ALLOWED],
    ['kube-dns', 'kube-system', Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system'), Verdict.UNKNOWN],
    ['kube-dns, by another namespace', 'lab', Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system'),
      Verdict.ALLOWED],
  ])('%s', (_, name, destination, expected) => {
    const existing = [ExistingPods.of({ namespace: 'ops', labels: { app: 'probe' } })];
    const reachability = Reachability.ofManifests([pod('shop/web', { app: 'web' }), clusterwide(name)],
      { facts: { existing } });
    expect(reachability.check({
      source: web.inNamespace('shop'),
      destination,
      port: Port.DNS_UDP,
    }).verdict).toBe(expected);
  });
});
