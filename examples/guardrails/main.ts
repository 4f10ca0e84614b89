import { App } from 'cdk8s';
import { Platform } from './platform';
import { addTenants } from './tenants';
import { NetworkPolicyValidation } from 'cdk8s-netpol';

const app = new App();
new Platform(app, 'platform');
addTenants(app);
NetworkPolicyValidation.of(app);
app.synth();
