import { Random } from './random';
import { Shape } from './shape';

/** One workload of an app. */
export interface Component {
  readonly app: App;
  /** Of the Deployment. */
  readonly name: string;
  readonly component: string;
}

/** Workloads that share their policy. */
export interface App {
  readonly name: string;
  readonly namespace: string;
  readonly components: readonly Component[];
  /** The one that it listens on, by TCP. */
  readonly port: number;
  readonly portName: string;
  readonly tier: string;
}

/** One app connects to a component of another one. */
export interface Call {
  readonly source: App;
  readonly destination: Component;
  readonly usesPortName: boolean;
  readonly usesExpressions: boolean;
}

/** An app sends to one block of addresses outside and accepts connections from another one. */
export interface OutsideCall {
  readonly app: App;
  readonly sendsTo: OutsideBlock;
  readonly acceptsFrom: OutsideBlock;
}

export interface OutsideBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** A generated cluster, before it is written as manifests. */
export interface Cluster {
  readonly shape: Shape;
  readonly namespaces: readonly string[];
  readonly apps: readonly App[];
  readonly calls: readonly Call[];
  readonly outsideCalls: readonly OutsideCall[];
}

const PORTS: readonly (readonly [name: string, port: number])[] = [
  ['http', 8080], ['http', 3000], ['grpc', 50051], ['postgres', 5432], ['redis', 6379],
];
const TIERS: readonly string[] = ['frontend', 'backend', 'data', 'batch'];
const COMPONENTS: readonly string[] = ['server', 'worker', 'scheduler', 'cache'];

/** Documentation ranges, which no pod of any cluster has. */
const PARTNERS: readonly OutsideBlock[] = Array.from({ length: 12 }, (_, index) => {
  const start = `${['192.0.2', '198.51.100', '203.0.113'][index % 3]}.${Math.floor(index / 3) * 64}`;
  return { cidr: `${start}/26`, except: index % 2 === 0 ? [] : [`${start}/30`] };
});

/** The cluster of this shape; equal shapes give equal clusters. */
export function clusterOf(shape: Shape): Cluster {
  const random = new Random(shape.seed);
  const namespaces = Array.from({ length: shape.namespaces }, (_, index) => `team-${padded(index, shape.namespaces)}`);
  const apps = appsOf(shape, namespaces, random);
  const calls = apps.flatMap(source => callsOf(source, apps, shape, random));
  const outsideCalls = apps.filter(() => random.chance(shape.cidrShare))
    .map((app): OutsideCall => ({ app, sendsTo: random.pick(PARTNERS), acceptsFrom: random.pick(PARTNERS) }));
  return { shape, namespaces, apps, calls, outsideCalls };
}

function appsOf(shape: Shape, namespaces: readonly string[], random: Random): App[] {
  const count = shape.policies - shape.namespaces;
  return Array.from({ length: count }, (_, index): App => {
    const components: Component[] = [];
    const [portName, port] = random.pick(PORTS);
    const app: App = {
      name: `app-${padded(index, count)}`,
      namespace: namespaces[Math.floor(index * namespaces.length / count)],
      components,
      port,
      portName,
      tier: random.pick(TIERS),
    };
    for (let workload = index; workload < shape.workloads; workload += count) {
      const component = COMPONENTS[components.length];
      components.push({ app, name: components.length === 0 ? app.name : `${app.name}-${component}`, component });
    }
    return app;
  });
}

function callsOf(source: App, apps: readonly App[], shape: Shape, random: Random): Call[] {
  const destinations = new Set<App>();
  while (destinations.size < Math.min(shape.calls, apps.length - 1)) {
    const destination = random.pick(apps);
    if (destination !== source) {
      destinations.add(destination);
    }
  }
  return [...destinations].map(destination => ({
    source,
    destination: random.pick(destination.components),
    usesPortName: random.chance(shape.namedPortShare),
    usesExpressions: random.chance(shape.expressionShare),
  }));
}

/** Numbers of one length, so that the order of names is the order of numbers. */
function padded(index: number, count: number): string {
  return String(index + 1).padStart(String(count).length, '0');
}
