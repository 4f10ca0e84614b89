import { probeBlocked } from '../../../src/checks/connections/probe-blocked';
import { podWith } from '../../api-server';
import { policy } from '../../fixture';
import { ciliumCluster, clusterWith, findings, found, Known } from '../cluster/context';
import { CiliumVersion, NetworkDriver, PolicyEnforcementMode } from 'cdk8s-netpol';

const ALWAYS = known('1.20', PolicyEnforcementMode.ALWAYS);
const INGRESS = policy('shop/nobody', { podSelector: {}, policyTypes: ['Ingress'] });

function known(version: string, policyEnforcementMode: PolicyEnforcementMode): Known {
  return { target: ciliumCluster(version as CiliumVersion), facts: { policyEnforcementMode } };
}

function probed(probe: object, more: object = {}, name: string = 'shop/web'): object {
  return podWith(name, { app: 'web' }, {
    containers: [{ name: 'main', image: 'main', ports: [{ name: 'http', containerPort: 8080 }], ...probe }], ...more,
  });
}

const READY = { readinessProbe: { httpGet: { path: '/', port: 'http' } } };
const FOUND = ['error: the kubelet cannot probe `shop/web` on TCP 8080: its own node is not admitted'];

const ROWS: Record<string, [object[], Known, string[]]> = {
  'every pod is isolated, and no policy selects it for ingress': [[probed(READY)], ALWAYS, FOUND],
  'an older version admits the node all the same': [[probed(READY)], known('1.19', PolicyEnforcementMode.ALWAYS), []],
  'pods are isolated by policies only': [[probed(READY)], known('1.20', PolicyEnforcementMode.DEFAULT), []],
  'nothing is enforced': [[probed(READY)], known('1.20', PolicyEnforcementMode.NEVER), []],
  'another network plugin': [[probed(READY), INGRESS], { target: clusterWith(NetworkDriver.CALICO) }, []],
  'a policy selects the pod for ingress': [[probed(READY), INGRESS], ALWAYS, []],
  'a policy selects the pod for egress': [[probed(READY), policy('shop/p', { podSelector: {}, policyTypes: ['Egress'] })], ALWAYS, FOUND],
  'a number and two kinds of probes': [[probed({ livenessProbe: { tcpSocket: { port: 8080 } }, startupProbe: { grpc: { port: 9090 } } })], ALWAYS,
    ['error: the kubelet cannot probe `shop/web` on TCP 9090, TCP 8080: its own node is not admitted']],
  'the node of the pod is known': [[probed(READY, { nodeName: 'one' })], ALWAYS, FOUND],
  'a command, which needs no connection': [[probed({ livenessProbe: { exec: { command: ['true'] } } })], ALWAYS, []],
  'a probe of another host': [[probed({ livenessProbe: { httpGet: { host: 'example.com', port: 80 } } })], ALWAYS, []],
  'a port name that the container does not have': [[probed({ livenessProbe: { httpGet: { port: 'web' } } })], ALWAYS, []],
  'no probe': [[probed({})], ALWAYS, []],
  'a pod on the host network, which is its node': [[probed(READY, { hostNetwork: true })], ALWAYS, []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, cluster, expected]) => {
  expect(found(probeBlocked, given, cluster)).toEqual(expected);
});

test('the finding says why the node is not admitted, and pods of one namespace are one', () => {
  expect(findings(probeBlocked, [probed(READY), probed(READY, {}, 'shop/api')], ALWAYS)).toEqual([{
    check: 'probe-blocked',
    severity: 'error',
    title: FOUND[0].replace('error: ', ''),
    at: { object: 'Pod shop/web' },
    likewise: [{ object: 'Pod shop/api' }],
    evidence: [
      { label: 'ingress', columns: ['shop/web', 'denied'], text: 'isolated: this cluster isolates every pod, and no rule admits it' },
      { label: 'likewise', text: 'shop/api' },
    ],
    effect: 'the pods never become ready, or are started again and again',
    notes: ['this network plugin admits the node of a pod only where an ingress policy selects the pod'],
    help: [[
      'let a policy select the pods for ingress, even one that admits nobody:',
      'new DefaultDenyIngress(this, \'ingress\', {',
      '  namespace: \'shop\',',
      '});',
    ].join('\n')],
  }]);
});
