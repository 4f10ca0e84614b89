import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { policyOf } from '../constructs/synthesized';
import { DefaultDenyAll, Pods } from 'cdk8s-netpol';

const name = fc.stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,10}[A-Za-z0-9])?$/).filter(text => text !== 'constructor');
const prefix = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?(\.[a-z0-9]{1,8}){0,3}$/);
const key = fc.oneof(name, prefix.chain(before => name.map(after => `${before}/${after}`)));
const value = fc.oneof(fc.constant(''), name);

test('any valid labels are written as they are', () => {
  fc.assert(fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 6 }), (labels) => {
    const chart = new Chart(Testing.app(), 'chart');
    new DefaultDenyAll(chart, 'Deny', { subject: Pods.labeled(labels) });
    expect(policyOf(chart).podSelector).toEqual({ matchLabels: { ...labels } });
  }));
});
