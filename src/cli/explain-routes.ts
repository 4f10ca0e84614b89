import { NO_SUCH_CONNECTION } from './asked-connection';
import { ExitCode } from './exit-code';
import { writeInParts } from './formats';
import { PathsRead } from './read-paths';
import { Terminal } from './terminal';
import { remarks } from './text';
import { Stated } from '../assertions/assertion';
import { ANYBODY } from '../assertions/end-texts';
import { withKnownPods } from '../assertions/known-pods';
import { routes, RoutesAsked } from '../assertions/routes';
import { nothingToCheck } from '../assertions/vacuous';
import { carriedTraffic } from '../model/interpretation';
import { renderFinding } from '../render/human';
import { renderRoutesJson } from '../render/json-routes';
import { renderRoutes } from '../render/routes';

/** Says who reaches an end, or what it reaches. */
export function explainRoutes(
  read: PathsRead, asked: RoutesAsked & Stated, isJson: boolean, terminal: Terminal,
): ExitCode {
  const { ingested: { snapshot }, context, code } = read;
  const known = withKnownPods(snapshot, [asked.party]);
  const [source, destination] = asked.end === 'sources' ? [ANYBODY, asked.party] : [asked.party, ANYBODY];
  const idle = nothingToCheck(known, NO_SUCH_CONNECTION, { ...asked, source, destination }, false);
  if (idle.length > 0) {
    idle.forEach(finding => terminal.writeError(`${renderFinding(finding)}\n\n`));
    return ExitCode.UNREADABLE_INPUT;
  }
  const answer = { ...asked, ...routes(known, asked), workloads: known.workloads, everything: carriedTraffic(known) };
  if (isJson) {
    writeInParts(renderRoutesJson(answer, context), terminal);
  } else {
    terminal.writeOut(`${renderRoutes(answer, terminal.columns)}\n${remarks(context)}`);
  }
  return code;
}
