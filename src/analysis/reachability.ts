import { App } from 'cdk8s';
import { Answer } from './answer';
import { readApp } from './app-reading';
import { checkApp } from './check-app';
import { checkManifests } from './check-manifests';
import { ClusterFacts } from './cluster-facts';
import { ConnectionDiff } from './connection-diff';
import { ConnectionMatrix } from './connection-matrix';
import { assertionOf } from './parties';
import { PortabilityReport } from './portability';
import { checkOptions, ReachabilityOptions } from './reachability-options';
import { read, Reading } from './snapshot-of';
import { checkWanted, SuggestedPolicies, WantedConnection } from './suggested-policies';
import { refuseUnreadFacts } from './target';
import { withKnownPods } from '../assertions/known-pods';
import { vacuous } from '../assertions/vacuous';
import { compare } from '../changes/compare';
import { recordOf } from '../changes/record-of';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { reach } from '../engine/reach';
import { namespaceProblems } from '../ingest/namespace-use';
import { carriedTraffic } from '../model/interpretation';
import { Snapshot } from '../model/snapshot';
import { renderFinding, renderProblem } from '../render/human';
import { sentence } from '../sets/visible';
import { suggest } from '../suggestions/suggest';
import { isDnsLabel } from '../syntax/names';
import { checkPeer, checkPort, hasMethod } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { checkProperties, optional, Properties, refuseSurplus } from '../values/properties';
import { BadInput, refuse } from '../values/refuse';
import { shown } from '../values/shown';

/** A question about connections. */
export interface ConnectionQuery {
  /** Where the connection starts. Pods without a namespace are those of `default`. */
  readonly source: IPeer;

  /** Where it goes. Pods without a namespace are those of `default`. */
  readonly destination: IPeer;

  /**
   * The port of the destination.
   *
   * @default - every port of every protocol that the cluster carries: of one that it drops, such as SCTP on Cilium without
   * the fact `sctpEnabled`, only if the destination listens on it
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
   * @throws Error when a manifest cannot be read or two different objects have one name, naming the constructs, the
   * field and the fix
   */
  public static ofApp(app: App, options: ReachabilityOptions = {}): Reachability {
    checkApp('Reachability.ofApp', app, 'pass the app; of one chart pass what it writes: `Reachability.ofManifests(chart.toJson())`');
    checkOptions('Reachability.ofApp', options, arguments);
    if (options.namespace !== undefined) {
      refuse('Reachability.ofApp', '`namespace` is given, but objects of an app stand where their chart says',
        'give the chart a namespace: `new Chart(app, \'shop\', { namespace: \'shop\' })`');
    }
    return new Reachability(readApp(app.node.findAll(), options), options);
  }

  /**
   * Of manifests as parsed from YAML or JSON: workloads, namespaces, policies, `List`s and live dumps.
   *
   * @param manifests the parsed documents
   * @param options what is known beside them
   * @throws Error when a manifest cannot be read, naming the object, the field and the fix
   */
  public static ofManifests(manifests: any[], options: ReachabilityOptions = {}): Reachability {
    checkManifests(manifests);
    checkOptions('Reachability.ofManifests', options, arguments);
    const { namespace } = options;
    if (namespace !== undefined && !(typeof namespace === 'string' && isDnsLabel(namespace))) {
      refuse('Reachability.ofManifests', `\`namespace\` is ${shown(namespace)}, not the name of a namespace`, 'write a name such as `shop`');
    }
    const reading = read(manifests.map(content => ({ content })), options);
    const aboutNamespaces = namespaceProblems(reading.namespaceUse, namespace, {
      state: example => `say where they are applied: \`Reachability.ofManifests(manifests, { namespace: '${example}' })\``,
      instead: 'leave `namespace` out',
    });
    return new Reachability({ ...reading, problems: [...reading.problems, ...aboutNamespaces] }, options);
  }

  /** What the answers leave out, such as a policy of a kind that is not simulated. */
  public readonly warnings: string[];

  private readonly reading: Reading;

  private readonly facts: ClusterFacts;

  private readonly target?: INetworkPolicyTarget;

  private constructor(reading: Reading, { facts = {}, target }: ReachabilityOptions) {
    const { problems } = reading;
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      throw new BadInput(errors.map(renderProblem).join('\n\n'));
    }
    this.warnings = problems.map(renderProblem);
    this.reading = reading;
    this.facts = facts;
    this.target = target;
  }

  /**
   * Whether the connection is allowed.
   *
   * @param query the connection
   * @throws Error when the source or the destination means no endpoint, so that there is nothing to answer, or when the
   * destination holds addresses of Services, behind which are pods; when a part of the query is missing, or a fact is
   * given that only Cilium reads and the target does not run Cilium
   */
  public check(query: ConnectionQuery): Answer {
    checkProperties('Reachability.check', 'query', query, QUERY);
    refuseSurplus('Reachability.check', arguments, 1, 'write the whole question into one object');
    const assertion = assertionOf({
      at: { object: 'the question' },
      namespace: 'default',
      source: query.source,
      destination: query.destination,
      ports: query.port === undefined ? undefined : [query.port],
    });
    const outcome = withKnownPods(this.outcome(), assertion);
    const idle = vacuous(outcome, 'no-such-endpoint', assertion);
    if (idle.length > 0) {
      throw new BadInput(idle.map(renderFinding).join('\n\n'));
    }
    const answer = Answer._of(outcome, assertion);
    if (answer.flowCount === 0) {
      throw new BadInput(`${sentence(`there is no connection from \`${query.source}\` to \`${query.destination}\` on that port`)}\n`
        + 'help: a named port counts only on pods that have a container port of that name and protocol');
    }
    return answer;
  }

  /**
   * Why the connection is allowed or not: for both directions, the policies that isolate and the rules that admit.
   *
   * @param query the connection
   * @throws Error as `check` does
   */
  public explain(query: ConnectionQuery): string {
    return this.check(query).explanation;
  }

  /**
   * What may pass between all endpoints.
   *
   * @throws Error when a fact is given that only Cilium reads, and the target does not run Cilium
   */
  public matrix(): ConnectionMatrix {
    const outcome = this.outcome();
    return ConnectionMatrix._of(reach(outcome).matrix(), carriedTraffic(outcome));
  }

  /**
   * What the step from this to another state changes: `before.diff(after)`.
   *
   * @param other the later state, with the same facts and target, unless it is these that change
   * @throws Error when `other` is no `Reachability`, or a fact is given to either that its target does not read
   * @example
   * const before = Reachability.ofManifests(Testing.synth(chart));
   * new DefaultDenyAll(chart, 'deny');
   * const opensAnything = before.diff(Reachability.ofApp(app)).opensAnything;
   */
  public diff(other: Reachability): ConnectionDiff {
    if (!hasMethod(other, 'outcome')) {
      refuse('Reachability.diff', `\`other\` is ${shown(other)}, not a \`Reachability\``,
        'pass the later state: `before.diff(Reachability.ofApp(app))`');
    }
    refuseSurplus('Reachability.diff', arguments, 1, 'compare two states, one with the other');
    const [before, after] = [this.outcome(), other.outcome()];
    return ConnectionDiff._of(compare(recordOf(before, [after]), recordOf(after, [before])));
  }

  /** The connections whose verdict depends on what enforces the policies: Kubernetes as documented, or a version of Cilium. */
  public portability(): PortabilityReport {
    return PortabilityReport._of(this.reading.snapshot, this.reading.resources, this.facts);
  }

  /**
   * The fewest policies that make connections possible, and nothing else: to be added to those that are there.
   *
   * @param wanted the connections
   * @throws Error when a part of a connection is missing, or a fact is given that only Cilium reads and the target does not
   * run Cilium
   * @example
   * const suggested = reachability.suggest([{
   *   source: Pods.labeled({ app: 'web' }).inNamespace('shop'),
   *   destination: Pods.labeled({ app: 'db' }).inNamespace('shop'),
   *   ports: [Port.POSTGRES],
   * }]);
   * const policies = suggested.yaml;
   */
  public suggest(wanted: WantedConnection[]): SuggestedPolicies {
    checkWanted('Reachability.suggest', 'wanted', wanted);
    refuseSurplus('Reachability.suggest', arguments, 1, 'write all connections into one list');
    const assertions = wanted.map(connection =>
      assertionOf({ ...connection, at: { object: 'the wanted connection' }, namespace: 'default' }));
    const { resources, dialect } = this.reading;
    const snapshot = assertions.reduce(withKnownPods, this.outcome());
    return SuggestedPolicies._of(suggest({ snapshot, resources, dialect }, assertions));
  }

  /** What the cluster does. The report on portability reads all facts; every other answer only those of the target. */
  private outcome(): Snapshot {
    refuseUnreadFacts(this.target, this.facts);
    return this.reading.outcome;
  }
}

const QUERY: Properties<ConnectionQuery> = { source: checkPeer, destination: checkPeer, port: optional(checkPort) };
