import { Arguments } from './arguments';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';
import { CHECKS } from '../checks/all';
import { CheckExample, CheckMeta, ExampleCluster } from '../checks/check';
import { CILIUM_VERSIONS } from '../dialects/cilium/version';
import { CheckPage, CheckPageExample, renderCheckList, renderCheckPage, renderChecksJson } from '../render/check-pages';
import { USUAL_WIDTH } from '../render/wrapped-columns';
import { nearest } from '../sets/nearest';

/** Runs `netpol checks`. */
export async function showChecks(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { columns: width = USUAL_WIDTH } = terminal;
  const name = nameIn(args);
  const pages = CHECKS.map(({ meta }) => meta).filter(meta => name === undefined || meta.name === name).map(pageOf);
  terminal.writeOut(args.value('format') === 'json' ? renderChecksJson(pages)
    : name === undefined ? renderCheckList(pages, width) : renderCheckPage(pages[0], width));
  return ExitCode.FINE;
}

/** @throws WrongUsage */
function nameIn({ operands: [name, ...others] }: Arguments): string | undefined {
  if (others.length > 0) {
    throw new WrongUsage('there is more than one NAME', 'ask for one check, or for none to have the list');
  }
  const names = CHECKS.map(({ meta }) => meta.name);
  if (name !== undefined && !names.includes(name)) {
    const meant = nearest(name, names);
    throw new WrongUsage(`\`${name}\` is no check`, meant === undefined ? '`netpol checks` lists them' : `did you mean \`${meant}\`?`);
  }
  return name;
}

function pageOf(meta: CheckMeta): CheckPage {
  return { ...meta, bad: exampleOf(meta.bad), good: exampleOf(meta.good) };
}

function exampleOf({ manifests, cluster }: CheckExample): CheckPageExample {
  const configuration = cluster === undefined ? undefined : configurationOf(cluster);
  return { manifests, configuration };
}

const LATEST = CILIUM_VERSIONS[CILIUM_VERSIONS.length - 1];

/** The cluster as netpol.yaml describes it, which takes no Cilium without its version. */
function configurationOf({ networkDriver, ciliumVersion, ...facts }: ExampleCluster): string | undefined {
  if (networkDriver === undefined) {
    return undefined;
  }
  const version = ciliumVersion ?? (networkDriver === 'cilium' ? LATEST : undefined);
  const target = [`networkDriver: ${networkDriver}`, ...version === undefined ? [] : [`ciliumVersion: '${version}'`]];
  const known = Object.entries(facts).map(([name, value]) => `  ${name}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}\n`);
  return `target: { ${target.join(', ')} }\n${known.length === 0 ? '' : `facts:\n${known.join('')}`}`;
}
