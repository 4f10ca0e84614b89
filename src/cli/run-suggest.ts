import { Arguments } from './arguments';
import { endIn, NO_SUCH_CONNECTION, portsIn } from './asked-connection';
import { ExitCode } from './exit-code';
import { Reader, readPaths } from './read-paths';
import { SUGGESTION_FORMATS } from './suggestion-formats';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';
import { Assertion } from '../assertions/assertion';
import { withKnownPods } from '../assertions/known-pods';
import { nothingToCheck } from '../assertions/vacuous';
import { Snapshot } from '../model/snapshot';
import { renderChanges } from '../render/changes';
import { renderFinding } from '../render/human';
import { codeOfPolicy } from '../suggestions/code';
import { manifestOfPolicy } from '../suggestions/manifest';
import { suggest } from '../suggestions/suggest';
import { SuggestedPolicy, Suggestion } from '../suggestions/suggestion';
import { yamlOfPolicy } from '../suggestions/yaml';

const READER: Reader = { verb: 'suggest', withoutEffect: ({ withoutEffect }) => withoutEffect };

/** Runs `netpol suggest`. */
export async function runSuggest(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const wantedOf = wantedIn(args);
  const read = await readPaths(args, terminal, READER);
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const { ingested: { snapshot, resources }, dialect, code } = read;
  const wanted = wantedOf(snapshot);
  const known = withKnownPods(snapshot, [wanted.source, wanted.destination]);
  const idle = nothingToCheck(known, NO_SUCH_CONNECTION, wanted, false);
  if (idle.length > 0) {
    idle.forEach(finding => terminal.writeError(`${renderFinding(finding)}\n\n`));
    return ExitCode.UNREADABLE_INPUT;
  }
  const suggestion = suggest({ snapshot: known, resources, dialect }, [wanted]);
  const format = (args.value('format') ?? SUGGESTION_FORMATS[0]) as typeof SUGGESTION_FORMATS[number];
  terminal.writeOut(WRITE[format](suggestion.policies));
  sayWhatIsLeft(suggestion, terminal);
  const isAll = suggestion.unmet.length === 0 && suggestion.sideEffects.length === 0;
  return code !== ExitCode.FINE ? code : isAll ? ExitCode.FINE : ExitCode.FINDINGS;
}

/** @throws WrongUsage */
function wantedIn(args: Arguments): (snapshot: Snapshot) => Assertion {
  const [source, destination] = [endIn(args, 'from'), endIn(args, 'to')];
  if (source === undefined || destination === undefined) {
    throw new WrongUsage(`there is no \`--${source === undefined ? 'from' : 'to'}\``, 'name both ends: `--from shop/web --to shop/db --port tcp/5432`');
  }
  const ports = portsIn(args);
  return snapshot => ({
    at: { object: 'the command line' }, paths: args.operands, source: source(snapshot), destination: destination(snapshot), ports,
  });
}

const WRITE: Readonly<Record<typeof SUGGESTION_FORMATS[number], (policies: readonly SuggestedPolicy[]) => string>> = {
  yaml: policies => policies.map(yamlOfPolicy).join('---\n'),
  constructs: policies => policies.map(codeOfPolicy).join(''),
  json: policies => `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: policies.map(manifestOfPolicy) }, undefined, 2)}\n`,
};

function sayWhatIsLeft({ policies, unmet, sideEffects }: Suggestion, terminal: Terminal): void {
  unmet.forEach(finding => terminal.writeError(`${renderFinding(finding)}\n\n`));
  if (policies.length === 0 && unmet.length === 0) {
    terminal.writeError('nothing is to be added: the connection is possible already\n');
  }
  if (sideEffects.length > 0) {
    terminal.writeError(`warning[output]: the policies change more than was asked for\n${renderChanges(sideEffects)
      .map(line => `note: ${line}\n`).join('')}${helpAgainst(policies).map(line => `help: ${line}\n`).join('')}`);
  }
}

/** What would make the policies open less. */
function helpAgainst(policies: readonly SuggestedPolicy[]): string[] {
  const peers = policies.flatMap(({ rules }) => rules).flatMap(rule => rule.peers);
  return [
    ...peers.some(({ kind }) => kind === 'block') ? ['say where pods get their addresses with `--pod-cidr CIDR`: rules about the internet leave these out'] : [],
    ...peers.some(({ kind }) => kind === 'pods') ? ['give the pods labels that tell them from the others'] : [],
  ];
}
