import { Finding } from '../../model/finding';
import { formatEndpoint } from '../../model/flow';
import { Snapshot } from '../../model/snapshot';
import { isolatedBy, Trace } from '../../model/trace';
import { formatWorkload, Workload } from '../../model/workload';
import { judge } from '../../semantics/judge';
import { JudgedSource, JudgedWayIn, waysIn } from '../../semantics/ways-in';
import { list } from '../../wording/lists';
import { describeReason } from '../../wording/traces';
import { Check, CheckContext } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { pasteRule } from '../support/paste-rule';
import { PastedPeers } from '../support/pasted-rule';
import { foldRepeats, Repeatable } from '../support/repeats';
import { OTHER_NODE } from '../support/senders';

const SITE = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: k8s.io/ingress-nginx }
---
apiVersion: v1
kind: Pod
metadata:
  name: controller
  namespace: edge
  labels: { app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: `;
const [SHOP, EDGE] = ['shop', 'edge'].map(name => `${SITE}${name} } } }]\n`);

export const ingressBackendBlocked: Check = {
  meta: {
    name: 'ingress-backend-blocked',
    severity: 'error',
    summary: 'An Ingress, a Route, a route of the Gateway API or an open Service leads to pods that admit nobody who could pass its traffic on.',
    why: 'What comes in through an Ingress reaches the pods from a controller, which stands in a namespace of its own, on a '
      + 'node or outside the cluster; behind an open Service it comes from a node or the client. The policies of the pods have '
      + 'to admit whoever it is.',
    bad: { manifests: SHOP },
    good: { manifests: EDGE },
    links: [{ title: 'Kubernetes: Ingress', url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation((context): Finding[] => {
    const { snapshot } = context;
    const blocked = waysIn(snapshot).filter(way => !way.doubts.includes('service-selector'))
      .flatMap(way => blockedWay(snapshot, way) ?? []);
    return foldRepeats(blocked.sort((left, right) => Number(right.isCertain) - Number(left.isCertain))
      .map(way => repeatable(context, way)));
  }),
};

/** A way on which nobody comes to the pods. */
interface BlockedWay extends JudgedWayIn {
  readonly denial: Trace;
  /** False where it may be that somebody on the own node of a pod does. */
  readonly isCertain: boolean;
}

function blockedWay(snapshot: Snapshot, way: JudgedWayIn): BlockedWay | undefined {
  const traces = way.sources.map(source => fromElsewhere(snapshot, source));
  const denial = traces.find(({ ingress }) => ingress.verdict === 'denied') ?? traces[0];
  return traces.length === 0 || traces.some(({ verdict }) => verdict !== 'denied') ? undefined
    : { ...way, denial, isCertain: way.verdict === 'denied' };
}

/** The own node of a pod reaches it whatever policies say, and of several nodes most are others. */
function fromElsewhere(snapshot: Snapshot, { source, trace }: JudgedSource): Trace {
  return source.kind === 'node' ? judge(snapshot, { ...trace.flow, source: OTHER_NODE }) : trace;
}

function repeatable(context: CheckContext, way: BlockedWay): Repeatable {
  const { entry: { origin }, service, target, protocol, port, denial, isCertain, doubts } = way;
  const pods = formatWorkload(target);
  const [direction] = [denial.ingress, denial.egress].filter(({ verdict }) => verdict === 'denied');
  const subject = direction.direction === 'ingress' ? denial.flow.destination : denial.flow.source;
  const policies = isolatedBy(direction);
  const isStated = isCertain && doubts.length === 0 && !isByNodePortsOnly(way);
  const finding: Finding = {
    check: ingressBackendBlocked.meta.name,
    severity: isStated ? 'error' : 'warning',
    title: `${origin.object} leads to \`${pods}\` on ${protocol} ${port}, but ${whoMayNot(way)}`,
    at: policies[0]?.origin ?? origin,
    evidence: [
      { label: 'way in', text: `${origin.object} -> Service ${service.namespace}/${service.name}, port ${service.port} -> ${pods} ${protocol} ${port}` },
      { label: direction.direction, columns: [formatEndpoint(subject), 'denied'], text: describeReason(direction, subject) },
    ],
    effect: isStated ? 'requests from outside are not answered: they time out, or the controller answers with 502, 503 or 504' : undefined,
    notes: [
      ...isCertain ? [] : ['only from the node on which a pod runs it is reached all the same, so that some requests may get through'],
      ...doubts.length === 0 ? [] : ['whether anything comes in by it is not known, since the input has only a part of it'],
    ],
    help: [admitSender(context, way)],
  };
  return { finding, cause: `${origin.object} ${finding.severity}`, place: `${pods} ${protocol} ${port}` };
}

function controllersOf({ sources }: JudgedWayIn): Workload[] {
  return sources.flatMap(({ source }) => (source.kind === 'controller' ? [source.workload] : []));
}

function whoMayNot(way: JudgedWayIn): string {
  const controllers = controllersOf(way).map(workload => `\`${formatWorkload(workload)}\``);
  return way.entry.kind === 'Service' ? 'nobody outside the pods may send to it'
    : way.entry.through.kind === 'outside' ? 'its load balancer, which is no pod, may not send to it'
      : controllers.length > 0 ? `its controller ${list(controllers)} may not send to it` : 'no controller may send to it';
}

/** Node ports are also there for want of anything better, and perhaps nobody uses them. */
function isByNodePortsOnly({ entry, listeners }: JudgedWayIn): boolean {
  return entry.kind === 'Service' && listeners.every(({ at }) => at === 'nodes');
}

function admitSender(context: CheckContext, way: BlockedWay): string {
  const { entry, target, protocol, port } = way;
  const ports = [{ protocol, port }];
  if (entry.through.kind !== 'proxy') {
    const remark = 'or the addresses of the clients, the load balancer and the nodes';
    const peers: PastedPeers = { kind: 'addresses', cidrs: ['0.0.0.0/0'], remark };
    return [
      'admit those for whom it is open, and whoever hands it on:',
      ...pasteRule(context, { id: 'clients', subject: target, direction: 'ingress', peers, ports }),
    ].join('\n');
  }
  const [controller] = controllersOf(way);
  const isSendingDenied = way.denial.ingress.verdict !== 'denied' && controller !== undefined;
  const [subject, peer] = isSendingDenied ? [controller, target] : [target, controller];
  return [
    isSendingDenied ? 'let the controller send to the pods:' : 'admit the controller:',
    ...pasteRule(context, {
      id: 'controller',
      subject,
      direction: isSendingDenied ? 'egress' : 'ingress',
      peers: peer !== undefined ? { kind: 'workload', workload: peer }
        : { kind: 'pods', labels: [], namespace: 'ingress-nginx', remark: 'the namespace of your controller' },
      ports,
    }),
  ].join('\n');
}
