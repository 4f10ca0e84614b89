import { App } from 'cdk8s';
import { OnlineBoutique } from './chart';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

const app = new App();
new OnlineBoutique(app, 'shop');
NetworkPolicyValidation.of(app);
app.synth();
