import { Selector, selectorFor } from '../../model/selector';
import { ProxyPods, Through } from '../../model/ways-in';
import { ControllerClass, DirectEntry, Gateway } from '../collecting/entry-objects';

/** A controller that passes traffic on by pods of its own: what classes call it, and the labels of these pods. */
interface Product {
  readonly controllers: readonly string[];
  /** The names that its classes usually have. */
  readonly classes: readonly string[];
  readonly pods: readonly Selector[];
}

/** Some have the labels of their chart and those of their plain manifests. */
const PRODUCTS: readonly Product[] = [
  {
    controllers: ['k8s.io/ingress-nginx'],
    classes: ['nginx'],
    pods: [labelled({ 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' })],
  },
  {
    controllers: ['nginx.org/ingress-controller'],
    classes: ['nginx'],
    pods: [labelled({ 'app.kubernetes.io/name': 'nginx-ingress' }), labelled({ app: 'nginx-ingress' })],
  },
  {
    controllers: ['traefik.io/ingress-controller', 'traefik.io/gateway-controller'],
    classes: ['traefik'],
    pods: [labelled({ 'app.kubernetes.io/name': 'traefik' })],
  },
  {
    controllers: ['haproxy.org/ingress-controller/haproxy', 'haproxy.org/ingress-controller'],
    classes: ['haproxy'],
    pods: [labelled({ 'app.kubernetes.io/name': 'kubernetes-ingress' })],
  },
  {
    controllers: ['haproxy-ingress.github.io/controller'],
    classes: ['haproxy'],
    pods: [labelled({ 'app.kubernetes.io/name': 'haproxy-ingress' })],
  },
  {
    controllers: ['ingress-controllers.konghq.com/kong', 'konghq.com/kic-gateway-controller'],
    classes: ['kong'],
    pods: [labelled({ 'app.kubernetes.io/name': 'kong', 'app.kubernetes.io/component': 'app' })],
  },
  {
    controllers: ['projectcontour.io/ingress-controller', 'projectcontour.io/gateway-controller'],
    classes: ['contour'],
    pods: [
      labelled({ 'app.kubernetes.io/name': 'contour', 'app.kubernetes.io/component': 'envoy' }), labelled({ app: 'envoy' }),
    ],
  },
  {
    controllers: ['istio.io/ingress-controller', 'istio.io/gateway-controller'],
    classes: ['istio'],
    pods: [labelled({ istio: 'ingressgateway' })],
  },
];

/** Load balancers of clouds, which send packets to the pods or to the nodes from addresses of their own. */
const OUTSIDE: readonly string[] = [
  'ingress.k8s.aws/alb', 'networking.gke.io/ingress', 'azure/application-gateway', 'networking.gke.io/gateway',
  'gateway.k8s.aws/alb', 'gateway.k8s.aws/nlb', 'application-networking.k8s.aws/gateway-api-controller',
];

/** The names of classes that mean one of those and nothing else. */
const OUTSIDE_CLASSES: readonly string[] = ['alb', 'gce', 'gce-internal', 'azure-application-gateway'];

const ROUTER = 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller';

/** Whose packets the pods behind an Ingress or Route see. */
export function throughController({ is, className }: DirectEntry, classes: readonly ControllerClass[]): Through {
  if (is === 'Route') {
    return { kind: 'proxy', certainty: 'likely', pods: [{ pods: existing(ROUTER) }] };
  }
  const own = classes.filter(one => one.is === 'IngressClass' && (className === undefined ? one.isDefault : one.name === className));
  if (own.length > 0) {
    return throughClass(own[0].controller, 'known');
  }
  if (className === undefined) {
    return { kind: 'proxy', certainty: 'open', pods: anywhere(PRODUCTS.flatMap(({ pods }) => pods)) };
  }
  return OUTSIDE_CLASSES.includes(className) ? { kind: 'outside' }
    : { kind: 'proxy', certainty: 'likely', pods: anywhere(podsOf(({ classes: usual }) => usual.includes(className))) };
}

/** Whose packets the pods behind routes of the Gateway see; without one, those of the route's. */
export function throughGateway(gateway: Gateway | undefined, classes: readonly ControllerClass[]): Through {
  if (gateway === undefined) {
    return { kind: 'proxy', certainty: 'open', pods: [] };
  }
  const { namespace, name, className } = gateway;
  const own = classes.find(one => one.is === 'GatewayClass' && one.name === className);
  const byClass = own === undefined ? throughNamed(className) : throughClass(own.controller, 'likely');
  return byClass.kind !== 'proxy' ? byClass : {
    ...byClass,
    pods: [
      { namespace, pods: labelled({ 'gateway.networking.k8s.io/gateway-name': name }) },
      { namespace, pods: labelled({ 'istio.io/gateway-name': name }) },
      { pods: labelled({ 'gateway.envoyproxy.io/owning-gateway-name': name, 'gateway.envoyproxy.io/owning-gateway-namespace': namespace }) },
      ...byClass.pods,
    ],
  };
}

/** Of a Gateway of GKE the name of the class alone says that it is a load balancer. */
function throughNamed(className: string): Through {
  return className.startsWith('gke-l7-') ? { kind: 'outside' }
    : { kind: 'proxy', certainty: 'likely', pods: anywhere(podsOf(({ classes }) => classes.includes(className))) };
}

function throughClass(controller: string, certainty: 'known' | 'likely'): Through {
  return OUTSIDE.includes(controller) ? { kind: 'outside' }
    : { kind: 'proxy', certainty, pods: anywhere(podsOf(({ controllers }) => controllers.includes(controller))) };
}

function podsOf(isMeant: (product: Product) => boolean): Selector[] {
  return PRODUCTS.filter(isMeant).flatMap(({ pods }) => pods);
}

function anywhere(selectors: readonly Selector[]): ProxyPods[] {
  return selectors.map(pods => ({ pods }));
}

function labelled(labels: Readonly<Record<string, string>>): Selector {
  return selectorFor(Object.entries(labels));
}

function existing(key: string): Selector {
  return { requirements: [{ key, operator: 'Exists', values: [] }] };
}
