import * as path from 'node:path';
import { FolderEntry, Terminal, Unreadable } from '../terminal';

/** What was named on the command line or found in a folder that was. */
export interface FoundFile {
  /** As the user would write it. */
  readonly name: string;
  /** Whether the user meant this very file, so that everything in it has to be an object. */
  readonly isNamed: boolean;
  readonly read: () => Promise<Uint8Array>;
}

/** Something that was named and cannot be read. */
export interface MissingFile {
  readonly name: string;
  readonly reason: string;
  /** What to do about it, where that is known. */
  readonly help?: string;
}

/** A folder from which a tool makes manifests, so that its files are not what will be applied. */
export interface SourceFolder {
  readonly name: string;
  readonly tool: 'kustomize' | 'helm';
  /** Whether the user named this very folder. */
  readonly isNamed: boolean;
}

/** What the operands mean. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly missing: readonly MissingFile[];
  /** Folders that are not read. */
  readonly sources: readonly SourceFolder[];
}

const STANDARD_INPUT = '-';

/** Why a file that configures netpol is not read as manifests. */
export const CONFIGURATION = {
  reason: 'configures netpol and holds no manifests',
  help: 'name the manifests; in the working folder, `netpol.yaml` is read without being named',
};

const ENDINGS = ['.yaml', '.yml', '.json'];

/**
 * All files that the operands mean, each once, in order of their names within a folder.
 *
 * @param isRaw whether to read the sources of kustomize and Helm as they are
 * @param config the one name of the file that configures netpol, which is none of them
 */
export function findFiles(
  operands: readonly string[], terminal: Terminal, isRaw: boolean, config?: string,
): FoundFiles {
  const finder = new Finder(terminal, isRaw, config);
  for (const operand of new Set(operands)) {
    finder.addOperand(operand);
  }
  return finder;
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The tool that reads the folder, as its files tell. */
function toolFor(names: readonly string[]): SourceFolder['tool'] | undefined {
  return KUSTOMIZATIONS.some(name => names.includes(name)) ? 'kustomize'
    : names.includes('Chart.yaml') && names.includes('templates') ? 'helm' : undefined;
}

class Finder implements FoundFiles {
  public readonly files: FoundFile[] = [];
  public readonly missing: MissingFile[] = [];
  public readonly sources: SourceFolder[] = [];
  private readonly seen: Set<string>;

  public constructor(
    private readonly terminal: Terminal, private readonly isRaw: boolean, private readonly config: string | undefined,
  ) {
    this.seen = new Set(config === undefined ? [] : [config]);
  }

  public addOperand(operand: string): void {
    if (operand === STANDARD_INPUT) {
      this.files.push({ name: 'stdin', isNamed: true, read: () => this.terminal.readStandardInput() });
      return;
    }
    this.guard(operand, () => {
      const real = this.terminal.realPath(operand);
      if (real === this.config) {
        this.missing.push({ name: operand, ...CONFIGURATION });
        return;
      }
      if (this.terminal.kindOf(operand) === 'file') {
        this.addFile(operand, real, true);
        return;
      }
      const found = this.files.length;
      const knew = this.seen.size;
      const sources = this.sources.length;
      this.addFolder(operand, real, true);
      if (this.files.length === found && this.seen.size === knew + 1 && this.sources.length === sources) {
        this.missing.push({ name: operand, reason: `has no file that ends in ${ENDINGS.join(', ')}` });
      }
    });
  }

  /** Folders that are hidden, such as `.git`, are left out, and so is `node_modules`. */
  private addFolder(folder: string, real: string, isNamed: boolean): void {
    if (!this.isNew(real)) {
      return;
    }
    const entries = this.terminal.listFolder(folder);
    const tool = this.isRaw ? undefined : toolFor(entries.map(({ name }) => name));
    if (tool !== undefined) {
      this.sources.push({ name: folder, tool, isNamed });
      return;
    }
    for (const entry of [...entries].sort(byName)) {
      this.guard(path.join(folder, entry.name), () => this.addEntry(entry, folder, real));
    }
  }

  private addEntry({ name, kind: known }: FolderEntry, folder: string, realFolder: string): void {
    const child = path.join(folder, name);
    const kind = known === 'unclear' ? this.terminal.kindOf(child) : known;
    const real = () => (known === 'unclear' ? this.terminal.realPath(child) : path.join(realFolder, name));
    if (kind === 'file') {
      if (ENDINGS.includes(path.extname(name).toLowerCase())) {
        this.addFile(child, real(), false);
      }
    } else if (!name.startsWith('.') && name !== 'node_modules') {
      this.addFolder(child, real(), false);
    }
  }

  private addFile(name: string, real: string, isNamed: boolean): void {
    if (this.isNew(real)) {
      this.files.push({ name, isNamed, read: async () => this.terminal.readFile(name) });
    }
  }

  private isNew(real: string): boolean {
    const isNew = !this.seen.has(real);
    this.seen.add(real);
    return isNew;
  }

  private guard(name: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Unreadable)) {
        throw error;
      }
      this.missing.push({ name, reason: error.message });
    }
  }
}

function byName(left: FolderEntry, right: FolderEntry): number {
  return left.name < right.name ? -1 : 1;
}
