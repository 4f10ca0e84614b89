import { END_FORMS, readEnd, workloadsNamed } from '../../src/assertions/end-texts';
import { formatWorkload } from '../../src/model/workload';
import { describePeer } from '../../src/wording/rules';
import { cluster } from '../fixture';

/** What a text means, in words; or what is wrong with it. */
function meaning(text: string): string {
  const end = readEnd(text);
  if ('fault' in end) {
    return `fault: ${end.fault}`;
  }
  if ('workload' in end) {
    const { namespace, workloadKind, name } = end.workload;
    return `workload ${[namespace, workloadKind ?? 'any kind', name].join(' ')}`;
  }
  const { peers, beyondPolicies = [], description } = end.party;
  return `${description}: ${[...peers.map(peer => describePeer(peer, 'the-policy')), ...beyondPolicies.map(one => JSON.stringify(one))].join('; ')}`;
}


describe('what a text means as an end', () => {
  test.each<[string, string]>([
    ['shop/web', 'workload shop any kind web'],
    ['shop/deployment/web', 'workload shop deployment web'],
    ['shop/web.v1', 'workload shop any kind web.v1'],
    ['shop/', 'all pods in namespace shop: all pods in shop'],
    ['*/', 'all pods in all namespaces: all pods in all namespaces'],
    ['shop/app=web', 'pods app=web in namespace shop: app=web in shop'],
    ['shop/app=web,tier=', 'pods app=web,tier= in namespace shop: app=web,tier= in shop'],
    ['*/example.com/app=web', 'pods example.com/app=web in all namespaces: example.com/app=web in all namespaces'],
    ['203.0.113.0/24', '203.0.113.0/24: 203.0.113.0/24'],
    ['203.0.113.7', '203.0.113.7/32: 203.0.113.7/32'],
    ['2001:db8::/32', '2001:db8::/32: 2001:db8::/32'],
    ['2001:db8::7', '2001:db8::7/128: 2001:db8::7/128'],
    ['internet', 'the internet: 0.0.0.0/0; ::/0'],
    ['node', 'all nodes: all nodes'],
    ['nodes', 'all nodes: all nodes'],
    ['api-server', 'the API server: {"kind":"api-server"}'],
    ['service:shop/web', 'Service shop/web: {"kind":"service","namespace":"shop","name":"web"}'],
    ['', 'fault: `` is no end of a connection'],
    ['web', 'fault: `web` is no end of a connection'],
    ['Internet', 'fault: `Internet` is no end of a connection'],
    ['/', 'fault: `/` is no end of a connection'],
    ['shop /web', 'fault: `shop /web` is no end of a connection'],
    ['*/web', 'fault: `*/web` names no workload'],
    ['shop/a/b/c', 'fault: `shop/a/b/c` names no workload'],
    ['shop/app=web,', 'fault: `shop/app=web,` has a label that is no `key=value`'],
    ['shop/a=b=c', 'fault: `shop/a=b=c` has a label that is no `key=value`'],
    ['203.0.113.0/33', 'fault: `203.0.113.0/33` is no block of addresses and no address'],
    ['203.0.113', 'fault: `203.0.113` is no block of addresses and no address'],
    ['2001:db8::/129', 'fault: `2001:db8::/129` is no block of addresses and no address'],
    ['service:', 'fault: `service:` names no Service'],
    ['service:web', 'fault: `service:web` names no Service'],
  ])('%j', (text, expected) => {
    expect(meaning(text)).toBe(expected);
  });

  test('each form that help lists is one', () => {
    const examples = END_FORMS.flatMap(([form, explained]) => [form, ...[...explained.matchAll(/`([^`]*[/=][^`]*)`/g)].map(match => match[1])]);
    expect(examples.length).toBeGreaterThan(END_FORMS.length);
    expect(examples.map(meaning).filter(text => text.startsWith('fault'))).toEqual([]);
  });
});

describe('workloads by their name', () => {
  const pod = (kind: string, namespace: string, name: string) => `${kind === 'Pod' ? 'apiVersion: v1' : 'apiVersion: apps/v1'}
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: []}}}
---
`;
  const snapshot = cluster(pod('Deployment', 'shop', 'web') + pod('StatefulSet', 'shop', 'web') + pod('Deployment', 'shop', 'orders')
    + pod('Deployment', 'lab', 'probe'));

  test.each<[string, Parameters<typeof workloadsNamed>[1], string]>([
    ['of any kind', { namespace: 'shop', name: 'web' }, 'shop/web: Deployment shop/web, StatefulSet shop/web'],
    ['of one kind', { namespace: 'shop', name: 'web', workloadKind: 'statefulSET' }, 'shop/statefulSET/web: StatefulSet shop/web'],
    ['in another namespace', { namespace: 'shop', name: 'probe' }, 'the input has no workload `shop/probe`; did you mean `lab/probe`?'],
    ['with a slip', { namespace: 'shop', name: 'oders' }, 'the input has no workload `shop/oders`; did you mean `shop/orders`?'],
    ['like none', { namespace: 'till', name: 'ledger' },
      'the input has no workload `till/ledger`; it has shop/web, shop/web, shop/orders, lab/probe'],
  ])('%s', (_, named, expected) => {
    const found = workloadsNamed(snapshot, named);
    expect('fault' in found ? `${found.fault}; ${found.help}`
      : `${found.description}: ${found.workloads!.map(one => `${one.kind} ${formatWorkload(one)}`).join(', ')}`).toBe(expected);
  });

  test('where there are none', () => {
    expect(workloadsNamed(cluster(''), { namespace: 'shop', name: 'web' }))
      .toEqual({ fault: 'the input has no workload `shop/web`', help: 'it has none' });
  });
});
