// One synth of one app in a process of its own: `synth.js MODE WORKLOADS FOLDER` prints a `SynthFigures`.
// bench/run.ts translates this file into bench/.cache/, so that no compiler's memory is counted.
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import type { SynthFigures, SynthMode } from './figures';
import {
  AllowConnection, AllowPods, DefaultDenyAll, Direction, NetworkPolicyValidation, Pods, Port,
} from '../../lib';
import { CHECKS } from '../../lib/checks/all';
import * as ingest from '../../lib/ingest/ingest';
import * as manifest from '../../lib/values/workloads/manifest';

const WORKLOADS_PER_NAMESPACE = 10;
const NAMESPACES_PER_CHART = 10;
const CALLS = 3;
const PORT = 8080;
/** Milliseconds below which a part of the synth is left out. */
const WORTH_TELLING = 1;

function main(mode: SynthMode, workloads: number, outdir: string): void {
  const app = appOf(workloads, outdir);
  add(mode, app);
  const watched = mode === 'watched' ? watch() : new Map<string, number>();
  const start = process.hrtime.bigint();
  app.synth();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const phases = [...watched].filter(([, milliseconds]) => milliseconds >= WORTH_TELLING)
    .map(([name, milliseconds]) => ({ name, seconds: milliseconds / 1e3 }));
  const figures: SynthFigures = { objects: objectsOf(app).length, seconds, phases };
  console.log(JSON.stringify(figures));
}

/** Default deny and DNS in every namespace, three calls for each workload, each allowed on both sides. */
function appOf(workloads: number, outdir: string): App {
  const app = new App({ outdir });
  const namespaceOf = (index: number) => `team-${Math.floor(index / WORKLOADS_PER_NAMESPACE)}`;
  const podsOf = (index: number) => Pods.labeled({ app: `app-${index}` }).inNamespace(namespaceOf(index));
  let chart: Chart | undefined;
  for (let index = 0; index < workloads; index += 1) {
    const namespace = namespaceOf(index);
    if (index % (WORKLOADS_PER_NAMESPACE * NAMESPACES_PER_CHART) === 0 || chart === undefined) {
      chart = new Chart(app, `chart-${index}`);
    }
    if (index % WORKLOADS_PER_NAMESPACE === 0) {
      new kplus.Namespace(chart, namespace, { metadata: { name: namespace } });
      new DefaultDenyAll(chart, `${namespace}-default-deny`, { namespace });
      new AllowPods(chart, `${namespace}-dns`, {
        subject: Pods.all().inNamespace(namespace),
        peers: [Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system')],
        ports: [Port.DNS_UDP, Port.DNS_TCP],
        direction: Direction.EGRESS,
      });
    }
    new kplus.Deployment(chart, `app-${index}`, {
      metadata: { name: `app-${index}`, namespace },
      podMetadata: { labels: { app: `app-${index}` } },
      containers: [{ image: `registry.example.com/app-${index}:1.4.2`, portNumber: PORT }],
    });
    for (let call = 1; call <= CALLS; call += 1) {
      const destination = (index + call * 37) % workloads;
      new AllowConnection(chart, `app-${index}-calls-app-${destination}`, {
        source: podsOf(index), destination: podsOf(destination), ports: [Port.tcp(PORT)],
      });
    }
  }
  return app;
}

function add(mode: SynthMode, app: App): void {
  if (mode === 'validated' || mode === 'watched') {
    NetworkPolicyValidation.of(app);
  } else if (mode === 'calling-to-json') {
    let called = false;
    app.node.addValidation({
      validate: () => {
        // cdk8s validates the app several times in one synth; a validator looks once.
        called ||= objectsOf(app).every(object => object.toJson() !== undefined);
        return [];
      },
    });
  }
}

/** Puts a clock around the parts of a validation; what they take is added up in milliseconds. */
function watch(): Map<string, number> {
  const taken = new Map<string, number>();
  const clock = (holder: any, method: string, name: string) => {
    const original = holder[method];
    taken.set(name, 0);
    Object.defineProperty(holder, method, {
      value(...args: unknown[]) {
        const start = performance.now();
        try {
          return original.apply(this, args);
        } finally {
          taken.set(name, taken.get(name)! + performance.now() - start);
        }
      },
    });
  };
  clock(manifest, 'manifestOf', 'calling `toJson()` of every object');
  clock(ingest, 'ingest', 'objects to a snapshot');
  CHECKS.forEach(check => clock(check, 'check', `the check \`${check.meta.name}\``));
  clock(JSON, 'stringify', 'texts, to compare what is written with what was read');
  return taken;
}

function objectsOf(app: App): ApiObject[] {
  return app.node.findAll().filter(ApiObject.isApiObject);
}

main(process.argv[2] as SynthMode, Number(process.argv[3]), process.argv[4]);
