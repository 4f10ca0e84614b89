import * as path from 'node:path';
import { Exclusions } from './exclusions';
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

/** Which files of the operands are read. */
export interface FileSelection {
  /** Whether to read the sources of kustomize and Helm as they are. */
  readonly isRaw?: boolean;
  /** What to leave out of folders. */
  readonly globs?: readonly string[];
  /** The one name of the file that configures netpol, which is no manifest. */
  readonly config?: string;
  /** How many bytes a file may have. */
  readonly limit: number;
}

/** What the operands mean. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly missing: readonly MissingFile[];
  /** Folders that are not read. */
  readonly sources: readonly SourceFolder[];
  /** What was to be excluded, and would not have been read anyway. */
  readonly uselessGlobs: readonly string[];
}

/** The others are files for some systems, which a process that was started with a socket there cannot open. */
const STANDARD_INPUT: readonly string[] = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/** Why a file that configures netpol is not read as manifests. */
export const CONFIGURATION = {
  reason: 'configures netpol and holds no manifests',
  help: 'name the manifests; in the working folder, `netpol.yaml` is read without being named',
};

const ENDINGS = ['.yaml', '.yml', '.json'];

/**
 * All files that the operands mean, each once, in order of their names within a folder.
 *
 * @throws WrongUsage when a glob makes no sense
 */
export function findFiles(operands: readonly string[], terminal: Terminal, selection: FileSelection): FoundFiles {
  const exclusions = new Exclusions(selection.globs ?? []);
  const { files, missing, sources } = new Finder(terminal, selection, exclusions).find(operands);
  return { files, missing, sources, uselessGlobs: exclusions.globs(false) };
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The tool that reads the folder, as its files tell. */
function toolFor(names: readonly string[]): SourceFolder['tool'] | undefined {
  return KUSTOMIZATIONS.some(name => names.includes(name)) ? 'kustomize'
    : names.includes('Chart.yaml') && names.includes('templates') ? 'helm' : undefined;
}

/** A folder on the way down. */
interface Folder {
  readonly name: string;
  readonly real: string;
  /** Where it lies below the folder that the user named: empty, or with a slash at the end. */
  readonly within: string;
}

class Finder {
  public readonly files: FoundFile[] = [];
  public readonly missing: MissingFile[] = [];
  public readonly sources: SourceFolder[] = [];
  private readonly seen: Set<string>;

  public constructor(
    private readonly terminal: Terminal,
    private readonly selection: FileSelection,
    private readonly exclusions: Exclusions,
  ) {
    this.seen = new Set(selection.config === undefined ? [] : [selection.config]);
  }

  public find(operands: readonly string[]): this {
    for (const operand of new Set(operands.map(name => (STANDARD_INPUT.includes(name) ? STANDARD_INPUT[0] : name)))) {
      this.addOperand(operand);
    }
    return this;
  }

  private addOperand(operand: string): void {
    if (operand === STANDARD_INPUT[0]) {
      const read = () => this.terminal.readStandardInput(this.selection.limit);
      this.files.push({ name: 'stdin', isNamed: true, read });
      return;
    }
    this.guard(operand, () => {
      const kind = this.terminal.kindOf(operand);
      if (kind === 'special') {
        // The end of a pipe has no other name than the one by which it is handed over: `<(kubectl get ...)`.
        this.addFile(operand, operand, true);
        return;
      }
      const real = this.terminal.realPath(operand);
      if (real === this.selection.config) {
        this.missing.push({ name: operand, ...CONFIGURATION });
        return;
      }
      if (kind === 'file') {
        this.addFile(operand, real, true);
        return;
      }
      const found = this.files.length;
      const knew = this.seen.size;
      const sources = this.sources.length;
      this.addFolder({ name: operand, real, within: '' });
      if (this.files.length === found && this.seen.size === knew + 1 && this.sources.length === sources) {
        this.missing.push({ name: operand, reason: `has no file that ends in ${ENDINGS.join(', ')}${this.exceptions()}` });
      }
    });
  }

  private exceptions(): string {
    const globs = this.exclusions.globs(true);
    return globs.length === 0 ? '' : `, apart from what is excluded by ${globs.map(glob => `\`${glob}\``).join(', ')}`;
  }

  private addFolder({ name, real, within }: Folder): void {
    if (!this.isNew(real)) {
      return;
    }
    const entries = this.terminal.listFolder(name);
    const tool = this.selection.isRaw === true ? undefined : toolFor(entries.map(entry => entry.name));
    if (tool !== undefined && !entries.every(entry => this.exclusions.excludes(within + entry.name))) {
      this.sources.push({ name, tool, isNamed: within === '' });
      return;
    }
    for (const entry of [...entries].sort(byName)) {
      this.guard(path.join(name, entry.name), () => this.addEntry(entry, { name, real, within }));
    }
  }

  /** Folders that are hidden, such as `.git`, are left out, and so is `node_modules`. */
  private addEntry({ name, kind: known }: FolderEntry, folder: Folder): void {
    const child = path.join(folder.name, name);
    const kind = known === 'unclear' ? this.terminal.kindOf(child) : known;
    const real = () => (known === 'unclear' ? this.terminal.realPath(child) : path.join(folder.real, name));
    if (kind !== 'folder') {
      if (ENDINGS.includes(path.extname(name).toLowerCase()) && !this.exclusions.excludes(folder.within + name)) {
        this.addFile(child, kind === 'special' ? child : real(), false, kind === 'special' ? refuseSpecial : undefined);
      }
    } else if (!name.startsWith('.') && name !== 'node_modules') {
      const within = `${folder.within}${name}/`;
      if (!this.exclusions.excludes(within)) {
        this.addFolder({ name: child, real: real(), within });
      }
    }
  }

  private addFile(
    name: string, real: string, isNamed: boolean,
    read: () => Uint8Array = () => this.terminal.readFile(name, this.selection.limit),
  ): void {
    if (this.isNew(real)) {
      this.files.push({ name, isNamed, read: async () => read() });
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

/** Reading it might wait for ever, or never end. */
function refuseSpecial(): never {
  throw new Unreadable('is a pipe, a socket or a device', 'name it, so that it is read, or exclude it');
}

function byName(left: FolderEntry, right: FolderEntry): number {
  return left.name < right.name ? -1 : 1;
}
