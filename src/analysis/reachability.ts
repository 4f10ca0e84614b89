import { App } from 'cdk8s';
import { Answer } from './answer';
import { manifestsOf } from './app-manifests';
import { ClusterFacts } from './cluster-facts';
import { ConnectionMatrix } from './connection-matrix';
import { assertionOf } from './parties';
import { PortabilityReport } from './portability';
import { read, Reading } from './snapshot-of';
import { tracesOf } from '../assertions/flows';
import { vacuous } from '../assertions/report';
import { reach } from '../engine/reach';
import { INetworkPolicyTarget } from '../cluster/network-policy-target';
import { renderFinding, renderProblem } from '../render/human';
import { IPeer } from '../values/peer';
import { Port } from '../values/port';
import { BadInput } from '../values/refuse';

/** How to read the manifests. */
export interface ReachabilityOptions {
  /**
   * What you know about the cluster.
   *
   * @default - nothing, so that an ipBlock's answer about a pod is unknown
   */
  readonly facts?: ClusterFacts;

  /**
   * The cluster that the policies are meant for. On one that runs Cilium, the answers are Cilium's.
   *
   * @default - a cluster that enforces policies as Kubernetes documents
   */
  readonly target?: INetworkPolicyTarget;
}

/** A question about connections. */
export interface ConnectionQuery {
  /** Where the connection starts. Pods without a namespace are those of `default`. */
  readonly source: IPeer;

  /** Where it goes. Pods without a namespace are those of `default`. */
  readonly destination: IPeer;

  /**
   * The port of the destination.
   *
   * @default - every port of every protocol
   */
  readonly port?: Port;
}

/**
 * What can talk to what, according to the network policies of an app or of any manifests.
 *
 * It reads the manifests that will be applied and nothing else, and never guesses: what they do not decide is unknown.
 *
 * @example
 * const reachability = Reachability.ofApp(app);
 * const answer = reachability.check({
 *   source: Pods.labeled({ app: 'web' }).inNamespace('shop'),
 *   destination: Pods.labeled({ app: 'db' }).inNamespace('shop'),
 *   port: Port.POSTGRES,
 * });
 * const isAllowed = answer.verdict === Verdict.ALLOWED;
 * const reasons = answer.explanation;
 */
export class Reachability {
  /**
   * Of everything that an app synthesizes. The app is only read.
   *
   * @param app the app
   * @param options what is known beside its manifests
   * @throws Error when a manifest cannot be read, naming its construct, the field and the fix
   */
  public static ofApp(app: App, options: ReachabilityOptions = {}): Reachability {
    return new Reachability(read(manifestsOf(app), options), options.facts);
  }

  /**
   * Of manifests as parsed from YAML or JSON: workloads, namespaces, policies, `List`s and live dumps.
   *
   * @param manifests the parsed documents
   * @param options what is known beside them
   * @throws Error when a manifest cannot be read, naming the object, the field and the fix
   */
  public static ofManifests(manifests: any[], options: ReachabilityOptions = {}): Reachability {
    return new Reachability(read(manifests.map(content => ({ content })), options), options.facts);
  }

  /** What the answers leave out, such as a policy of a kind that is not simulated. */
  public readonly warnings: string[];

  private readonly reading: Reading;

  private readonly facts: ClusterFacts;

  private constructor(reading: Reading, facts: ClusterFacts = {}) {
    const { problems } = reading;
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      throw new BadInput(errors.map(renderProblem).join('\n\n'));
    }
    this.warnings = problems.map(renderProblem);
    this.reading = reading;
    this.facts = facts;
  }

  /**
   * Whether the connection is allowed.
   *
   * @param query the connection
   * @throws Error when the source or the destination means no endpoint, so that there is nothing to answer, or when the
   * destination holds addresses of Services, behind which are pods
   */
  public check(query: ConnectionQuery): Answer {
    const assertion = assertionOf({
      at: { object: 'the question' },
      namespace: 'default',
      source: query.source,
      destination: query.destination,
      ports: query.port === undefined ? undefined : [query.port],
    });
    const idle = vacuous(this.reading.snapshot, 'no-such-endpoint', assertion);
    const traces = idle.length > 0 ? [] : tracesOf(this.reading.snapshot, assertion);
    if (traces.length === 0) {
      throw new BadInput(idle.map(renderFinding).join('\n\n')
        || `there is no connection from \`${query.source}\` to \`${query.destination}\` on that port\n`
        + 'help: a named port counts only on pods that have a container port of that name and protocol');
    }
    return Answer._of(traces);
  }

  /**
   * Why the connection is allowed or not: for both directions, the policies that isolate and the rules that admit.
   *
   * @param query the connection
   * @throws Error when the source or the destination means no endpoint
   */
  public explain(query: ConnectionQuery): string {
    return this.check(query).explanation;
  }

  /** What may pass between all endpoints. */
  public matrix(): ConnectionMatrix {
    return ConnectionMatrix._of(reach(this.reading.snapshot).matrix());
  }

  /** The connections whose verdict depends on what enforces the policies: Kubernetes as documented, or a version of Cilium. */
  public portability(): PortabilityReport {
    return PortabilityReport._of(this.reading.snapshot, this.reading.resources, this.facts);
  }
}
