import { Arguments, Option } from './arguments';
import { WrongUsage } from './wrong-usage';
import { Party } from '../assertions/assertion';
import { END_FORMS, readEnd, readSource, workloadsNamed } from '../assertions/end-texts';
import { PORT_FORMS, readPort } from '../assertions/port-texts';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { renderColumns } from '../render/columns';

/** What findings about questions are called that mean no connection. */
export const NO_SUCH_CONNECTION = 'no-such-connection';

/** Options that name connections. */
export const CONNECTION_OPTIONS: readonly Option[] = [
  { name: 'from', value: 'END', summary: 'where connections start' },
  { name: 'to', value: 'END', summary: 'where they go' },
  { name: 'port', value: 'PORT', isRepeatable: true, summary: 'the port of the destination: tcp/8080, tcp/8000-8010, udp/53, tcp/http, tcp' },
];

/** What `netpol help` says about ends. */
export const END_DETAILS: readonly string[] = [
  'END is one of:', ...renderColumns(END_FORMS).map(line => `  ${line}`),
];

/** The end that an option names; undefined where it is not given. @throws WrongUsage */
export function endIn(args: Arguments, option: 'from' | 'to'): EndOption | undefined {
  const text = args.value(option);
  const end = text === undefined ? undefined : option === 'from' ? readSource(text) : readEnd(text);
  if (end === undefined || 'party' in end) {
    return end && (() => end.party);
  }
  if ('fault' in end) {
    throw new WrongUsage(`\`--${option}\`: ${end.fault}`, end.help);
  }
  return snapshot => {
    const party = workloadsNamed(snapshot, end.workload);
    if ('fault' in party) {
      throw new WrongUsage(`\`--${option}\`: ${party.fault}`, party.help);
    }
    return party;
  };
}

/** The party that an option means, once it is known what there is. @throws WrongUsage */
export type EndOption = (snapshot: Snapshot) => Party;

/** The ports that are asked for: without the option, every one. @throws WrongUsage */
export function portsIn(args: Arguments): PortMatch[] {
  const texts = args.values('port');
  return texts.length === 0 ? [{ kind: 'any' }] : texts.map(portNamed);
}

function portNamed(text: string): PortMatch {
  const match = readPort(text);
  if (match === undefined) {
    throw new WrongUsage(`\`--port\` is \`${text}\`, not a protocol with a port`, `write ${PORT_FORMS}`);
  }
  return match;
}
