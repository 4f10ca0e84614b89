import { App } from 'cdk8s';
import { WorkloadsChart } from './workloads';
import { ExistingCluster, NetworkDriver, NetworkPolicyValidation } from 'cdk8s-netpol';

// The same policies on a cluster whose network driver ignores them. This synth fails, and nothing is written.
const app = new App();
new WorkloadsChart(app, 'workloads');
NetworkPolicyValidation.of(app, { target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.FLANNEL }) });
app.synth();
