import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { Namespace, NAMESPACES } from './namespaces';
import {
  AllowAll, AllowDns, AllowNamespace, AllowPods, DefaultDenyIngress, Direction, MustReach, Namespaces, Pods, Port,
} from 'cdk8s-netpol';

const APP = Port.tcp(8080);

/** What runs in one namespace, with the policies that its own team has written. */
class Tenant extends Chart {
  constructor(scope: Construct, { name, tenant, apps }: Namespace) {
    super(scope, name, { namespace: name });
    new kplus.Namespace(this, 'namespace', {
      metadata: { name, labels: tenant === undefined ? { role: 'platform' } : { tenant } },
    });
    for (const app of apps) {
      new kplus.Deployment(this, app, {
        metadata: { name: app },
        podMetadata: { labels: { app } },
        replicas: 1,
        containers: [{ name: app, image: `registry.example/${app}`, ports: [{ number: 8080 }, { number: 9090 }] }],
      });
    }
  }
}

/** The namespaces of the cluster. Their teams know nothing of each other. */
export function addTenants(scope: Construct): void {
  const charts = new Map(NAMESPACES.map(namespace => [namespace.name, new Tenant(scope, namespace)]));

  // The bank was in a hurry: everything is allowed. The guardrails hold all the same.
  new AllowAll(charts.get('bank')!, 'allow-all', { metadata: { name: 'allow-all' } });

  // The shop closes its namespace, and opens the till for everybody: its team thinks of visitors.
  const shop = charts.get('shop')!;
  new DefaultDenyIngress(shop, 'deny', { metadata: { name: 'deny' } });
  new AllowNamespace(shop, 'visitors', {
    subject: Pods.labeled({ app: 'till' }),
    peers: [Namespaces.all()],
    ports: [APP],
    direction: Direction.INGRESS,
    metadata: { name: 'visitors' },
  });
  new AllowPods(shop, 'till-to-orders', {
    subject: Pods.labeled({ app: 'orders' }),
    peers: [Pods.labeled({ app: 'till' })],
    ports: [APP],
    direction: Direction.INGRESS,
    metadata: { name: 'till-to-orders' },
  });
  new AllowPods(shop, 'till-egress', {
    subject: Pods.labeled({ app: 'till' }),
    peers: [Pods.labeled({ app: 'orders' })],
    ports: [APP],
    direction: Direction.EGRESS,
    metadata: { name: 'till-egress' },
  });
  new AllowDns(shop, 'till-dns', { subject: Pods.labeled({ app: 'till' }), metadata: { name: 'till-dns' } });
  new MustReach(shop, 'orders-are-taken', {
    source: Pods.labeled({ app: 'till' }), destination: Pods.labeled({ app: 'orders' }), ports: [APP],
  });

  // In shop-reports nobody has written a policy: there the baseline decides, and about connections from the orders too.
}
