import { renderChanges } from '../render/changes';
import { renderFinding } from '../render/human';
import { codeOfPolicy } from '../suggestions/code';
import { manifestOfPolicy } from '../suggestions/manifest';
import { Suggestion } from '../suggestions/suggestion';
import { yamlOfPolicy } from '../suggestions/yaml';
import { checkAssertedPorts, checkPeer, listOf } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties, struct } from '../values/properties';

/** A connection that is to be possible. */
export interface WantedConnection {
  /** Where it starts. Pods without a namespace are those of `default`. */
  readonly source: IPeer;

  /** Where it goes. Pods without a namespace are those of `default`. */
  readonly destination: IPeer;

  /**
   * The ports of the destination.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];
}

const WANTED: Properties<WantedConnection> = {
  source: checkPeer,
  destination: checkPeer,
  ports: optional(checkAssertedPorts('name the ports, or leave `ports` out for every port')),
};

/** Refuses what is no list of wanted connections. */
export const checkWanted = listOf(struct(WANTED), 'list what is wanted: `[{ source, destination, ports }]`');

/**
 * The fewest policies that make wanted connections certain, beside those that are there. It was simulated that they do, that
 * without any policy, rule, peer or port of them they do not, and what else they change.
 */
export class SuggestedPolicies {
  /** @internal */
  public static _of(suggestion: Suggestion): SuggestedPolicies {
    return new SuggestedPolicies(suggestion);
  }

  /** The policies as manifests; none when all is possible already. */
  public readonly manifests: any[];

  /** The policies as YAML, with `---` between them. */
  public readonly yaml: string;

  /** The policies as constructs of this library, in TypeScript. */
  public readonly constructs: string;

  /** Which wanted connections are not certain even so, with the reasons and what would help. */
  public readonly unmet: string[];

  /**
   * What the policies change that nobody has asked for: `opens shop/canary -> shop/db TCP 5432`. Empty unless labels cannot
   * tell pods apart, or the input leaves open which policies there are.
   */
  public readonly sideEffects: string[];

  private constructor({ policies, unmet, sideEffects }: Suggestion) {
    this.manifests = policies.map(manifestOfPolicy);
    this.yaml = policies.map(yamlOfPolicy).join('---\n');
    this.constructs = policies.map(codeOfPolicy).join('');
    this.unmet = unmet.map(renderFinding);
    this.sideEffects = renderChanges(sideEffects);
  }

  /** The policies as YAML. */
  public toString(): string {
    return this.yaml;
  }
}
