import { webhookBlocked } from '../../../src/checks/connections/webhook-blocked';
import { apiServer, apiService, webhooks } from '../../api-server';
import { deployment, labeled, node, policy } from '../../fixture';
import { service } from '../../ways-in';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const GUARD = deployment('shop/guard', { app: 'guard' }, { ports: ['webhook=9443', 'metrics=8080'] });
const FRONT = service('shop/guard', { app: 'guard' }, ['443:webhook']);
const ASKED = webhooks('Validating', 'guard', { 'guard.example.com': 'shop/guard' });
const PODS = [GUARD, FRONT, ASKED];
const DENY = accepts();

function accepts(...ingress: object[]): object {
  return policy('shop/guard', { podSelector: labeled({ app: 'guard' }), policyTypes: ['Ingress'], ingress });
}

const BLOCKED = 'the API server cannot call `shop/guard` on TCP 9443, for the webhook `guard.example.com`: nobody outside the pods is admitted';
const [ERROR, WARNING] = ['error', 'warning'].map(severity => `${severity}: ${BLOCKED}`);
const block = (cidr: string) => ({ from: [{ ipBlock: { cidr } }], ports: [{ port: 9443 }] });

const ROWS: Record<string, [object[], string[]]> = {
  'nothing is admitted': [[...PODS, DENY], [ERROR]],
  'another port is admitted': [[...PODS, accepts({ ports: [{ port: 8080 }] })], [ERROR]],
  'the port of the Service is admitted, on which the pods do not listen': [[...PODS, accepts({ ports: [{ port: 443 }] })], [ERROR]],
  'pods of the namespace are admitted': [[...PODS, accepts({ from: [{ podSelector: {} }] })], [ERROR]],
  'pods of all namespaces are admitted, among which an agent of the API server may be': [[...PODS, accepts({ from: [{ namespaceSelector: {} }] })], [WARNING]],
  'the port is admitted': [[...PODS, accepts({ ports: [{ port: 9443 }] })], []],
  'the port is admitted by its name': [[...PODS, accepts({ ports: [{ port: 'webhook' }] })], []],
  'a block is admitted in which the API server may be': [[...PODS, accepts(block('10.0.0.0/8'))], []],
  'nothing isolates the pods': [PODS, []],
  'the pods are isolated for egress only': [[...PODS, policy('shop/p', { podSelector: {}, policyTypes: ['Egress'] })], []],
  'the pods are on the host network, where policies may not hold': [
    [deployment('shop/guard', { app: 'guard' }, { hostNetwork: true, ports: ['webhook=9443'] }), FRONT, ASKED, DENY], [],
  ],
  'requests pass where nobody answers': [
    [GUARD, FRONT, webhooks('Mutating', 'guard', { 'guard.example.com': 'shop/guard' }, { failurePolicy: 'Ignore' }), DENY], [WARNING],
  ],
  'the version before v1 lets them pass unless told otherwise': [
    [GUARD, FRONT, { ...webhooks('Validating', 'guard', { 'guard.example.com': 'shop/guard' }), apiVersion: 'admissionregistration.k8s.io/v1beta1' }, DENY], [WARNING],
  ],
  'a webhook at an address outside': [[GUARD, FRONT, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'guard' },
    webhooks: [{ name: 'guard.example.com', clientConfig: { url: 'https://guard.example.com' } }],
  }, DENY], []],
  'a Service that the input does not have': [[GUARD, ASKED, DENY], []],
  'a Service of which the input does not have the pods': [[FRONT, ASKED, DENY], []],
  'a port that the Service does not have': [[GUARD, FRONT, webhooks('Validating', 'guard', { 'guard.example.com': 'shop/guard:8443' }), DENY], []],
  'an API of its own': [[GUARD, FRONT, apiService('v1.guard.example.com', 'shop/guard'), DENY],
    ['error: the API server cannot call `shop/guard` on TCP 9443, which serves the API `v1.guard.example.com`: nobody outside the pods is admitted']],
  'an API that the API server serves itself': [[GUARD, FRONT, apiService('v1.apps', undefined), DENY], []],
  'one of two workloads behind the Service may be called': [
    [GUARD, deployment('shop/other', { app: 'guard', n: '2' }, { ports: ['webhook=9443'] }), FRONT, ASKED,
      policy('shop/p', { podSelector: { matchExpressions: [{ key: 'n', operator: 'DoesNotExist' }] }, policyTypes: ['Ingress'] })], [],
  ],
  'the address of the API server is known and not admitted, while others are': [
    [...PODS, ...apiServer(6443, '192.0.2.10'), accepts(block('192.0.2.11/32'))],
    [`warning: ${BLOCKED.replace('nobody outside the pods', 'its address').replace('is admitted', 'is not admitted')}`],
  ],
  'the address of the API server is known and admitted': [[...PODS, ...apiServer(6443, '192.0.2.10'), accepts(block('192.0.2.10/32'))], []],
  'one of the API servers is admitted': [[...PODS, ...apiServer(6443, '192.0.2.10', '192.0.2.12'), accepts(block('192.0.2.10/32'))], []],
  'the API server is on a node, whose address is admitted': [
    [...PODS, node('one', '10.1.0.1'), ...apiServer(6443, '10.1.0.1'), accepts(block('10.1.0.0/16'))], [],
  ],
  'a policy of the whole cluster denies it': [[...PODS, {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'closed' },
    spec: { tier: 'Admin', priority: 1, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] },
  }], []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(webhookBlocked, given)).toEqual(expected);
});

test('the finding names the webhook, the way to the pods, and what isolates them', () => {
  expect(findings(webhookBlocked, [...PODS, DENY])).toEqual([{
    check: 'webhook-blocked',
    severity: 'error',
    title: BLOCKED,
    at: { object: 'NetworkPolicy shop/guard' },
    evidence: [
      { label: 'asked for by', text: 'guard.example.com of ValidatingWebhookConfiguration guard' },
      { label: 'leads to', text: 'Service shop/guard, port 443 -> shop/guard TCP 9443' },
      { label: 'ingress', columns: ['shop/guard', 'denied'], text: 'isolated by shop/guard; no rule admits it' },
    ],
    effect: 'requests that the webhook is asked about time out and are refused: `failed calling webhook`',
    notes: ['only from the node on which a pod runs it is reached all the same'],
    help: [
      [
        'admit the API server by its address:',
        'new AllowCidr(this, \'api-server\', {',
        '  subject: Pods.labeled({ app: \'guard\' }).inNamespace(\'shop\'),',
        '  peers: [Cidr.of(\'192.0.2.10/32\')], // the address from which your API server calls',
        '  ports: [Port.tcp(9443)],',
        '  direction: Direction.INGRESS,',
        '});',
      ].join('\n'),
      'or where that address is not known, or the network plugin takes nodes for no addresses, add a rule for the port alone, '
        + 'without `from`: it admits everybody, and the webhook has to make sure by TLS who it is',
    ],
  }]);
});

test('webhooks of the same pods are one finding, and one whose failure counts comes first', () => {
  const finding = onlyFinding(webhookBlocked, [GUARD, FRONT, DENY,
    webhooks('Mutating', 'first', { 'ignored.example.com': 'shop/guard' }, { failurePolicy: 'Ignore' }),
    webhooks('Validating', 'second', { 'a.example.com': 'shop/guard', 'b.example.com': 'shop/guard' })]);
  expect(finding.severity).toBe('error');
  expect(finding.title).toContain('`a.example.com`');
  expect(evidenceOf(finding, 'likewise')).toEqual(
    ['b.example.com of ValidatingWebhookConfiguration second, ignored.example.com of MutatingWebhookConfiguration first']);
});

test('a known address of the API server is in the code', () => {
  const { help } = onlyFinding(webhookBlocked, [...PODS, DENY, ...apiServer(6443, '192.0.2.20', 'fd00::20')]);
  expect(help[0]).toContain('  peers: [Cidr.of(\'192.0.2.20/32\'), Cidr.of(\'fd00::20/128\')],\n');
});

test('where pods are admitted, the finding says who of them may be the API server, and claims no effect', () => {
  const { effect, notes } = onlyFinding(webhookBlocked, [...PODS, accepts({ from: [{ namespaceSelector: {} }] })]);
  expect(effect).toBeUndefined();
  expect(notes[0]).toBe('where the API server has agents in pods of `kube-system` (konnectivity), a rule may let it in as one of these');
});
