import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { Construct, IConstruct } from 'constructs';
import { refusalOf } from '../constructs/synthesized';
import { Port } from 'cdk8s-netpol';

let chart: Chart;

beforeEach(() => {
  chart = new Chart(Testing.app(), 'chart');
});

function raw(id: string, kind: string, spec: object, apiVersion = 'apps/v1'): ApiObject {
  return new ApiObject(chart, id, { apiVersion, kind, spec } as any);
}

function deployment(...ports: object[]): ApiObject {
  return raw('Web', 'Deployment', { template: { spec: { containers: [{ name: 'main', ports }] } } });
}

function service(...ports: object[]): ApiObject {
  return raw('Front', 'Service', { ports }, 'v1');
}

const HTTP = { name: 'http', containerPort: 8080 };
const METRICS = { name: 'metrics', containerPort: 9090 };

/** All ports of the construct. */
const all: Record<string, [() => IConstruct, string[]]> = {
  'of a container': [() => deployment(HTTP, METRICS), ['TCP 8080', 'TCP 9090']],
  'of another protocol': [() => deployment({ containerPort: 53, protocol: 'UDP' }, { containerPort: 53 }), ['UDP 53', 'TCP 53']],
  'of several containers, each once': [
    () => raw('Web', 'StatefulSet', { template: { spec: { containers: [{ ports: [HTTP] }, { ports: [HTTP, METRICS] }, {}] } } }),
    ['TCP 8080', 'TCP 9090'],
  ],
  'of an init container that keeps running, and of none that ends': [
    () => raw('Web', 'DaemonSet', {
      template: { spec: { containers: [{ ports: [HTTP] }], initContainers: [{ ports: [METRICS], restartPolicy: 'Always' }, { ports: [{ containerPort: 1 }] }] } },
    }),
    ['TCP 8080', 'TCP 9090'],
  ],
  'of a pod': [() => raw('Web', 'Pod', { containers: [{ ports: [HTTP] }] }, 'v1'), ['TCP 8080']],
  'of the pods of a CronJob': [
    () => raw('Web', 'CronJob', { jobTemplate: { spec: { template: { spec: { containers: [{ ports: [HTTP] }] } } } } }, 'batch/v1'), ['TCP 8080'],
  ],
  'of cdk8s-plus': [() => new kplus.Deployment(chart, 'Web', { containers: [{ image: 'web', portNumber: 8080 }] }), ['TCP 8080']],
  'of a workload and not of the Service that it holds': [
    () => {
      const web = new kplus.Deployment(chart, 'Web', { containers: [{ image: 'web', portNumber: 8080 }] });
      web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
      return web;
    },
    ['TCP 8080'],
  ],
  'of a Service, where its pods take them': [
    () => service({ name: 'http', port: 80, targetPort: 8080 }, { name: 'dns', port: 53, protocol: 'UDP' }), ['TCP 8080', 'UDP 53'],
  ],
  'of a Service by the name that its pods give it': [() => service({ port: 80, targetPort: 'web' }), ['TCP web']],
  'of a Service with 0 for no target': [() => service({ port: 80, targetPort: 0 }), ['TCP 80']],
  'of a Service of cdk8s-plus': [() => new kplus.Service(chart, 'Front', { ports: [{ port: 80, targetPort: 8080 }] }), ['TCP 8080']],
};

test.each(Object.entries(all))('all ports %s', (_, [make, expected]) => {
  expect(Port.allOf(make()).map(String)).toEqual(expected);
});

/** The one port of the construct, or that of a name. */
const one: Record<string, [() => Port, string]> = {
  'the only one': [() => Port.of(deployment(HTTP)), 'TCP 8080'],
  'the one of a name': [() => Port.of(deployment(HTTP, METRICS), 'metrics'), 'TCP 9090'],
  'one that a Service calls so': [() => Port.of(service({ name: 'a', port: 80, targetPort: 8080 }, { name: 'b', port: 81, targetPort: 'web' }), 'b'), 'TCP web'],
  'one of two names of a single port': [() => Port.of(service({ name: 'a', port: 80, targetPort: 8080 }, { name: 'b', port: 81, targetPort: 8080 }), 'a'), 'TCP 8080'],
  'two names of a single port without any': [() => Port.of(service({ name: 'a', port: 80, targetPort: 8080 }, { name: 'b', port: 81, targetPort: 8080 })), 'TCP 8080'],
};

test.each(Object.entries(one))('one port: %s', (_, [make, expected]) => {
  expect(make().toString()).toBe(expected);
});

const refusals: Record<string, [() => unknown, string]> = {
  'no construct': [() => Port.of('web' as any),
    '`Port.of`: it was given \'web\', not a construct\nhelp: pass a workload or a Service; for a number write `Port.tcp(443)`'],
  'a construct without either': [() => Port.of(new Construct(chart, 'Empty')),
    '`Port.of(chart/Empty)`: `chart/Empty` holds no workload and no Service\n'
    + 'help: pass a workload or a Service, or name the port by its number: `Port.tcp(8080)`'],
  'several workloads': [
    () => {
      deployment(HTTP);
      raw('Api', 'Deployment', {});
      return Port.allOf(chart);
    },
    '`Port.allOf(chart)`: `chart` holds 2 workloads: Deployment `chart/Web`, Deployment `chart/Api`\nhelp: pass the one that is meant',
  ],
  'a workload without ports': [() => Port.of(deployment()),
    '`Port.of(chart/Web)`: Deployment `chart/Web` declares no port\n'
    + 'help: give its container a port, such as `portNumber: 8080`, or name the port by its number: `Port.tcp(8080)`'],
  'a Service without ports': [() => Port.allOf(service()),
    '`Port.allOf(chart/Front)`: Service `chart/Front` declares no port\n'
    + 'help: give the Service a port, or name the port by its number: `Port.tcp(8080)`'],
  'several ports for one': [() => Port.of(deployment(HTTP, METRICS)),
    '`Port.of(chart/Web)`: there are 2 ports: TCP 8080 (\'http\'), TCP 9090 (\'metrics\')\n'
    + 'help: name the one that is meant: `Port.of(..., \'http\')`; or take all: `ports: Port.allOf(...)`'],
  'several ports without names for one': [() => Port.of(deployment({ containerPort: 1 }, { containerPort: 2 })),
    '`Port.of(chart/Web)`: there are 2 ports: TCP 1, TCP 2\n'
    + 'help: name the one that is meant by its number; or take all: `ports: Port.allOf(...)`'],
  'a name that is nearly one': [() => Port.of(deployment(HTTP, METRICS), 'metric'),
    '`Port.of(chart/Web, \'metric\')`: no port there is called \'metric\'; there are TCP 8080 (\'http\'), TCP 9090 (\'metrics\')\n'
    + 'help: did you mean \'metrics\'?'],
  'a number for a name': [() => Port.of(deployment(HTTP), 8080 as any),
    '`Port.of(chart/Web, 8080)`: no port there is called 8080; there are TCP 8080 (\'http\')\n'
    + 'help: name one of these, or write its number: `Port.tcp(8080)`'],
  'a port that is none': [() => Port.of(deployment({ containerPort: 70000 })),
    '`Port.of(chart/Web)`: Deployment `chart/Web` declares the port 70000, which is none\n'
    + 'help: mend it there, or name the port by its number: `Port.tcp(8080)`'],
  'a third argument': [() => (Port as any).of(deployment(HTTP), 'http', 'TCP'),
    '`Port.of`: it was given \'TCP\' as well, which it does not read\nhelp: pass the workload or Service, and the name of the port'],
  'a name for all': [() => (Port as any).allOf(deployment(HTTP), 'http'),
    '`Port.allOf`: it was given \'http\' as well, which it does not read\nhelp: for the port of a name write `Port.of(..., name)`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(run)).toBe(message);
});
