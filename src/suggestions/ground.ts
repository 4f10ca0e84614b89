import { manifestOfPolicy } from './manifest';
import { eachWanted } from './needs';
import { SuggestedPolicy } from './suggestion';
import { Assertion } from '../assertions/assertion';
import { Member } from '../assertions/member';
import { Dialect } from '../dialects/dialect';
import { ingest, translate } from '../ingest/ingest';
import { Snapshot } from '../model/snapshot';
import { PolicyResources } from '../resources/policies';

/** What policies are suggested for: the cluster as it is, and how its policies are read. */
export interface Ground {
  readonly snapshot: Snapshot;
  readonly resources: PolicyResources;
  readonly dialect: Dialect;
}

/** The cluster with these policies too, which take the way of all others: through a manifest. */
export function withPolicies({ snapshot, resources, dialect }: Ground, policies: readonly SuggestedPolicy[]): Snapshot {
  if (policies.length === 0) {
    return snapshot;
  }
  const added = ingest(policies.map(policy => ({ content: manifestOfPolicy(policy) })), { dialect });
  const networkPolicies = [...resources.networkPolicies, ...added.resources.networkPolicies];
  return translate(snapshot, { ...resources, networkPolicies }, dialect);
}

/** Pairs and ports, as texts that tell them apart. */
export type Pairs = ReadonlySet<string>;

/** The wanted pairs, port by port: those between which all is certainly allowed, and the others. */
export function answered(
  snapshot: Snapshot, wanted: readonly Assertion[],
): { readonly met: Pairs; readonly unmet: Pairs } {
  const [met, unmet] = [new Set<string>(), new Set<string>()];
  wanted.forEach((assertion, number) => assertion.ports.forEach((port, index) => {
    eachWanted(snapshot, { ...assertion, ports: [port] }, ({ source, destination, connections }) => {
      const isMet = connections.denied.isEmpty && connections.unknown.isEmpty;
      (isMet ? met : unmet).add([number, index, idOf(source), idOf(destination)].join(' '));
    });
  }));
  return { met, unmet };
}

/** Workloads of different kinds may share a name. */
function idOf({ name, workload }: Member): string {
  return workload === undefined ? name : `${workload.kind} ${name}`;
}
