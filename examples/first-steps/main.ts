import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import {
  AllowConnection, AllowDns, DefaultDenyAll, ExistingCluster, NetworkDriver, NetworkPolicyValidation, Pods, Port,
} from 'cdk8s-netpol';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
for (const name of ['web', 'orders']) {
  new kplus.Deployment(chart, name, {
    metadata: { name },
    podMetadata: { labels: { app: name } },
    containers: [{ image: `registry.example/${name}`, portNumber: 8080 }],
  });
}

new DefaultDenyAll(chart, 'deny');
new AllowDns(chart, 'dns');
new AllowConnection(chart, 'web-to-orders', {
  source: Pods.labeled({ app: 'web' }),
  destination: Pods.labeled({ app: 'orders' }),
  ports: [Port.tcp(8080)],
});

NetworkPolicyValidation.of(app, {
  target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO }),
});
app.synth();
