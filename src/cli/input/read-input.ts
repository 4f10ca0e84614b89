import * as path from 'node:path';
import { decode } from './decode';
import { DocumentFault, eachDocument, isFault, isFileDocument } from './documents';
import { findFiles, FileSelection, FoundFile, SourceFolder } from './find-files';
import { isObject } from './is-object';
import { Lines } from './lines';
import { documentName, fileOf, Locations } from './locations';
import { Others } from './others';
import { Problem } from '../../model/finding';
import { Manifest } from '../../model/manifest';
import { list } from '../../wording/lists';
import { CONFIG_NAME } from '../config/config-file';
import { isConfiguration } from '../config/config-map';
import { Terminal, Unreadable } from '../terminal';

/** What the files hold, and what of them cannot be read or is left out. */
export interface Input {
  /** Read one by one, while they are asked for; that can be done once. */
  readonly manifests: Iterable<Manifest>;
  /** Complete when all manifests have been read. */
  readonly problems: readonly Problem[];
  /** Why parts of the input are left out, so that the answer is about the rest; complete as `problems` are. */
  readonly leftOut: readonly Problem[];
  /** Whether a problem is about a file that nobody named, but that was found in a folder. */
  readonly isOfTree: (problem: Problem) => boolean;
  /** Finds the lines that problems with the manifests are about. */
  readonly locations: Locations;
}

/** Which files to read, and for which verb, as help names it. */
export type InputSelection = FileSelection & { readonly verb: string };

/**
 * Reads the files and folders of the command line, all of them, whatever is wrong with some.
 *
 * @throws WrongUsage when a glob makes no sense
 */
export async function readInput(
  operands: readonly string[], terminal: Terminal, { verb, ...selection }: InputSelection,
): Promise<Input> {
  const { files, missing, sources, uselessGlobs } = findFiles(operands, terminal, selection);
  const problems: Problem[] = missing.map(({ name, reason, help }) =>
    fileProblem(name, reason, help ?? 'name a file or folder that can be read'));
  problems.push(...uselessGlobs.map(globProblem));
  const leftOut: Problem[] = [];
  problems.push(...sources.filter(({ isNamed }) => isNamed).map(source => sourceProblem(source, verb)));
  leftOut.push(...sourcesBelow(sources.filter(({ isNamed }) => !isNamed), verb));
  const texts: FileText[] = [];
  for (const file of files) {
    terminal.tellProgress?.(`reading ${file.name}`);
    const text = await readText(file, problems, leftOut);
    if (text !== undefined) {
      texts.push({ ...file, text });
    }
  }
  const locations = new Locations();
  const found = new Set(files.filter(({ isNamed }) => !isNamed).map(({ name }) => name));
  return {
    manifests: told(manifestsOf(texts, verb, problems, leftOut, locations), terminal),
    problems,
    leftOut,
    isOfTree: ({ at }) => found.has(fileOf(at.file ?? '')),
    locations,
  };
}

/** The manifests, of which whoever waits is told. */
function* told(manifests: Iterable<Manifest>, terminal: Terminal): Generator<Manifest> {
  for (const manifest of manifests) {
    terminal.tellProgress?.(`reading ${manifest.origin?.file}`);
    yield manifest;
  }
}

interface FileText extends FoundFile {
  readonly text: string;
}

function* manifestsOf(
  files: readonly FileText[], verb: string, problems: Problem[], leftOut: Problem[], locations: Locations,
): Generator<Manifest> {
  const tree = new Others();
  for (const file of files) {
    yield* manifestsIn(file, verb, problems, leftOut, locations, tree);
  }
  problems.push(...tree.problems);
}

async function readText(file: FoundFile, problems: Problem[], leftOut: Problem[]): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await file.read();
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    report(file, problems, leftOut,
      fileProblem(file.name, error.message, error.help ?? 'give yourself the right to read it, or leave it out'));
    return undefined;
  }
  const text = decode(bytes);
  if (typeof text !== 'string') {
    report(file, problems, leftOut, fileProblem(file.name, text.reason, text.help));
    return undefined;
  }
  return text;
}

function* manifestsIn(
  file: FileText, verb: string, problems: Problem[], leftOut: Problem[], locations: Locations, tree: Others,
): Generator<Manifest> {
  const { name, text } = file;
  const lines = new Lines(text);
  locations.add(name, text, lines);
  const isConfig = path.basename(name) === CONFIG_NAME;
  let objects = 0;
  let others = 0;
  for (const item of eachDocument(text)) {
    if (isFault(item)) {
      report(file, problems, leftOut, documentProblem(file, item, lines, verb));
    } else if (!isFileDocument(item)) {
      objects += 1;
    } else if (item.content !== null && item.content !== undefined) {
      if (isConfig && isConfiguration(item.content)) {
        tree.addConfiguration(file);
      } else if (file.isNamed || isObject(item.content)) {
        objects += 1;
        yield { content: item.content, origin: { file: documentName(name, item.number) } };
      } else {
        others += 1;
      }
    }
  }
  if (others > 0) {
    tree.add({ name, objects, others });
  }
}

/** What cannot be read of a tree is left out; of what the user named it is an error. */
function report(
  { isNamed }: Pick<FoundFile, 'isNamed'>, problems: Problem[], leftOut: Problem[], problem: Problem,
): void {
  (isNamed ? problems : leftOut).push(problem);
}

function globProblem(glob: string): Problem {
  return {
    severity: 'warning',
    message: `\`--exclude ${glob}\` excludes nothing that would be read`,
    at: { object: 'the input' },
    help: 'write a path below the folder that is named, or a name alone, as in a .gitignore: `test/**`, `*-crd.yaml`, `charts`',
  };
}

/** A folder that is no manifests is refused where the user named it, and left out of a tree. */
function sourceProblem({ name, tool }: SourceFolder, verb: string): Problem {
  const [what, render] = tool === 'kustomize'
    ? ['is a kustomization', `kubectl kustomize ${name} | netpol ${verb} -`]
    : ['is a Helm chart', `helm template ${path.basename(path.resolve('/', name))} ${name} | netpol ${verb} -`];
  return {
    severity: 'error',
    message: `\`${name}\` ${what}, from which ${tool} makes the manifests`,
    at: { object: 'a folder', file: name },
    help: `render it: \`${render}\`; \`--raw\` reads its files as they are`,
  };
}

/** Those of a tree, in one message for each tool: a tree may have a hundred. */
function sourcesBelow(sources: readonly SourceFolder[], verb: string): Problem[] {
  return (['kustomize', 'helm'] as const).map(tool => sources.filter(source => source.tool === tool)).flatMap(same => {
    const [first, ...others] = same;
    if (first === undefined) {
      return [];
    }
    const problem = sourceProblem(first, verb);
    const what = first.tool === 'kustomize' ? 'kustomizations' : 'Helm charts';
    return others.length === 0 ? [problem] : [{
      ...problem,
      message: `${same.length} folders are ${what}, from which ${first.tool} makes the manifests: `
        + list(same.map(({ name }) => `\`${name}\``), 3),
      help: problem.help?.replace('render it', 'render the one that is applied'),
    }];
  });
}

function documentProblem(
  { name, text }: FileText, { number, message, position, help }: DocumentFault, lines: Lines, verb: string,
): Problem {
  return {
    severity: 'error',
    message: `document ${number} of \`${name}\` is not valid YAML: ${message}`,
    at: { object: 'a document', file: documentName(name, number), source: `${name}:${lines.at(position)}` },
    help: help ?? (text.includes('{{') ? templateHelp(verb) : 'correct it there or just above'),
  };
}

function templateHelp(verb: string): string {
  return `if it is a Helm template, render it first: \`helm template CHART | netpol ${verb} -\``;
}

function fileProblem(name: string, reason: string, help: string): Problem {
  return { severity: 'error', message: `\`${name}\` ${reason}`, at: { object: 'a file', file: name }, help };
}
