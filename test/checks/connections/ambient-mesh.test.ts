import { meshPortBlocked } from '../../../src/checks/connections/mesh-port-blocked';
import { meshPortBypassesPorts } from '../../../src/checks/connections/mesh-port-bypasses-ports';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const SHOP = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });
const WEB = deployment('shop/web', { app: 'web' });
const ORDERS = deployment('shop/orders', { app: 'orders' });
const MESH = [SHOP, WEB, ORDERS];
const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };
const TO_ORDERS = { to: [{ podSelector: labeled({ app: 'orders' }) }] };
const on = (rule: object, ...ports: number[]) => ({ ...rule, ports: ports.map(port => ({ port })) });

function accepts(...ingress: object[]): object {
  return policy('shop/orders', { podSelector: labeled({ app: 'orders' }), policyTypes: ['Ingress'], ingress });
}

function sends(...egress: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress });
}

const NOT_ACCEPTED = 'error: `shop/orders` accepts TCP 8080 from `shop/web`, but not on TCP 15008, by which the ambient mesh carries it';
const NOT_SENT = 'error: `shop/web` may send to `shop/orders` on TCP 8080, but not on TCP 15008, by which the ambient mesh carries it';

describe('the port of the mesh is left out', () => {
  const rows: Record<string, [object[], string[]]> = {
    'by the pods that accept': [[...MESH, accepts(on(FROM_WEB, 8080))], [NOT_ACCEPTED]],
    'by the pods that send': [[...MESH, sends(on(TO_ORDERS, 8080))], [NOT_SENT]],
    'by neither': [[...MESH, accepts(on(FROM_WEB, 8080, 15008)), sends(on(TO_ORDERS, 8080, 15008))], []],
    'by this rule, and not by another': [[...MESH, accepts(on(FROM_WEB, 8080), on({}, 15008))], []],
    'by no rule, since all ports are admitted': [[...MESH, accepts(FROM_WEB)], []],
    'by pods outside the mesh': [[WEB, ORDERS, accepts(on(FROM_WEB, 8080))], []],
    'by pods in a namespace that has another mode': [[namespace('shop', { 'istio.io/dataplane-mode': 'none' }), WEB, ORDERS, accepts(on(FROM_WEB, 8080))], []],
    'by a pod whose own label keeps it out': [
      [SHOP, WEB, deployment('shop/orders', { 'app': 'orders', 'istio.io/dataplane-mode': 'none' }), accepts(on(FROM_WEB, 8080))], [],
    ],
    'by pods that are in the mesh by their own labels': [[
      deployment('shop/web', { 'app': 'web', 'istio.io/dataplane-mode': 'ambient' }),
      deployment('shop/orders', { 'app': 'orders', 'istio.io/dataplane-mode': 'ambient' }), accepts(on(FROM_WEB, 8080)),
    ], [NOT_ACCEPTED]],
    'for a peer outside the mesh, which sends without a tunnel': [
      [SHOP, ORDERS, namespace('lab'), deployment('lab/web', { app: 'web' }),
        accepts(on({ from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'web' }) }] }, 8080))], [],
    ],
    'by a pod that has a proxy of its own': [
      [SHOP, WEB, deployment('shop/orders', { 'app': 'orders', 'sidecar.istio.io/inject': 'true' }), accepts(on(FROM_WEB, 8080))], [],
    ],
    'by pods on the host network, which are in no mesh': [[SHOP, WEB, deployment('shop/orders', { app: 'orders' }, { hostNetwork: true }), accepts(on(FROM_WEB, 8080))], []],
    'where nothing is admitted, so that no connection is wanted': [[...MESH, accepts()], []],
  };

  test.each(Object.entries(rows))('%s', (_, [given, expected]) => {
    expect(found(meshPortBlocked, given)).toEqual(expected);
  });

  test('the finding shows the rule and what becomes of the tunnel', () => {
    expect(findings(meshPortBlocked, [...MESH, accepts(on(FROM_WEB, 8080))])).toEqual([{
      check: 'mesh-port-blocked',
      severity: 'error',
      title: NOT_ACCEPTED.replace('error: ', ''),
      at: { object: 'NetworkPolicy shop/orders' },
      evidence: [
        { label: 'rule', text: 'shop/orders, rule 1: from app=web, TCP 8080' },
        { label: 'ingress', columns: ['shop/orders', 'TCP 15008 denied'], text: 'isolated by shop/orders; no rule admits it' },
      ],
      effect: 'connections from `shop/web` to `shop/orders` time out',
      notes: ['that both are in the mesh is said by the label `istio.io/dataplane-mode: ambient`'],
      help: [
        'add `- port: 15008` to the ports of rule 1 of `shop/orders`',
        'then an AuthorizationPolicy of the mesh has to say which ports may be used: to a NetworkPolicy all of them are that one',
      ],
    }]);
  });

  test('the rules of one policy are one finding', () => {
    const finding = onlyFinding(meshPortBlocked, [...MESH, deployment('shop/admin', { app: 'admin' }),
      accepts(on(FROM_WEB, 8080), on({ from: [{ podSelector: labeled({ app: 'admin' }) }] }, 9090))]);
    expect(evidenceOf(finding, 'likewise')).toEqual(['ingress rule 2 of shop/orders (shop/orders, shop/admin)']);
  });
});

describe('the port of the mesh is open to all', () => {
  const title = 'every pod of the ambient mesh may use every port of `shop/orders`: ingress rule 2 of policy `shop/orders` admits everybody on TCP 15008';
  const rows: Record<string, [object[], string[]]> = {
    'beside a rule for one port of one pod': [[...MESH, accepts(on(FROM_WEB, 8080), on({}, 15008))], [`warning: ${title}`]],
    'to all pods of all namespaces': [[...MESH, accepts(on(FROM_WEB, 8080), on({ from: [{ namespaceSelector: {} }] }, 15008))], [`warning: ${title}`]],
    'to the pods of the other rule only': [[...MESH, accepts(on(FROM_WEB, 8080), on(FROM_WEB, 15008))], []],
    'and no rule keeps anybody out': [[...MESH, accepts(on({}, 8080), on({}, 15008))], []],
    'and is all that the policy admits': [[...MESH, accepts(on({}, 15008))], []],
    'among all ports': [[...MESH, accepts(on(FROM_WEB, 8080), {})], []],
    'of pods outside the mesh': [[WEB, ORDERS, accepts(on(FROM_WEB, 8080), on({}, 15008))], []],
  };

  test.each(Object.entries(rows))('%s', (_, [given, expected]) => {
    expect(found(meshPortBypassesPorts, given)).toEqual(expected);
  });

  test('the finding shows the open rule and the one that no longer counts', () => {
    expect(findings(meshPortBypassesPorts, [...MESH, accepts(on(FROM_WEB, 8080), on({}, 15008))])).toEqual([{
      check: 'mesh-port-bypasses-ports',
      severity: 'warning',
      title,
      at: { object: 'NetworkPolicy shop/orders' },
      evidence: [
        { label: 'admits all', text: 'shop/orders, rule 2: from anybody, TCP 15008' },
        { label: 'bypassed', text: 'shop/orders, rule 1: from app=web, TCP 8080' },
      ],
      notes: ['pods outside the mesh are kept to the ports of the other rules', 'policies of the mesh itself are not looked at'],
      help: [
        'name those in `from` of rule 2 of policy `shop/orders` whom the other rules admit',
        'and say in an AuthorizationPolicy of the mesh which ports they may use: to a NetworkPolicy all of them are one',
      ],
    }]);
  });
});
