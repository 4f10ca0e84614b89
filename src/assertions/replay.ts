import { isStranger } from './absent-pods';
import { Stated } from './assertion';
import { partyInCode } from './in-code';
import { Endpoint, Flow, formatEndpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { formatAddress } from '../sets/addresses';
import { inShell } from '../wording/shell';

/**
 * What shows the flow and its reasons again: the command for those who have asked with it, else a question to the
 * library. Undefined where neither can be asked: about a pod that is not there, or a node.
 */
export function replayOf({ facts, enforcement }: Snapshot, flow: Flow, { paths }: Stated): string | undefined {
  if (paths !== undefined) {
    return command(flow, paths);
  }
  const known = [
    ...Object.values(facts).some(isStated) ? ['facts'] : [], ...enforcement.dialect === KUBERNETES ? [] : ['target'],
  ];
  return question(flow, known.length === 0 ? 'app' : `app, { ${known.join(', ')} }`);
}

function command({ source, destination, protocol, port }: Flow, paths: readonly string[]): string | undefined {
  const [from, to] = [source, destination].map(endInText);
  return from === undefined || to === undefined ? undefined : [
    'netpol explain', ...paths.map(inShell), '--from', inShell(from), '--to', inShell(to),
    ...protocol === 'ICMP' ? [] : ['--port', `${protocol.toLowerCase()}/${port}`],
  ].join(' ');
}

/** The endpoint as the command reads it; undefined for a pod that is not there. */
function endInText(endpoint: Endpoint): string | undefined {
  switch (endpoint.kind) {
    case 'address': return formatAddress(endpoint.address);
    case 'node': return 'node';
    case 'workload': return isStranger(endpoint) ? undefined : formatEndpoint(endpoint);
  }
}

/** Whether somebody has declared it. */
function isStated(fact: unknown): boolean {
  return fact !== undefined && !(Array.isArray(fact) && fact.length === 0);
}

/** The dialect of a question without a target. */
const KUBERNETES = 'kubernetes';

/** @param given what is known must be given again, or the answer may be another */
function question({ source, destination, protocol, port }: Flow, given: string): string | undefined {
  const [from, to] = [source, destination].map(partyInCode);
  return from === undefined || to === undefined || protocol === 'ICMP' ? undefined
    : `Reachability.ofApp(${given}).explain({ source: ${from}, destination: ${to}, port: Port.${protocol.toLowerCase()}(${port}) })`;
}
