import { CheckSettings, NO_SETTINGS } from './check-settings';
import { ConfigFile, findConfig } from './config-file';
import { GivenFacts, together } from './facts';
import { readFactsFile } from './facts-file';
import { factsFrom, kubernetesFrom, targetFrom } from './options';
import { ChosenTarget, clusterAt, dialectAt, DOCUMENTED, unenforcedProblems, withPatch } from './target';
import { readBy } from './unread-facts';
import { DescribedCluster } from '../../dialects/described-cluster';
import { Dialect } from '../../dialects/dialect';
import { DeclaredFacts } from '../../model/cluster';
import { Problem } from '../../model/finding';
import { Arguments } from '../arguments';
import { Terminal } from '../terminal';

/** Reads what the configuration says of checks; whatever is wrong with it is reported. */
export type CheckSettingsReader = (config: ConfigFile) => CheckSettings;

/** The cluster that an answer is about, as options, the facts file and the configuration describe it. */
export interface KnownCluster {
  /** What messages call what enforces policies there: `cilium-1.20`, `calico`. */
  readonly name: string;
  readonly dialect: Dialect;
  /** Undefined where nobody says what enforces the policies. */
  readonly described?: DescribedCluster;
  readonly facts: DeclaredFacts;
  /** What the configuration says of checks, for verbs that run some. */
  readonly checks: CheckSettings;
  /** The configuration that took part. */
  readonly config?: string;
  /** The one name of the file that configures netpol, whether it took part or not; it is no manifest. */
  readonly configPath?: string;
  readonly problems: readonly Problem[];
  /** That no policy has an effect there. */
  readonly withoutEffect: readonly Problem[];
}

/**
 * What is known about the cluster: options go before the facts file, and that before the configuration, each fact by itself.
 *
 * @throws WrongUsage
 */
export function readCluster(
  args: Arguments, terminal: Terminal, readChecks?: CheckSettingsReader,
): KnownCluster {
  const named = targetFrom(args);
  const told = factsFrom(args);
  const found = findConfig(terminal);
  const config = args.has('no-config') ? undefined : found;
  const factsFile = args.has('facts') ? readFactsFile(args.value('facts')!, terminal) : undefined;
  const checks = config === undefined ? NO_SETTINGS : readChecks?.(config) ?? NO_SETTINGS;
  const files = [config, factsFile].flatMap(source => source?.file ?? []);
  const chosen = withKubernetes(named ?? config?.target ?? DOCUMENTED, args);
  const given: GivenFacts = new Map([...config?.facts ?? [], ...factsFile?.facts ?? [], ...told]);
  // What cannot be read may be the very target that reads the facts.
  const isReadable = !files.some(({ report }) => report.hasFaults);
  const facts = together(isReadable ? readBy(chosen, given, config, readChecks !== undefined) : given);
  const target = withPatch(chosen, facts.ciliumPatch);
  const described = clusterAt(target, facts);
  return {
    name: target.name,
    dialect: dialectAt(described),
    described,
    facts: facts.declared,
    checks,
    config: config?.file.name,
    configPath: found?.path,
    problems: files.flatMap(({ problems }) => problems),
    withoutEffect: unenforcedProblems(target, described),
  };
}

function withKubernetes(target: ChosenTarget, args: Arguments): ChosenTarget {
  return { ...target, kubernetesVersion: kubernetesFrom(args, target) ?? target.kubernetesVersion };
}
