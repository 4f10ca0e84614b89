import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { locksAmong, readHeldLock } from './reachability-lock';
import { assertionsAmong, readAssertions } from './stated-assertion';
import { Judged, SynthSpan } from './synth-span';
import { addCoverage, Coverage, coveragesOf, isSameCoverage } from './validated-app';
import {
  checkCharts, constructsCovered, idOfValidation, objectsBeside, refuseForeignCharts, uncoveredCharts,
} from './validated-charts';
import { AcceptedFinding, checkAcceptances, checkAccepted } from '../analysis/acceptance';
import { readManifests } from '../analysis/app-manifests';
import { readApp } from '../analysis/app-reading';
import { checkApp } from '../analysis/check-app';
import { CheckLevel, checkLevels } from '../analysis/check-level';
import { checkTarget } from '../analysis/check-target';
import { checkFacts, ClusterFacts, readFacts } from '../analysis/cluster-facts';
import { lockMessages } from '../analysis/lock-messages';
import { overwrittenFiles } from '../analysis/output-files';
import { refuseUnreadFacts } from '../analysis/target';
import { validate, ValidationMessages } from '../analysis/validate';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { checkBoolean } from '../values/given';
import { checkProperties, optional, Properties, refuseSurplus, unchecked } from '../values/properties';
import { BadInput, refuse } from '../values/refuse';
import { count } from '../wording/lists';

/** What a validation may assume and leave out. */
export interface NetworkPolicyValidationOptions {
  /**
   * The charts that are applied to one cluster, with the charts within them. What stands in them is read as if there were
   * nothing else, and their assertions are proved of it. Charts for another cluster get a validation of their own; what is
   * applied to both, such as a namespace for monitoring, belongs into both. A chart that no validation reads is a warning.
   *
   * @default - every chart of the app
   */
  readonly charts?: Chart[];

  /**
   * What you know about the cluster.
   *
   * @default - nothing, so that an ipBlock's answer about a pod is unknown
   */
  readonly facts?: ClusterFacts;

  /**
   * The cluster that the policies are meant for: a `CiliumCluster`, or an `ExistingCluster`. It decides what the
   * policies do, and whether they do anything at all.
   *
   * @default - a cluster that enforces policies as Kubernetes documents, and a warning that this is assumed
   */
  readonly target?: INetworkPolicyTarget;

  /**
   * Findings of checks and assertions that you have looked at and accept. They are listed at every synth, and stop none.
   *
   * An object may also accept what is found about it, by an annotation `netpol.cdk8s-netpol.dev/accept.CHECK: REASON`.
   *
   * @default - none
   */
  readonly accepted?: AcceptedFinding[];

  /**
   * How grave the findings of checks are, by the names of the checks: `{ 'dns-blocked': CheckLevel.OFF }`. It holds for
   * every finding of the check. A check of the nursery runs only where its level is set here.
   *
   * @default - each finding is as grave as its check says
   */
  readonly checks?: { [name: string]: CheckLevel };

  /**
   * What stops the synth: whatever is at least as grave as this. The rest goes to stderr. With `CheckLevel.WARNING`
   * the validation is strict.
   *
   * @default CheckLevel.ERROR
   */
  readonly failOn?: CheckLevel;

  /**
   * Whether it says nothing of what does not stop the synth, nor of what is accepted. For tests.
   *
   * @default false
   */
  readonly quiet?: boolean;
}

const OPTIONS: Properties<NetworkPolicyValidationOptions> = {
  charts: optional(checkCharts),
  facts: optional(checkFacts),
  target: optional(checkTarget),
  accepted: optional(checkAccepted),
  checks: unchecked,
  failOn: unchecked,
  quiet: optional(checkBoolean),
};

/**
 * Simulates at every synth what can talk to what, and stops it when the policies are wrong.
 *
 * It runs the assertions of the app (`MustReach`, `MustNotReach`) and looks for connections that only one side allows,
 * selectors that match nothing, and pods that cannot reach DNS. After an error nothing is written; warnings go to
 * stderr once. What it reads is what cdk8s writes: every object of the app, whoever made it. An app that holds the charts
 * of several clusters has a validation for each of them.
 *
 * @example
 * const staging = new Chart(app, 'staging', { namespace: 'shop' });
 * const production = new Chart(app, 'production', { namespace: 'shop' });
 *
 * NetworkPolicyValidation.of(app, { charts: [staging] });
 * NetworkPolicyValidation.of(app, { charts: [production], failOn: CheckLevel.WARNING });
 */
export class NetworkPolicyValidation extends Construct {
  /**
   * Validates the app, or some charts of it, at every synth.
   *
   * @param app the app
   * @param options what the validation may assume
   * @throws Error when the same charts are validated for the same target already, when `charts` is an empty list or holds a
   * chart twice or one of another app, when a fact is not valid or only Cilium reads it and the target
   * does not run Cilium, when `checks` names no check, or when `accepted` names no check and no assertion, or an
   * assertion without a `constructPath`
   */
  public static of(app: App, options: NetworkPolicyValidationOptions = {}): NetworkPolicyValidation {
    const where = 'NetworkPolicyValidation.of';
    checkApp(where, app, 'pass the app that holds the charts: `const app = new App()`');
    checkProperties(where, 'options', options, OPTIONS);
    refuseSurplus(where, arguments, 2, 'write everything into one object behind the app');
    const { charts, facts = {}, target, accepted = [], checks = {}, failOn = CheckLevel.ERROR } = options;
    if (charts !== undefined) {
      refuseForeignCharts(where, app, charts);
    }
    const coverage: Coverage = { charts: charts && [...charts], target };
    if (coveragesOf(app).some(other => isSameCoverage(coverage, other))) {
      refuse(where, charts === undefined ? 'this app is validated already' : 'these charts are validated already',
        'call it once, where the app is made; for another cluster name another `target`, or other `charts`');
    }
    readFacts(facts);
    refuseUnreadFacts(target, facts);
    checkLevels(where, checks, failOn);
    checkAcceptances(where, accepted);
    return new NetworkPolicyValidation(app, options, coverage);
  }

  private readonly printed = new Set<string>();

  private readonly failOn: CheckLevel;

  private readonly isQuiet: boolean;

  private constructor(app: App, options: NetworkPolicyValidationOptions, coverage: Coverage) {
    super(app, idOfValidation(app, coverage, options.target?.targetName));
    this.failOn = options.failOn ?? CheckLevel.ERROR;
    this.isQuiet = options.quiet === true;
    addCoverage(app, coverage);
    const span = new SynthSpan<ValidationMessages>(app, {
      constructs: () => constructsCovered(app, coverage),
      judge: written => judge(app, options, coverage, written),
      others: judgedBesideObjects,
      report: report => this.stop(report),
    });
    this.node.addValidation({ validate: () => this.publish(span.verdict()) });
  }

  /** Ends a synth in which something has changed since it was validated. */
  private stop(report: ValidationMessages): void {
    const errors = this.publish(report);
    if (errors.length > 0) {
      throw new BadInput('Validation failed with the following errors, after something changed in the middle of the synth:\n'
        + `  [${this.node.path}] ${errors.join('\n')}`);
    }
  }

  /** Prints what is new and stops nothing, and hands the rest to cdk8s as one message. */
  private publish({ stopping, others }: ValidationMessages): string[] {
    const isAlone = coveragesOf(this).length === 1;
    for (const message of this.isQuiet ? [] : others.filter(text => !this.printed.has(text))) {
      this.printed.add(message);
      console.error(`${isAlone ? '' : `${this.node.path}:\n`}${message}\n`);
    }
    const noun = this.failOn === CheckLevel.ERROR ? 'error' : 'problem';
    return stopping.length === 0 ? []
      : [`${count(stopping.length, noun)} in what the network policies do:\n\n${stopping.join('\n\n')}\n`];
  }
}

function judge(
  app: App, options: NetworkPolicyValidationOptions, coverage: Coverage, written: ReadonlyMap<ApiObject, unknown>,
): Judged<ValidationMessages> {
  const constructs = constructsCovered(app, coverage);
  const reading = readApp(constructs, options, written);
  const { contents } = reading;
  const problems = [
    ...reading.problems,
    ...overwrittenFiles(app, contents, contentsBeside(app, contents)),
    // Once is enough.
    ...coveragesOf(app)[0] === coverage ? uncoveredCharts(app) : [],
  ];
  const assertions = readAssertions(assertionsAmong(constructs), problems);
  const locks = locksAmong(constructs).map(lock => lockMessages(readHeldLock(lock, reading.dialect.name), reading));
  problems.push(...locks.flatMap(lock => lock.problems));
  const { accepted = [], checks: levels = {}, failOn = CheckLevel.ERROR } = options;
  const judgement = { accepted, levels, failOn };
  const verdict = validate({ ...reading, problems }, assertions, judgement, locks.flatMap(lock => lock.findings));
  return { verdict, contents, others: judgedBesideObjects(constructs) };
}

function judgedBesideObjects(constructs: readonly IConstruct[]): IConstruct[] {
  return [...assertionsAmong(constructs), ...locksAmong(constructs)];
}

/** What other validations read, where it may be written to the same files. */
function contentsBeside(app: App, contents: ReadonlyMap<ApiObject, unknown>): ReadonlyMap<ApiObject, unknown> {
  return app.yamlOutputType === YamlOutputType.FILE_PER_RESOURCE
    ? readManifests(objectsBeside(app, contents), new Map()).contents : new Map();
}
