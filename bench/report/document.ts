import { thousands } from './markdown';
import { checkSection, engineSection, HEADINGS, peerSection, phaseSection, questionSection, startSection, synthSection, unevenSection } from './sections';
import { EngineTable } from '../alone/engine-table';
import { PhaseTable } from '../alone/phase-table';
import { StartTable } from '../alone/start-table';
import { SynthTable } from '../alone/synth-table';
import { UNEVEN } from '../cluster/uneven';
import { CheckTable } from '../table/check-table';
import { PeerTable } from '../table/peer-table';
import { UnevenTable } from '../table/uneven-table';

/** All that one run of the bench has found. */
export interface Results {
  readonly peers?: PeerTable;
  /** Measured with the peers. */
  readonly phases?: PhaseTable;
  readonly uneven?: UnevenTable;
  readonly checks?: CheckTable;
  readonly engine?: EngineTable;
  readonly synth?: SynthTable;
  readonly start?: StartTable;
}

/** The tables with the words that belong to them. */
export function sections(
  { peers, phases, uneven, checks, engine, synth, start }: Results, runs: number, limit: number,
): string {
  const parts: string[] = [];
  if (peers !== undefined) {
    parts.push(HEADINGS.peers, wrap(PEER_TEXT), peerSection(peers), wrap(peerNotes(runs, limit)));
  }
  if (phases !== undefined) {
    parts.push(HEADINGS.phases, wrap(phaseText(phases)), phaseSection(phases.phases));
  }
  if (uneven !== undefined) {
    parts.push(HEADINGS.uneven, wrap(unevenText(limit)), unevenSection(uneven));
  }
  if (checks !== undefined) {
    parts.push(HEADINGS.checks, wrap(CHECK_TEXT), checkSection(checks));
  }
  if (engine !== undefined) {
    parts.push(HEADINGS.engine, wrap(ENGINE_TEXT), engineSection(engine), HEADINGS.questions, wrap(QUESTION_TEXT),
      questionSection(engine));
  }
  if (synth !== undefined) {
    parts.push(HEADINGS.synth, wrap(synthText(synth)), synthSection(synth), wrap(SYNTH_PHASES_TEXT),
      phaseSection(synth.phases));
  }
  if (start !== undefined) {
    parts.push(HEADINGS.start, wrap(START_TEXT), startSection(start));
  }
  return parts.join('\n\n');
}

/** docs/performance.md. */
export function document(
  results: Results, { runs, limit }: { readonly runs: number; readonly limit: number }, machine: string, date: string,
): string {
  return `${[
    '# Performance',
    wrap(`Written by \`npm run bench -- --write\` on ${date}; change bench/, not this file. The machine: ${machine}.`),
    wrap('To measure for yourself (the peers need Go and are built once; without it we run alone):'),
    '    npm run compile\n    bench/peers.sh\n    npm run bench',
    sections(results, runs, limit),
  ].join('\n\n')}\n`;
}

const PEER_TEXT = `
\`netpol list --format json --external-blocks\` and each peer on the same folder of block-style YAML, one file for each
namespace, from the start of the process to its end. The clusters have ten workloads in a namespace, a default deny in
each, and three calls for each workload, allowed on both sides; in mixed ones, one workload in ten also has rules for
CIDRs, and one call in five has a named port, one in five expressions. The last one is the plain one with 400 workloads
beside 10 MB of definitions of custom resources, as many repositories have them. \`npm run bench:generate\` writes them; one seed,
one cluster. Classes are workloads that no policy can tell apart; here no two are alike, which is our worst case.

[netpol-analyzer](https://github.com/np-guard/netpol-analyzer) v1.4.4 is run with \`list -o json -q\`.
[kube-network-policies](https://github.com/kubernetes-sigs/kube-network-policies) v1.1.1 is a data plane that decides
packet by packet; a small driver (bench/peers/kube-network-policies) asks it about every pair of workloads, with one
packet for each range of ports that no policy tells apart. It was not made for this.`;

function peerNotes(runs: number, limit: number): string {
  return `
No time is printed before the answers agree: every connection with its ports, to and from addresses outside too, as
far as a peer has them. netpol-analyzer has no rows from a workload to itself; the driver asks about workloads only.

Times and peaks are medians of ${runs} runs, all tools taking turns; what takes longer than 10 s is run once, and a
dash is what would take longer than ${limit} s, or a kind that the driver does not know. Peaks are of resident memory, as Linux counts it in /proc.`;
}

function unevenText(limit: number): string {
  return `
The same commands on what has the numbers of a published cluster: ${thousands(UNEVEN.pods)} pods in ${UNEVEN.namespaces} namespaces, the median with six,
and ${thousands(UNEVEN.policies)} policies. A quarter of them have no rule; they have ${UNEVEN.meanPeers} peers on average, and a few have thousands.
How the labels and peers look is not published, and made up: seven peers in ten are selectors, three are blocks of
addresses outside. Of the smaller one, a twentieth, all answers were compared first. What takes longer than ${limit} s is
stopped.`;
}

const CHECK_TEXT = `
\`netpol check\` with all checks beside \`netpol list\`, both as text, on the largest of the clusters above and on one of as
many workloads that is mixed. Both read the same files; what comes on top is the engine for the one and the checks for
the other.`;

const ENGINE_TEXT = `
\`reach(snapshot)\` in a process of its own, on parts of the largest cluster that Kubernetes supports: 150,000 pods in
15,000 workloads and 1,000 namespaces, with 10,000 policies of the mixed kind. The snapshot is made from JSON that has
been parsed; the full matrix is everything from there on, for every ordered pair of workloads and of blocks of addresses
outside. The peak is of the whole process up to there, manifests included. The last column is \`diff\`: what it opens and
closes when one policy is taken away, both clusters prepared anew.`;

const QUESTION_TEXT = `
Each asked 200 times about different workloads once the snapshot is loaded, before any matrix was computed. The first
one of a kind may prepare what the others use, and so does the first one about a workload that perhaps everybody may
reach: it looks at the policies of all 15,000 workloads once, which is the slowest. Where \`podCidrs\` are not declared, a rule for a CIDR may mean any pod of
the cluster, so for some workloads the answer to "who can reach it" is a list of all 15,000, marked as unknown.`;

const START_TEXT = `
\`netpol --version\` beside a program that does nothing, from the start of the process to its end: what every run of the command
takes before it reads anything.`;

function synthText({ workloads, objects, runs }: SynthTable): string {
  return `
\`app.synth()\` of a cdk8s app with ${workloads} Deployments in namespaces of ten, with default deny, DNS and three
\`AllowConnection\` for each, ${objects} objects in all; medians of ${runs} runs, each in a new process. A validator reads
what cdk8s will write, so it must call \`toJson()\` of every object once.`;
}

function phaseText({ workloads }: PhaseTable): string {
  return `
The same command on the plain cluster with ${thousands(workloads)} workloads, its steps one after the other in one process.
It is over before most of its code is optimized, which is what bounds it, besides the start of Node.js: the last column is
what the same steps take when one process has done them thirty times. Most of the YAML is read without a parser
(src/cli/input/plain-yaml.ts), which alone would take more than twice as long.`;
}

const SYNTH_PHASES_TEXT = `
Where that goes, in runs of their own, with a clock around each part. \`toJson()\` takes longer in a validator than alone,
because its results are kept while they are read, and the collector copies what is kept. Turning 7,300 objects into a
snapshot and checking each peer of each rule is code that runs once, mostly before it is optimized.`;

const WIDTH = 120;

/** Breaks each paragraph into lines. */
function wrap(text: string): string {
  return text.trim().split('\n\n').map(paragraph => {
    const lines: string[] = [''];
    for (const word of paragraph.split(/\s+/)) {
      const last = lines[lines.length - 1];
      if (last === '') {
        lines[lines.length - 1] = word;
      } else if (last.length + 1 + word.length <= WIDTH) {
        lines[lines.length - 1] = `${last} ${word}`;
      } else {
        lines.push(word);
      }
    }
    return lines.join('\n');
  }).join('\n\n');
}
