import { CILIUM_FACTS } from './cilium-facts';
import { CiliumSettings, isGoogles, takesSettings } from './dialects';
import { readExisting } from './existing-facts';
import { decode } from './input/decode';
import { readDocuments } from './input/documents';
import { Terminal, Unreadable } from './terminal';
import { readBlocks } from '../ingest/reading/addresses';
import { Field, showValue } from '../ingest/reading/fields';
import { Report } from '../ingest/reading/report';
import { DeclaredFacts, NO_FACTS } from '../model/cluster';
import { Problem } from '../model/finding';
import { AddressSet } from '../sets/addresses';
import { nearest } from '../sets/nearest';

/** What a facts file tells. */
export interface FileFacts {
  readonly declared: DeclaredFacts;
  /** How Cilium is configured. */
  readonly cilium: CiliumSettings;
  /** Whether GKE's Dataplane V2 takes CiliumClusterwideNetworkPolicy. */
  readonly gkeClusterwidePolicies?: boolean;
}

export const NO_FILE_FACTS: FileFacts = { declared: NO_FACTS, cilium: {} };

type FactReader = (facts: DeclaredFacts, field: Field) => DeclaredFacts;

/** The fields of a facts file, each with what it tells. */
const FIELDS: ReadonlyMap<string, FactReader> = new Map<string, FactReader>([
  ['podCidrs', (facts, field) => ({ ...facts, podAddresses: readCidrs(field) })],
  ['nodeCidrs', (facts, field) => ({ ...facts, nodeAddresses: readCidrs(field) })],
  ['serviceCidrs', (facts, field) => ({ ...facts, serviceAddresses: readCidrs(field) })],
  ['existing', (facts, field) => ({ ...facts, existing: field.items().flatMap(readExisting) })],
]);

/** The fact that only GKE's Dataplane V2 has a use for. */
const GKE_FACT = 'gkeClusterwidePolicies';

const NAMES = [...FIELDS.keys(), ...CILIUM_FACTS.keys(), GKE_FACT];

/**
 * Reads what the user knows about the cluster; whatever is wrong with the file is added to the problems.
 *
 * @param dialect the name of the dialect, which may have no use for some facts
 */
export function readFactsFile(name: string, dialect: string, terminal: Terminal, problems: Problem[]): FileFacts {
  const report = new Report({ object: 'the facts', file: name }, problems, 'error');
  const content = readContent(name, terminal, report);
  const root = Field.root(content, report);
  if (content === undefined || !root.isMap()) {
    return NO_FILE_FACTS;
  }
  return root.keys().reduce<FileFacts>((facts, key) => {
    const setting = CILIUM_FACTS.get(key);
    const reader = FIELDS.get(key);
    if (setting !== undefined) {
      reportUnread(key, dialect, report);
      return { ...facts, cilium: { ...facts.cilium, ...setting(root.get(key)) } };
    }
    if (key === GKE_FACT) {
      reportUnread(key, dialect, report);
      return { ...facts, gkeClusterwidePolicies: root.get(key).boolean() };
    }
    if (reader === undefined) {
      reportUnknown(key, report);
      return facts;
    }
    return { ...facts, declared: reader(facts.declared, root.get(key)) };
  }, NO_FILE_FACTS);
}

/** Nobody shall rely on what nothing reads. */
function reportUnread(key: string, dialect: string, report: Report): void {
  if (key === GKE_FACT && !isGoogles(dialect)) {
    report.fault(`\`${key}\` is a setting of GKE's Dataplane V2, but the dialect is \`${dialect}\``, key,
      'say so: `--dialect gke-dataplane-v2`; or leave the fact out');
  } else if (key === 'policyEnforcementMode' && isGoogles(dialect)) {
    report.fault(`\`${key}\` cannot be set on GKE's Dataplane V2, which enforces policies always`, key, 'leave the fact out');
  } else if (!takesSettings(dialect)) {
    report.fault(`\`${key}\` is a setting of Cilium, but the dialect is \`${dialect}\``, key,
      'name the version of Cilium: `--dialect cilium-1.18`; or leave the fact out');
  }
}

function readContent(name: string, terminal: Terminal, report: Report): unknown {
  let text: string | undefined;
  try {
    text = decode(terminal.readFile(name));
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    report.fault(`\`${name}\` ${error.message}`, undefined, 'name a file that can be read');
    return undefined;
  }
  const { documents, faults } = readDocuments(text ?? '\0');
  faults.forEach(({ message }) => report.fault(`\`${name}\` is not valid YAML: ${message}`, undefined, 'correct it'));
  if (faults.length > 0) {
    return undefined;
  }
  const [document] = documents;
  if (documents.length !== 1 || typeof document.content !== 'object' || document.content === null) {
    report.fault(`\`${name}\` is ${showValue(document?.content)}, not one map of facts`, undefined,
      `write fields such as \`podCidrs: [10.244.0.0/16]\`; there are ${listed(NAMES)}`);
    return undefined;
  }
  return document.content;
}

function readCidrs(field: Field): AddressSet | undefined {
  const items = field.items();
  if (Array.isArray(field.value) && items.length === 0) {
    field.report.fault(`\`${field.path}\` is an empty list, which would mean that there is no address`, field.path,
      'list the blocks, or leave the field out when they are not known');
  }
  return items.length === 0 ? undefined : readBlocks(items);
}

function reportUnknown(key: string, report: Report): void {
  const meant = nearest(key, NAMES);
  report.fault(`\`${key}\` is not a fact that netpol knows`, key,
    meant === undefined ? `the facts are ${listed(NAMES)}` : `did you mean \`${meant}\`?`);
}

function listed(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
