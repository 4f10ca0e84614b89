import { NO_SUCH_CONNECTION } from './asked-connection';
import { inWordsOfTheCommand } from './cause-help';
import { ExitCode } from './exit-code';
import { writeInParts } from './formats';
import { placesIn } from './policy-places';
import { PathsRead } from './read-paths';
import { Terminal } from './terminal';
import { remarks } from './text';
import { Assertion } from '../assertions/assertion';
import { explainAll, verdictOnAll } from '../assertions/explained';
import { withKnownPods } from '../assertions/known-pods';
import { nothingToCheck } from '../assertions/vacuous';
import { Explained } from '../model/explained';
import { renderChanges } from '../render/changes';
import { renderColumns } from '../render/columns';
import { renderFinding } from '../render/human';
import { renderExplanationJson } from '../render/json-explanation';
import { renderExplained } from '../render/trace';
import { manifestOfPolicy } from '../suggestions/manifest';
import { suggest } from '../suggestions/suggest';
import { Suggestion } from '../suggestions/suggestion';
import { yamlOfPolicy } from '../suggestions/yaml';
import { count } from '../wording/lists';

/** Says why the connections between two ends are decided as they are. */
export function explainConnection(
  read: PathsRead, assertion: Assertion, isJson: boolean, terminal: Terminal,
): ExitCode {
  const { ingested: { snapshot, resources }, dialect, locations, context, code } = read;
  const outcome = withKnownPods(snapshot, [assertion.source, assertion.destination]);
  const idle = nothingToCheck(outcome, NO_SUCH_CONNECTION, assertion, false);
  if (idle.length > 0) {
    idle.forEach(finding => terminal.writeError(`${renderFinding(finding)}\n\n`));
    return ExitCode.UNREADABLE_INPUT;
  }
  const answer = verdictOnAll(outcome, assertion);
  const flows = explainAll(outcome, assertion, inWordsOfTheCommand);
  const places = placesIn(flows.map(({ trace }) => trace), locations);
  const isAllowed = answer.verdict === 'allowed';
  const suggestion = isAllowed ? undefined : suggest({ snapshot: outcome, resources, dialect }, [assertion]);
  if (isJson) {
    const complete = suggestion?.unmet.length === 0 ? suggestion : undefined;
    const explained = {
      assertion,
      verdict: answer.verdict,
      flows,
      places,
      manifests: complete?.policies.map(manifestOfPolicy) ?? [],
      sideEffects: renderChanges(complete?.sideEffects ?? []),
    };
    writeInParts(renderExplanationJson(explained, context), terminal);
    return code;
  }
  const shown = flows.slice(0, MOST_SHOWN);
  terminal.writeOut([
    ...shown.map(flow => `${renderExplained(flow)}\n${placeLines(flow, places)}`),
    ...shown.length === flows.length ? []
      : [`and ${count(flows.length - shown.length, 'part')} more: name fewer ends, or say \`--format json\`\n`],
    ...suggestion === undefined ? [] : [mendOf(suggestion)],
  ].filter(text => text !== '').join('\n') + remarks(context));
  return code;
}

/** Nobody reads more at once. */
const MOST_SHOWN = 50;

function placeLines({ trace }: Explained, places: ReturnType<typeof placesIn>): string {
  const found = places.of(trace);
  return found.length === 0 ? ''
    : renderColumns(found.map(({ name, source }) => ['at', name, source])).map(line => `  ${line}\n`).join('');
}

/** So many policies are read where they are; more of them have a verb of their own. */
const MOST_POLICIES = 4;

function mendOf({ policies, unmet, sideEffects }: Suggestion): string {
  if (policies.length === 0 || unmet.length > 0) {
    return '';
  }
  const beside = sideEffects.length === 0 ? '' : ', which opens more than that, as `netpol suggest` tells';
  return policies.length > MOST_POLICIES ? `help: ${policies.length} policies would allow it: \`netpol suggest\` writes them\n`
    : `help: to allow it, add${beside}\n${policies.map(yamlOfPolicy).join('---\n').replace(/^(?=.)/gm, '  ')}`;
}
