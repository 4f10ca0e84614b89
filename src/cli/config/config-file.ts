import { CONFIG_KEYS, Configured, isConfiguration, readConfigMap } from './config-map';
import { SettingsFile } from './settings-file';
import { listed } from '../../wording/lists';
import { decode } from '../input/decode';
import { readDocuments } from '../input/documents';
import { isObject } from '../input/is-object';
import { USUAL_LIMIT } from '../size-limit';
import { Missing, Terminal, Unreadable } from '../terminal';

/** The configuration of the working folder. */
export interface ConfigFile extends Configured {
  /** The one name of the file, which is not read as a manifest. */
  readonly path: string;
  readonly file: SettingsFile;
}

const NOTHING: Configured = { facts: new Map() };

/** The only name, so that a repository has one and editors know it. */
export const CONFIG_NAME = 'netpol.yaml';

const OTHER_NAME = 'netpol.yml';

/** The configuration; undefined when the working folder has none, or manifests under that name. */
export function findConfig(terminal: Terminal): ConfigFile | undefined {
  const file = new SettingsFile(CONFIG_NAME, 'the configuration');
  try {
    const bytes = readIfThere(CONFIG_NAME, terminal);
    return bytes === undefined ? otherName(terminal)
      : holdsManifests(bytes) ? undefined
        : { path: terminal.realPath(CONFIG_NAME), file, ...readConfig(file, bytes) };
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    file.report.fault(`\`${CONFIG_NAME}\` ${error.message}`, undefined,
      'give yourself the right to read it, or say `--no-config`');
    return { path: CONFIG_NAME, file, ...NOTHING };
  }
}

function readConfig(file: SettingsFile, bytes: Uint8Array): Configured {
  const root = file.read(bytes, {
    what: 'one map that configures netpol',
    help: `write ${listed(CONFIG_KEYS)}; or say \`--no-config\``,
  });
  return root === undefined ? NOTHING : readConfigMap(root);
}

/** Whoever gave it the other name believes that it is read. */
function otherName(terminal: Terminal): ConfigFile | undefined {
  const bytes = readIfThere(OTHER_NAME, terminal);
  const contents = bytes === undefined ? [] : contentsOf(bytes);
  if (!contents.some(isConfiguration)) {
    return undefined;
  }
  const file = new SettingsFile(OTHER_NAME, 'the configuration');
  file.report.fault(`\`${OTHER_NAME}\` is not read: the configuration is called \`${CONFIG_NAME}\``, undefined,
    `rename it to \`${CONFIG_NAME}\`, or say \`--no-config\``);
  return { path: terminal.realPath(OTHER_NAME), file, ...NOTHING };
}

/** People call the manifest of a policy so too. */
function holdsManifests(bytes: Uint8Array): boolean {
  return contentsOf(bytes).some(isObject);
}

function contentsOf(bytes: Uint8Array): unknown[] {
  const text = decode(bytes);
  return typeof text !== 'string' ? [] : readDocuments(text).documents.map(({ content }) => content);
}

function readIfThere(name: string, terminal: Terminal): Uint8Array | undefined {
  try {
    return terminal.readFile(name, USUAL_LIMIT);
  } catch (error) {
    if (error instanceof Missing) {
      return undefined;
    }
    throw error;
  }
}
