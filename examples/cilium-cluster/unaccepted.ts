import { App } from 'cdk8s';
import { ClusterChart } from './cluster';
import { WorkloadsChart } from './workloads';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

// The same app, when nobody has looked at what Cilium does differently yet. This synth warns, and writes everything.
const app = new App();
const { cluster } = new ClusterChart(app, 'cluster');
new WorkloadsChart(app, 'workloads');
NetworkPolicyValidation.of(app, { target: cluster });
app.synth();
