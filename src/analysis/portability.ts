import { ClusterFacts } from './cluster-facts';
import { ciliumOptions } from './target';
import { CiliumVersion } from '../cluster/target/cilium-version';
import { cilium } from '../dialects/cilium/cilium';
import { CILIUM_VERSIONS } from '../dialects/cilium/version';
import { Dialect } from '../dialects/dialect';
import { KUBERNETES } from '../dialects/kubernetes';
import { Disagreement as Row, portabilityOf } from '../engine/answers/portability';
import { translate } from '../ingest/ingest';
import { Snapshot } from '../model/snapshot';
import { renderColumns } from '../render/columns';
import { renderMatrixEndpoint } from '../render/matrix';
import { PolicyResources } from '../resources/policies';
import { TrafficSet, trafficOfProtocols } from '../sets/traffic-set';
import { shortName } from '../wording/endpoints';

/** A connection whose verdict depends on what enforces the policies. */
export interface PortabilityRow {
  /** A workload, as `namespace/name`, or blocks of addresses outside the cluster, as CIDRs. */
  readonly source: string;

  /** A workload or blocks of addresses, as for `source`. */
  readonly destination: string;

  /** The ports on which the verdicts are these: `TCP 80,8000-8080; UDP 53`, or `everything` that all of them carry. */
  readonly traffic: string;

  /** The verdict of each enforcer: `kubernetes`, `cilium-1.15` to `cilium-1.20`. */
  readonly verdicts: { [enforcer: string]: string };
}

/**
 * Where Kubernetes' documentation and the versions of Cilium do not agree about an app's connections.
 *
 * SCTP counts only towards pods that listen on it: Cilium drops it altogether unless told otherwise.
 */
export class PortabilityReport {
  /** @internal */
  public static _of(
    snapshot: Snapshot, resources: PolicyResources, facts: ClusterFacts,
  ): PortabilityReport {
    const dialects = dialectsFor(facts);
    const rows = portabilityOf(dialects.map(dialect => translate(snapshot, resources, dialect)));
    const dropped = dialects.flatMap(({ enforcement }) => enforcement.droppedProtocols);
    const everything = TrafficSet.ALL.subtract(trafficOfProtocols(dropped));
    return new PortabilityReport(dialects.map(({ name }) => name), rows.filter(isWorthTelling), everything);
  }

  /** The enforcers that were compared, the documentation of Kubernetes first. */
  public readonly enforcers: string[];

  /** One row for each connection and set of ports on which they differ. */
  public readonly rows: PortabilityRow[];

  private readonly text: string;

  private constructor(enforcers: string[], rows: readonly Row[], everything: TrafficSet) {
    this.enforcers = enforcers;
    this.rows = rows.map(({ source, destination, traffic, verdicts }) => ({
      source: renderMatrixEndpoint(source),
      destination: renderMatrixEndpoint(destination),
      traffic: traffic.format(everything),
      verdicts: Object.fromEntries(enforcers.map((enforcer, index) => [enforcer, verdicts[index]])),
    }));
    this.text = renderTable(enforcers, rows, everything);
  }

  /** The rows as a table, or a sentence when there is none. */
  public toString(): string {
    return this.text;
  }
}

function renderTable(enforcers: readonly string[], rows: readonly Row[], everything: TrafficSet): string {
  return rows.length === 0 ? 'every connection has the same verdict everywhere' : renderColumns([
    ['source', 'destination', 'ports', ...enforcers],
    ...rows.map(({ source, destination, traffic, verdicts }) =>
      [shortName(source), shortName(destination), traffic.format(everything), ...verdicts]),
  ]).join('\n');
}

function dialectsFor(facts: ClusterFacts): Dialect[] {
  // A patch release says nothing of which version it is.
  const known = { ...facts, ciliumPatchVersion: undefined };
  return [KUBERNETES, ...CILIUM_VERSIONS.map(version => cilium(ciliumOptions(version as CiliumVersion, known)))];
}

function isWorthTelling({ destination, traffic }: Row): boolean {
  const listensOnSctp = destination.kind === 'workload'
    && destination.workload.ports.some(({ protocol }) => protocol === 'SCTP');
  return listensOnSctp || !traffic.ports('TCP').isEmpty || !traffic.ports('UDP').isEmpty;
}
