import { Arguments } from './arguments';
import { endIn, portsIn } from './asked-connection';
import { ExitCode } from './exit-code';
import { explainConnection } from './explain-connection';
import { explainRoutes } from './explain-routes';
import { Reader, readPaths } from './read-paths';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';

const READER: Reader = { verb: 'explain', withoutEffect: ({ withoutEffect }) => withoutEffect };

/** Runs `netpol explain`. */
export async function runExplain(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [source, destination, ports] = [endIn(args, 'from'), endIn(args, 'to'), portsIn(args)];
  const isTransitive = args.has('transitive');
  const party = source ?? destination;
  if (party === undefined) {
    throw new WrongUsage('there is neither `--from` nor `--to`', 'name an end, or both: `--from shop/web --to shop/db`');
  }
  if (isTransitive && source !== undefined && destination !== undefined) {
    throw new WrongUsage('`--transitive` is for a question about one end', 'leave `--from` or `--to` out');
  }
  const read = await readPaths(args, terminal, READER);
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const { ingested: { snapshot } } = read;
  const isJson = args.value('format') === 'json';
  const stated = { at: { object: 'the question' }, paths: args.operands };
  if (source !== undefined && destination !== undefined) {
    const assertion = { ...stated, source: source(snapshot), destination: destination(snapshot), ports };
    return explainConnection(read, assertion, isJson, terminal);
  }
  const end = source === undefined ? 'sources' : 'destinations';
  return explainRoutes(read, { ...stated, party: party(snapshot), end, ports, isTransitive }, isJson, terminal);
}
