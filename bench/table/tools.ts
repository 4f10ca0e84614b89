import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readJson, readLines, readRows } from './answers';
import { CACHE } from '../folders';
import { Tool } from './tool';

/** The folder of manifests as `netpol` is asked about it, with no pod inside any ipBlock, as the peers assume. */
function netpol(bin: string, folder: string, format: string): readonly string[] {
  return [process.execPath, bin, 'list', folder, '--format', format, '--external-blocks'];
}

/** Addresses have no name with a namespace. */
function isOutside(source: string, destination: string): boolean {
  return ![source, destination].every(end => end.includes('/'));
}

/** Ourselves. The other format is the one in which addresses outside are compared. */
export function ours(bin: string): Tool {
  return { name: 'netpol', command: folder => netpol(bin, folder, 'json'), read: readJson, leavesOut: isOutside };
}

/** The same answers once more, with addresses outside in the peers' form; compared, not timed. */
export function oursAsLines(bin: string): Tool {
  return { name: 'netpol', command: folder => netpol(bin, folder, 'connlist'), read: readLines, leavesOut: () => false };
}

const ANALYZER = path.join(CACHE, 'netpol-analyzer');
const DATA_PLANE = path.join(CACHE, 'kube-network-policies');

/** The peers that bench/peers.sh builds. */
export const PEERS: readonly Tool[] = [
  {
    name: 'netpol-analyzer',
    command: folder => [ANALYZER, 'list', '--dirpath', folder, '-o', 'json', '-q'],
    read: readRows,
    // It has no row from a workload to itself, not even when two of its replicas may connect.
    leavesOut: (source, destination) => source === destination,
  },
  {
    name: 'kube-network-policies',
    command: folder => [DATA_PLANE, '-dirpath', folder],
    read: readRows,
    // Its driver asks about workloads alone.
    leavesOut: isOutside,
  },
];

/** Those that read whatever manifests a folder holds; the driver knows the kinds that the generator writes. */
export const ANALYSERS: readonly Tool[] = PEERS.slice(0, 1);

/** Whether the peers have been built. */
export function peersAreThere(): boolean {
  return [ANALYZER, DATA_PLANE].every(file => existsSync(file));
}
