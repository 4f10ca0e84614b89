import { App } from 'cdk8s';
import { OnlineBoutique } from './chart';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

// The same shop, with one letter missing. This synth fails, and nothing is written.
const app = new App();
new OnlineBoutique(app, 'shop', { paymentCaller: 'checkoutservce' });
NetworkPolicyValidation.of(app);
app.synth();
