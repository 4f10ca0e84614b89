import { Chart, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { refusalOf } from './synthesized';
import { AllowCidr, AllowConnection, AllowPods, Cidr, DefaultDenyAll, Pods, Port } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });

const UNSTATED_HELP = 'help: give the workload or its chart a namespace, or say where its pods will be: `Pods.of(...).inNamespace(...)`';

/** A workload in a chart that names no namespace. */
function unplaced(chart: Chart): Pods {
  return Pods.of(new kplus.Deployment(new Chart(chart.node.root, 'elsewhere'), 'Web', { containers: [{ image: 'web' }] }));
}

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'no peer': [chart => new AllowPods(chart, 'Allow', { subject: web, peers: [] }),
    '`chart/Allow`: `peers` is an empty list, which Kubernetes would read as everybody\n'
    + 'help: name the peers; to admit everybody use `AllowAll`, to admit nobody `DefaultDenyAll`'],
  'no port': [chart => new AllowCidr(chart, 'Allow', { subject: web, peers: [Cidr.anyIpv4()], ports: [] }),
    '`chart/Allow`: `ports` is an empty list, which Kubernetes would read as every port\n'
    + 'help: name the ports, or leave `ports` out to admit every port'],
  'two namespaces for one policy': [chart => new DefaultDenyAll(chart, 'Deny', { namespace: 'a', metadata: { namespace: 'b' } }),
    '`chart/Deny`: `namespace` is `a`, but `metadata.namespace` is `b`\nhelp: give one of the two'],
  'a namespace name that is not valid': [chart => new DefaultDenyAll(chart, 'Deny', { namespace: 'My Shop' }),
    '`chart/Deny`: `My Shop` is not a namespace name\n'
    + 'help: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'a subject of another namespace': [chart => new DefaultDenyAll(chart, 'Deny', { namespace: 'a', subject: web.inNamespace('b') }),
    '`chart/Deny`: `subject` is pods app=web in namespace b, but the policy is in namespace `a` and selects pods of that one only\n'
    + 'help: leave the namespace of the policy out: it is then in namespace b'],
  'a subject of several namespaces': [chart => new DefaultDenyAll(chart, 'Deny', { subject: web.inNamespaces('a', 'b') }),
    '`chart/Deny`: `subject` is pods app=web in namespaces a, b, but a policy selects pods of its own namespace only\n'
    + 'help: write one policy for each namespace, each with `.inNamespace(...)`'],
  'a subject of namespaces chosen by label': [
    chart => new AllowPods(chart, 'Allow', { subject: web.inAllNamespaces(), peers: [web], ports: [Port.HTTP] }),
    '`chart/Allow`: `subject` is pods app=web in all namespaces, but a policy selects pods of its own namespace only\n'
    + 'help: write one policy for each namespace, each with `.inNamespace(...)`',
  ],
  'a subject whose workload names no namespace': [chart => new DefaultDenyAll(chart, 'Deny', { subject: unplaced(chart) }),
    '`chart/Deny`: `subject` is pods of elsewhere/Web, but Deployment `elsewhere/Web/Resource` names no namespace, while the policy is in `shop`\n'
    + UNSTATED_HELP],
  'a peer whose workload names no namespace': [
    chart => new AllowPods(chart, 'Allow', { subject: web, peers: [web, unplaced(chart)] }),
    '`chart/Allow`: `peers` is pods of elsewhere/Web, but Deployment `elsewhere/Web/Resource` names no namespace, while the policy is in `shop`\n'
    + UNSTATED_HELP,
  ],
  'an end of a connection whose workload names no namespace': [
    chart => new AllowConnection(chart, 'Allow', { source: unplaced(chart), destination: web }),
    '`chart/Allow`: `source` is pods of elsewhere/Web, but Deployment `elsewhere/Web/Resource` names no namespace, while the policy is in `shop`\n'
    + UNSTATED_HELP,
  ],
};

test.each(Object.entries(refusals))('%s is refused', (_, [make, message]) => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  expect(refusalOf(() => make(chart))).toBe(message);
});

test('a lazy label value that turns out to be missing ends the synthesis', () => {
  const chart = Testing.chart();
  new DefaultDenyAll(chart, 'Deny', { subject: Pods.labeled({ app: Lazy.any({ produce: () => undefined }) as any }) });
  expect(() => Testing.synth(chart)).toThrow(new Error(
    'Validation failed with the following errors:\n'
    + '  [test/Deny] `test/Deny`: the value of label `app` is undefined, which is not a string\n'
    + "help: give it a value, or use `LabelExpression.exists('app')` if any value will do",
  ));
});
