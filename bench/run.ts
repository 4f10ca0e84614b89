// `npm run bench`: how long we take and how much memory, beside the peers, on generated clusters.
// `npm run bench -- --write` writes docs/performance.md from that. `npm run bench -- --help` lists the options.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { measureEngine } from './alone/engine-table';
import { measurePhases } from './alone/phase-table';
import { measureStart } from './alone/start-table';
import { measureSynth } from './alone/synth-table';
import { ROOT } from './folders';
import { goVersion, machine } from './measure/machine';
import { Options, readOptions, USAGE } from './options';
import { document, Results, sections } from './report/document';
import { measureChecks } from './table/check-table';
import { measurePeers } from './table/peer-table';
import { peersAreThere } from './table/tools';
import { measureUneven } from './table/uneven-table';

/** The number of workloads of the cdk8s app. */
const SYNTH_WORKLOADS = 1_000;

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const options = readOptions(argv);
  if (!existsSync(path.join(ROOT, 'lib', 'index.js'))) {
    throw new Error('there is no lib/: run `npm run compile` first');
  }
  if (options.parts.includes('peers') || options.parts.includes('uneven')) {
    buildPeers();
  }
  const results = await measure(options);
  console.log(`${machine()}\n\n${sections(results, options.runs, options.limit)}`);
  if (options.write) {
    const folder = path.join(ROOT, 'docs');
    mkdirSync(folder, { recursive: true });
    const date = new Date().toISOString().slice(0, 10);
    writeFileSync(path.join(folder, 'performance.md'), document(results, options, machine(), date));
  }
}

async function measure(options: Options): Promise<Results> {
  const { parts, runs } = options;
  return {
    peers: parts.includes('peers') ? await measurePeers(options, tell) : undefined,
    phases: parts.includes('peers') ? measurePhases(Math.max(...options.sizes), runs, tell) : undefined,
    uneven: parts.includes('uneven') ? await measureUneven(options, tell) : undefined,
    checks: parts.includes('checks') ? await measureChecks(options, tell) : undefined,
    engine: parts.includes('engine') ? measureEngine(tell) : undefined,
    synth: parts.includes('synth') ? measureSynth(SYNTH_WORKLOADS, runs, tell) : undefined,
    start: parts.includes('start') ? await measureStart(options, tell) : undefined,
  };
}

function buildPeers(): void {
  if (peersAreThere()) {
    return;
  }
  if (goVersion() === undefined) {
    tell('there is no Go here, so the peers cannot be built, and we run alone');
    return;
  }
  tell('building the peers, which takes some minutes the first time');
  const { status } = spawnSync(path.join(__dirname, 'peers.sh'), { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    tell('the peers cannot be built, so we run alone');
  }
}

/** Progress, apart from the tables. */
function tell(progress: string): void {
  console.error(`... ${progress}`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
});
