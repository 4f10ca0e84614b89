import { clientBlocks, controllersAmong, EntrySource, EntryTarget, judgeSource } from './entry-sources';
import { workloadsIn } from './selected';
import { ExternalBlock } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict, Trace } from '../model/trace';
import { Entry, EntryDoubt, EntryRoute, Listener, matchesServicePort, Through, WayIn } from '../model/ways-in';
import { Backend, isBehind, isPerhapsBehind, Service, ServicePort, targetPortOf, Workload } from '../model/workload';

/** One possibility who it is that the pods see, and what the policies say about it. */
export interface JudgedSource {
  readonly source: EntrySource;
  readonly trace: Trace;
}

/** A way in with the steps that led to its verdict. */
export interface JudgedWayIn extends Omit<WayIn, 'sources' | 'doubts' | 'entry'> {
  readonly entry: Entry;
  readonly sources: readonly JudgedSource[];
  readonly doubts: readonly (EntryDoubt | 'service-selector')[];
}

/**
 * Every way from outside the cluster to pods, and whether the policies let traffic take it. Where it is open whom the pods
 * see, each possibility is judged, and the verdict is certain when it is the same in all of them.
 */
export function waysIn(snapshot: Snapshot): JudgedWayIn[] {
  const { entries = [], services } = snapshot;
  if (entries.length === 0) {
    return [];
  }
  const byName = new Map(services.map(service => [`${service.namespace}/${service.name}`, service]));
  const blocksFor = clientBlocks(snapshot);
  const controllersOf = findControllers(snapshot);
  return entries.flatMap(entry => {
    const found = new Ways(snapshot, entry, controllersOf(entry.through), blocksFor);
    for (const route of entry.routes) {
      const service = byName.get(`${route.service.namespace}/${route.service.name}`);
      if (service !== undefined) {
        found.add(route, service);
      }
    }
    return found.judged();
  });
}

/** The controllers of the input that perhaps pass on traffic; many entries mean the same. */
function findControllers(snapshot: Snapshot): (through: Through) => readonly Workload[] {
  const known = new Map<string, readonly Workload[]>();
  return through => {
    const pods = through.kind === 'proxy' ? through.pods : [];
    const key = JSON.stringify(pods);
    const found = known.get(key) ?? controllersAmong(snapshot, pods);
    known.set(key, found);
    return found;
  };
}

/** A way that is not judged yet. */
interface Way {
  readonly service: WayIn['service'];
  readonly target: Workload;
  readonly protocol: WayIn['protocol'];
  readonly port: number;
  readonly listeners: Listener[];
  readonly doubts: JudgedWayIn['doubts'];
}

/** The ways of one entry: several listeners that lead to one port of a Service are one way. */
class Ways {
  private readonly ways = new Map<Workload, Map<string, Way>>();

  public constructor(
    private readonly snapshot: Snapshot,
    private readonly entry: Entry,
    private readonly controllers: readonly Workload[],
    private readonly blocksFor: (target: Workload) => readonly ExternalBlock[],
  ) {}

  public add({ listeners, port: reference, doubts }: EntryRoute, service: Service): void {
    const workloads = workloadsIn(this.snapshot, service.namespace);
    const pods = backendsOf(service, workloads);
    for (const front of service.ports.filter(port => matchesServicePort(reference, port, service, workloads))) {
      for (const { target, isCertain, portFor } of pods) {
        const port = portFor(front);
        if (port !== undefined) {
          const all = [...doubts, ...isCertain ? [] : ['service-selector' as const]];
          this.addWay(front, service, target, port, listeners, all);
        }
      }
    }
  }

  public judged(): JudgedWayIn[] {
    return [...this.ways.values()].flatMap(ofTarget => [...ofTarget.values()]).flatMap(way => this.judge(way));
  }

  private addWay(
    { protocol, port: front }: ServicePort, { namespace, name }: Service, target: Workload, port: number,
    listeners: readonly Listener[], doubts: Way['doubts'],
  ): void {
    const key = JSON.stringify([namespace, name, protocol, front, port, doubts]);
    const ofTarget = this.ways.get(target) ?? new Map<string, Way>();
    const way = ofTarget.get(key)
      ?? { service: { namespace, name, port: front }, target, protocol, port, listeners: [], doubts };
    way.listeners.push(...listeners.filter(one => !way.listeners.some(other => isEqual(one, other))));
    this.ways.set(target, ofTarget.set(key, way));
  }

  private judge(way: Way): JudgedWayIn[] {
    const { target: workload, protocol, port } = way;
    const target: EntryTarget = { destination: { kind: 'workload', workload }, protocol, port };
    const sources = sourcesOf(this.entry.through, this.controllers, workload, this.blocksFor)
      .map(source => ({ source, trace: judgeSource(this.snapshot, source, target) }));
    const via = viaOf(this.entry.through);
    const parts = via === 'client' ? byClients(sources) : [{ sources, verdict: agreed(this.entry.through, sources) }];
    return parts.map(part => ({ ...way, entry: this.entry, via, ...part, verdict: open(way, part.verdict) }));
  }
}

function viaOf({ kind }: Through): WayIn['via'] {
  return kind === 'nodes' ? 'node' : kind === 'clients' ? 'client' : 'controller';
}

/** Everybody whom the pods perhaps see. */
function sourcesOf(
  through: Through, controllers: readonly Workload[], target: Workload,
  blocksFor: (target: Workload) => readonly ExternalBlock[],
): EntrySource[] {
  const { namespace } = target;
  const known = controllers.map((workload): EntrySource => ({ kind: 'controller', workload }));
  const clients = blocksFor(target).map((block): EntrySource => ({ kind: 'clients', block }));
  const node: EntrySource = { kind: 'node' };
  switch (through.kind) {
    case 'clients': return clients;
    case 'nodes':
    case 'outside': return [node, ...clients];
    case 'proxy': {
      // A controller that is known to have pods is no load balancer of a cloud.
      const perhapsOutside = through.pods.length > 0 && through.certainty !== 'open' ? [] : clients;
      return known.length > 0 && through.certainty === 'known' ? known
        : [...known, { kind: 'absent-controller' }, { kind: 'absent-controller', namespace }, node, ...perhapsOutside];
    }
  }
}

/** A controller of the input that is likely the one lets traffic in, whatever others would do. */
function agreed(through: Through, sources: readonly JudgedSource[]): FlowVerdict {
  const own = sources.filter(({ source }) => source.kind === 'controller');
  const decisive = through.kind === 'proxy' && through.certainty !== 'open' && own.length > 0
    && own.every(({ trace }) => trace.verdict === 'allowed') ? own : sources;
  const [first] = decisive;
  return decisive.every(({ trace }) => trace.verdict === first?.trace.verdict) ? first?.trace.verdict ?? 'unknown' : 'unknown';
}

/** Traffic that the policies let pass does not come where the way itself is open. */
function open({ doubts }: Way, verdict: FlowVerdict): FlowVerdict {
  return doubts.length > 0 && verdict === 'allowed' ? 'unknown' : verdict;
}

/** The clients that are let in, and those of whom that is open; where there are neither, that nobody is. */
function byClients(sources: readonly JudgedSource[]): Pick<JudgedWayIn, 'sources' | 'clients' | 'verdict'>[] {
  const parts = (['allowed', 'unknown', 'denied'] as const)
    .map(verdict => ({ verdict, sources: sources.filter(({ trace }) => trace.verdict === verdict) }))
    .filter(part => part.sources.length > 0);
  const shown = parts.length > 1 ? parts.filter(({ verdict }) => verdict !== 'denied') : parts;
  return shown.map(part => ({ ...part, ...parts.length === 1 ? {} : { clients: part.sources.flatMap(cidrsOf) } }));
}

function cidrsOf({ source }: JudgedSource): readonly string[] {
  return source.kind === 'clients' ? source.block.cidrs : [];
}

function isEqual(left: Listener, right: Listener): boolean {
  return left.protocol === right.protocol && left.port === right.port && left.host === right.host
    && left.path === right.path && left.at === right.at;
}

/** Pods behind a Service, and on which port they take what is sent to one of its. */
interface Behind {
  readonly target: Workload;
  readonly isCertain: boolean;
  readonly portFor: (front: ServicePort) => number | undefined;
}

/** The pods that the Service selects, or without a selector, those that are listed for it. */
function backendsOf(service: Service, workloads: readonly Workload[]): Behind[] {
  const { selector, backends = [] } = service;
  return selector === undefined ? backends.flatMap(backend => listedBehind(backend, workloads))
    : workloads.filter(workload => isPerhapsBehind(service, workload)).map(target =>
      ({ target, isCertain: isBehind(service, target), portFor: front => targetPortOf(front, target) }));
}

function listedBehind({ addresses, ports }: Backend, workloads: readonly Workload[]): Behind[] {
  return workloads.filter(workload => workload.addresses?.overlaps(addresses)).map(target => ({
    target,
    isCertain: true,
    portFor: ({ name, protocol }) => ports.find(port => port.name === name && port.protocol === protocol)?.port,
  }));
}
