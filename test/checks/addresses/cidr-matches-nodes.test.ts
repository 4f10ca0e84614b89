import { findingsIn, foundIn, Row } from './found-with';
import { cidrMatchesNodes } from '../../../src/checks/addresses/cidr-matches-nodes';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { facts, node } from '../../fixture';
import { block, DB, egressOf, ingressOf, WEB } from '../cluster/quirk-rows';

const NODES = [node('worker-1', '192.0.2.11'), node('worker-2', '192.0.2.12')];
const from = (...peers: object[]) => ingressOf('db', { from: peers });
const NAMED = ['info: ingress rule 1 of policy `shop/db-in` names node `worker-1` by its address, and holds until it is replaced: 192.0.2.11/32'];

test('a node is shown among the others', () => {
  expect(findingsIn(cidrMatchesNodes, { given: [DB, ...NODES, from(block('192.0.2.11/32'))], facts: facts({ nodes: ['192.0.2.0/24'] }) })).toEqual([{
    check: 'cidr-matches-nodes',
    severity: 'info',
    title: 'ingress rule 1 of policy `shop/db-in` names node `worker-1` by its address, and holds until it is replaced: 192.0.2.11/32',
    at: { object: 'NetworkPolicy shop/db-in' },
    evidence: [
      { label: 'rule', text: 'shop/db-in, rule 1: from 192.0.2.11/32, every port: accepts' },
      { label: 'nodes', text: 'worker-1 at 192.0.2.11/32, worker-2 at 192.0.2.12/32' },
    ],
    notes: ['pods are always reached from the node that they run on'],
    help: ['name the block that all nodes are in: `192.0.2.0/24`'],
  }]);
});

const control = { ...node('cp-1', '192.0.2.1'), metadata: { name: 'cp-1', labels: { 'node-role.kubernetes.io/control-plane': '' } } };

const ROWS: Record<string, Row> = {
  'one node': { given: [...NODES, from(block('192.0.2.11/32'))], expected: NAMED },
  'the only node': { given: [NODES[0], from(block('192.0.2.11/32'))], expected: NAMED },
  'all nodes, one by one': { given: [...NODES, from(block('192.0.2.11/32'), block('192.0.2.12/32'))], expected: [] },
  'the block that all nodes are in': { given: [...NODES, from(block('192.0.2.0/24'))], expected: [] },
  'a node of the control plane, which stays': { given: [control, ...NODES, from(block('192.0.2.1/32'))], expected: [] },
  'the port of the API server': {
    given: [...NODES, egressOf('web', { to: [block('192.0.2.11/32')], ports: [{ port: 6443 }] })], expected: [],
  },
  'an address of which nothing is known': { given: [...NODES, from(block('192.0.2.13/32'))], expected: [] },
  'where it is declared that addresses are outside': {
    given: [...NODES, from(block('192.0.2.11/32'))], facts: { addressesAreOutside: true }, expected: [],
  },
  'an enforcer that matches no node by its address, of which another check speaks': {
    given: [...NODES, from(block('192.0.2.11/32'))], dialect: cilium(defaultOptions('1.18')), expected: [],
  },
};

test.each(Object.entries(ROWS))('%s', (_, { given, ...known }) => {
  expect(foundIn(cidrMatchesNodes, { given: [WEB, DB, ...given], ...known })).toEqual(known.expected);
});
