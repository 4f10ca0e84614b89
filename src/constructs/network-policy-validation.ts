import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { statedAssertionsIn, VALIDATION_ID } from './stated-assertion';
import { duringSynth } from './synth-span';
import { AcceptedFinding } from '../analysis/acceptance';
import { manifestsOf } from '../analysis/app-manifests';
import { ClusterFacts, readFacts } from '../analysis/cluster-facts';
import { read } from '../analysis/snapshot-of';
import { Report, validate } from '../analysis/validate';
import { INetworkPolicyTarget } from '../cluster/network-policy-target';
import { count } from '../model/words';
import { refuse } from '../values/refuse';

/** What a validation may assume and leave out. */
export interface NetworkPolicyValidationOptions {
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
   * Findings that you have looked at and accept.
   *
   * @default - none
   */
  readonly accepted?: AcceptedFinding[];
}

/**
 * Simulates at every synth what can talk to what, and stops it when the policies are wrong.
 *
 * It runs the assertions of the app (`MustReach`, `MustNotReach`) and looks for connections that only one side allows,
 * selectors that match nothing, and pods that cannot reach DNS. After an error nothing is written; warnings go to
 * stderr once. What it reads is what cdk8s writes: every object of the app, whoever made it.
 *
 * @example
 * NetworkPolicyValidation.of(app);
 */
export class NetworkPolicyValidation extends Construct {
  /**
   * Validates the app at every synth.
   *
   * @param app the app
   * @param options what the validation may assume
   * @throws Error when the app is validated already, or when a fact is not valid
   */
  public static of(app: App, options: NetworkPolicyValidationOptions = {}): NetworkPolicyValidation {
    if (app.node.tryFindChild(VALIDATION_ID) !== undefined) {
      refuse('NetworkPolicyValidation.of', 'this app is validated already', 'call it once, where the app is made');
    }
    return new NetworkPolicyValidation(app, options);
  }

  private readonly printed = new Set<string>();

  private constructor(app: App, options: NetworkPolicyValidationOptions) {
    super(app, VALIDATION_ID);
    readFacts(options.facts ?? {});
    const report = duringSynth(app, () => this.report(app, options));
    this.node.addValidation({ validate: () => this.publish(report()) });
  }

  private report(app: App, options: NetworkPolicyValidationOptions): Report {
    return validate(read(manifestsOf(app), options), statedAssertionsIn(app), options.accepted ?? []);
  }

  /** Prints the warnings that are new, and hands the errors to cdk8s as one message. */
  private publish({ errors, warnings }: Report): string[] {
    for (const warning of warnings.filter(text => !this.printed.has(text))) {
      this.printed.add(warning);
      console.error(`${warning}\n`);
    }
    return errors.length === 0 ? []
      : [`${count(errors.length, 'error')} in what the network policies do:\n\n${errors.join('\n\n')}\n`];
  }
}
