import { assertionOf } from './parties';
import { Assertion } from '../assertions/assertion';
import { ANYBODY } from '../assertions/end-texts';
import { withKnownPods } from '../assertions/known-pods';
import { routes, RoutesAsked } from '../assertions/routes';
import { nothingToCheck } from '../assertions/vacuous';
import { carriedTraffic } from '../model/interpretation';
import { expectedPart } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { formatWorkload } from '../model/workload';
import { renderFinding } from '../render/human';
import { renderMatrixEndpoint } from '../render/matrix';
import { renderRoutes, RoutesAnswer } from '../render/routes';
import { checkAssertedPorts, checkBoolean, checkPeer, checkSource } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';
import { BadInput } from '../values/refuse';

/** A question about those who reach something. */
export interface SourcesQuery {
  /** What they reach. Pods and Services without a namespace are those of `default`. */
  readonly destination: IPeer;

  /**
   * The ports of the destination; of `Services` ports of theirs.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Whether those count too who get there over pods, each of which reaches the next on any port.
   *
   * @default false
   */
  readonly transitive?: boolean;
}

/** A question about what something reaches. */
export interface DestinationsQuery {
  /**
   * Where the connections start: `Pods`, `Namespaces`, a `Cidr`, `Nodes` or the `ApiServer`. Pods without a namespace are
   * those of `default`.
   */
  readonly source: IPeer;

  /**
   * The ports of whatever it reaches directly.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Whether that counts too which it gets to over pods, each of which reaches the next on any port.
   *
   * @default false
   */
  readonly transitive?: boolean;
}

/** An endpoint that reaches what was asked about, or that is reached from it. */
export interface ConnectionRoute {
  /** A workload, as `namespace/name`; blocks of addresses outside the cluster, as CIDRs; or nodes: `other nodes`, `node worker-1`. */
  readonly endpoint: string;

  /** The pods over which it goes, as `namespace/name`, from what was asked about on; none where it is direct. */
  readonly via: string[];

  /** What is allowed on the connection at the endpoint: `TCP 80,8000-8080; UDP 53`, `everything`, or `nothing`. */
  readonly allowed: string;

  /** What is neither certainly allowed nor certainly denied on it, in the same form. */
  readonly unknown: string;

  /** Whether each connection on the way certainly lets something pass. */
  readonly isCertain: boolean;
}

export const SOURCES_QUERY: Properties<SourcesQuery> = {
  destination: checkPeer, ports: optional(checkAssertedPorts('name the ports, or leave `ports` out for every port')), transitive: optional(checkBoolean),
};

export const DESTINATIONS_QUERY: Properties<DestinationsQuery> = {
  source: checkSource, ports: SOURCES_QUERY.ports, transitive: optional(checkBoolean),
};

/** The question as assertions put it: those who are not asked for are whoever there is. */
export function routesAskedOf(query: SourcesQuery | DestinationsQuery): RoutesAsked & Assertion {
  const isAboutSources = 'destination' in query;
  const { ports, transitive: isTransitive = false } = query;
  const known = assertionOf({
    at: { object: 'the question' },
    namespace: 'default',
    source: isAboutSources ? Pods.all() : query.source,
    destination: isAboutSources ? query.destination : Pods.all(),
    ports,
  });
  return isAboutSources ? { ...known, source: ANYBODY, party: known.destination, end: 'sources', isTransitive }
    : { ...known, destination: ANYBODY, party: known.source, end: 'destinations', isTransitive };
}

/**
 * Who reaches something, or what is reached from it: workloads, blocks of addresses outside the cluster, and nodes on which
 * the pods do not run.
 */
export class ConnectionRoutes {
  /**
   * @throws BadInput where the question means nothing in the input
   * @internal
   */
  public static _of(snapshot: Snapshot, asked: RoutesAsked & Assertion): ConnectionRoutes {
    const known = withKnownPods(snapshot, [asked.party]);
    const idle = nothingToCheck(known, 'no-such-connection', asked, false);
    if (idle.length > 0) {
      throw new BadInput(idle.map(renderFinding).join('\n\n'));
    }
    return new ConnectionRoutes({
      ...asked, ...routes(known, asked), workloads: known.workloads, everything: carriedTraffic(known),
    });
  }

  /**
   * The direct ones first, then those over one pod, over two and so on. Of several ways the shortest is told, and where that
   * one is not certain, the shortest that is.
   */
  public readonly rows: ConnectionRoute[];

  private readonly text: string;

  private constructor(answer: RoutesAnswer) {
    const { everything } = answer;
    this.rows = answer.routes.map(({ endpoint, via, connections: { allowed, unknown }, isCertain }) => ({
      endpoint: renderMatrixEndpoint(endpoint),
      via: via.map(formatWorkload),
      allowed: allowed.format(everything),
      unknown: expectedPart(unknown, everything, endpoint).format(everything),
      isCertain,
    }));
    this.text = renderRoutes(answer);
  }

  /** A table, in which endpoints share a row of which the same holds. */
  public toString(): string {
    return this.text;
  }
}
