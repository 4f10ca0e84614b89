import { ciliumCluster, clusterWith, findings, found } from './context';
import { ingressOf, WEB } from './quirk-rows';
import { labelOverridesPolicy } from '../../../src/checks/cluster/label-overrides-policy';
import { deployment, labeled, pod, policy } from '../../fixture';
import { CiliumVersion, ClusterFacts, INetworkPolicyTarget, NetworkDriver, PolicyEnforcementMode } from 'cdk8s-netpol';

const PINNED = deployment('shop/db', { app: 'db', host: 'rack-7' });
const OTHER = pod('shop/db-copy', { app: 'db', host: '' });
const JOB = pod('shop/job', { app: 'job', init: 'true' });
const CLOSED = ingressOf('db');
const V1_18 = ciliumCluster(CiliumVersion.V1_18);
const V1_20 = ciliumCluster(CiliumVersion.V1_20);

const OPEN = 'error: `shop/db` is open to everybody: the network plugin applies no policy to pods that have a label `host`';
const PERHAPS = OPEN.replace('error', 'warning').replace('is open', 'is perhaps open');
const ISOLATED = 'error: `shop/job` is isolated in both directions without any policy: '
  + 'the network plugin does so with pods that have a label `init`';

interface Row {
  readonly manifests: readonly object[];
  readonly target: INetworkPolicyTarget;
  readonly facts?: ClusterFacts;
  readonly is: readonly string[];
}

const ROWS: Record<string, Row> = {
  'a pod with the key `host` that a policy selects is a hole': { manifests: [PINNED, CLOSED], target: V1_18, is: [OPEN] },
  'in 1.20 only perhaps, while nobody has told the patch release': {
    manifests: [PINNED, CLOSED], target: V1_20, is: [PERHAPS],
  },
  'in 1.20.1 for certain': { manifests: [PINNED, CLOSED], target: V1_20, facts: { ciliumPatchVersion: 1 }, is: [OPEN] },
  'in 1.20.2 no longer': { manifests: [PINNED, CLOSED], target: V1_20, facts: { ciliumPatchVersion: 2 }, is: [] },
  'the host firewall closes it': {
    manifests: [PINNED, CLOSED], target: V1_18, facts: { hostFirewallEnabled: true }, is: [],
  },
  'a pod that no policy selects is open anyway': { manifests: [PINNED, WEB, ingressOf('web')], target: V1_18, is: [] },
  'mode always would close it': {
    manifests: [PINNED], target: V1_18, facts: { policyEnforcementMode: PolicyEnforcementMode.ALWAYS }, is: [OPEN],
  },
  'mode never closes nothing': {
    manifests: [PINNED, JOB, CLOSED],
    target: V1_18,
    facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER },
    is: [],
  },
  'several pods are one finding': {
    manifests: [PINNED, OTHER, CLOSED],
    target: V1_18,
    is: [OPEN.replace('`shop/db` is', '`shop/db`, `shop/db-copy` are')],
  },
  'a pod with the key `init` is isolated, without a policy too': { manifests: [JOB], target: V1_20, is: [ISOLATED] },
  'both keys are two findings': { manifests: [PINNED, CLOSED, JOB], target: V1_18, is: [OPEN, ISOLATED] },
  'a pod on the host network is its node in any case': {
    manifests: [deployment('shop/db', { app: 'db', host: 'x' }, { hostNetwork: true }), CLOSED],
    target: V1_18,
    is: [],
  },
  'other network plugins look at no such key': {
    manifests: [PINNED, CLOSED, JOB], target: clusterWith(NetworkDriver.CALICO), is: [],
  },
  'the label of a namespace or a selector is none of a pod': {
    manifests: [WEB, policy('shop/p', { podSelector: labeled({ host: 'x' }), policyTypes: ['Ingress'] })],
    target: V1_18,
    is: [],
  },
};

test.each(Object.entries(ROWS))('%s', (_, { manifests, target, facts, is }) => {
  expect(found(labelOverridesPolicy, manifests, { target, facts })).toEqual(is);
});

test('an open pod is shown with its label, the policies that do nothing, and what to do', () => {
  const [finding] = findings(labelOverridesPolicy, [PINNED, OTHER, CLOSED], { target: V1_18 });
  expect(finding).toEqual({
    check: 'label-overrides-policy',
    severity: 'error',
    title: '`shop/db`, `shop/db-copy` are open to everybody: the network plugin applies no policy to pods that have a label `host`',
    at: expect.objectContaining({ object: 'Deployment shop/db' }),
    evidence: [
      { label: 'label', text: 'shop/db has host=rack-7, shop/db-copy has host=' },
      { label: 'without effect', text: 'shop/db-in' },
    ],
    effect: 'every connection to and from these pods passes, as far as the other end lets it',
    notes: [],
    help: ['give the label another key: `host-name`'],
  });
});
