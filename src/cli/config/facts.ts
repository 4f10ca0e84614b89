import { CILIUM_FACTS } from './cilium-facts';
import { readExisting } from './existing-facts';
import { oneOf } from './one-of';
import { CiliumSettings } from '../../dialects/described-cluster';
import { readBlocks } from '../../ingest/reading/addresses';
import { Field } from '../../ingest/reading/fields';
import { DeclaredFacts } from '../../model/cluster';
import { AddressAndPort, parseAddressAndPort } from '../../sets/address-and-port';
import { AddressSet } from '../../sets/addresses';
import { nearest } from '../../sets/nearest';
import { listed } from '../../wording/lists';

/** What is known about the cluster, as `ClusterFacts` tells it. */
export interface KnownFacts {
  readonly declared: DeclaredFacts;
  /** How Cilium is configured. */
  readonly cilium: CiliumSettings;
  readonly ciliumPatch?: number;
  /** Whether GKE's Dataplane V2 takes CiliumClusterwideNetworkPolicy. */
  readonly gkeClusterwidePolicies?: boolean;
  /** Whether ClusterNetworkPolicy is switched on. */
  readonly clusterNetworkPolicyEnabled?: boolean;
}

/** One fact as somebody gave it. */
export interface GivenFact {
  readonly tells: Partial<KnownFacts>;
  /** Where it stands; undefined on the command line. */
  readonly field?: Field;
}

/** Facts by their names. */
export type GivenFacts = ReadonlyMap<string, GivenFact>;

type FactReader = (field: Field) => Partial<KnownFacts>;

/** Every fact, with how to read it. */
const READERS: ReadonlyMap<string, FactReader> = new Map<string, FactReader>([
  ['podCidrs', field => ({ declared: { podAddresses: readCidrs(field) } })],
  ['nodeCidrs', field => ({ declared: { nodeAddresses: readCidrs(field) } })],
  ['serviceCidrs', field => ({ declared: { serviceAddresses: readCidrs(field) } })],
  ['apiServers', field => ({ declared: { apiServers: readApiServers(field) } })],
  ['serviceTranslation', field => {
    const when = oneOf(field, ['before-policy', 'after-policy']);
    return { declared: { servicesBeforePolicy: when && when === 'before-policy' } };
  }],
  ['existing', field => ({ declared: { existing: field.items().flatMap(readExisting) } })],
  ['ciliumPatchVersion', field => ({ ciliumPatch: readPatch(field) })],
  ...[...CILIUM_FACTS].map(([name, read]): [string, FactReader] => [name, field => ({ cilium: read(field) })]),
  ['gkeClusterwidePolicies', field => ({ gkeClusterwidePolicies: field.boolean() })],
  ['clusterNetworkPolicyEnabled', field => ({ clusterNetworkPolicyEnabled: field.boolean() })],
]);

/** The names of all facts. */
export const FACT_NAMES: readonly string[] = [...READERS.keys()];

/** Reads a map of facts; whatever is wrong with them is reported. */
export function readFactMap(field: Field): GivenFacts {
  const facts = new Map<string, GivenFact>();
  for (const key of field.keys()) {
    const fact = field.get(key);
    const read = READERS.get(key);
    if (read === undefined) {
      const meant = nearest(key, FACT_NAMES);
      field.report.fault(`\`${fact.path}\` is not a fact that netpol knows`, fact.path,
        meant === undefined ? `the facts are ${listed(FACT_NAMES)}` : `did you mean \`${meant}\`?`);
    } else {
      facts.set(key, { tells: read(fact), field: fact });
    }
  }
  return facts;
}

/** All of them together. */
export function together(facts: GivenFacts): KnownFacts {
  return [...facts.values()].reduce<KnownFacts>((all, { tells }) => ({
    ...all,
    ...tells,
    declared: { ...all.declared, ...tells.declared },
    cilium: { ...all.cilium, ...tells.cilium },
  }), { declared: {}, cilium: {} });
}

function readCidrs(field: Field): AddressSet | undefined {
  const items = field.items();
  if (Array.isArray(field.value) && items.length === 0) {
    field.report.fault(`\`${field.path}\` is an empty list, which would mean that there is no address`, field.path,
      'list the blocks, or leave the field out when they are not known');
  }
  return items.length === 0 ? undefined : readBlocks(items);
}

function readApiServers(field: Field): readonly AddressAndPort[] | undefined {
  const items = field.items();
  if (Array.isArray(field.value) && items.length === 0) {
    field.report.fault(`\`${field.path}\` is an empty list, as if there were no API server`, field.path,
      'list where it listens, or leave the field out when that is not known');
  }
  return items.length === 0 ? undefined : items.flatMap(readApiServer);
}

function readApiServer(field: Field): AddressAndPort[] {
  const text = field.text();
  const read = text === undefined ? undefined : parseAddressAndPort(text);
  if (text !== undefined && read === undefined) {
    field.fault('not an address and a port', 'write where it listens: `192.0.2.10:6443`, `"[2001:db8::10]:6443"`');
  }
  return read === undefined ? [] : [read];
}

function readPatch(field: Field): number | undefined {
  const number = field.integer();
  if (number !== undefined && number < 0) {
    field.fault('not the number of a patch release', 'write the last number of the version: 2 for Cilium 1.20.2');
    return undefined;
  }
  return number;
}
