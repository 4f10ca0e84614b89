import { App } from 'cdk8s';
import { ClusterChart } from './cluster';
import { WorkloadsChart } from './workloads';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

const app = new App();
const { cluster } = new ClusterChart(app, 'cluster');
new WorkloadsChart(app, 'workloads');
NetworkPolicyValidation.of(app, {
  target: cluster,
  accepted: [{
    check: 'enforcer-differs',
    constructPath: 'workloads/deny',
    reason: 'no pod of this app needs its own node',
  }],
});
app.synth();
