import { clusterWith, findings, found } from './context';
import { ingressOf, WEB } from './quirk-rows';
import { startsOpen } from '../../../src/checks/cluster/starts-open';
import { NetworkDriver } from 'cdk8s-netpol';

const ISOLATED = [WEB, ingressOf('web')];
const title = (name: string) => `info: pods are open for a moment when they start: on cluster \`staging\`, ${name} puts 1 NetworkPolicy in place after that`;
const KUBE_ROUTER = [title('kube-router')];
const AWS = [title('the agent of the Amazon VPC CNI plugin')];

test('strict mode is named where there is one', () => {
  expect(findings(startsOpen, ISOLATED, { target: clusterWith(NetworkDriver.AWS_VPC, 'aws-network-policy-agent') })).toEqual([{
    check: 'starts-open',
    severity: 'info',
    title: AWS[0].slice('info: '.length),
    at: { object: 'cluster staging' },
    evidence: [{ label: 'declared', text: 'aws-vpc with aws-network-policy-agent' }],
    notes: ['in its standard mode everything passes for a second or two, and replies to connections of that time are dropped afterwards; '
      + 'in strict mode pods start closed, and this is no finding'],
    help: [
      'switch on strict mode: `NETWORK_POLICY_ENFORCING_MODE=strict` of the DaemonSet `aws-node`; every pod then needs a policy that opens it',
      'or let programs authenticate those who call them, and not rely on policies alone while they start',
    ],
  }]);
});

test.each([
  ['kube-router', NetworkDriver.KUBE_ROUTER, undefined, KUBE_ROUTER],
  ['kube-router beside flannel, as in k3s', NetworkDriver.FLANNEL, 'kube-router', KUBE_ROUTER],
  ['kube-router as the driver, with another enforcer', NetworkDriver.KUBE_ROUTER, 'kube-network-policies', []],
  ['the agent of Amazon', NetworkDriver.AWS_VPC, 'VPC CNI network policy agent', AWS],
  ['the driver of Amazon with another enforcer', NetworkDriver.AWS_VPC, 'calico', []],
  ['the driver of Amazon without any', NetworkDriver.AWS_VPC, undefined, []],
  ['Calico', NetworkDriver.CALICO, undefined, []],
  ['Cilium', NetworkDriver.CILIUM, undefined, []],
])('%s', (_, driver, controller, expected) => {
  expect(found(startsOpen, ISOLATED, { target: clusterWith(driver, controller) })).toEqual(expected);
});

test('nothing is late where nothing is isolated', () => {
  expect(found(startsOpen, [WEB], { target: clusterWith(NetworkDriver.KUBE_ROUTER) })).toEqual([]);
});

test('nothing is said of a cluster that nobody has named', () => {
  expect(found(startsOpen, ISOLATED, {})).toEqual([]);
});
