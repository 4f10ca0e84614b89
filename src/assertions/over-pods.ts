import { meantTraffic } from './evaluation';
import { keyOfEndpoint, letsPass, limitedTo, Neighbourhood, Neighbouring, neighboursAt, PassingTraffic } from './neighbourhood';
import { GroupEndpoint, representativeOf } from '../model/matrix';
import { Workload } from '../model/workload';

/** An endpoint at the other end, and how it gets there. */
export interface Route {
  readonly endpoint: GroupEndpoint;
  /** The pods over which it goes, from the party on; none where it is direct. */
  readonly via: readonly Workload[];
  /** What may pass on the connection at the endpoint. */
  readonly connections: PassingTraffic;
  /** Whether each connection on the way certainly lets something pass. */
  readonly isCertain: boolean;
}

type Ways = ReadonlyMap<unknown, Route>;

/**
 * The ways that go on from pods of direct ones. To each endpoint the shortest is told, and where that one, or the direct
 * one, is not certain, the shortest that is.
 */
export function overPods(hood: Neighbourhood, direct: readonly Route[]): Route[] {
  const steps = new Steps(hood);
  const any = waysOver(steps, direct);
  const certain = waysOver(steps, direct.filter(({ isCertain }) => isCertain), true);
  const isDirect = new Set(direct.filter(({ isCertain }) => isCertain).map(({ endpoint }) => keyOfEndpoint(endpoint)));
  const isAsShort = (key: unknown, { via }: Route) => certain.get(key)?.via.length === via.length;
  return [
    ...[...any].filter(([key, way]) => !isAsShort(key, way)),
    ...[...certain].filter(([key]) => !isDirect.has(key)),
  ].map(([, way]) => way).sort((one, other) => one.via.length - other.via.length);
}

/** The shortest ways to endpoints beyond the direct ones, nearest first; pods that no policy tells apart lead to the same. */
function waysOver(steps: Steps, direct: readonly Route[], onlyCertain = false): Ways {
  const found = new Set<unknown>(direct.map(({ endpoint }) => keyOfEndpoint(endpoint)));
  const asked = new Set<string>();
  const ways = new Map<unknown, Route>();
  for (let last = direct; last.length > 0;) {
    const next: Route[] = [];
    for (const route of last) {
      for (const step of steps.onFrom(route, asked)) {
        const key = keyOfEndpoint(step.endpoint);
        if (!found.has(key) && (step.isCertain || !onlyCertain)) {
          found.add(key);
          ways.set(key, step);
          next.push(step);
        }
      }
    }
    last = next;
  }
  return ways;
}

/** The connections of pods, each asked for once. */
class Steps {
  private readonly known = new Map<string, Neighbouring[]>();

  public constructor(private readonly hood: Neighbourhood) {}

  /** The route, one connection longer; none from pods that are like those that were asked for. */
  public onFrom({ endpoint, via, isCertain }: Route, asked: Set<string>): Route[] {
    if (endpoint.kind !== 'workload') {
      return [];
    }
    const { workload } = endpoint;
    const likeness = this.likenessOf(workload);
    if (asked.has(likeness)) {
      return [];
    }
    asked.add(likeness);
    return this.from(workload, likeness).map(({ endpoint: other, connections }) => ({
      endpoint: other,
      via: [...via, workload],
      connections,
      isCertain: isCertain && !connections.allowed.isEmpty,
    }));
  }

  /** Pods of a class on different nodes are told apart by those nodes. */
  private likenessOf(workload: Workload): string {
    return JSON.stringify([this.hood.engine.classOf(workload).index, workload.nodes]);
  }

  private from(workload: Workload, likeness: string): Neighbouring[] {
    const { snapshot, end } = this.hood;
    const steps = this.known.get(likeness) ?? neighboursAt(this.hood, { kind: 'workload', workload })
      .map(({ endpoint, connections }) => {
        const destination = end === 'sources' ? { kind: 'workload' as const, workload } : representativeOf(endpoint);
        const meant = meantTraffic([{ kind: 'any' }], { endpoint: destination, name: '' }, snapshot);
        return { endpoint, connections: limitedTo(connections, meant) };
      }).filter(({ connections }) => letsPass(connections));
    this.known.set(likeness, steps);
    return steps;
  }
}
