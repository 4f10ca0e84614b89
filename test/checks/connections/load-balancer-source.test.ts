import { loadBalancerSource } from '../../../src/checks/connections/load-balancer-source';
import { deployment, labeled, node, policy } from '../../fixture';
import { service } from '../../ways-in';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const CLIENTS = { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] };
const PRIVATE = { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] };

function open(type: string, more: object = {}): object {
  return service('shop/web', { app: 'web' }, ['80:8080'], { type, ...more });
}

function accepts(...ingress: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'], ingress });
}

const TITLE = 'ingress rule 1 of policy `shop/web` admits clients by their addresses, which Service `shop/web` does not keep';
const FOUND = [`warning: ${TITLE}`];

const ROWS: Record<string, [object[], string[]]> = {
  'a load balancer': [[WEB, open('LoadBalancer'), accepts(CLIENTS)], FOUND],
  'node ports': [[WEB, open('NodePort'), accepts(CLIENTS)], FOUND],
  'external addresses': [[WEB, open('ClusterIP', { externalIPs: ['192.0.2.1'] }), accepts(CLIENTS)], FOUND],
  'a load balancer that keeps the clients': [[WEB, open('LoadBalancer', { externalTrafficPolicy: 'Local' }), accepts(CLIENTS)], []],
  'a Service for the inside': [[WEB, open('ClusterIP'), accepts(CLIENTS)], []],
  'pods are admitted beside the clients': [[WEB, open('LoadBalancer'), accepts({ from: [{ podSelector: {} }, ...CLIENTS.from] })], FOUND],
  'private addresses, which the nodes may have': [[WEB, open('LoadBalancer'), accepts(PRIVATE)], []],
  'clients and private addresses': [[WEB, open('LoadBalancer'), accepts(CLIENTS, PRIVATE)], []],
  'private addresses, which the nodes do not have': [[WEB, node('one', '192.168.0.1'), open('LoadBalancer'), accepts(PRIVATE)], FOUND],
  'public addresses, which the nodes have': [[WEB, node('one', '203.0.113.7'), open('LoadBalancer'), accepts(CLIENTS)], []],
  'every address': [[WEB, open('LoadBalancer'), accepts({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })], []],
  'everybody': [[WEB, open('LoadBalancer'), accepts(CLIENTS, {})], []],
  'clients on another port': [[WEB, open('LoadBalancer'), accepts({ ...CLIENTS, ports: [{ port: 9090 }] })], []],
  'pods on the host network, where policies may not hold': [
    [deployment('shop/web', { app: 'web' }, { hostNetwork: true }), open('LoadBalancer'), accepts(CLIENTS)], [],
  ],
  'nothing isolates the pods': [[WEB, open('LoadBalancer')], []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(loadBalancerSource, given)).toEqual(expected);
});

test('the finding names the rule, the Service and both ways out', () => {
  expect(findings(loadBalancerSource, [WEB, open('LoadBalancer'), accepts(CLIENTS)])).toEqual([{
    check: 'load-balancer-source',
    severity: 'warning',
    title: TITLE,
    at: { object: 'NetworkPolicy shop/web' },
    evidence: [
      {
        label: 'rule',
        text: 'rule 1: from 203.0.113.0/24, every port',
        mark: { part: '203.0.113.0/24', remark: 'no node is known to have such an address' },
      },
      { label: 'Service', text: 'shop/web, a load balancer with externalTrafficPolicy: Cluster -> shop/web TCP 8080' },
    ],
    notes: ['some load balancers send to the pods themselves: then it is up to them which address the pods see'],
    help: [
      'write `externalTrafficPolicy: Local` in Service `shop/web`: then the pods see the addresses of the clients',
      'or admit the nodes, and let the load balancer choose the clients: `loadBalancerSourceRanges: [203.0.113.0/24]`',
    ],
  }]);
});

test('a rule for several Services is one finding', () => {
  const finding = onlyFinding(loadBalancerSource, [WEB, open('LoadBalancer'), service('shop/more', { app: 'web' }, ['81:8081'], { type: 'NodePort' }), accepts(CLIENTS)]);
  expect(evidenceOf(finding, 'likewise')).toEqual(['Service shop/more']);
});
