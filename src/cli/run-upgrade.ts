import { Arguments } from './arguments';
import { inWordsOfTheCommand } from './cause-help';
import { clusterNamed, KnownCluster } from './config/known-cluster';
import { enforcerIn, ChosenEnforcer } from './enforcer-names';
import { ExitCode } from './exit-code';
import { focusIn } from './focus';
import { writeInParts } from './formats';
import { Locations } from './input/locations';
import { placesIn } from './policy-places';
import { PathsRead, Reader, readOperands } from './read-paths';
import { rereadable } from './saved-states';
import { Terminal } from './terminal';
import { remarks } from './text';
import { WrongUsage } from './wrong-usage';
import { isWorse, upgradeBetween, UpgradeSide } from '../changes/upgrade';
import { Problem } from '../model/finding';
import { GroupedBy } from '../model/grouping';
import { ObjectChange, Upgrade } from '../model/upgrade';
import { renderJsonUpgrade } from '../render/json-upgrade';
import { renderUpgrade } from '../render/upgrade';
import { USUAL_WIDTH } from '../render/wrapped-columns';

/** Runs `netpol upgrade`. */
export async function runUpgrade(args: Arguments, machine: Terminal): Promise<ExitCode> {
  const [from, to] = [enforcerIn(args, 'from'), enforcerIn(args, 'to')];
  checkQuestion(from, to, args);
  const terminal = rereadable(machine);
  const before = await readSide(from, to, [], args, terminal);
  const after = before && await readSide(to, from, before.context.problems, args, terminal);
  if (before === undefined || after === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const found = upgradeBetween(sideOf(from, before), sideOf(to, after), after.ingested.resources.networkPolicies, {
    by: (args.value('by') ?? 'destination') as GroupedBy,
    focusOn: workloads => focusIn(args, workloads),
    word: inWordsOfTheCommand,
  });
  const upgrade = { ...found, objects: located(found.objects, after.locations) };
  write(upgrade, before, after, args.value('format') === 'json', terminal);
  const code = before.code === ExitCode.FINE ? after.code : before.code;
  return code === ExitCode.FINE && args.has('exit-code') && isWorse(upgrade) ? ExitCode.FINDINGS : code;
}

/** @throws WrongUsage */
function checkQuestion(from: ChosenEnforcer, to: ChosenEnforcer, args: Arguments): void {
  if (from.name === to.name) {
    throw new WrongUsage(`\`--from\` and \`--to\` are both \`${from.name}\``, 'name two that may differ: `--from cilium-1.15 --to cilium-1.20`');
  }
  if (args.has('policy-controller') && [from, to].every(({ target }) => target.policyController === undefined)) {
    throw new WrongUsage('`--policy-controller` is there, and neither `--from` nor `--to` is a network driver',
      'say what gives the pods their network: `--from flannel`');
  }
  if (args.operands.length === 0) {
    throw new WrongUsage('there is no PATH to read', 'name files or folders, or `-` for stdin');
  }
}

/** Reads the manifests for one of the two. What has been said of the other is not said again. */
async function readSide(
  { target }: ChosenEnforcer, other: ChosenEnforcer, said: readonly Problem[], args: Arguments, terminal: Terminal,
): Promise<PathsRead | undefined> {
  const known = new Set(said.map(textOf));
  const reader: Reader = {
    verb: 'upgrade',
    withoutEffect: ({ withoutEffect }: KnownCluster) => withoutEffect,
    isKnown: problem => known.has(textOf(problem)),
  };
  const cluster = clusterNamed(target, args, terminal, { others: [other.target] });
  return readOperands({ operands: args.operands, files: terminal, cluster }, args, terminal, reader);
}

function textOf({ message, at, field, help }: Problem): string {
  return JSON.stringify([message, at.object, at.file, at.source, field, help]);
}

function sideOf(
  { name, kubernetesMinor }: ChosenEnforcer, { ingested: { snapshot, ignored } }: PathsRead,
): UpgradeSide {
  return { name, snapshot, ignored, kubernetesMinor };
}

/** The objects with the lines on which they stand. */
function located(objects: readonly ObjectChange[], locations: Locations): ObjectChange[] {
  const problems = locations.locate(objects.map(({ at }): Problem =>
    ({ severity: 'info', message: '', at, field: 'metadata.name' })));
  return objects.map((object, index) => ({ ...object, at: problems[index].at }));
}

function write(
  upgrade: Upgrade, before: PathsRead, after: PathsRead, isJson: boolean, terminal: Terminal,
): void {
  const [old, recent] = [before, after].map(({ locations }, index) => placesIn(upgrade.changes
    .map(({ witness }) => [witness.before, witness.after][index].trace), locations));
  const known = new Set(before.context.problems.map(textOf));
  const context = {
    ...after.context,
    isPartial: before.context.isPartial || after.context.isPartial,
    problems: [...before.context.problems, ...after.context.problems.filter(problem => !known.has(textOf(problem)))],
  };
  if (isJson) {
    writeInParts(renderJsonUpgrade(upgrade, { before: old, after: recent }, context), terminal);
    return;
  }
  const places = upgrade.changes.map(({ witness }) =>
    [...new Map([...old.of(witness.before.trace), ...recent.of(witness.after.trace)]
      .map(place => [place.name, place])).values()]);
  const lines = renderUpgrade(upgrade, places, terminal.columns ?? USUAL_WIDTH);
  terminal.writeOut(lines.map(line => `${line}\n`).join('') + remarks(context));
}
