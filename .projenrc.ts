import { cdk8s, javascript } from 'projen';

const TESTS = ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-netpol',
  description: 'cdk8s constructs for Kubernetes network policies, with a validator that simulates reachability at synth time',
  keywords: ['cdk8s', 'kubernetes', 'networkpolicy', 'network-policy', 'cilium', 'security'],
  author: 'cdk8s-netpol contributors',
  authorAddress: 'maintainers@cdk8s-netpol.dev',
  repositoryUrl: 'https://github.com/cdk8s-netpol/cdk8s-netpol.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'experimental',

  // The toolchain. The minimum of every peer range is what we develop and test against.
  projenrcTs: true,
  projenVersion: '^0.103.25',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0',
  peerDeps: ['cdk8s-plus-29@^2.6.0'],
  bundledDeps: ['ignore@^7.0.0', 'ipaddr.js@^2.2.0', 'js-yaml@^5.5.0'],
  devDeps: [
    '@types/node@^20',
    'ajv@^8.20.0',
    'cdk8s-cli@2.207.60',
    'cdk8s-plus-33@2.5.57',
    'esbuild@^0.28.2',
    'fast-check@^4.0.0',
    'ts-node@^10.9.2',
    'yaml@^2.9.0',
  ],

  // The second name makes it `kubectl netpol`.
  bin: { netpol: 'bin/netpol', 'kubectl-netpol': 'bin/netpol' },

  // The same classes in Python, Java and Go.
  publishToPypi: { distName: 'cdk8s-netpol', module: 'cdk8s_netpol' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8snetpol',
    mavenGroupId: 'io.github.cdk8s-netpol',
    mavenArtifactId: 'cdk8s-netpol',
  },
  publishToGo: { moduleName: 'github.com/cdk8s-netpol/cdk8s-netpol-go' },

  // No workflows, no release machinery, no sample files.
  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  clobber: false,

  jestOptions: {
    jestVersion: '^30.0.0',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // No test is about time; on a busy machine the generated clusters take longer.
      testTimeout: 30_000,
      moduleNameMapper: { '^cdk8s-netpol$': '<rootDir>/src/index.ts' },
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'scripts', 'bench', 'conformance'],
    commandOptions: { fix: false },
  },
  gitignore: ['/examples/*/dist-*/', '/bench/.cache/', '/conformance/.cache/', '.DS_Store'],
});

// jest's resolver: later versions name platform packages that not every registry holds.
project.package.addPackageResolutions('unrs-resolver@1.11.1');
// The lock file names no registry, so that it works behind a mirror.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// What goes into the npm package: the compiled library and what its users read.
for (const pattern of [
  '/.ci/', '/bench/', '/conformance/', '/docs/', '/examples/', '/rosetta/', '/scripts/',
  '/.npmrc', '/ARCHITECTURE.md', '/CONTRIBUTING.md',
]) {
  project.npmignore!.exclude(pattern);
}

// --- compiling -------------------------------------------------------------------------------------------------------

// The command is one file, so that a run does not look for a hundred.
project.compileTask.exec('node scripts/bundle.mjs');
project.compileTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// test/ has its tsconfig from projen; examples/ and scripts/ get one alike. Both import the library by its name, as
// users do: `paths` resolves it for the compiler, scripts/resolve-self.cjs at run time.
for (const dir of ['examples', 'scripts', 'bench', 'conformance']) {
  const config = new javascript.TypescriptConfig(project, {
    fileName: `${dir}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
    compilerOptions: {
      rootDir: '..',
      noEmit: true,
      isolatedModules: true,
      paths: { 'cdk8s-netpol': ['../src/index.ts'] },
    },
    include: ['**/*.ts', '../src/index.ts'],
    exclude: ['node_modules'],
  });
  config.file.addOverride('ts-node', { transpileOnly: true, require: ['../scripts/resolve-self.cjs'] });
}
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'cdk8s-netpol': ['../src/index.ts'] });

// --- linting ---------------------------------------------------------------------------------------------------------

project.eslint!.addRules({
  '@stylistic/max-len': ['error', {
    code: 120,
    ignoreUrls: true,
    ignoreStrings: true,
    ignoreTemplateLiterals: true,
    ignoreComments: true,
    ignoreRegExpLiterals: true,
  }],
  // Addresses and bitsets are arithmetic on bits.
  'no-bitwise': 'off',
  // A version such as '1.20' is no number.
  '@stylistic/quote-props': 'off',
});
Object.assign(project.eslint!.config.settings['import/resolver'].typescript, {
  project: [
    './tsconfig.json', './test/tsconfig.json', './examples/tsconfig.json', './scripts/tsconfig.json', './bench/tsconfig.json',
    './conformance/tsconfig.json',
  ],
  noWarnOnMultipleProjects: true,
});
project.addTask('lint', { description: 'Checks the style, changes nothing' }).spawn(project.eslint!.eslintTask);
project.addTask('lint:fix', {
  description: 'Checks the style and repairs what can be repaired',
  steps: [{ spawn: 'eslint', args: ['--fix'] }],
});

// --- testing, documenting, showing -----------------------------------------------------------------------------------

// projen would add patterns of its own to jest's testMatch.
project.package.addField('jest', { ...project.jest!.config, testMatch: TESTS });
project.testTask.reset('node scripts/test.mjs');
project.testTask.description = 'Compiles, lints, type-checks and runs every test';
const docs = project.addTask('docs', { description: 'Writes API.md and the generated pages of docs/ anew' });
docs.spawn(project.tasks.tryFind('docgen')!);
docs.exec('ts-node scripts/checks-doc.ts');
docs.exec('ts-node scripts/cilium-doc.ts');
docs.exec('ts-node scripts/command-doc.ts');
project.addTask('rosetta', {
  description: 'Compiles every code sample of README.md and of the doc comments',
  exec: 'node scripts/rosetta.mjs',
});
project.addTask('demo', { description: 'Shows the library at work', exec: 'ts-node scripts/demo.ts', receiveArgs: true });
project.addTask('examples', { description: 'Synthesizes every example', exec: 'ts-node scripts/examples.ts', receiveArgs: true });

// A plain `npm test` prints its result as the last line, with no task runner around it.
project.setScript('test', 'node scripts/test.mjs');
project.setScript('demo', 'ts-node scripts/demo.ts');
project.setScript('examples', 'ts-node scripts/examples.ts');
project.setScript('rosetta', 'node scripts/rosetta.mjs');
project.setScript('differential', 'ts-node scripts/differential.ts');
project.setScript('fuzz', 'ts-node scripts/fuzz.ts');
project.setScript('bench', 'ts-node bench/run.ts');
project.setScript('bench:generate', 'ts-node bench/generate.ts');
project.setScript('conformance:kube-network-policies', 'ts-node conformance/kube-network-policies/compare.ts');

// The other languages need their own toolchains: `npm run package-all` is asked for, never part of a build.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

project.synth();
