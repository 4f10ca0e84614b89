import * as path from 'node:path';
import ts from 'typescript';
import { MENDS } from './cases';
import { ROOT } from '../compiled';

const TIMEOUT_MS = 120_000;

/** Where the mends would stand, beside the tests, of which they have the compiler options. */
const FILE = path.join(ROOT, 'test', 'mends', 'pasted.ts');

/** Each mend in the constructor of a chart of its own. */
const PROGRAM = MENDS.filter(([, { kind }]) => kind === 'constructs').map(([, { text }], index) =>
  `class Chart${index} extends cdk8s.Chart {\n  constructor(app: cdk8s.App) {\n    super(app, 'chart');\n${text}\n  }\n}\nnew Chart${index}(new cdk8s.App());\n`);

test('the code that findings give compiles', () => {
  const used = [...new Set(PROGRAM.flatMap(text => [...text.matchAll(/\b(?:new )?([A-Z]\w+)(?=[.(])/g)].map(([, name]) => name)))]
    .filter(name => !/^Chart\d*$/.test(name) && name !== 'App');
  const content = `import * as cdk8s from 'cdk8s';\nimport { ${used.join(', ')} } from 'cdk8s-netpol';\n${PROGRAM.join('')}`;
  const { config } = ts.readConfigFile(path.join(ROOT, 'test', 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(ROOT, 'test'));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  const pasted = ts.createSourceFile(FILE, content, ts.ScriptTarget.ES2022);
  host.getSourceFile = (name, ...rest) => (name === FILE ? pasted : getSourceFile(name, ...rest));
  host.fileExists = name => name === FILE || fileExists(name);
  const program = ts.createProgram([FILE], { ...options, noEmit: true, skipLibCheck: true }, host);
  const faults = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics(program.getSourceFile(FILE))];
  expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  expect(PROGRAM.length).toBeGreaterThan(10);
}, TIMEOUT_MS);
