import { App } from 'cdk8s';
import { NetworkPolicyValidation } from 'cdk8s-netpol';
import { GettingStarted } from './chart';

const app = new App();
new GettingStarted(app, 'getting-started');
NetworkPolicyValidation.of(app);
app.synth();
