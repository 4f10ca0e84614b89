import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import {
  Cidr, CiliumVersion, ClusterFacts, ExistingCluster, INetworkPolicyTarget, IPeer, NetworkDriver, Pods, Port,
  Reachability,
} from '../../src';
import { sharedFolder } from '../shared';

const FOLDER = sharedFolder('reports');

/** A question about a situation that somebody reported, with the values that are right. */
interface Case {
  readonly file: string;
  readonly dialect?: string;
  readonly facts?: ClusterFacts;
  readonly namespace?: string;
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly expect: string | readonly string[];
}

function targetOf(dialect: string): INetworkPolicyTarget | undefined {
  switch (dialect) {
    case 'kubernetes': return undefined;
    case 'gke': return ExistingCluster.of('reported', { networkDriver: NetworkDriver.GKE_DATAPLANE_V2 });
    case 'calico': return ExistingCluster.of('reported', { networkDriver: NetworkDriver.CALICO });
    default: return ExistingCluster.of('reported', {
      networkDriver: NetworkDriver.CILIUM, ciliumVersion: dialect.replace('cilium-', '') as CiliumVersion,
    });
  }
}

function peerOf(text: string): IPeer {
  if (/^[0-9a-f:.]+\/\d+$/.test(text)) {
    return Cidr.of(text);
  }
  const [namespace, labels] = text.split('/');
  return Pods.labeled(Object.fromEntries(labels.split(',').map(label => label.split('=')))).inNamespace(namespace);
}

function portOf(text: string | undefined): Port | undefined {
  const [protocol, number] = text?.split(' ') ?? [];
  switch (protocol) {
    case 'TCP': return Port.tcp(Number(number));
    case 'UDP': return Port.udp(Number(number));
    case 'SCTP': return Port.sctp(Number(number));
    default: return undefined;
  }
}

function verdictOn({ file, dialect = 'kubernetes', facts, namespace, from, to, port }: Case): string {
  const documents = loadAll(readFileSync(path.join(FOLDER!, file), 'utf8')).filter(Boolean);
  try {
    return Reachability.ofManifests(documents, { target: targetOf(dialect), facts, namespace })
      .check({ source: peerOf(from), destination: peerOf(to), port: portOf(port) }).verdict;
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

if (FOLDER === undefined) {
  test.skip('set NETPOL_SHARED to the folder that holds reports to ask about what people reported', () => undefined);
} else {
  const cases: readonly Case[] = JSON.parse(readFileSync(path.join(FOLDER, 'verdicts.json'), 'utf8'));
  const titled = cases.map(one => ({ title: `${one.file} ${one.dialect ?? 'kubernetes'} ${one.to}`, ...one }));

  describe('a situation that somebody reported is answered wrongly', () => {
    test.each(titled)('$title: $from -> $to $port', one => {
      const isRight = [one.expect].flat().some(right => verdictOn(one).split(':')[0] === right);
      expect(isRight ? 'right' : verdictOn(one)).toBe('right');
    });
  });
}
