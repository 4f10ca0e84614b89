import { loadAll } from 'js-yaml';
import {
  ClusterFacts, ExistingCluster, INetworkPolicyTarget, NetworkDriver, Pods, PolicyEnforcementMode, Port, Reachability,
} from '../../src';
import { labeled, namespace, pod, policy } from '../fixture';

/** What `explain` says of TCP 80 from the pods with `app=web` in `shop` to those with `app=db` in `shop`. */
function explained(
  manifests: readonly object[], facts: ClusterFacts = {}, target?: INetworkPolicyTarget,
): readonly string[] {
  const [source, destination] = ['web', 'db'].map(app => Pods.labeled({ app }).inNamespace('shop'));
  return Reachability.ofManifests([...manifests], { facts, target })
    .explain({ source, destination, port: Port.HTTP }).split('\n');
}

const WEB = pod('shop/web', { app: 'web' });
const DB = pod('shop/db', { app: 'db' });
const WEB_OPEN = '  egress   shop/web  allowed  not isolated: no policy selects it for egress';

function ingressRule(rule: object, name: string = 'shop/db'): object {
  return policy(name, { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [rule] });
}

describe('a denial does not name the rule that comes nearest', () => {
  test.each<[string, object, string]>([
    ['another port', { from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port: 81 }] },
      'nearest: shop/db, rule 1 admits `shop/web`, but on TCP 81 only'],
    ['another value of a label', { from: [{ podSelector: labeled({ app: 'wep' }) }] },
      'nearest: shop/db, rule 1 asks for app=wep, and `shop/web` has app=web'],
    ['another namespace', { from: [{ podSelector: labeled({ app: 'web' }), namespaceSelector: labeled({ team: 'x' }) }] },
      'nearest: shop/db, rule 1 admits such pods, but in namespaces with team=x only'],
  ])('%s', (_, rule, nearest) => {
    expect(explained([namespace('shop'), WEB, DB, ingressRule(rule)])).toEqual([
      'DENIED  shop/web -> shop/db TCP 80',
      WEB_OPEN,
      '  ingress  shop/db   denied   isolated by shop/db; no rule admits it',
      `                              ${nearest}`,
    ]);
  });

  test('where there is none, nothing is named', () => {
    expect(explained([WEB, DB, policy('shop/db', { podSelector: {} })])).toEqual([
      'DENIED  shop/web -> shop/db TCP 80',
      WEB_OPEN,
      '  ingress  shop/db   denied   isolated by shop/db; no rule admits it',
    ]);
  });
});

test.each<[string, object, string]>([
  ['one rule', { ingress: [{}], egress: [{}], policyTypes: ['Egress'] }, '1 ingress rule that does not count'],
  ['two rules', { ingress: [{}, {}], egress: [{}], policyTypes: ['Egress'] }, '2 ingress rules that do not count'],
])('a policy whose rules count for nothing is not named: %s', (_, spec, counted) => {
  expect(explained([WEB, DB, policy('shop/db', { podSelector: labeled({ app: 'db' }), ...spec })])).toEqual([
    'ALLOWED  shop/web -> shop/db TCP 80',
    WEB_OPEN,
    '  ingress  shop/db   allowed  not isolated: no policy selects it for ingress',
    `                              \`shop/db\` has ${counted}: policyTypes lacks Ingress`,
  ]);
});

test('both readings of the host network are told when each denies in its own way', () => {
  const agent = pod('shop/web', { app: 'web' }, { hostNetwork: true, node: 'one' });
  expect(explained([
    agent, pod('shop/db', { app: 'db' }, { node: 'two' }),
    policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'] }),
    ingressRule({ from: [{ podSelector: labeled({ app: 'web' }) }] }),
  ])).toEqual([
    'DENIED  shop/web -> shop/db TCP 80',
    '  egress   shop/web  denied   as a pod: isolated by shop/web; no rule admits it',
    '  ingress  shop/db   allowed  as a pod: isolated by shop/db; admitted by shop/db, rule 1: from app=web, every port',
    '  egress   shop/web  allowed  as its node: a node: no policy applies to it',
    '  ingress  shop/db   denied   as its node: isolated by shop/db; no rule admits it',
  ]);
});

test('a cluster that isolates every pod is what isolates a pod that no policy selects', () => {
  const target = ExistingCluster.of('one', { networkDriver: NetworkDriver.CILIUM });
  expect(explained([WEB, DB], { policyEnforcementMode: PolicyEnforcementMode.ALWAYS }, target)).toEqual([
    'DENIED  shop/web -> shop/db TCP 80',
    '  egress   shop/web  denied  isolated: this cluster isolates every pod, and no rule admits it',
    '  ingress  shop/db   denied  isolated: this cluster isolates every pod, and no rule admits it',
  ]);
});

/** A rollout, whose controller sets a label that the template does not show. */
const ROLLOUT = loadAll(`
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {namespace: shop, name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: main}]}
`)[0] as object;

const CILIUM_POLICY = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { namespace: 'shop', name: 'more' },
  spec: { endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{}] },
};

describe('an unknown does not say its own cause, and how it could be mended', () => {
  const fromBlock = ingressRule({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] });
  const fromRed = ingressRule({ from: [{ podSelector: {}, namespaceSelector: labeled({ team: 'red' }) }] });
  const fromHash = ingressRule({
    from: [{ podSelector: { matchExpressions: [{ key: 'rollouts-pod-template-hash', operator: 'In', values: ['x'] }] } }],
  });
  const fromSidecar = ingressRule({ from: [{ podSelector: labeled({ 'security.istio.io/tlsMode': 'istio' }) }] });
  const anyWeb = ingressRule({ from: [{ podSelector: labeled({ app: 'web' }) }] });

  test.each<[string, readonly object[], ClusterFacts, readonly string[]]>([
    ['the address of a pod', [WEB, DB, fromBlock], {}, [
      'note: the address of a pod is not known before it runs, so an ipBlock may or may not contain it',
      'help: declare where pods get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'] }`',
    ]],
    ['a range of pods that the block cuts', [WEB, DB, fromBlock], { podCidrs: ['10.0.0.0/7'] }, [
      'note: an ipBlock covers only a part of the pod range that is declared (10.0.0.0/7), so it may or may not contain the pod',
      'help: admit the pods by a selector, which asks for no address, '
        + 'or write a block that contains all of these addresses or none',
    ]],
    ['a namespace without an object', [WEB, DB, fromRed], {}, [
      'note: a selector asks for labels of a namespace that is not in the input, so only its name is known',
      'help: add the Namespace object with its labels to the input',
    ]],
    ['a label of each pod', [namespace('shop'), ROLLOUT, DB, fromHash], {}, [
      'note: a selector asks for a label whose value a controller sets when the pod is made',
      'help: select by a label of the pod template instead',
    ]],
    ['an injector', [namespace('shop', { 'istio-injection': 'enabled' }), WEB, DB, fromSidecar], {}, [
      'note: a selector asks for a label that nothing here sets, '
        + 'and that a controller, an injector or whoever makes the pods may set',
      'help: select by a label that the pods are known to have instead',
    ]],
    ['a policy that is not simulated', [WEB, DB, CILIUM_POLICY], {}, [
      'note: CiliumNetworkPolicy shop/more is of a kind that is not simulated, and may decide about it',
      'help: read what that policy does; where the cluster does not enforce such policies, name it as the target',
    ]],
    ['the host network', [
      pod('shop/web', { app: 'web' }, { hostNetwork: true, node: 'one' }), pod('shop/db', { app: 'db' }, { node: 'two' }),
      anyWeb,
    ], {}, [
      'note: a pod on the host network is a pod to some network plugins and a node to others',
      'help: write the policy so that it holds either way, or take the pod off the host network',
    ]],
  ])('%s', (_, manifests, facts, texts) => {
    const lines = explained(manifests, facts);
    expect(lines[0]).toBe('UNKNOWN  shop/web -> shop/db TCP 80');
    expect(lines.filter(line => /^ {2}(note|help):/.test(line)).map(line => line.trim())).toEqual(texts);
  });
});
