import { LastOfEachName } from './duplicates';
import { Document, flatten, isDocument } from './manifests';
import { readNamespace, withImplied } from './objects/namespaces';
import { readNode } from './objects/nodes';
import { mergeOwned } from './objects/owners';
import { readService } from './objects/services';
import { readWorkload, WorkloadRecord } from './objects/workloads';
import { readNetworkPolicy } from './policies/network-policy';
import { reportForeignPolicy, reportRemovedPolicy } from './policies/unsimulated';
import { ManifestObject, readObject, reportStray } from './reading/header';
import { Dialect } from '../dialects/dialect';
import { DeclaredFacts, NO_FACTS } from '../model/cluster';
import { Problem, Severity } from '../model/finding';
import { Manifest } from '../model/manifest';
import { Origin } from '../model/origin';
import { Snapshot } from '../model/snapshot';
import { Namespace, Node, Service } from '../model/workload';
import { NetworkPolicyResource } from '../resources/network-policy';

/** How to read. */
export interface IngestOptions {
  /** What the policies mean. */
  readonly dialect: Dialect;
  readonly facts?: DeclaredFacts;
  /**
   * How grave it is when two objects of one name differ. A warning unless given: the later one is taken to be applied
   * later.
   */
  readonly duplicates?: Severity;
}

/** What was read, and what could not be. */
export interface Ingested {
  readonly snapshot: Snapshot;
  /** The policies as they were read, before any dialect said what they mean. */
  readonly resources: readonly NetworkPolicyResource[];
  readonly problems: readonly Problem[];
  /** Policies of Cilium's own kinds, which no answer takes into account. */
  readonly ciliumPolicies: readonly Origin[];
}

/**
 * Reads whatever it is given and never throws: what it cannot read is a problem with an origin. It takes one manifest
 * after the other, and keeps none unless duplicates are an error, for which it has to compare them.
 */
export function ingest(
  inputs: Iterable<Manifest>, { dialect, facts = NO_FACTS, duplicates = 'warning' }: IngestOptions,
): Ingested {
  const problems: Problem[] = [];
  const reader = new Reader(problems, duplicates);
  for (const item of flatten(inputs)) {
    if (isDocument(item)) {
      reader.readDocument(item);
    } else {
      reportStray(item, problems);
    }
  }
  const resources = reader.resources;
  const { ciliumPolicies } = reader;
  return { snapshot: translate(reader.contents(facts), resources, dialect), resources, problems, ciliumPolicies };
}

/** The same cluster as another enforcer sees it. */
export function translate(
  contents: ClusterContents, resources: readonly NetworkPolicyResource[], dialect: Dialect,
): Snapshot {
  return {
    ...contents,
    policies: resources.map(resource => dialect.translate(resource, contents.workloads)),
    enforcement: dialect.enforcement,
  };
}

/** What is in the cluster, whoever enforces its policies. */
export type ClusterContents = Omit<Snapshot, 'policies' | 'enforcement'>;

/** Everything read so far. */
class Reader {
  public readonly ciliumPolicies: Origin[] = [];
  private readonly namespaces: LastOfEachName<Namespace>;
  private readonly nodes: LastOfEachName<Node>;
  private readonly services: LastOfEachName<Service>;
  private readonly workloads: LastOfEachName<WorkloadRecord>;
  private readonly policies: LastOfEachName<NetworkPolicyResource>;

  public constructor(private readonly problems: Problem[], duplicates: Severity) {
    this.namespaces = new LastOfEachName(problems, duplicates);
    this.nodes = new LastOfEachName(problems, duplicates);
    this.services = new LastOfEachName(problems, duplicates);
    this.workloads = new LastOfEachName(problems, duplicates);
    this.policies = new LastOfEachName(problems, duplicates);
  }

  public readDocument(document: Document): void {
    const object = readObject(document, this.problems);
    if (object !== undefined) {
      this.read(object);
    }
  }

  public get resources(): NetworkPolicyResource[] {
    return this.policies.results;
  }

  public contents(facts: DeclaredFacts): ClusterContents {
    const policies = this.resources;
    const services = this.services.results;
    const workloads = mergeOwned(this.workloads.results, policies);
    const names = [...workloads, ...services, ...policies].map(({ namespace }) => namespace);
    return {
      namespaces: withImplied(this.namespaces.results, names),
      workloads,
      nodes: new Map(this.nodes.results.map(node => [node.name, node])),
      services,
      facts,
    };
  }

  private read(object: ManifestObject): void {
    switch (object.role) {
      case 'namespace': return this.namespaces.add(object, readNamespace(object, this.problems));
      case 'node': return this.nodes.add(object, readNode(object, this.problems));
      case 'service': return this.services.add(object, readService(object, this.problems));
      case 'workload': return this.readWorkload(object);
      case 'network-policy': return this.readPolicy(object);
      case 'foreign-policy': return this.readForeignPolicy(object);
      case 'removed-policy': return reportRemovedPolicy(object, this.problems);
      case 'other': return undefined;
    }
  }

  private readForeignPolicy(object: ManifestObject): void {
    reportForeignPolicy(object, this.problems);
    if (object.apiVersion?.startsWith('cilium.io/')) {
      this.ciliumPolicies.push(object.origin);
    }
  }

  private readWorkload(object: ManifestObject): void {
    const record = readWorkload(object, this.problems);
    if (record !== undefined) {
      this.workloads.add(object, record);
    }
  }

  /** A policy that the API server would refuse leaves the one before it in place. */
  private readPolicy(object: ManifestObject): void {
    const resource = readNetworkPolicy(object, this.problems);
    if (resource !== undefined) {
      this.policies.add(object, resource);
    }
  }
}
