import { FACT_NAMES, GivenFacts, readFactMap } from './facts';
import { SettingsFile } from './settings-file';
import { listed } from '../../wording/lists';
import { USUAL_LIMIT } from '../size-limit';
import { Terminal, Unreadable } from '../terminal';

/** What a facts file tells. */
export interface FactsFile {
  readonly file: SettingsFile;
  readonly facts: GivenFacts;
}

/** Reads the file of `--facts`. */
export function readFactsFile(name: string, terminal: Terminal): FactsFile {
  const file = new SettingsFile(name, 'the facts');
  const bytes = readBytes(name, terminal, file);
  const root = bytes && file.read(bytes, {
    what: 'one map of facts',
    help: `write fields such as \`podCidrs: [10.244.0.0/16]\`; there are ${listed(FACT_NAMES)}`,
  });
  return { file, facts: root === undefined ? new Map() : readFactMap(root) };
}

function readBytes(name: string, terminal: Terminal, { report }: SettingsFile): Uint8Array | undefined {
  try {
    return terminal.readFile(name, USUAL_LIMIT);
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    report.fault(`\`${name}\` ${error.message}`, undefined, 'name a file that can be read');
    return undefined;
  }
}
