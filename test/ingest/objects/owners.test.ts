import { formatWorkload, Workload } from '../../../src/model/workload';
import { addresses, controller, deployment, labeled, pod, policy, read } from '../../fixture';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const HASHED = { 'app': 'web', 'pod-template-hash': '1' };
const REPLICA_SET = controller('apps/v1', 'ReplicaSet', 'shop/web-1', HASHED,
  { owner: 'Deployment web', ports: ['http=8080'] }, { replicas: 2 });
const OWNED = { owner: 'ReplicaSet web-1', ports: ['http=8080'] };
const ON_APP = policy('shop/p', { podSelector: labeled({ app: 'web' }) });

function workloads(objects: readonly object[]): Workload[] {
  return [...read(objects).snapshot.workloads];
}

function names(objects: readonly object[]): string[] {
  return workloads(objects).map(workload => `${workload.kind} ${formatWorkload(workload)}`);
}

describe('what a controller made is the controller', () => {
  const cronJob = controller('batch/v1', 'CronJob', 'shop/nightly', {}, {},
    { jobTemplate: { spec: { template: { metadata: { labels: { app: 'n' } }, spec: {} } } } });
  const job = controller('batch/v1', 'Job', 'shop/nightly-1', { app: 'n' }, { owner: 'CronJob nightly' });

  test.each<[string, object[], string[]]>([
    ['Pod, ReplicaSet, Deployment', [pod('shop/web-1-a', HASHED, OWNED), REPLICA_SET, WEB], ['Deployment shop/web']],
    ['Deployment, ReplicaSet, Pod', [WEB, REPLICA_SET, pod('shop/web-1-a', HASHED, OWNED)], ['Deployment shop/web']],
    ['Pod, Job, CronJob', [pod('shop/n', { app: 'n' }, { owner: 'Job nightly-1' }), job, cronJob], ['CronJob shop/nightly']],
    ['Pod, Job', [pod('shop/n', { app: 'n' }, { owner: 'Job nightly-1' }), job], ['Job shop/nightly-1']],
    ['Pod, StatefulSet', [controller('apps/v1', 'StatefulSet', 'shop/db'), pod('shop/db-0', {}, { owner: 'StatefulSet db' })],
      ['StatefulSet shop/db']],
  ])('%s', (_, objects, expected) => {
    expect(names(objects)).toEqual(expected);
  });

  test('an owner that is not in the input gives the pod its name', () => {
    expect(names([pod('shop/web-1-a', HASHED, OWNED), WEB])).toEqual(['ReplicaSet shop/web-1', 'Deployment shop/web']);
  });

  test('such a pod knows its owner, and one whose owner is there does not need to', () => {
    const owners = (objects: readonly object[]) => workloads(objects).map(({ absentOwner }) => absentOwner);
    expect(owners([pod('shop/web-1-a', HASHED, OWNED)])).toEqual([{ kind: 'ReplicaSet', name: 'web-1' }]);
    expect(owners([pod('shop/web-1-a', HASHED, { ...OWNED, hostNetwork: true }), REPLICA_SET, WEB]))
      .toEqual([undefined, undefined]);
    expect(owners([pod('shop/a')])).toEqual([undefined]);
  });

  test('an owner of the same name in another namespace is another', () => {
    expect(names([pod('lab/web-1-a', HASHED, OWNED), REPLICA_SET])).toEqual(['ReplicaSet lab/web-1', 'ReplicaSet shop/web-1']);
  });

  test.each<[string, string | undefined, string]>([
    ['the other', 'apps.kruise.io/v1beta1', 'apps.kruise.io'],
    ['Kubernetes\' own', 'apps/v1', 'apps'],
    ['Kubernetes\' own, in an older version', 'apps/v1beta2', 'apps'],
    ['Kubernetes\' own, as the reference names no group', undefined, 'apps'],
  ])('of two owners of one kind and name it is the one of the group: %s', (_, apiVersion, group) => {
    const ownerReferences = [{ apiVersion, kind: 'StatefulSet', name: 'db', controller: true }];
    const live = pod('shop/db-0', {}, { ip: '10.0.0.1' });
    const found = workloads([
      controller('apps.kruise.io/v1beta1', 'StatefulSet', 'shop/db', { of: 'apps.kruise.io' }),
      controller('apps/v1', 'StatefulSet', 'shop/db', { of: 'apps' }),
      { ...live, metadata: { namespace: 'shop', name: 'db-0', labels: { of: group }, ownerReferences } },
    ]);
    expect(found.map(({ kind, labels, addresses: known }) => [kind, labels.known.get('of'), known])).toEqual([
      ['StatefulSet', 'apps.kruise.io', group === 'apps' ? undefined : addresses('10.0.0.1/32')],
      ['StatefulSet', 'apps', group === 'apps' ? addresses('10.0.0.1/32') : undefined],
    ]);
  });

  test('a pod of neither of two owners of one kind and name is of a third', () => {
    const ownerReferences = [{ apiVersion: 'example.org/v1', kind: 'StatefulSet', name: 'db', controller: true }];
    expect(names([
      controller('apps.kruise.io/v1beta1', 'StatefulSet', 'shop/db'), controller('apps/v1', 'StatefulSet', 'shop/db'),
      { ...pod('shop/db-0'), metadata: { namespace: 'shop', name: 'db-0', ownerReferences } },
    ])).toEqual(['StatefulSet shop/db', 'StatefulSet shop/db', 'StatefulSet shop/db']);
  });

  test('an owner that is not the controller does not count', () => {
    const ownerReferences = [{ kind: 'ReplicaSet', name: 'web-1' }];
    const object = { ...pod('shop/a'), metadata: { namespace: 'shop', name: 'a', ownerReferences } };
    expect(names([object, REPLICA_SET])).toEqual(['Pod shop/a', 'ReplicaSet shop/web-1']);
  });

  test('objects that claim to own each other stay', () => {
    expect(names([
      controller('apps/v1', 'ReplicaSet', 'a', {}, { owner: 'ReplicaSet b' }),
      controller('apps/v1', 'ReplicaSet', 'b', {}, { owner: 'ReplicaSet a' }),
    ])).toEqual(['ReplicaSet default/a', 'ReplicaSet default/b']);
  });
});

describe('addresses and nodes', () => {
  const livePod = (name: string, ip?: string, on?: string) => pod(name, HASHED, { ...OWNED, ip, node: on });

  test('are those of all live pods', () => {
    const [web] = workloads([WEB, REPLICA_SET,
      livePod('shop/a', '10.0.0.1', 'two'), livePod('shop/b', '10.0.0.2', 'one'), livePod('shop/c', '10.0.0.3', 'one')]);
    expect(web).toMatchObject({ addresses: addresses('10.0.0.1/32', '10.0.0.2/31'), nodes: ['one', 'two'] });
  });

  test('are unknown while one pod has none', () => {
    const [web] = workloads([WEB, REPLICA_SET, livePod('shop/a', '10.0.0.1', 'one'), livePod('shop/b')]);
    expect([web.addresses, web.nodes]).toEqual([undefined, undefined]);
  });

  test('do not wait for pods that have ended', () => {
    const ended = { ...livePod('shop/b'), status: { phase: 'Failed' } };
    const [web] = workloads([WEB, REPLICA_SET, livePod('shop/a', '10.0.0.1', 'one'), ended]);
    expect(web).toMatchObject({ addresses: addresses('10.0.0.1/32'), nodes: ['one'] });
  });

  test('are unknown without live pods', () => {
    const [web] = workloads([WEB, REPLICA_SET]);
    expect([web.addresses, web.nodes]).toEqual([undefined, undefined]);
  });
});

describe('a live pod that a policy can tell from its template stays, beside the template', () => {
  test.each<[string, object, object[]]>([
    ['by another value', pod('shop/a', { ...HASHED, app: 'other' }, OWNED), [ON_APP]],
    ['by a label that it lacks', pod('shop/a', { 'pod-template-hash': '1' }, OWNED), [ON_APP]],
    ['by a label that it has more', pod('shop/a', { ...HASHED, quarantine: '' }, OWNED),
      [policy('shop/p', { podSelector: labeled({ quarantine: '' }) })]],
    ['by a label that a peer mentions', pod('shop/a', { ...HASHED, tier: 'x' }, OWNED),
      [policy('lab/p', { egress: [{ to: [{ podSelector: labeled({ tier: 'y' }) }] }] })]],
    ['by a named port', pod('shop/a', HASHED, { ...OWNED, ports: ['http=9090'] }),
      [policy('shop/p', { ingress: [{ ports: [{ port: 'http' }] }] })]],
    ['by the host network', pod('shop/a', HASHED, { ...OWNED, hostNetwork: true }), []],
  ])('%s', (_, live, policies) => {
    const found = workloads([WEB, REPLICA_SET, live, ...policies]);
    expect(found).toContainEqual(expect.objectContaining({ kind: 'Pod', name: 'a', isSinglePod: true }));
    expect(found).toContainEqual(expect.objectContaining({ kind: 'Deployment', name: 'web', isSinglePod: false }));
  });

  test.each<[string, object, object[]]>([
    ['by a label that no policy mentions', pod('shop/a', { ...HASHED, build: '7' }, OWNED), [ON_APP]],
    ['by a label that only namespaces are selected by', pod('shop/a', { ...HASHED, team: 'x' }, OWNED),
      [policy('shop/p', { ingress: [{ from: [{ namespaceSelector: labeled({ team: 'x' }) }] }] })]],
    ['by a port that no policy names', pod('shop/a', HASHED, { ...OWNED, ports: ['http=8080', 'metrics=15090'] }),
      [policy('shop/p', { ingress: [{ ports: [{ port: 'http' }] }] })]],
  ])('but not %s', (_, live, policies) => {
    expect(names([WEB, REPLICA_SET, live, ...policies])).toEqual(['Deployment shop/web']);
  });

  test('by the number that a StatefulSet gives it', () => {
    const nameLabel = 'statefulset.kubernetes.io/pod-name';
    expect(names([
      controller('apps/v1', 'StatefulSet', 'shop/db'), pod('shop/db-0', { [nameLabel]: 'db-0' }, { owner: 'StatefulSet db' }),
      policy('shop/p', { podSelector: labeled({ [nameLabel]: 'db-0' }) }),
    ])).toEqual(['StatefulSet shop/db', 'Pod shop/db-0']);
  });

  test('its address is no longer one of the template', () => {
    const [web] = workloads([WEB, REPLICA_SET, pod('shop/a', HASHED, { ...OWNED, ip: '10.0.0.1' }),
      pod('shop/b', { app: 'other' }, { ...OWNED, ip: '10.0.0.2' }), ON_APP]);
    expect(web.addresses).toEqual(addresses('10.0.0.1/32'));
  });
});

describe('ReplicaSets of a Deployment in the input', () => {
  const old = (replicas: number) => controller('apps/v1', 'ReplicaSet', 'shop/web-0', { app: 'old' },
    { owner: 'Deployment web' }, { replicas });

  test('vanish when scaled to 0, whatever their labels were', () => {
    expect(names([WEB, old(0), ON_APP])).toEqual(['Deployment shop/web']);
  });

  test('stay while they have pods that a policy can tell apart', () => {
    expect(names([WEB, old(1), ON_APP])).toEqual(['Deployment shop/web', 'ReplicaSet shop/web-0']);
  });

  test('stay when a policy mentions the hash that tells them apart', () => {
    const onHash = policy('shop/p', { podSelector: labeled({ 'pod-template-hash': '1' }) });
    expect(names([WEB, REPLICA_SET, pod('shop/a', HASHED, OWNED), onHash]))
      .toEqual(['Deployment shop/web', 'ReplicaSet shop/web-1']);
  });

  test('keep their own pods then', () => {
    expect(names([WEB, old(1), pod('shop/a', { app: 'old' }, { owner: 'ReplicaSet web-0' }), ON_APP]))
      .toEqual(['Deployment shop/web', 'ReplicaSet shop/web-0']);
  });
});
