import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { Service, SERVICES } from './services';
import {
  AllowCidr, AllowConnection, AllowDns, AllowPods, Cidr, DefaultDenyAll, Direction, LabelExpression, MustBeIsolated,
  MustNotReach, MustOnlyBeReachedBy, MustOnlyReach, MustReach, Pods, Port,
} from 'cdk8s-netpol';

const NAMESPACE = 'boutique';

export interface OnlineBoutiqueProps {
  /**
   * The caller that the payment team admits.
   *
   * @default 'checkoutservice'
   */
  readonly paymentCaller?: string;
}

/** Google's Online Boutique under default deny: every call is allowed by name, on both sides, and nothing else is. */
export class OnlineBoutique extends Chart {
  constructor(scope: Construct, id: string, props: OnlineBoutiqueProps = {}) {
    super(scope, id, { namespace: NAMESPACE });
    new kplus.Namespace(this, 'namespace', { metadata: { name: NAMESPACE } });
    SERVICES.forEach(service => this.addService(service));

    new DefaultDenyAll(this, 'default-deny');
    this.allowDns();
    this.allowCalls();
    this.allowPayment(props.paymentCaller ?? 'checkoutservice');
    new AllowCidr(this, 'visitors', {
      subject: pods('frontend'),
      peers: [Cidr.internet()],
      ports: [Port.tcp(8080)],
      direction: Direction.INGRESS,
    });

    this.stateWhatMustHold();
  }

  private addService({ name, image, port, servicePort }: Service): void {
    const deployment = new kplus.Deployment(this, name, {
      metadata: { name },
      podMetadata: { labels: { app: name } },
      replicas: 1,
      securityContext: { user: 1000, group: 1000 },
      containers: [{ name: 'server', image, portNumber: port }],
    });
    if (name === 'redis-cart') {
      deployment.containers[0].mount('/data', kplus.Volume.fromEmptyDir(this, 'redis-data', 'data'));
    }
    if (port !== undefined) {
      new kplus.Service(this, `${name}-service`, {
        metadata: { name },
        selector: deployment,
        ports: [{ port: servicePort ?? port, targetPort: port }],
      });
    }
  }

  private allowDns(): void {
    new AllowDns(this, 'dns');
  }

  /** One construct for each call, which writes both of its sides. */
  private allowCalls(): void {
    for (const source of SERVICES) {
      for (const name of source.calls.filter(call => call !== 'paymentservice')) {
        new AllowConnection(this, `${source.name}-to-${name}`, {
          source: pods(source.name),
          destination: pods(name),
          ports: [Port.tcp(portOf(name))],
        });
      }
    }
  }

  /** The payment team keeps its own side of the connection, as teams do. */
  private allowPayment(caller: string): void {
    const ports = [Port.tcp(portOf('paymentservice'))];
    new AllowPods(this, 'checkout-to-payment', {
      subject: pods('checkoutservice'), peers: [pods('paymentservice')], ports, direction: Direction.EGRESS,
    });
    new AllowPods(this, 'payment-from-checkout', {
      subject: pods('paymentservice'), peers: [pods(caller)], ports, direction: Direction.INGRESS,
    });
  }

  private stateWhatMustHold(): void {
    const redis = pods('redis-cart');
    new MustReach(this, 'visitors-see-the-shop', {
      source: Cidr.internet(), destination: pods('frontend'), ports: [Port.tcp(8080)],
    });
    new MustReach(this, 'carts-are-kept', { source: pods('cartservice'), destination: redis, ports: [Port.REDIS] });
    new MustOnlyBeReachedBy(this, 'carts-are-private', {
      destination: redis, sources: [pods('cartservice')], reason: 'only the cart service may read carts',
    });
    new MustNotReach(this, 'shop-is-closed-to-the-internet', {
      source: Cidr.internet(),
      destination: Pods.matching({ expressions: [LabelExpression.notIn('app', ['frontend'])] }),
    });
    new MustOnlyReach(this, 'payment-keeps-to-itself', {
      source: pods('paymentservice'), destinations: [KUBE_DNS], reason: 'card data must not leave',
    });
    new MustBeIsolated(this, 'nothing-is-forgotten', { subject: Pods.all() });
  }
}

const KUBE_DNS = Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system');

function pods(name: string): Pods {
  return Pods.labeled({ app: name });
}

function portOf(name: string): number {
  return SERVICES.find(service => service.name === name)!.port!;
}
