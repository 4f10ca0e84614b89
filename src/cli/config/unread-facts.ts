import { CILIUM_FACTS } from './cilium-facts';
import { ConfigFile } from './config-file';
import { GivenFact, GivenFacts } from './facts';
import { ChosenTarget, driverOf, isGoogles, takesSettings } from './target';
import { maySwitchClusterPolicyOn } from '../../dialects/enforcers';
import { DIALECT_NAMES, versionIn } from '../dialects';

/** The facts that only GKE's Dataplane V2 has a use for. */
const FACTS_OF_GKE: readonly string[] = ['gkeClusterwidePolicies'];

/** The facts that only Cilium has a use for. */
const FACTS_OF_CILIUM: readonly string[] = [...CILIUM_FACTS.keys(), 'ciliumPatchVersion'];

/** Of these nothing can be said on GKE. */
const FACTS_THAT_GOOGLE_FIXES: ReadonlyMap<string, string> = new Map([
  ['ciliumPatchVersion', 'which is Cilium of a version that Google does not name'],
  ['policyEnforcementMode', 'which enforces policies always'],
]);

/** Who else has a use for facts. */
export interface FactReaders {
  readonly config: ConfigFile | undefined;
  /** Whether checks are run, which ask for more than answers about connections do. */
  readonly isForChecks: boolean;
  /** Targets with which this one is compared: what one of these reads is left out here, and nothing is said. */
  readonly others?: readonly ChosenTarget[];
}

/**
 * The facts that the target has a use for. Nobody shall rely on what nothing reads: any other is reported, as an error,
 * unless the configuration tells it of its own target and an option names another.
 */
export function readBy(
  target: ChosenTarget, facts: GivenFacts, { config, isForChecks, others = [] }: FactReaders,
): GivenFacts {
  const isReadBy = (name: string, other: ChosenTarget, of?: ChosenTarget) => unreadReason(name, other) === undefined
    && (of === undefined || !isOfOtherVersion(name, other, of));
  const isOfReplaced = (name: string, fact: GivenFact) => config?.target !== undefined && config.target !== target
    && config.facts.get(name) === fact && unreadReason(name, config.target) === undefined;
  return new Map([...facts].filter(([name, fact]) => {
    const { field } = fact;
    if (field === undefined) {
      return true;
    }
    if (name === 'serviceTranslation' && !isForChecks) {
      field.report.info(`\`${field.path}\` changes no answer here: connections are between pods, not to the addresses of Services`,
        field.path, 'leave it as it is: `netpol check` and `NetworkPolicyValidation` read it');
    }
    if (isOfReplaced(name, fact)) {
      const { target: replaced } = config!;
      const isRead = isReadBy(name, target, replaced);
      if (!isRead && !others.some(other => isReadBy(name, other, replaced))) {
        field.report.warn(`\`${field.path}\` is left out: it is told of \`${replaced!.name}\`, in whose place \`${target.name}\` was named`,
          field.path, 'leave the option out, or tell the fact with `--facts FILE`');
      }
      return isRead;
    }
    const reason = unreadReason(name, target);
    if (name === 'ciliumPatchVersion' && versionIn(target.name)?.patch === undefined
      && others.some(other => isOfAnotherCilium(target, other))) {
      field.report.fault(`\`${field.path}\` is of one version of Cilium, and two are compared`, field.path,
        'leave the fact out, and name the patch release of each: `--from cilium-1.19.3 --to cilium-1.20.2`');
      return false;
    }
    if (reason !== undefined && !others.some(other => isReadBy(name, other))) {
      field.report.fault(`\`${field.path}\` ${reason.what}`, field.path, reason.help);
    }
    return reason === undefined;
  }));
}

/** A patch release is one of its version. */
function isOfOtherVersion(name: string, target: ChosenTarget, replaced: ChosenTarget): boolean {
  return name === 'ciliumPatchVersion' && versionIn(target.name)?.version !== versionIn(replaced.name)?.version;
}

function isOfAnotherCilium(target: ChosenTarget, other: ChosenTarget): boolean {
  const [own, its] = [target, other].map(({ name }) => versionIn(name)?.version);
  return own !== undefined && its !== undefined && own !== its;
}

function unreadReason(
  name: string, target: ChosenTarget,
): { readonly what: string; readonly help: string } | undefined {
  const is = `the ${DIALECT_NAMES.includes(target.name) ? 'dialect' : 'driver'} is \`${target.name}\``;
  const fixed = FACTS_THAT_GOOGLE_FIXES.get(name);
  if (FACTS_OF_GKE.includes(name) && !isGoogles(target)) {
    return {
      what: `is a setting of GKE's Dataplane V2, but ${is}`,
      help: 'say so: `--dialect gke-dataplane-v2`; or leave the fact out',
    };
  }
  if (name === 'clusterNetworkPolicyEnabled' && !maySwitchClusterPolicyOn(driverOf(target) ?? '')) {
    return {
      what: `is a setting of what enforces the policies, but ${is}`,
      help: 'name the driver: `--driver cilium-1.20`; or leave the fact out',
    };
  }
  if (fixed !== undefined && isGoogles(target)) {
    return { what: `cannot be set on GKE's Dataplane V2, ${fixed}`, help: 'leave the fact out' };
  }
  return !FACTS_OF_CILIUM.includes(name) || takesSettings(target) ? undefined : {
    what: `is a setting of Cilium, but ${is}`,
    help: 'name the version of Cilium: `--dialect cilium-1.18`; or leave the fact out',
  };
}
