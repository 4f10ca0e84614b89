import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const SRC = path.join(__dirname, '..', 'src');

/** What each folder of src/ may import beside itself, and why no more. */
const LAYERS: Record<string, { readonly imports: readonly string[]; readonly because: string }> = {
  sets: { imports: [], because: 'arithmetic knows nothing of clusters' },
  syntax: { imports: [], because: 'what the API server takes as a name, a label or metadata depends on nothing else, and all that is written or read is held to it' },
  model: { imports: ['sets'], because: 'the neutral nouns are plain data that every other folder shares' },
  resources: { imports: ['sets', 'model'], because: 'an API object as it was read is plain data too, free of any enforcer\'s view' },
  wording: { imports: ['sets', 'model'], because: 'how the nouns are put in words is asked by all that speaks to people' },
  dialects: { imports: ['sets', 'model', 'resources'], because: 'a dialect turns a resource into neutral policies and needs nothing else' },
  semantics: { imports: ['sets', 'model'], because: 'what policies mean must not depend on how they were read or who enforces them' },
  engine: { imports: ['sets', 'model'], because: 'the engine must be able to disagree with the judge' },
  explanations: { imports: ['sets', 'model', 'wording', 'semantics'], because: 'why a flow is decided so is asked of the judge, and said in words' },
  checks: { imports: ['sets', 'model', 'wording', 'semantics', 'explanations', 'engine'], because: 'a check reads a snapshot and returns findings' },
  assertions: { imports: ['sets', 'model', 'wording', 'semantics', 'explanations', 'engine'], because: 'an assertion reads a snapshot and returns findings' },
  changes: {
    imports: ['sets', 'model', 'resources', 'wording', 'semantics', 'explanations', 'engine'],
    because: 'two states are compared by what the engine says of each, or by what a file says that was written then',
  },
  render: { imports: ['sets', 'model', 'wording'], because: 'rendering computes nothing' },
  ingest: { imports: ['sets', 'syntax', 'model', 'resources', 'wording', 'dialects'], because: 'reading is the only place that sees manifests' },
  diagnosis: {
    imports: ['sets', 'model', 'resources', 'wording', 'dialects', 'semantics', 'explanations', 'engine', 'checks', 'ingest'],
    because: 'the library and the command give checks the same, and run them alike',
  },
  suggestions: {
    imports: [
      'sets', 'model', 'resources', 'wording', 'dialects', 'semantics', 'explanations', 'engine', 'checks', 'assertions', 'ingest',
    ],
    because: 'what is suggested is read and simulated like any policy, whoever asks for it',
  },
  values: { imports: ['sets', 'syntax', 'model'], because: 'peers and ports are values, which questions and constructs share' },
  imports: { imports: [], because: 'it is generated from custom resource definitions' },
  cluster: { imports: ['model', 'values', 'imports'], because: 'a cluster is described without asking what its policies do' },
  analysis: {
    imports: [
      'sets', 'syntax', 'model', 'resources', 'wording', 'dialects', 'semantics', 'explanations', 'engine', 'checks',
      'changes', 'assertions', 'render', 'ingest', 'diagnosis', 'suggestions',
      'values', 'cluster',
    ],
    because: 'it answers what users ask, with all that lies below',
  },
  constructs: {
    imports: ['sets', 'syntax', 'model', 'wording', 'values', 'cluster', 'analysis'],
    because: 'constructs are analysed only through the manifests that they synthesize',
  },
  cli: {
    imports: [
      'sets', 'syntax', 'model', 'resources', 'wording', 'dialects', 'semantics', 'explanations', 'engine', 'checks',
      'changes', 'assertions', 'render', 'ingest', 'diagnosis', 'suggestions',
    ],
    because: 'people who only have YAML need neither cdk8s nor its constructs',
  },
};

/** Rooms that lie one upon the other within a folder of src/, from the bottom up; each imports those before it only. */
const FLOORS: Record<string, { readonly rooms: readonly string[]; readonly because: string }> = {
  engine: {
    rooms: ['engine/atoms', 'engine/classes', 'engine/admission', 'engine/rows', 'engine/answers', 'engine'],
    because: 'answers are made of rows, rows of admissions, admissions of classes, classes of atoms',
  },
  ingest: {
    rooms: ['ingest/reading', 'ingest/collecting', 'ingest/objects', 'ingest/policies', 'ingest/entries', 'ingest'],
    because: 'a cursor serves the readers of objects and policies, which add to what is collected; the table of kinds lists them',
  },
};

/** Which packages only some folders may import. */
interface Restriction {
  readonly names: RegExp;
  readonly folders: readonly string[];
  /** The only other file. */
  readonly file?: string;
  readonly because: string;
}

const PACKAGES: readonly Restriction[] = [
  { names: /^(cdk8s|cdk8s-plus-.*|constructs)$/, folders: ['values', 'analysis', 'constructs', 'cluster', 'imports'], because: 'the command line loads no cdk8s' },
  { names: /^(node:)?(fs|child_process|process|os|net|http|v8)(\/|$)/, folders: ['cli'], file: 'constructs/lock-text.ts', because: 'only the command line touches the machine, but for the one file to which an app is held' },
  { names: /^js-yaml$/, folders: ['cli'], because: 'everything else is given parsed documents' },
  { names: /^ignore$/, folders: ['cli'], because: 'only the command line looks through folders' },
  { names: /^ipaddr\.js$/, folders: ['sets'], because: 'addresses are numbers everywhere else' },
];

const DECLARATION = /^export (?:declare )?(?:abstract )?(?:async )?(?:class|interface|type|enum|const|function\*?) (\w+)/gm;

interface SourceFile {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => {
    const text = readFileSync(path.join(SRC, name), 'utf8');
    return {
      name: name.split(path.sep).join('/'),
      folder: name.includes(path.sep) ? name.split(path.sep)[0] : '',
      text,
      imports: ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName),
    };
  });

const byName = new Map(files.map(file => [file.name, file]));

function target(file: SourceFile, specifier: string): SourceFile | undefined {
  const base = path.posix.join(path.posix.dirname(file.name), specifier);
  return byName.get(`${base}.ts`) ?? byName.get(`${base}/index.ts`);
}

test('every folder of src is in the table, and the table names no other', () => {
  const folders = readdirSync(SRC).filter(name => statSync(path.join(SRC, name)).isDirectory());
  expect(folders.sort()).toEqual(Object.keys(LAYERS).sort());
});

test.each(Object.entries(LAYERS))('src/%s imports only what lies below it', (folder, { imports, because }) => {
  const wrong = files.filter(file => file.folder === folder).flatMap(file => file.imports
    .filter(specifier => specifier.startsWith('.'))
    .map(specifier => target(file, specifier)?.folder ?? `nothing at ${specifier}`)
    .filter(other => other !== folder && !imports.includes(other))
    .map(other => `${file.name} imports ${other}, but ${because}`));
  expect(wrong).toEqual([]);
});

describe.each(Object.entries(FLOORS))('within src/%s', (folder, { rooms, because }) => {
  const roomOf = ({ name }: SourceFile) => name.slice(0, name.lastIndexOf('/'));
  const local = files.filter(file => file.folder === folder);

  test('every room is in the table, and the table names no other', () => {
    expect([...new Set(local.map(roomOf))].sort()).toEqual([...rooms].sort());
  });

  test('each room imports only those below it', () => {
    const floorOf = (file: SourceFile) => rooms.indexOf(roomOf(file));
    const wrong = local.flatMap(file => file.imports
      .map(specifier => target(file, specifier))
      .filter(other => other?.folder === folder && floorOf(other) > floorOf(file))
      .map(other => `${file.name} imports ${other!.name}, but ${because}`));
    expect(wrong).toEqual([]);
  });
});

test('a name that is exported means one thing in all of src', () => {
  const holders = new Map<string, Set<string>>();
  for (const { name, text } of files.filter(file => file.folder !== 'imports')) {
    for (const [, exported] of text.matchAll(DECLARATION)) {
      holders.set(exported, (holders.get(exported) ?? new Set()).add(name));
    }
  }
  expect([...holders].filter(([, names]) => names.size > 1).map(([exported, names]) => `${exported}: ${[...names].join(', ')}`)).toEqual([]);
});

test.each(PACKAGES)('$names is imported only where it may be', ({ names, folders, file: exception, because }) => {
  const wrong = files.filter(({ folder, name }) => !folders.includes(folder) && name !== exception)
    .flatMap(file => file.imports.filter(specifier => names.test(specifier))
      .map(specifier => `${file.name} imports ${specifier}, but ${because}`));
  expect(wrong).toEqual([]);
});

test('no file outside cli/ uses `process`, which other languages do not have and a library must not read', () => {
  const wrong = files.filter(({ folder, text }) => folder !== 'cli' && /\bprocess\.[a-z]/.test(text)).map(({ name }) => name);
  expect(wrong).toEqual([]);
});

test('no file imports itself through others', () => {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: SourceFile, trail: readonly string[]): void => {
    if (trail.includes(file.name)) {
      cycles.push([...trail.slice(trail.indexOf(file.name)), file.name].join(' -> '));
    } else if (!done.has(file.name)) {
      file.imports.filter(specifier => specifier.startsWith('.'))
        .map(specifier => target(file, specifier))
        .forEach(next => next && visit(next, [...trail, file.name]));
      done.add(file.name);
    }
  };
  files.forEach(file => visit(file, []));
  expect(cycles).toEqual([]);
});

describe('files stay small enough to be read at once', () => {
  const lengths = files.filter(({ folder }) => folder !== 'imports').map(({ name, text }) => ({ name, lines: text.split('\n').length }))
    .sort((left, right) => left.lines - right.lines);

  test('half of them have at most 120 lines', () => {
    expect(lengths[Math.floor(lengths.length / 2)].lines).toBeLessThanOrEqual(120);
  });

  test('none has more than 270 lines', () => {
    expect(lengths.filter(({ lines }) => lines > 270)).toEqual([]);
  });
});
