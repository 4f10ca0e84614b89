import { reach } from '../../src/engine/reach';
import { FlowVerdict } from '../../src/model/trace';
import { cluster, deployment, facts, flow, labeled, node, pod, policy, trace } from '../fixture';

const DECLARED = facts({ pods: ['10.244.0.0/16'] });
const NODES = [node('one', '192.0.2.1', '10.244.1.0/24'), node('two', '192.0.2.2', '10.244.2.0/24')];
const DB = deployment('shop/db', { app: 'db' });

describe('the podCIDR of a node says nothing of the pods on it, as many network plugins ignore it', () => {
  test.each<[string, string, FlowVerdict]>([
    ['a block that covers the podCIDR leaves it open', '10.244.1.0/24', 'unknown'],
    ['a block that covers the podCIDR and more of the range does too', '10.244.0.0/17', 'unknown'],
    ['a block that covers that of another node does too', '10.244.2.0/24', 'unknown'],
    ['a block that covers the declared range admits', '10.244.0.0/16', 'allowed'],
    ['a block beside the declared range does not', '10.245.0.0/16', 'denied'],
  ])('%s', (_, cidr, expected) => {
    const snapshot = cluster([...NODES, pod('shop/web', { app: 'web' }, { node: 'one' }), DB, policy('shop/db', {
      podSelector: labeled({ app: 'db' }), ingress: [{ from: [{ ipBlock: { cidr } }] }],
    })], DECLARED);
    const { verdict, ingress: { doubts } } = trace(snapshot, 'shop/web -> shop/db TCP 80');
    expect([verdict, doubts]).toEqual([expected, expected === 'unknown' ? ['pod-address'] : []]);
    expect(reach(snapshot).verdict(flow(snapshot, 'shop/web -> shop/db TCP 80'))).toBe(expected);
  });
});

test('a pod that runs has the address that it says, in its node\'s podCIDR or not', () => {
  const from = { from: [{ ipBlock: { cidr: '10.244.1.0/24' } }] };
  const snapshot = cluster([...NODES, DB, policy('shop/db', { podSelector: labeled({ app: 'db' }), ingress: [from] }),
    pod('shop/here', {}, { node: 'one', ip: '10.244.1.9' }), pod('shop/there', {}, { node: 'one', ip: '10.244.7.9' })],
  DECLARED);
  const verdicts = ['here', 'there'].map(name => trace(snapshot, `shop/${name} -> shop/db TCP 80`).verdict);
  expect(verdicts).toEqual(['allowed', 'denied']);
});
