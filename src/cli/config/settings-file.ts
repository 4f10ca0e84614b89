import { Field, isMap } from '../../ingest/reading/fields';
import { Report } from '../../ingest/reading/report';
import { Problem } from '../../model/finding';
import { Origin } from '../../model/origin';
import { showValue } from '../../syntax/show-value';
import { decode } from '../input/decode';
import { readDocuments } from '../input/documents';
import { Positions } from '../input/positions';

/** A file with one map in it that people write for netpol. Whatever is wrong with it gets its line and column. */
export class SettingsFile {
  public readonly report: Report;
  private readonly found: Problem[] = [];
  /** Where problems stand that are not about a field of the map. */
  private readonly positions = new Map<Problem, number>();
  private text = '';
  private knownPlaces?: Positions;

  /** @param object what messages call the map: `the facts` */
  public constructor(public readonly name: string, object: string) {
    this.report = new Report({ object, file: name }, this.found, 'error');
  }

  /** The map, or undefined when there is none, which is reported. */
  public read(bytes: Uint8Array, shape: { readonly what: string; readonly help: string }): Field | undefined {
    const text = decode(bytes);
    if (typeof text !== 'string') {
      this.report.fault(`\`${this.name}\` ${text.reason}`, undefined, text.help);
      return undefined;
    }
    this.text = text;
    const { documents, faults } = readDocuments(text);
    for (const { message, position } of faults) {
      this.report.fault(`\`${this.name}\` is not valid YAML: ${message}`, undefined, 'correct it');
      this.positions.set(this.found[this.found.length - 1], position);
    }
    const [document] = documents;
    if (faults.length === 0 && (documents.length !== 1 || !isMap(document.content))) {
      const is = documents.length > 1 ? `${documents.length} documents` : showValue(document?.content);
      this.report.fault(`\`${this.name}\` is ${is}, not ${shape.what}`, undefined, shape.help);
    }
    if (this.report.hasFaults) {
      return undefined;
    }
    const root = Field.root(document.content, this.report);
    reportEmpty(root);
    return this.report.hasFaults ? undefined : root;
  }

  /** Where the field stands, for messages: `netpol.yaml:3:7`. */
  public placeOf(field: Field): Origin {
    const source = this.sourceAt(this.placesInText.of(field.path));
    return { object: this.name, file: this.name, source, line: Number(source.split(':').reverse()[1]) };
  }

  /** What is wrong, each with its place: `netpol.yaml:3:7`. */
  public get problems(): Problem[] {
    if (this.text === '' || this.found.length === 0) {
      return [...this.found];
    }
    return this.found.map(problem => {
      const { field } = problem;
      const position = this.positions.get(problem) ?? (field === undefined ? undefined : this.placesInText.of(field));
      return position === undefined ? problem
        : { ...problem, at: { ...problem.at, source: this.sourceAt(position) } };
    });
  }

  /** Made when it is first asked for: a configuration without faults may need none. */
  private get placesInText(): Positions {
    this.knownPlaces ??= new Positions(this.text);
    return this.knownPlaces;
  }

  private sourceAt(position: number): string {
    return `${this.name}:${lineAndColumn(this.text, position)}`;
  }
}

/** A key without a value says nothing, while whoever wrote it believes that it does. */
function reportEmpty(field: Field): void {
  if (field.value === null) {
    field.report.fault(`\`${field.path}\` has no value`, field.path, 'write one, or leave the key out');
  } else if (Array.isArray(field.value)) {
    field.items().forEach(reportEmpty);
  } else if (isMap(field.value)) {
    field.keys().forEach(key => reportEmpty(/^\w+$/.test(key) ? field.get(key) : field.entry(key)));
  }
}

/** `3:7`, both from 1. */
function lineAndColumn(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  return `${lines.length}:${lines[lines.length - 1].length + 1}`;
}
