import { cidrMatchesServices } from '../../../src/checks/addresses/cidr-matches-services';
import { apiServerBlocked } from '../../../src/checks/connections/api-server-blocked';
import { account, apiServer, binding, podWith } from '../../api-server';
import { labeled, metadata, node, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const OPERATOR = operator();
const GRANTED = binding('shop/operator', 'shop/operator');
const SERVER = apiServer(6443, '192.0.2.10');
const DNS = { ports: [{ protocol: 'UDP', port: 53 }] };
const HTTPS = { ports: [{ port: 443 }] };

function operator(spec: object = {}): object {
  return podWith('shop/operator', { app: 'operator' }, { serviceAccountName: 'operator', ...spec });
}

function sends(...egress: object[]): object {
  return policy('shop/out', { podSelector: {}, policyTypes: ['Egress'], egress });
}

function to(cidr: string, port: number): object {
  return { to: [{ ipBlock: { cidr } }], ports: [{ port }] };
}

const NOWHERE = 'warning: `shop/operator` may not send to an API server at any of its usual places: egress is isolated and no rule admits one';
const NOT_THERE = 'error: `shop/operator` may not send to the API server: egress is isolated and no rule admits it';
const OTHER_PORT = '`shop/operator` may not send to the API server: rules admit the port of its Service and not its own, TCP 6443';

const PLACES: Record<string, [object[], string[]]> = {
  'nothing may be sent, and nobody knows where it is': [[OPERATOR, GRANTED, sends()], [NOWHERE]],
  'DNS alone': [[OPERATOR, GRANTED, sends(DNS)], [NOWHERE]],
  'TCP 443 of everybody, where it may be': [[OPERATOR, GRANTED, sends(HTTPS)], []],
  'TCP 6443 of everybody': [[OPERATOR, GRANTED, sends({ ports: [{ port: 6443 }] })], []],
  'TCP 6443 of pods, as which some clusters have it': [[OPERATOR, GRANTED, sends({
    to: [{ namespaceSelector: {}, podSelector: labeled({ app: 'openshift-kube-apiserver' }) }], ports: [{ port: 6443 }],
  })], []],
  'TCP 443 of the namespace `default`, in which there is no pod of it': [[OPERATOR, GRANTED, sends({
    to: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'default' }) }], ports: [{ port: 443 }],
  })], [NOWHERE]],
  'one machine on TCP 443, which may be it': [[OPERATOR, GRANTED, sends(to('203.0.113.7/32', 443))], []],
  'a database outside': [[OPERATOR, GRANTED, sends(to('203.0.113.7/32', 5432))], [NOWHERE]],
  'every port of addresses outside': [[OPERATOR, GRANTED, sends({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })], []],
  'the Service alone, whose address no policy sees': [
    [OPERATOR, GRANTED, ...SERVER, sends(to('10.96.0.1/32', 443))],
    ['error: `shop/operator` may not send to the API server: a rule names the address of its Service, which policies do not see'],
  ],
  'a machine beside the Service': [
    [OPERATOR, GRANTED, ...SERVER, sends(to('10.96.0.0/30', 443))], [NOT_THERE],
  ],
  'its own address and the port of the Service': [[OPERATOR, GRANTED, ...SERVER, sends(to('192.0.2.10/32', 443))], [`error: ${OTHER_PORT}`]],
  'its own address and port': [[OPERATOR, GRANTED, ...SERVER, sends(to('192.0.2.10/32', 6443))], []],
  'one of its addresses': [[OPERATOR, GRANTED, ...apiServer(6443, '192.0.2.10', '192.0.2.11'), sends(to('192.0.2.11/32', 6443))], []],
  'a node of the input': [[OPERATOR, GRANTED, node('one', '10.1.0.1'), ...apiServer(6443, '10.1.0.1'), sends(to('10.1.0.0/24', 6443))], []],
  'TCP 443 of everybody, where it listens on that': [[OPERATOR, GRANTED, ...apiServer(443, '192.0.2.10'), sends(HTTPS)], []],
  'nothing isolates the pods': [[OPERATOR, GRANTED, ...SERVER], []],
};

const CLIENTS: Record<string, [object[], string[]]> = {
  'the token of an account that a binding for all namespaces names': [[OPERATOR, binding('operator', 'shop/operator'), sends()], [NOWHERE]],
  'an account that nobody gives rights': [[OPERATOR, account('shop/operator'), sends()], []],
  'rights of another account': [[OPERATOR, binding('shop/b', 'shop/other'), sends()], []],
  'rights of the account of that name elsewhere': [[OPERATOR, binding('b', 'lab/operator'), sends()], []],
  'no token, says the pod': [[operator({ automountServiceAccountToken: false }), GRANTED, sends()], []],
  'no token, says the account': [[OPERATOR, account('shop/operator', { automountServiceAccountToken: false }), GRANTED, sends()], []],
  'a token after all, says the pod': [[
    operator({ automountServiceAccountToken: true }), account('shop/operator', { automountServiceAccountToken: false }), GRANTED, sends(),
  ], [NOWHERE]],
  'a token in a volume of its own': [[operator({
    automountServiceAccountToken: false, volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
  }), GRANTED, sends()], [NOWHERE]],
  'a token for somebody else': [[operator({
    automountServiceAccountToken: false,
    volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'sts.example.com' } }] } }],
  }), GRANTED, sends()], []],
  'the usual account of the namespace, which every pod has': [
    [podWith('shop/operator', {}, {}), binding('shop/b', 'shop/default'), sends()], [],
  ],
  'the usual account of the namespace, whose token the pod asks for': [
    [podWith('shop/operator', {}, { automountServiceAccountToken: true }), binding('shop/b', 'shop/default'), sends()], [NOWHERE],
  ],
  'rights that only say how pods may be made': [[OPERATOR, binding('shop/b', 'shop/operator', { kind: 'Role', name: 'psp' }), {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { namespace: 'shop', name: 'psp' },
    rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: ['small'], verbs: ['use'] }],
  }, sends()], []],
  'other pods with the account may send to it, and have use for its rights': [[
    OPERATOR, podWith('shop/web', { app: 'web' }, { serviceAccountName: 'operator' }), GRANTED,
    policy('shop/out', { podSelector: labeled({ app: 'operator' }), policyTypes: ['Egress'] }),
  ], []],
  'a container with the image of its client': [
    [podWith('shop/operator', {}, { containers: [{ name: 'c', image: 'registry.example:5000/tools/kubectl:1.30@sha256:abc' }] }), sends()], [NOWHERE],
  ],
  'a container that runs its client': [
    [podWith('shop/operator', {}, { containers: [{ name: 'c', image: 'tools', command: ['/usr/bin/kubectl', 'get', 'pods'] }] }), sends()], [NOWHERE],
  ],
  'an init container that runs its client': [
    [podWith('shop/operator', {}, { initContainers: [{ name: 'c', image: 'k8s-kubectl' }] }), sends()], [NOWHERE],
  ],
  'an image whose name only begins so': [
    [podWith('shop/operator', {}, { containers: [{ name: 'c', image: 'kubectl-docs' }] }), sends()], [],
  ],
  'pods on the host network, where policies may not hold': [[operator({ hostNetwork: true }), GRANTED, sends()], []],
  'an account without known rights, and a rule for the port of the Service': [
    [OPERATOR, account('shop/operator'), ...SERVER, sends(HTTPS)], [`warning: ${OTHER_PORT}`],
  ],
  'such an account, and no such rule': [[OPERATOR, account('shop/operator'), ...SERVER, sends(DNS)], []],
  'such an account, while the bindings of others are known': [
    [OPERATOR, account('shop/operator'), binding('b', 'lab/other'), ...SERVER, sends(HTTPS)], [],
  ],
};

describe.each(Object.entries({ 'pods may send to': PLACES, 'pods have': CLIENTS }))('%s', (_, rows) => {
  test.each(Object.entries(rows))('%s', (__, [given, expected]) => {
    expect(found(apiServerBlocked, given)).toEqual(expected);
  });
});

test('the finding says why they ask it, what isolates them and what policies see', () => {
  expect(findings(apiServerBlocked, [OPERATOR, GRANTED, ...SERVER, sends(DNS, HTTPS)])).toEqual([{
    check: 'api-server-blocked',
    severity: 'error',
    title: OTHER_PORT,
    at: { object: 'NetworkPolicy shop/out' },
    evidence: [
      { label: 'asks it', text: 'shop/operator: token of ServiceAccount shop/operator, which RoleBinding shop/operator grants rights' },
      { label: 'egress', columns: ['shop/operator', 'denied'], text: 'isolated by shop/out; no rule admits it' },
      { label: 'API server', text: 'Service default/kubernetes (10.96.0.1/32, TCP 443) -> 192.0.2.10 TCP 6443' },
    ],
    effect: 'requests to the API server time out',
    notes: ['policies see the address and port behind a Service, not those of the Service'],
    help: [[
      'admit the API server:',
      'new AllowCidr(this, \'api-server\', {',
      '  subject: Pods.labeled({ app: \'operator\' }).inNamespace(\'shop\'),',
      '  peers: [Cidr.of(\'192.0.2.10/32\')],',
      '  ports: [Port.tcp(6443)],',
      '  direction: Direction.EGRESS,',
      '});',
    ].join('\n')],
  }]);
});

test('where nobody knows the API server, the finding says where it looked, and claims no effect', () => {
  const finding = onlyFinding(apiServerBlocked, [OPERATOR, GRANTED, sends()]);
  expect(evidenceOf(finding, 'API server')).toEqual(['TCP 443, 6443, 8443, 16443 of every other node and every address outside']);
  expect(finding.effect).toBeUndefined();
  expect(finding.notes).toEqual(['the input does not tell where the API server is; from its own node it is reached all the same']);
  expect(finding.help[0]).toContain('  peers: [Cidr.of(\'192.0.2.10/32\')], // its address, not that of the Service\n');
});

test('pods of one namespace that the same policies isolate are one finding', () => {
  const finding = onlyFinding(apiServerBlocked, [OPERATOR, GRANTED, sends(),
    podWith('shop/hook', { app: 'hook' }, { containers: [{ name: 'c', image: 'kubectl' }] })]);
  expect(evidenceOf(finding, 'likewise')).toEqual(['shop/hook (a container runs kubectl)']);
});

test('of a block with the address of its Service, the check on Services says nothing more', () => {
  const other = { apiVersion: 'v1', kind: 'Service', metadata: metadata('lab/other'), spec: { clusterIP: '10.96.0.9', ports: [{ port: 443 }] } };
  const given = [OPERATOR, GRANTED, ...SERVER, pod('lab/reader', { app: 'reader' }), other];
  const written = (namespace: string, cidr: string) =>
    policy(`${namespace}/out`, { podSelector: {}, policyTypes: ['Egress'], egress: [to(cidr, 443)] });
  expect(found(cidrMatchesServices, [...given, written('shop', '10.96.0.1/32')])).toEqual([]);
  expect(found(cidrMatchesServices, [...given, written('shop', '10.96.0.9/32')])).toEqual([
    'warning: egress rule 1 of policy `shop/out` names the address of Service `lab/other`, which policies do not see',
  ]);
  expect(found(cidrMatchesServices, [...given, written('lab', '10.96.0.1/32')])).toEqual([
    'warning: egress rule 1 of policy `lab/out` names the address of Service `default/kubernetes`, which policies do not see',
  ]);
});
