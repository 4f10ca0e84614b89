import { metricsPortClosed } from '../../../src/checks/ports/metrics-port-closed';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { podMonitor, serviceMonitor } from '../../monitors';
import { service } from '../../ways-in';
import { found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080', 'metrics=9102'] });
const FRONT = deployment('shop/front', { app: 'front' });
const PROMETHEUS = deployment('monitoring/prometheus', { 'app.kubernetes.io/name': 'prometheus' });
const POD_MONITOR = podMonitor('shop/web', { app: 'web' }, { port: 'metrics' });
const FRONT_OF_WEB = { ...service('shop/web', { app: 'web' }, ['http=80:http', 'scrape=9102:metrics']), metadata: { name: 'web', namespace: 'shop', labels: { team: 'a' } } };

function ingress(...rules: object[]): object {
  return policy('shop/p', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'], ingress: rules });
}

const FROM_FRONT = { from: [{ podSelector: labeled({ app: 'front' }) }] };
const CLOSED = ingress({ ...FROM_FRONT, ports: [{ port: 8080 }] });

/** The object with annotations for Prometheus, on its pods where it makes some. */
function annotated(object: any, port: string | undefined = '9102', scrape = 'true'): object {
  const annotations = { 'prometheus.io/scrape': scrape, ...port && { 'prometheus.io/port': port } };
  const { template } = object.spec;
  const change = (part: any) => ({ ...part, metadata: { ...part.metadata, annotations } });
  return template === undefined ? change(object) : { ...object, spec: { ...object.spec, template: change(template) } };
}

const NO_POD = 'asks for metrics of `shop/web` on TCP 9102, to which its policies admit no pod';
const ANNOTATED = 'has annotations that ask for metrics of `shop/web` on TCP 9102, to which its policies admit no pod';

const ROWS: Record<string, [object[], string[]]> = {
  'a PodMonitor': [[WEB, POD_MONITOR, CLOSED], [`warning: PodMonitor shop/web ${NO_POD}`]],
  'a PodMonitor by number': [[WEB, podMonitor('shop/web', { app: 'web' }, { portNumber: 9102 }), CLOSED], [`warning: PodMonitor shop/web ${NO_POD}`]],
  'a PodMonitor of another namespace': [[WEB, podMonitor('ops/all', { app: 'web' }, { port: 'metrics' }, { namespaceSelector: { matchNames: ['shop'] } }), CLOSED],
    [`warning: PodMonitor ops/all ${NO_POD}`]],
  'a PodMonitor of all namespaces': [[WEB, podMonitor('ops/all', { app: 'web' }, { port: 'metrics' }, { namespaceSelector: { any: true } }), CLOSED],
    [`warning: PodMonitor ops/all ${NO_POD}`]],
  'a ServiceMonitor, by the labels of the Service': [[WEB, FRONT_OF_WEB, serviceMonitor('shop/web', { team: 'a' }, { port: 'scrape' }), CLOSED],
    [`warning: ServiceMonitor shop/web ${NO_POD}`]],
  'a ServiceMonitor by the port of the pods': [[WEB, FRONT_OF_WEB, serviceMonitor('shop/web', { team: 'a' }, { targetPort: 9102 }), CLOSED],
    [`warning: ServiceMonitor shop/web ${NO_POD}`]],
  'a ServiceMonitor by the name of a container port': [[WEB, FRONT_OF_WEB, serviceMonitor('shop/web', { team: 'a' }, { targetPort: 'metrics' }), CLOSED],
    [`warning: ServiceMonitor shop/web ${NO_POD}`]],
  'annotations of pods': [[annotated(WEB), CLOSED], [`warning: Deployment shop/web ${ANNOTATED}`]],
  'annotations of a Service': [[WEB, annotated(FRONT_OF_WEB), CLOSED], [`warning: Service shop/web ${ANNOTATED}`]],
  'a Prometheus of the input is kept out with all others': [[WEB, PROMETHEUS, POD_MONITOR, CLOSED], [`error: PodMonitor shop/web ${NO_POD}`]],
  'a Prometheus of the input is kept out, and others are admitted': [
    [WEB, FRONT, PROMETHEUS, POD_MONITOR, ingress(FROM_FRONT)],
    ['error: PodMonitor shop/web asks for metrics of `shop/web` on TCP 9102, to which its policies do not admit `monitoring/prometheus`'],
  ],
  'the rule for Prometheus names another port': [
    [WEB, PROMETHEUS, POD_MONITOR, ingress({ from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'monitoring' }) }], ports: [{ port: 9100 }] })],
    [`error: PodMonitor shop/web ${NO_POD}`],
  ],
};

const QUIET: Record<string, object[]> = {
  'pods that nothing isolates': [WEB, POD_MONITOR],
  'a Prometheus that is admitted': [WEB, PROMETHEUS, POD_MONITOR, ingress({ from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'monitoring' }) }] })],
  'one Prometheus of two is admitted': [
    WEB, PROMETHEUS, deployment('shop/prometheus', { app: 'prometheus' }), POD_MONITOR, ingress({ from: [{ podSelector: labeled({ app: 'prometheus' }) }] }),
  ],
  'a rule for pods that the input does not have': [WEB, POD_MONITOR, ingress({ from: [{ podSelector: labeled({ app: 'agent' }) }] })],
  'the same beside a Prometheus of the input': [WEB, PROMETHEUS, POD_MONITOR, ingress({ from: [{ podSelector: labeled({ app: 'agent' }) }] })],
  'a rule for a whole namespace': [WEB, PROMETHEUS, POD_MONITOR, ingress({ from: [{ namespaceSelector: labeled({ team: 'ops' }) }] })],
  'a rule for addresses, of which one may be that of a pod': [WEB, POD_MONITOR, ingress({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })],
  'a monitor of other pods': [WEB, podMonitor('shop/web', { app: 'other' }, { port: 'metrics' }), CLOSED],
  'a monitor of another namespace': [WEB, podMonitor('ops/web', { app: 'web' }, { port: 'metrics' }), CLOSED],
  'a port that the pods do not have': [WEB, podMonitor('shop/web', { app: 'web' }, { port: 'other' }), CLOSED],
  'a Service without the labels': [WEB, service('shop/web', { app: 'web' }, ['scrape=9102']), serviceMonitor('shop/web', { team: 'a' }, { port: 'scrape' }), CLOSED],
  'a Prometheus that asks itself': [
    deployment('shop/web', { app: 'prometheus' }, { ports: ['metrics=9102'] }), podMonitor('shop/web', {}, { port: 'metrics' }),
    policy('shop/p', { podSelector: {}, policyTypes: ['Ingress'] }),
  ],
  'pods on the network of their node': [
    deployment('shop/web', { app: 'web' }, { ports: ['metrics=9102'], hostNetwork: true }), POD_MONITOR, CLOSED,
  ],
  'annotations that switch it off': [annotated(WEB, '9102', 'false'), CLOSED],
  'annotations without a port': [annotated(WEB, ''), CLOSED],
  'a policy of a kind that is not simulated may open it': [
    namespace('shop'), WEB, POD_MONITOR, CLOSED,
    { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'c', namespace: 'shop' }, spec: { endpointSelector: {}, ingress: [{}] } },
  ],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(metricsPortClosed, given)).toEqual(expected);
});

test.each(Object.entries(QUIET))('is silent about: %s', (_, given) => {
  expect(found(metricsPortClosed, given)).toEqual([]);
});

test('what is closed by the same policies is one finding', () => {
  const others = ['a', 'b'].map(name => podMonitor(`shop/${name}`, { app: 'web' }, { port: 'http' }));
  expect(onlyFinding(metricsPortClosed, [WEB, POD_MONITOR, ...others, ingress()]).likewise).toHaveLength(2);
});

test('the help admits the Prometheus of the input, in code', () => {
  expect(onlyFinding(metricsPortClosed, [WEB, PROMETHEUS, POD_MONITOR, CLOSED]).help).toEqual([[
    'admit `monitoring/prometheus` on that port:',
    "new AllowPods(this, 'metrics', {",
    "  subject: Pods.labeled({ app: 'web' }).inNamespace('shop'),",
    "  peers: [Pods.labeled({ 'app.kubernetes.io/name': 'prometheus' }).inNamespace('monitoring')],",
    '  ports: [Port.tcp(9102)],',
    '  direction: Direction.INGRESS,',
    '});',
  ].join('\n')]);
});
