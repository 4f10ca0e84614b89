import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const SRC = path.join(__dirname, '..', 'src');

/** What each folder of src/ may import beside itself, and why no more. */
const LAYERS: Record<string, { readonly imports: readonly string[]; readonly because: string }> = {
  sets: { imports: [], because: 'arithmetic knows nothing of clusters' },
  model: { imports: ['sets'], because: 'the nouns are plain data that every other folder shares' },
  dialects: { imports: ['sets', 'model'], because: 'a dialect turns one policy kind into neutral rules and needs nothing else' },
  spec: { imports: ['sets', 'model'], because: 'what the rules mean must not depend on how they were read or who enforces them' },
  engine: { imports: ['sets', 'model'], because: 'the engine must be able to disagree with the spec' },
  rules: { imports: ['sets', 'model', 'spec', 'engine'], because: 'a check reads a snapshot and returns findings' },
  assertions: { imports: ['sets', 'model', 'spec', 'engine'], because: 'an assertion reads a snapshot and returns findings' },
  render: { imports: ['sets', 'model'], because: 'rendering computes nothing' },
  ingest: { imports: ['sets', 'model', 'dialects'], because: 'reading is the only place that sees manifests' },
  values: { imports: ['sets', 'model'], because: 'peers and ports are values, which questions and constructs share' },
  imports: { imports: [], because: 'it is generated from custom resource definitions' },
  cluster: { imports: ['values', 'imports'], because: 'a cluster is described without asking what its policies do' },
  analysis: {
    imports: [
      'sets', 'model', 'dialects', 'spec', 'engine', 'rules', 'assertions', 'render', 'ingest', 'values', 'cluster',
    ],
    because: 'it answers what users ask, with all that lies below',
  },
  constructs: {
    imports: ['sets', 'model', 'values', 'cluster', 'analysis'],
    because: 'constructs are analysed only through the manifests that they synthesize',
  },
  cli: {
    imports: ['sets', 'model', 'dialects', 'spec', 'engine', 'rules', 'assertions', 'render', 'ingest'],
    because: 'people who only have YAML need neither cdk8s nor its constructs',
  },
};

/** The folders of src/engine from the bottom up, then what lies in src/engine itself; each may import those before it. */
const ENGINE = ['engine/atoms', 'engine/classes', 'engine/rules', 'engine/rows', 'engine'];

/** Packages that only some folders may import. */
const PACKAGES: { readonly names: RegExp; readonly folders: readonly string[]; readonly because: string }[] = [
  { names: /^(cdk8s|cdk8s-plus-.*|constructs)$/, folders: ['values', 'analysis', 'constructs', 'cluster', 'imports'], because: 'the command line loads no cdk8s' },
  { names: /^(node:)?(fs|child_process|process|os|net|http|v8)(\/|$)/, folders: ['cli'], because: 'only the command line touches the machine' },
  { names: /^js-yaml$/, folders: ['cli'], because: 'everything else is given parsed documents' },
  { names: /^ipaddr\.js$/, folders: ['sets'], because: 'addresses are numbers everywhere else' },
];

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

test('within src/engine, answers are made of rows, rows of rules, rules of classes, classes of atoms', () => {
  const levelOf = ({ name }: SourceFile) => ENGINE.indexOf(name.slice(0, name.lastIndexOf('/')));
  const wrong = files.filter(({ folder }) => folder === 'engine').flatMap(file => file.imports
    .map(specifier => target(file, specifier))
    .filter(other => other?.folder === 'engine' && levelOf(other) > levelOf(file))
    .map(other => `${file.name} imports ${other!.name}, which lies above it`));
  expect(wrong).toEqual([]);
  expect([...new Set(files.filter(({ folder }) => folder === 'engine').map(levelOf))].sort()).toEqual([0, 1, 2, 3, 4]);
});

test.each(PACKAGES)('$names is imported only where it may be', ({ names, folders, because }) => {
  const wrong = files.filter(({ folder }) => !folders.includes(folder))
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

  test('none has more than 400 lines', () => {
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
  });
});
