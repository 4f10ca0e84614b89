import { policyOnHostNetwork } from '../../../src/checks/host-network/policy-on-host-network';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { deployment, labeled, policy } from '../../fixture';
import { findingsIn, foundIn } from '../addresses/found-with';
import { WEB } from '../cluster/quirk-rows';
import { clusterPolicy } from '../tiers/policies';

const EXPORTER = deployment('shop/exporter', { app: 'exporter', tier: 'ops' }, { hostNetwork: true });
const AGENT = deployment('shop/agent', { app: 'agent', tier: 'ops' });
const on = (podSelector: object, name = 'shop/p') => policy(name, { podSelector, policyTypes: ['Ingress'] });
const ONLY = ['warning: policy `shop/p` is for pods on the host network, to which most network plugins apply no policy'];
const TOO = ['info: policy `shop/p` selects pods on the host network too, to which most network plugins apply no policy'];

test('a policy for nothing but such pods is told what closes their ports', () => {
  expect(findingsIn(policyOnHostNetwork, { given: [EXPORTER, on(labeled({ app: 'exporter' }))] })).toEqual([{
    check: 'policy-on-host-network',
    severity: 'warning',
    title: 'policy `shop/p` is for pods on the host network, to which most network plugins apply no policy',
    at: { object: 'NetworkPolicy shop/p' },
    evidence: [
      { label: 'podSelector', text: 'app=exporter in shop' },
      { label: 'on the host network', text: 'shop/exporter' },
    ],
    notes: ['Kubernetes leaves open what a policy means to such pods, so answers about them are unknown'],
    help: [
      'leave out `hostNetwork: true`, if the pods can do without the network of their node',
      'or close their ports on the node: with its firewall, or with a policy for nodes, if the network plugin has such a kind',
    ],
  }]);
});

const ROWS: Record<string, [object[], string[]]> = {
  'pods on the host network alone': [[EXPORTER, on(labeled({ app: 'exporter' }))], ONLY],
  'pods on the host network among others': [[EXPORTER, AGENT, on(labeled({ tier: 'ops' }))], TOO],
  'all pods of a namespace': [[EXPORTER, AGENT, on({})], TOO],
  'all pods of a namespace that has no others yet': [[EXPORTER, on({})], TOO],
  'several policies for the same pods are one finding': [[EXPORTER, AGENT, on({}), on(labeled({ tier: 'ops' }), 'shop/q')], TOO],
  'pods that a policy of their own is for are told once': [[EXPORTER, AGENT, on(labeled({ app: 'exporter' })), on({}, 'shop/q')], ONLY],
  'other pods': [[EXPORTER, AGENT, on(labeled({ app: 'agent' }))], []],
  'pods of another namespace': [[EXPORTER, WEB, on(labeled({ app: 'exporter' }), 'lab/p')], []],
  'no pod on the host network': [[AGENT, on({})], []],
  'a policy of the whole cluster, which leaves such pods out': [[EXPORTER, clusterPolicy('guard', [{ action: 'Deny' }])], []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(foundIn(policyOnHostNetwork, { given })).toEqual(expected);
});

test('of Cilium it is known what it does', () => {
  const [finding, ...others] = findingsIn(policyOnHostNetwork, {
    given: [EXPORTER, on(labeled({ app: 'exporter' }))], dialect: cilium(defaultOptions('1.18')),
  });
  expect(others).toEqual([]);
  expect([finding.title, finding.notes]).toEqual([
    'policy `shop/p` is for pods on the host network, which Cilium 1.18 takes for their nodes and applies no policy to', [],
  ]);
});
