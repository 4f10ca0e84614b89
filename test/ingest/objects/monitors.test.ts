import { Monitor } from '../../../src/model/monitors';
import { deployment, metadata, read, workload } from '../../fixture';
import { podMonitor, serviceMonitor } from '../../monitors';
import { service } from '../../ways-in';

const OWN = { kind: 'named', name: 'shop' };

function monitorOf(object: object): Monitor {
  const { snapshot, problems } = read([object]);
  expect(problems).toEqual([]);
  return snapshot.monitors![0];
}

describe('the ports that a monitor names', () => {
  const rows: Record<string, [object, object[]]> = {
    'by the name of a Service\'s port': [{ port: 'http' }, [{ by: 'name', name: 'http' }]],
    'by number': [{ targetPort: 9102 }, [{ by: 'container-port', port: 9102 }]],
    'by the name of a container port': [{ targetPort: 'http' }, [{ by: 'container-port', port: 'http' }]],
    'by `portNumber`': [{ portNumber: 9102 }, [{ by: 'container-port', port: 9102 }]],
    '`port` counts before the others': [{ port: 'http', targetPort: 1 }, [{ by: 'name', name: 'http' }]],
    'a number that is none': [{ targetPort: 0 }, []],
    'nothing': [{}, []],
  };

  test.each(Object.entries(rows))('%s', (_, [endpoint, ports]) => {
    expect(monitorOf(serviceMonitor('shop/m', {}, endpoint)).ports).toEqual(ports);
    expect(monitorOf(podMonitor('shop/m', {}, endpoint)).ports).toEqual(ports);
  });
});

test.each([
  ['its own', {}, [OWN]],
  ['those that are named', { namespaceSelector: { matchNames: ['a', 'b'] } }, [{ kind: 'named', name: 'a' }, { kind: 'named', name: 'b' }]],
  ['no names are its own', { namespaceSelector: { matchNames: [] } }, [OWN]],
  ['all', { namespaceSelector: { any: true } }, [{ kind: 'labeled', selector: { requirements: [] } }]],
])('the namespaces of a monitor: %s', (_, more, namespaces) => {
  expect(monitorOf(serviceMonitor('shop/m', {}, {}, more)).namespaces).toEqual(namespaces);
});

test.each(['monitoring.coreos.com/v1', 'azmonitoring.coreos.com/v1', 'monitoring.rhobs/v1'])('%s has monitors', apiVersion => {
  expect(monitorOf({ ...podMonitor('shop/m', { app: 'web' }, { port: 'http' }), apiVersion })).toMatchObject({
    kind: 'PodMonitor', selects: 'pods', selector: { requirements: [{ key: 'app', operator: 'In', values: ['web'] }] },
  });
});

const annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9102' };

test.each<[string, object, readonly number[] | undefined]>([
  ['a port', annotations, [9102]],
  ['no port', { 'prometheus.io/scrape': 'true' }, undefined],
  ['switched off', { ...annotations, 'prometheus.io/scrape': 'false' }, undefined],
  ['no number', { ...annotations, 'prometheus.io/port': 'http' }, undefined],
  ['no port that there is', { ...annotations, 'prometheus.io/port': '99999' }, undefined],
])('annotations for Prometheus: %s', (_, given, ports) => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata('shop/web'), annotations: given }, spec: { containers: [] } };
  const { snapshot } = read([pod, { ...service('shop/web', { app: 'web' }, ['80']), metadata: { ...metadata('shop/web'), annotations: given } }]);
  expect(workload(snapshot, 'shop/web').scrapedOn).toEqual(ports);
  expect(snapshot.services[0].scrapedOn).toEqual(ports);
});

test('two objects of one name that differ in this alone do not clash, since no connection depends on it', () => {
  const web = deployment('shop/web', { app: 'web' }) as any;
  const { template } = web.spec;
  const asking = { ...template, metadata: { ...template.metadata, annotations } };
  const asked = { ...web, spec: { ...web.spec, template: asking } };
  const front = service('shop/web', { app: 'web' }, ['80']);
  const labelled = { ...front, metadata: { ...metadata('shop/web', { team: 'a' }), annotations } };
  const monitors = [podMonitor('shop/m', {}, { port: 'a' }), podMonitor('shop/m', {}, { port: 'b' })];
  expect(read([web, asked, front, labelled, ...monitors]).problems).toEqual([]);
});
