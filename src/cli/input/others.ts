import { CONFIGURATION, FoundFile } from './find-files';
import { Problem } from '../../model/finding';
import { count, list } from '../../wording/lists';

/** What a file of a tree holds beside objects, or in place of them. */
interface FileWithOthers {
  readonly name: string;
  /** How many documents are none. */
  readonly others: number;
  readonly objects: number;
}

const HELP = 'an object has `kind` and `apiVersion`; name the file itself to have every document checked';

/** Documents of a tree that are no objects. A repository has hundreds of them, so they are told together. */
export class Others {
  private readonly files: FileWithOthers[] = [];
  private readonly configurations: string[] = [];
  private readonly refused: Problem[] = [];

  public add(file: FileWithOthers): void {
    this.files.push(file);
  }

  /** A file that configures netpol elsewhere. It is no manifest even where it is named as one. */
  public addConfiguration({ name, isNamed }: Pick<FoundFile, 'name' | 'isNamed'>): void {
    if (isNamed) {
      const { reason, help } = CONFIGURATION;
      this.refused.push({ severity: 'error', message: `\`${name}\` ${reason}`, at: { object: 'a file', file: name }, help });
    } else {
      this.configurations.push(name);
    }
  }

  /** One problem for the files without an object, one for those with some, and one for configurations of other folders. */
  public get problems(): Problem[] {
    const empty = this.files.filter(({ objects }) => objects === 0);
    const mixed = this.files.filter(({ objects }) => objects > 0);
    return [
      ...this.refused,
      ...together(empty.map(({ name }) => name), emptyMessage(empty), HELP),
      ...together(mixed.map(({ name }) => name), mixedMessage(mixed), HELP),
      ...together(this.configurations, this.configurations.length === 1
        ? `${quoted(this.configurations)} configures netpol where it is run in that folder; here it takes no part`
        : `${this.configurations.length} files configure netpol where it is run in their folders; here they take no part: ${quoted(this.configurations)}`,
      'run netpol there, or give the facts with `--facts FILE`'),
    ];
  }
}

function together(names: readonly string[], message: string, help: string): Problem[] {
  return names.length === 0 ? [] : [{ severity: 'warning', message, at: { object: 'a file', file: names[0] }, help }];
}

function emptyMessage(files: readonly FileWithOthers[]): string {
  const names = quoted(files.map(({ name }) => name));
  return files.length === 1 ? `${names} holds no Kubernetes object; it is left out`
    : `${files.length} files hold no Kubernetes object and are left out: ${names}`;
}

function mixedMessage(files: readonly FileWithOthers[]): string {
  const documents = files.reduce((sum, { others }) => sum + others, 0);
  const names = quoted(files.map(({ name }) => name));
  return files.length === 1 ? `${names} holds ${count(documents, 'document')} that ${documents === 1 ? 'is no Kubernetes object; it is' : 'are no Kubernetes objects; they are'} left out`
    : `${files.length} files with Kubernetes objects also hold ${documents} documents that are none, which are left out: ${names}`;
}

/** Of a long list, so many names are told. */
const SHOWN_NAMES = 3;

function quoted(names: readonly string[]): string {
  return list(names.map(name => `\`${name}\``), SHOWN_NAMES);
}
