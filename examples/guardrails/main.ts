import { App } from 'cdk8s';
import { Platform } from './platform';
import { addTenants } from './tenants';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

const app = new App();
new Platform(app, 'platform');
addTenants(app);
// A rule that denies addresses denies pods that have them: so the validation needs to know where pods get theirs.
NetworkPolicyValidation.of(app, { facts: { podCidrs: ['10.244.0.0/16'] } });
app.synth();
