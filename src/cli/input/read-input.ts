import { decode } from './decode';
import { FileDocument, readDocuments } from './documents';
import { findFiles, FoundFile } from './find-files';
import { isObject } from './is-object';
import { Lines } from './lines';
import { Locations } from './locations';
import { Problem } from '../../model/finding';
import { Manifest } from '../../model/manifest';
import { count } from '../../model/words';
import { Terminal, Unreadable } from '../terminal';

/** What the files hold, and what of them cannot be read or is left out. */
export interface Input {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
  /** Finds the line that a problem with one of the manifests is about. */
  readonly locations: Locations;
}

/** Reads the files and folders of the command line, all of them, whatever is wrong with some. */
export async function readInput(operands: readonly string[], terminal: Terminal): Promise<Input> {
  const { files, missing } = findFiles(operands, terminal);
  const problems: Problem[] = missing.map(({ name, reason }) => fileProblem(name, reason, 'name a file or folder that can be read'));
  const manifests: Manifest[] = [];
  const locations = new Locations();
  for (const file of files) {
    const text = await readText(file, problems);
    if (text !== undefined) {
      manifests.push(...readFile(file, text, problems, locations));
    }
  }
  return { manifests, problems, locations };
}

async function readText(file: FoundFile, problems: Problem[]): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await file.read();
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    problems.push(fileProblem(file.name, error.message, 'give yourself the right to read it, or leave it out'));
    return undefined;
  }
  const text = decode(bytes);
  if (text === undefined) {
    problems.push(fileProblem(file.name, 'is no text', 'save it as UTF-8'));
  }
  return text;
}

function readFile({ name, isNamed }: FoundFile, text: string, problems: Problem[], locations: Locations): Manifest[] {
  const { documents, faults } = readDocuments(text);
  const lines = new Lines(text);
  for (const { number, message, position } of faults) {
    problems.push({
      severity: 'error',
      message: `document ${number} of \`${name}\` is not valid YAML: ${message}`,
      at: { object: 'a document', file: documentName(name, number), source: `${name}:${lines.at(position)}` },
      help: text.includes('{{') ? TEMPLATE_HELP : 'correct it there or just above',
    });
  }
  const full = documents.filter(({ content }) => content !== null && content !== undefined);
  const objects = isNamed ? full : full.filter(({ content }) => isObject(content));
  if (objects.length < full.length) {
    problems.push({
      severity: 'warning',
      message: objects.length === 0 ? `\`${name}\` holds no Kubernetes object; it is left out`
        : `\`${name}\` holds ${count(full.length - objects.length, 'document')} that are no Kubernetes objects; they are left out`,
      at: { object: 'a file', file: name },
      help: 'an object has `kind` and `apiVersion`; name the file itself to have every document checked',
    });
  }
  return objects.map(document => manifestOf(name, text, lines, document, locations));
}

const TEMPLATE_HELP = 'if it is a Helm template, render it first: `helm template CHART | netpol list -`';

function manifestOf(
  name: string, text: string, lines: Lines, { number, content, piece }: FileDocument, locations: Locations,
): Manifest {
  const file = documentName(name, number);
  locations.add(file, { name, text, lines, piece, content });
  return { content, origin: { file } };
}

/** `policies.yaml#2` */
function documentName(file: string, number: number): string {
  return `${file}#${number}`;
}

function fileProblem(name: string, reason: string, help: string): Problem {
  return { severity: 'error', message: `\`${name}\` ${reason}`, at: { object: 'a file', file: name }, help };
}
