import { NO_ADDRESSES } from '../../../src/sets/addresses';
import { addresses, namespace, node, pod, policy, read } from '../../fixture';

function service(spec: object): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: 'db' }, spec };
}

function readService(spec: object) {
  const { snapshot, problems } = read([service(spec)]);
  return { service: snapshot.services[0], problems: problems.map(({ severity, field }) => `${severity} ${field}`) };
}

describe('namespaces', () => {
  test('are implied by what stands in them', () => {
    const { snapshot } = read([namespace('shop', { team: 'a' }), pod('shop/a'), pod('lab/a'), policy('ops/p', {}), service({})]);
    expect([...snapshot.namespaces.values()].map(({ name, implied }) => [name, implied]))
      .toEqual([['shop', false], ['lab', true], ['ops', true]]);
  });

  test.each([
    ['without labels', undefined, { 'kubernetes.io/metadata.name': 'shop' }],
    ['with labels', { team: 'a' }, { 'team': 'a', 'kubernetes.io/metadata.name': 'shop' }],
    ['that claim another name', { 'kubernetes.io/metadata.name': 'lab' }, { 'kubernetes.io/metadata.name': 'shop' }],
  ])('%s have their name as a label', (_, labels, expected) => {
    const { snapshot } = read([namespace('shop', labels)]);
    expect(Object.fromEntries(snapshot.namespaces.get('shop')!.labels.known)).toEqual(expected);
  });

  test('that are implied have their name as a label', () => {
    const { snapshot } = read([pod('lab/a')]);
    expect([...snapshot.namespaces.get('lab')!.labels.known]).toEqual([['kubernetes.io/metadata.name', 'lab']]);
  });
});

describe('nodes', () => {
  test('have addresses of their own and blocks for their pods', () => {
    const { snapshot } = read([node('one', '192.168.0.1', '10.0.1.0/24')]);
    expect(snapshot.nodes.get('one')).toMatchObject({
      addresses: addresses('192.168.0.1/32'), podAddresses: addresses('10.0.1.0/24'),
    });
  });

  test('have the addresses of both families, external ones too, but no names', () => {
    const status = {
      addresses: [
        { type: 'InternalIP', address: '192.168.0.1' }, { type: 'InternalIP', address: 'fd00::1' },
        { type: 'ExternalIP', address: '8.8.8.8' }, { type: 'Hostname', address: 'one' },
      ],
    };
    const { snapshot, problems } = read([{ ...node('one', ''), status }]);
    expect(snapshot.nodes.get('one')?.addresses).toEqual(addresses('192.168.0.1/32', 'fd00::1/128', '8.8.8.8/32'));
    expect(problems).toEqual([]);
  });

  test.each([
    ['nothing is told', {}, {}, []],
    ['an address cannot be read', {}, { addresses: [{ type: 'InternalIP', address: 'x' }] }, ['status.addresses[0].address']],
    ['a block cannot be read', { podCIDR: 'x' }, {}, ['spec.podCIDR']],
  ])('know nothing when %s', (_, spec, status, fields) => {
    const { snapshot, problems } = read([{ ...node('one', ''), spec, status }]);
    expect(snapshot.nodes.get('one')).toMatchObject({ addresses: NO_ADDRESSES, podAddresses: NO_ADDRESSES });
    expect(problems.map(({ severity, field }) => [severity, field])).toEqual(fields.map(field => ['warning', field]));
  });
});


describe('services', () => {
  test('have a selector and ports', () => {
    const { service: found, problems } = readService({
      selector: { app: 'db' },
      ports: [{ port: 80 }, { port: 81, targetPort: 8081, protocol: 'UDP' }, { port: 82, targetPort: 'http' }],
    });
    expect(problems).toEqual([]);
    expect(Object.fromEntries(found.selector!)).toEqual({ app: 'db' });
    expect(found.ports).toEqual([
      { name: '', protocol: 'TCP', port: 80, targetPort: undefined },
      { name: '', protocol: 'UDP', port: 81, targetPort: 8081 },
      { name: '', protocol: 'TCP', port: 82, targetPort: 'http' },
    ]);
  });

  test.each([['absent', {}], ['null', { selector: null }], ['empty', { selector: {} }]])(
    'with a selector that is %s have none', (_, spec) => {
      expect(readService(spec).service.selector).toBeUndefined();
    });

  test('with `clusterIP: None` are headless, and no others', () => {
    expect(readService({ clusterIP: 'None' }).service.isHeadless).toBe(true);
    expect([{}, { clusterIP: '10.96.0.1' }, { clusterIP: '' }].map(spec => readService(spec).service.isHeadless)).toEqual([false, false, false]);
  });

  test('with a faulty port keep the others', () => {
    const { service: found, problems } = readService({ ports: [{ port: 'http' }, { port: 80 }] });
    expect(found.ports).toEqual([{ name: '', protocol: 'TCP', port: 80, targetPort: undefined }]);
    expect(new Set(problems)).toEqual(new Set(['warning spec.ports[0].port']));
  });
});
