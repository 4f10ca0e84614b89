// `npm run demo`: synthesizes a shop under network policies, shows what may connect to what, and a synth that fails.
// `npm run demo -- FOLDER`: shows what may connect to what according to the YAML files of a folder, or to one file.
import path from 'node:path';
import { ROOT, synth } from './cdk8s';
import { readYamlFiles } from './yaml-files';
import { Reachability } from 'cdk8s-netpol';

const EXAMPLE = 'online-boutique';

function main(folder: string | undefined): void {
  if (folder !== undefined) {
    showFolder(folder);
    return;
  }
  console.log(`1. \`cdk8s synth\` in examples/${EXAMPLE}\n`);
  const { ok, stdout, stderr } = synth(EXAMPLE);
  console.log(indent(`${stdout}${stderr}`.trim()));
  if (!ok) {
    process.exitCode = 1;
    return;
  }
  const dist = path.join(ROOT, 'examples', EXAMPLE, 'dist');
  const manifests = readYamlFiles(dist);
  console.log(`\n2. The manifests in examples/${EXAMPLE}/dist\n`);
  console.log(indent(summary(manifests)));
  console.log('\n3. What may connect to what\n');
  console.log(indent(Reachability.ofManifests(manifests).matrix().toString()));
  console.log(`\n4. The same shop with one letter missing: \`cdk8s synth\` of examples/${EXAMPLE}/typo.ts\n`);
  showFailure();
}

function showFailure(): void {
  const { ok, stderr } = synth(EXAMPLE, { main: 'typo.ts', output: 'dist-typo' });
  console.log(indent(messages(stderr)));
  console.log(ok ? '\nThis synth should have failed.' : '\nThe synth stopped, and nothing was written.');
  process.exitCode = ok ? 1 : 0;
}

/** The messages without the stack trace of the app that the cdk8s command adds. */
function messages(stderr: string): string {
  return stderr.split('\n').filter(line => !/^\s+at |^Node\.js v|node_modules|^\s+throw new |^\s+\^$/.test(line)).join('\n').trim();
}

/** Input that cannot be read ends the demo with 3, as it ends the `netpol` command. */
function showFolder(place: string): void {
  try {
    const reachability = Reachability.ofManifests(readYamlFiles(place));
    reachability.warnings.forEach(warning => console.error(`${warning}\n`));
    console.log(reachability.matrix().toString());
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 3;
  }
}

/** `NetworkPolicy  20  default-deny-…, dns-…`, for each kind. */
function summary(manifests: readonly any[]): string {
  const byKind = new Map<string, string[]>();
  for (const { kind, metadata } of manifests) {
    byKind.set(kind, [...byKind.get(kind) ?? [], metadata.name]);
  }
  return [...byKind].map(([kind, names]) => `${String(names.length).padStart(3)} ${kind}: ${names.join(', ')}`).join('\n');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}

main(process.argv[2]);
