import { App } from 'cdk8s';
import { NetworkPolicyValidation } from 'cdk8s-netpol';
import { OnlineBoutique } from './chart';

const app = new App();
new OnlineBoutique(app, 'shop');
NetworkPolicyValidation.of(app);
app.synth();
