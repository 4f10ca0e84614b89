import { Arguments, Option } from './arguments';
import { WrongUsage } from './wrong-usage';
import { Party } from '../assertions/assertion';
import { END_FORMS, readEnd, workloadsNamed } from '../assertions/end-texts';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { renderColumns } from '../render/columns';
import { IntervalSet } from '../sets/interval-set';
import { ALL_PORTS, FIRST_PORT, LAST_PORT, NO_PORTS, PortSet, PROTOCOLS } from '../sets/ports';

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
  const end = text === undefined ? undefined : readEnd(text);
  if (option === 'from' && end !== undefined && 'party' in end && end.party.beyondPolicies?.some(({ kind }) => kind === 'service')) {
    throw new WrongUsage(`\`--from\`: \`${text}\` takes connections and starts none`, 'name the pods behind it: `shop/web`, or `shop/app=web`');
  }
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
  return texts.length === 0 ? [{ kind: 'any' }] : texts.map(readPort);
}

function readPort(text: string): PortMatch {
  const [, given, rest] = /^([a-z]+)(?:\/(.+))?$/i.exec(text) ?? [];
  const protocol = PROTOCOLS.find(known => known === given?.toUpperCase());
  const match = protocol === undefined ? undefined
    : rest === undefined ? { kind: 'numbered' as const, protocol, ports: ALL_PORTS }
      : /^[a-z0-9-]*[a-z][a-z0-9-]*$/i.test(rest) ? { kind: 'named' as const, protocol, name: rest }
        : { kind: 'numbered' as const, protocol, ports: numbersIn(rest) };
  if (match === undefined || (match.kind === 'numbered' && match.ports.isEmpty)) {
    throw new WrongUsage(`\`--port\` is \`${text}\`, not a protocol with a port`,
      'write `--port tcp/8080`, `--port tcp/8000-8010`, `--port tcp/http`, or `--port tcp` for every port of TCP');
  }
  return match;
}

function numbersIn(text: string): PortSet {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [start, end] = [first, last].map(Number);
  const isRange = start >= FIRST_PORT && start <= end && end <= LAST_PORT;
  return isRange ? IntervalSet.of({ start, end: end + 1 }) : NO_PORTS;
}
