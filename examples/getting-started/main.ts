import { App } from 'cdk8s';
import { GettingStarted } from './chart';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

const app = new App();
new GettingStarted(app, 'getting-started');
NetworkPolicyValidation.of(app);
app.synth();
