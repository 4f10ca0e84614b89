import { eachDocument, isFileDocument } from './documents';
import { Lines } from './lines';
import { placesOfItems } from './list-items';
import { Positions } from './positions';
import { Piece } from './split';
import { withNumberAsWritten } from './written-numbers';
import { Finding, Problem } from '../../model/finding';

/** `policies.yaml#2`: how problems name a document. */
export function documentName(file: string, number: number): string {
  return `${file}#${number}`;
}

/** The file of a document that is named so. */
export function fileOf(document: string): string {
  return document.slice(0, Math.max(0, document.lastIndexOf('#')));
}

/** Problems of one file, by the number of the document that they are about. */
type ProblemsByDocument = Map<number, Problem[]>;

/** Finds the lines that problems are about. Nothing is looked for before somebody asks. */
export class Locations {
  private readonly files = new Map<string, FileLocations | undefined>();

  /** @param name as in the names of its documents; of two texts with one name no line is told */
  public add(name: string, text: string, lines: Lines): void {
    this.files.set(name, this.files.has(name) ? undefined : new FileLocations(name, text, lines));
  }

  /**
   * The same problems in the same order, with the lines that they are about. All at once, because a file has to be read
   * once more for it, and a large one may hold many of them.
   */
  public locate(problems: readonly Problem[]): Problem[] {
    const located = new Map<Problem, Problem>();
    for (const [name, wanted] of problemsByFile(problems)) {
      this.files.get(name)?.find(wanted, located);
    }
    return problems.map(problem => located.get(problem) ?? problem);
  }

  /** The same findings, with the lines that name the objects which they are about. */
  public locateFindings(findings: readonly Finding[]): Finding[] {
    const origins = [...new Set(findings.flatMap(({ at, likewise = [] }) => [at, ...likewise]))];
    const located = this.locate(origins.map(at => ({ severity: 'info', message: '', at, field: 'metadata.name' })));
    const byOrigin = new Map(origins.map((origin, index) => [origin, located[index].at]));
    return findings.map(({ likewise, ...finding }) => ({
      ...finding,
      at: byOrigin.get(finding.at)!,
      ...likewise === undefined ? {} : { likewise: likewise.map(origin => byOrigin.get(origin)!) },
    }));
  }
}

/** Those whose lines are not known yet. */
function problemsByFile(problems: readonly Problem[]): Map<string, ProblemsByDocument> {
  const files = new Map<string, ProblemsByDocument>();
  for (const problem of problems) {
    const { file: document = '', source } = problem.at;
    if (source === undefined) {
      const end = document.lastIndexOf('#');
      const documents = entryOf(files, fileOf(document), () => new Map<number, Problem[]>());
      entryOf(documents, Number(document.slice(end + 1)), () => []).push(problem);
    }
  }
  return files;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** A problem, and where in its piece the field is that it is about. */
interface WantedField {
  readonly problem: Problem;
  readonly index: number;
  readonly path: string;
}

/** One file. */
class FileLocations {
  public constructor(private readonly name: string, private readonly text: string, private readonly lines: Lines) {}

  /** Adds each problem with its line: `policies.yaml:12`. */
  public find(wanted: ProblemsByDocument, located: Map<Problem, Problem>): void {
    for (const [{ start, end }, fields] of this.fieldsByPiece(wanted)) {
      const positions = new Positions(this.text.slice(start, end));
      for (const { problem, index, path } of fields) {
        const line = this.lines.at(start + positions.of(path, index));
        const message = withNumberAsWritten(problem, () => positions.plainTextAt(path, index));
        located.set(problem, { ...problem, message, at: { ...problem.at, source: `${this.name}:${line}`, line } });
      }
    }
  }

  /**
   * Reads the text once more and keeps nothing of what is in it but paths, so that the contents of the documents are
   * gone before their positions are looked for, which take as much memory.
   */
  private fieldsByPiece(wanted: ProblemsByDocument): Map<Piece, WantedField[]> {
    const pieces = new Map<Piece, WantedField[]>();
    for (const item of eachDocument(this.text)) {
      const problems = wanted.get(item.number) ?? [];
      if (problems.length > 0 && isFileDocument(item)) {
        const places = placesOfItems(this.text, item, new Set(problems.map(({ at }) => at.object)));
        for (const problem of problems) {
          const { piece, index, path } = places.get(problem.at.object) ?? { ...item, path: undefined };
          entryOf(pieces, piece, () => []).push({ problem, index, path: `${path ?? ''}.${problem.field ?? ''}` });
        }
      }
    }
    return pieces;
  }
}
