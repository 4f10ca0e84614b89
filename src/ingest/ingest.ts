// Read docs/architecture/ingest.md before you change this folder.
import { clashProblems } from './collecting/clashes';
import { Collected } from './collecting/collected';
import { entriesOf } from './entries/entries';
import { reportEntries } from './entries/entry-problems';
import { readObject, reportStray, reportUnwritable } from './header';
import { flatten, isDocument, isUnwritable } from './manifests';
import { NamespaceCount, NamespaceUse } from './namespace-use';
import { groupByAbsentOwner } from './objects/absent-owners';
import { serviceAccountsOf } from './objects/access';
import { withInjectedLabels } from './objects/injectors';
import { reportMakers } from './objects/makers';
import { withImplied } from './objects/namespaces';
import { mergeOwned } from './objects/owners';
import { reportAssumed } from './policies/assumed-enforced';
import { distinct } from './policies/distinct';
import { reportMesh, reportUnsimulated } from './policies/unsimulated';
import { acceptancesOf } from './reading/acceptances';
import { Dialect } from '../dialects/dialect';
import { Acceptance } from '../model/acceptance';
import { DeclaredFacts, NO_FACTS } from '../model/cluster';
import { Problem } from '../model/finding';
import { Manifest } from '../model/manifest';
import { Origin } from '../model/origin';
import { Interpretation, Snapshot } from '../model/snapshot';
import { PolicyOfKind } from '../model/unsimulated';
import { ADMIN_POLICY_GROUP } from '../resources/admin-policy';
import { PolicyResources } from '../resources/policies';

/** How to read. */
export interface IngestOptions {
  /** What the policies mean. */
  readonly dialect: Dialect;
  readonly facts?: DeclaredFacts;
  /**
   * The namespace of objects that name none.
   *
   * @default `default`, as for kubectl
   */
  readonly namespace?: string;
  /**
   * Whether the enforcer certainly ignores a policy of a kind that is not simulated.
   *
   * @default - it may enforce every kind
   */
  readonly isIgnored?: (policy: PolicyOfKind) => boolean;
}

/** What was read, and what could not be. */
export interface Ingested {
  readonly snapshot: Snapshot;
  /** The policies as they were read, before any dialect said what they mean. */
  readonly resources: PolicyResources;
  readonly problems: readonly Problem[];
  /** Those of them that are about objects of one name, of which nobody knows which holds; any other error leaves its object out. */
  readonly clashes: readonly Problem[];
  /** Policies that the enforcer certainly ignores. */
  readonly ignored: readonly PolicyOfKind[];
  readonly namespaceUse: NamespaceUse;
  /** The findings that objects accept about themselves. */
  readonly acceptances: readonly Acceptance[];
  /** All that was read, as messages call it. */
  readonly objects: ReadonlySet<string>;
}

/**
 * Reads whatever it is given and never throws: what it cannot read is a problem with an origin. It takes one manifest
 * after the other and keeps none.
 */
export function ingest(
  inputs: Iterable<Manifest>,
  { dialect, facts = NO_FACTS, isIgnored = () => false, namespace: given }: IngestOptions,
): Ingested {
  const namespace = given ?? 'default';
  const problems: Problem[] = [];
  const collected = new Collected(problems);
  const namespaces = new NamespaceCount();
  const unplaced = new Set<Origin>();
  const acceptances: Acceptance[] = [];
  const objects = new Set<string>();
  for (const item of flatten(inputs)) {
    if (isDocument(item)) {
      const known = readObject(item, problems, namespace);
      if (known !== undefined) {
        if (known.kind.isForChecksOnly !== true) {
          namespaces.add(known.object);
        }
        if (given === undefined && known.object.isNamespaceLeftOpen) {
          unplaced.add(known.object.origin);
        }
        const { content, origin } = known.object;
        objects.add(origin.object);
        acceptances.push(...acceptancesOf(content, origin, problems));
        known.kind.read(known.object, collected);
      }
    } else if (isUnwritable(item)) {
      reportUnwritable(item, problems, namespace);
    } else {
      reportStray(item, problems);
    }
  }
  const clashes = clashProblems(collected.clashes);
  clashes.forEach(clash => problems.push(clash));
  const resources: PolicyResources = {
    networkPolicies: collected.networkPolicies.results, adminPolicies: collected.adminPolicies.results,
  };
  const unsimulated = collected.unsimulated.filter(policy => !isIgnored(policy));
  const unreadable = collected.unreadable.filter(policy => !isIgnored(policy));
  reportUnsimulated(unsimulated, problems);
  if (dialect.isAssumed) {
    reportAssumed(resources.adminPolicies, problems);
  }
  reportMesh(collected.meshPolicies, problems);
  reportMakers([...collected.makers, ...collected.unseenPods.map(({ origin }) => origin)], problems);
  const contents = contentsOf(collected, facts);
  const found = entriesOf(collected.entryObjects.results, contents.services, contents.namespaces);
  reportEntries(found, contents, problems);
  const entries = found.entries.length === 0 ? {} : { entries: found.entries };
  return {
    snapshot: translate({
      ...contents, ...entries, ...unplaced.size === 0 ? {} : { unplaced }, unsimulated: [...unsimulated, ...unreadable],
    }, resources, dialect),
    resources,
    problems,
    clashes,
    ignored: [
      ...[...collected.unsimulated, ...collected.unreadable].filter(isIgnored), ...untaken(resources, dialect),
    ],
    namespaceUse: namespaces.result(resources.networkPolicies),
    acceptances,
    objects,
  };
}

/** The cluster with its policies as an enforcer understands them. */
export function translate(
  contents: ClusterContents, resources: PolicyResources, dialect: Dialect,
): Snapshot {
  const [{ policies }, ...others] = distinct(
    [dialect, ...dialect.alternatives ?? []].flatMap(one => interpretations(contents, resources, one)),
    contents, dialect.enforcement);
  return {
    ...contents,
    policies,
    enforcement: dialect.enforcement,
    otherInterpretations: others.length === 0 ? undefined : others,
  };
}

/** Where it is not known whether the enforcer takes a kind of policies, both may be the case, for each kind by itself. */
function interpretations(
  { workloads }: ClusterContents, { networkPolicies, adminPolicies }: PolicyResources, dialect: Dialect,
): Interpretation[] {
  const { admitsOwnNodeUnselected, droppedProtocols, switchingLabels } = dialect.enforcement;
  const policies = networkPolicies.map(resource => dialect.translate(resource, workloads));
  const kinds = new Set(adminPolicies.map(({ kind }) => kind));
  const perhapsUntaken = subsetsOf([...kinds].filter(kind => dialect.takes(kind) === 'unknown'));
  const taken = adminPolicies.filter(({ kind }) => dialect.takes(kind) !== 'no');
  return perhapsUntaken.map(without => ({
    policies: [
      ...policies,
      ...taken.filter(({ kind }) => !without.includes(kind))
        .map(resource => dialect.translateAdmin(resource, workloads)),
    ],
    admitsOwnNodeUnselected,
    droppedProtocols,
    switchingLabels,
  }));
}

/** The empty one first. */
function subsetsOf<Item>(items: readonly Item[]): Item[][] {
  return items.reduce<Item[][]>((subsets, item) => subsets.flatMap(subset => [subset, [...subset, item]]), [[]]);
}

/** The policies of the whole cluster of a kind that the enforcer certainly does not take. */
function untaken({ adminPolicies }: PolicyResources, dialect: Dialect): PolicyOfKind[] {
  const all = [dialect, ...dialect.alternatives ?? []];
  return adminPolicies.filter(({ kind }) => all.every(one => one.takes(kind) === 'no'))
    .map(({ kind, origin }) => ({ group: ADMIN_POLICY_GROUP, kind, origin }));
}

/** What is in the cluster, whoever enforces its policies. */
export type ClusterContents = Omit<Snapshot, 'policies' | 'enforcement' | 'otherInterpretations'>;

function contentsOf(collected: Collected, facts: DeclaredFacts): Omit<ClusterContents, 'unsimulated'> {
  const policies = collected.networkPolicies.results;
  const services = collected.services.results.map(service => {
    const backends = collected.backends.get(`${service.namespace}/${service.name}`);
    return backends === undefined ? service : { ...service, backends };
  });
  const monitors = collected.monitors.results;
  const owned = mergeOwned(collected.workloads.results, policies);
  const merged = [...groupByAbsentOwner(owned, policies, collected.problems), ...facts.existing ?? []];
  const blanks = policies.flatMap(policy => policy.blanks ?? []);
  const names = [...merged, ...services, ...policies].map(({ namespace }) => namespace);
  const apiServerCalls = collected.apiServerCalls.results.flat();
  const serviceAccounts = serviceAccountsOf(collected);
  const namespaces = withImplied(collected.namespaces.results, names);
  return {
    namespaces,
    workloads: merged.map(workload =>
      withInjectedLabels(workload, namespaces.get(workload.namespace)?.injectedLabels ?? [])),
    nodes: new Map(collected.nodes.results.map(node => [node.name, node])),
    services,
    ...monitors.length === 0 ? {} : { monitors },
    ...collected.unseenPods.length === 0 ? {} : { unseenPods: collected.unseenPods },
    ...blanks.length === 0 ? {} : { blanks },
    ...apiServerCalls.length === 0 ? {} : { apiServerCalls },
    ...serviceAccounts.size === 0 ? {} : { serviceAccounts },
    facts,
  };
}
