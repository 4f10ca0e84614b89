import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import {
  AllowCidr, AllowConnection, AllowDns, Cidr, DefaultDenyAll, Direction, MustNotReach, MustReach, Pods, Port,
} from 'cdk8s-netpol';

/** A web server and its database, which run on the cluster of the other chart. */
export class WorkloadsChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });
    new kplus.Namespace(this, 'namespace', { metadata: { name: 'shop' } });
    const web = this.addDeployment('web', 'nginx', 8080);
    const database = this.addDeployment('database', 'postgres', 5432);

    new DefaultDenyAll(this, 'deny');
    new AllowDns(this, 'dns');
    new AllowConnection(this, 'web-to-database', { source: web, destination: database, ports: [Port.POSTGRES] });
    new AllowCidr(this, 'visitors', {
      subject: web, peers: [Cidr.internet()], ports: [Port.tcp(8080)], direction: Direction.INGRESS,
    });

    new MustReach(this, 'web-uses-database', { source: web, destination: database, ports: [Port.POSTGRES] });
    new MustNotReach(this, 'database-is-private', { source: Cidr.internet(), destination: database });
  }

  private addDeployment(name: string, image: string, portNumber: number): Pods {
    return Pods.of(new kplus.Deployment(this, name, {
      metadata: { name },
      podMetadata: { labels: { app: name } },
      containers: [{ image, portNumber }],
    }));
  }
}
