import { ExitCode } from './exit-code';
import { writeInParts } from './formats';
import { PathsRead } from './read-paths';
import { Terminal } from './terminal';
import { remarks } from './text';
import { withKnownPods } from '../assertions/known-pods';
import { destinationsOf, sourcesOf } from '../assertions/members';
import { routes, RoutesAsked } from '../assertions/routes';
import { idleParty } from '../assertions/vacuous';
import { reach } from '../engine/reach';
import { carriedTraffic } from '../model/interpretation';
import { renderFinding } from '../render/human';
import { renderRoutesJson } from '../render/json-routes';
import { renderRoutes } from '../render/routes';

/** Says who reaches an end, or what it reaches. */
export function explainRoutes(read: PathsRead, asked: RoutesAsked, isJson: boolean, terminal: Terminal): ExitCode {
  const { ingested: { snapshot }, context, code } = read;
  const known = withKnownPods(snapshot, [asked.party]);
  const idle = idleParty(known, 'no-such-endpoint', { at: { object: 'the question' } }, {
    party: asked.party, membersOf: asked.end === 'sources' ? destinationsOf : sourcesOf, withStrangers: false,
  });
  if (idle.length > 0) {
    idle.forEach(finding => terminal.writeError(`${renderFinding(finding)}\n\n`));
    return ExitCode.UNREADABLE_INPUT;
  }
  const found = routes(known, asked);
  const { externalBlocks: blocks } = reach(known);
  const answer = { ...asked, routes: found, workloads: known.workloads, blocks, everything: carriedTraffic(known) };
  if (isJson) {
    writeInParts(renderRoutesJson(answer, context), terminal);
  } else {
    terminal.writeOut(`${renderRoutes(answer, terminal.columns)}\n${remarks(context)}`);
  }
  return code;
}
