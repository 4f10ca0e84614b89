import * as path from 'node:path';
import { tooLarge, tooLargeHelp } from '../size-limit';
import { FolderEntry, Missing, Terminal, Unreadable } from '../terminal';

/** A file of a tree, or a link. */
interface Blob {
  readonly id: string;
  readonly size: number;
  readonly isLink: boolean;
}

/** Which tree, and what of it is wanted. */
interface MeantTree {
  readonly commit: string;
  /** What the user calls the commit. */
  readonly name: string;
  /** The files and folders that are asked for. */
  readonly roots: readonly string[];
}

/** All files of a commit. Their contents are read together, when the first is asked for. */
export class GitTree {
  private readonly blobs = new Map<string, Blob>();
  private readonly folders = new Map<string, Map<string, FolderEntry['kind']>>();
  private contents: ReadonlyMap<string, Uint8Array> | undefined;

  public constructor(private readonly terminal: Terminal, private readonly meant: MeantTree) {
    this.folders.set('', new Map());
    // Of each entry: mode, type, id, size, and behind a tab the path.
    for (const line of this.textOf(['ls-tree', '-r', '-z', '-l', '--full-tree', meant.commit]).split('\0')) {
      const [, mode, type, id, size, file] = /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(line) ?? [];
      if (type === 'blob') {
        this.blobs.set(file, { id, size: Number(size), isLink: mode === '120000' });
        this.addToFolder(file, mode === '120000' ? 'unclear' : 'file');
      }
    }
  }

  /** The files as those of a machine, each behind the name of the revision. */
  public asFiles(): Terminal {
    return Object.create(this.terminal, {
      readFile: { value: (file: string, limit: number) => this.read(this.within(file), limit) },
      kindOf: { value: (file: string) => this.kindOf(this.within(file)) },
      listFolder: { value: (file: string) => this.list(this.within(file)) },
      realPath: { value: (file: string) => `${this.meant.name}:${this.resolved(this.within(file))}` },
    }) as Terminal;
  }

  private addToFolder(file: string, kind: FolderEntry['kind']): void {
    const parent = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
    if (!this.folders.has(parent)) {
      this.folders.set(parent, new Map());
      this.addToFolder(parent, 'folder');
    }
    this.folders.get(parent)!.set(path.posix.basename(file), kind);
  }

  private within(file: string): string {
    return file.slice(this.meant.name.length + 1).split(path.sep).join('/').replace(/^\//, '');
  }

  /** Where links lead. @throws Unreadable */
  private resolved(file: string, seen: readonly string[] = []): string {
    if (seen.includes(file)) {
      throw new Unreadable('is a link that leads in a circle');
    }
    const parts = file.split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const start = parts.slice(0, length).join('/');
      if (this.blobs.get(start)?.isLink) {
        const target = Buffer.from(this.content(start)).toString('utf8');
        const next = path.posix.normalize(path.posix.join(path.posix.dirname(start), target, ...parts.slice(length)));
        if (path.posix.isAbsolute(target) || next.startsWith('../')) {
          throw new Unreadable('is a link that leads out of the repository');
        }
        return this.resolved(next.replace(/^\.$/, ''), [...seen, file]);
      }
    }
    return file;
  }

  private kindOf(file: string): 'file' | 'folder' {
    const resolved = this.resolved(file);
    if (!this.blobs.has(resolved) && !this.folders.has(resolved)) {
      throw new Missing();
    }
    return this.blobs.has(resolved) ? 'file' : 'folder';
  }

  private list(file: string): FolderEntry[] {
    return [...this.folders.get(this.resolved(file)) ?? []].map(([name, kind]) => ({ name, kind }));
  }

  private read(file: string, limit: number): Uint8Array {
    const resolved = this.resolved(file);
    const blob = this.blobs.get(resolved);
    if (blob === undefined) {
      throw new Missing();
    }
    if (blob.size > limit) {
      throw new Unreadable(tooLarge(limit), tooLargeHelp(limit));
    }
    return this.content(resolved);
  }

  private content(file: string): Uint8Array {
    const { id } = this.blobs.get(file)!;
    this.contents ??= this.contentsOf([...this.blobs].filter(([name, blob]) => this.isLikelyRead(name, blob))
      .map(([, blob]) => blob.id));
    const content = this.contents.get(id) ?? this.contentsOf([id]).get(id);
    if (content === undefined) {
      throw new Unreadable('is not in this clone of the repository', 'fetch it: `git fetch --refetch --no-filter`');
    }
    return content;
  }

  private isLikelyRead(file: string, { size, isLink }: Blob): boolean {
    return this.meant.roots.some(root => root === '' || file === root || file.startsWith(`${root}/`))
      && (isLink || (size <= READ_TOGETHER && /\.(ya?ml|json)$/i.test(file)));
  }

  /** By their ids. What a partial clone does not have is left out. */
  private contentsOf(ids: readonly string[]): Map<string, Uint8Array> {
    const { out } = this.terminal.git(['cat-file', '--batch'], [...new Set(ids)].map(id => `${id}\n`).join(''));
    const all = Buffer.from(out);
    const contents = new Map<string, Uint8Array>();
    for (let start = 0; start < all.length;) {
      const end = all.indexOf('\n', start);
      const [id, type, size] = all.subarray(start, end).toString('utf8').split(' ');
      const isThere = type === 'blob';
      if (isThere) {
        contents.set(id, all.subarray(end + 1, end + 1 + Number(size)));
      }
      start = isThere ? end + Number(size) + 2 : end + 1;
    }
    return contents;
  }

  private textOf(args: readonly string[]): string {
    return Buffer.from(this.terminal.git(args).out).toString('utf8');
  }
}

/** Larger files are read when they are asked for. */
const READ_TOGETHER = 2 ** 20;
