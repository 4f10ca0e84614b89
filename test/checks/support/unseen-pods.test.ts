import { selectsNothing } from '../../../src/checks/selectors/selects-nothing';
import { deployment, labeled, policy } from '../../fixture';
import { found } from '../findings';

const LEDGER = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: 'ledger', namespace: 'lab' },
  spec: { inheritedMetadata: { labels: { part: 'ledger-db' } } },
};
const API = deployment('lab/api', { part: 'api' });

function subject(podSelector: object, name = 'lab/p'): object {
  return policy(name, { podSelector, policyTypes: ['Ingress'] });
}

function peer(item: object): object {
  return policy('lab/p', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [item] }] });
}

const NOTHING = 'warning: policy `lab/p` selects no pod';
const NO_PEER = 'warning: ingress rule 1 of policy `lab/p` names a peer that matches no pod';

test.each<[string, object[], string[]]>([
  ['a policy for them', [API, LEDGER, subject(labeled({ part: 'ledger-db' }))], []],
  ['a policy for them by a label of the operator too', [API, LEDGER, subject(labeled({ 'part': 'ledger-db', 'cnpg.io/cluster': 'ledger' }))], []],
  ['a policy with a slip of the pen', [API, LEDGER, subject(labeled({ part: 'legder-db' }))], [NOTHING]],
  ['a policy for a label that they do not have for certain', [API, LEDGER, subject(labeled({ app: 'frontend' }))], [NOTHING]],
  ['a policy that excludes them', [API, LEDGER, subject({ matchExpressions: [{ key: 'part', operator: 'NotIn', values: ['ledger-db', 'api'] }] })], [NOTHING]],
  ['pods that solve a challenge of cert-manager, of which there are mostly none', [API, subject(labeled({ 'acme.cert-manager.io/http01-solver': 'true' }))], []],
  ['those of a pipeline, as a peer', [API, peer({ podSelector: labeled({ 'tekton.dev/pipeline': 'build' }) })], []],
  ['without the object', [API, subject(labeled({ part: 'ledger-db' }))], [NOTHING]],
  ['a policy in a namespace where there is nothing else', [deployment('shop/web', { app: 'web' }), LEDGER, subject({})], []],
  ['a peer for them', [API, LEDGER, peer({ podSelector: labeled({ part: 'ledger-db' }) })], []],
  ['a peer for them from all namespaces', [API, LEDGER, peer({ namespaceSelector: {}, podSelector: labeled({ part: 'ledger-db' }) })], []],
  ['a peer in another namespace', [API, deployment('shop/web', { app: 'web' }), LEDGER, peer({
    namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'shop' }), podSelector: labeled({ part: 'ledger-db' }),
  })], [NO_PEER]],
])('pods that an operator makes count as pods that nobody sees: %s', (_, given, expected) => {
  expect(found(selectsNothing, given)).toEqual(expected);
});
