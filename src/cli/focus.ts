import { Arguments, Option } from './arguments';
import { WrongUsage } from './wrong-usage';
import { Focus } from '../engine/answers/focus';
import { TrafficDirection } from '../model/policy';
import { formatWorkload, Workload } from '../model/workload';
import { nearest } from '../sets/nearest';
import { ALL_PORTS, FIRST_PORT, LAST_PORT, portRange, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

const DIRECTIONS_ASKED: readonly TrafficDirection[] = ['ingress', 'egress'];

/** Options that ask for a part of the connections. */
export const FOCUS_OPTIONS: readonly Option[] = [
  { name: 'in-namespace', value: 'NAME', isRepeatable: true, summary: 'only connections of the workloads in that namespace' },
  { name: 'workload', value: 'NAME', isRepeatable: true, summary: 'only connections of that workload: shop/web, or web in any' },
  { name: 'direction', value: 'DIRECTION', choices: DIRECTIONS_ASKED, summary: 'only what is received (ingress), or only what is sent (egress)' },
  { name: 'port', value: 'PORT', summary: 'only this traffic: tcp/8080, udp/53, or tcp' },
];

/** The part that is asked for. @throws WrongUsage when it names what the input does not have */
export function focusIn(args: Arguments, workloads: readonly Workload[]): Focus {
  const direction = args.value('direction') as TrafficDirection | undefined;
  const port = args.value('port');
  const asked = askedFor(args, workloads);
  return {
    ...asked === undefined ? {} : { workloads: asked },
    ...direction === undefined ? {} : { direction },
    ...port === undefined ? {} : { traffic: trafficNamed(port) },
  };
}

function askedFor(args: Arguments, workloads: readonly Workload[]): Set<Workload> | undefined {
  const namespaces = args.values('in-namespace');
  const names = args.values('workload');
  if (namespaces.length + names.length === 0 || workloads.length === 0) {
    return undefined;
  }
  const inNamespaces = namespaces.flatMap(name => found('in-namespace', name, workloads, ({ namespace }) => [namespace]));
  const named = names.flatMap(name => found('workload', name, workloads, workload => [workload.name, formatWorkload(workload)]));
  return new Set([...inNamespaces, ...named]);
}

function found(
  option: string, name: string, workloads: readonly Workload[], namesOf: (workload: Workload) => readonly string[],
): Workload[] {
  const meant = workloads.filter(workload => namesOf(workload).includes(name));
  if (meant.length === 0) {
    const similar = nearest(name, [...new Set(workloads.flatMap(namesOf))]);
    throw new WrongUsage(`\`--${option}\` is \`${name}\`, of which the input has no workload`,
      similar === undefined ? '`netpol list PATH --rows` shows the names of all' : `did you mean \`${similar}\`?`);
  }
  return meant;
}

function trafficNamed(text: string): TrafficSet {
  const [, name, digits] = /^([a-z]+)(?:\/(\d+))?$/i.exec(text) ?? [];
  const protocol = PROTOCOLS.find(known => known === name?.toUpperCase());
  const number = digits === undefined ? undefined : Number(digits);
  if (protocol === undefined || (number !== undefined && (number < FIRST_PORT || number > LAST_PORT))) {
    throw new WrongUsage(`\`--port\` is \`${text}\`, not a protocol with a port`,
      'write `--port tcp/8080`, or `--port tcp` for every port of TCP');
  }
  return TrafficSet.of(protocol, number === undefined ? ALL_PORTS : portRange(number));
}
