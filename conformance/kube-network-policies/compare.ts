// Holds the judge against kube-network-policies on generated clusters, for as many flows as are asked for.
//
//   npm run conformance:kube-network-policies -- [FLOWS [SEED]]      100,000 flows and a new seed unless told
//
// A disagreement ends it with the seed and the smallest cluster that shows it. What we call unknown is counted, and is
// neither agreement nor disagreement; but where nothing leaves the answer open, it is a fault of ours. The known faults of
// the peer are masked, each by its name.
import fc from 'fast-check';
import { stringify } from 'yaml';
import { anyKnownCluster, snapshotOf } from './clusters';
import { Question, questionsAbout } from './flows';
import { isLeftOpen } from './left-open';
import { Manifest } from './manifest';
import { MASKS } from './masks';
import { Peer, PeerFlow } from './peer';
import { formatFlow } from '../../src/model/flow';
import { judge } from '../../src/semantics/judge';

const CLUSTERS_IN_A_BATCH = 50;
const FLOWS_OF_A_CLUSTER = 300;

/** What the peer says with none of the masks, with the first of them, with the first two, and so on. */
type Verdicts = readonly boolean[][];

class Comparison {
  public allowed = 0;
  public denied = 0;
  public unknown = 0;
  /** How many answers of the peer each mask has turned round. */
  public readonly turned = new Map(MASKS.map(({ name }) => [name, 0]));

  public constructor(private readonly peer: Peer) {}

  public get certain(): number {
    return this.allowed + this.denied;
  }

  /** Throws where the two disagree. */
  public async compare(manifests: readonly object[], counts: boolean): Promise<void> {
    const snapshot = snapshotOf(manifests);
    const questions = questionsAbout(snapshot, FLOWS_OF_A_CLUSTER);
    const isOpen = isLeftOpen(manifests as readonly Manifest[]);
    const said = await this.verdictsOf(manifests as readonly Manifest[], questions.map(({ asked }) => asked));
    questions.forEach(({ flow, asked }, index) => {
      const { verdict } = judge(snapshot, flow);
      const theirs = said.map(verdicts => verdicts[index]);
      const isWrong = verdict === 'unknown' ? !isOpen && flow.protocol !== 'ICMP'
        : (verdict === 'allowed') !== theirs[theirs.length - 1];
      if (isWrong) {
        throw new Error(disagreement(manifests, { flow, asked }, verdict, theirs));
      }
      if (counts) {
        this.count(verdict, theirs);
      }
    });
  }

  private count(verdict: 'allowed' | 'denied' | 'unknown', theirs: readonly boolean[]): void {
    this[verdict] += 1;
    if (verdict !== 'unknown') {
      MASKS.filter((_, index) => theirs[index] !== theirs[index + 1])
        .forEach(({ name }) => this.turned.set(name, this.turned.get(name)! + 1));
    }
  }

  private async verdictsOf(manifests: readonly Manifest[], flows: readonly PeerFlow[]): Promise<Verdicts> {
    let clusters: readonly (readonly Manifest[])[] = [manifests];
    const said = [await this.peer.ask(manifests, flows)];
    for (const { rewrite } of MASKS) {
      const rewritten = clusters.flatMap(rewrite);
      const isSame = rewritten.length === clusters.length
        && rewritten.every((cluster, index) => cluster === clusters[index]);
      said.push(isSame ? said[said.length - 1] : await this.askAll(rewritten, flows));
      clusters = rewritten;
    }
    return said;
  }

  private async askAll(clusters: readonly (readonly Manifest[])[], flows: readonly PeerFlow[]): Promise<boolean[]> {
    const answers: boolean[][] = [];
    for (const cluster of clusters) {
      answers.push(await this.peer.ask(cluster, flows));
    }
    return flows.map((_, index) => answers.every(answer => answer[index]));
  }
}

function disagreement(
  manifests: readonly object[], { flow, asked }: Question, ours: string, theirs: readonly boolean[],
): string {
  const words = theirs.map(isAllowed => (isAllowed ? 'allowed' : 'denied'));
  return `${formatFlow(flow)} (${JSON.stringify(asked)}): the judge says ${ours}, the peer ${words[words.length - 1]}`
    + ` (with none of the masks, the first, the first two, ...: ${words.join(', ')})\n`
    + manifests.map(manifest => stringify(manifest, { aliasDuplicateObjects: false })).join('---\n');
}

async function main(wanted: number, firstSeed: number): Promise<void> {
  const start = Date.now();
  const peer = Peer.start();
  const comparison = new Comparison(peer);
  let seed = firstSeed;
  for (; comparison.certain + comparison.unknown < wanted; seed += 1) {
    let isShrinking = false;
    await fc.assert(fc.asyncProperty(anyKnownCluster, async manifests => {
      try {
        await comparison.compare(manifests, !isShrinking);
      } catch (error) {
        isShrinking = true;
        throw error;
      }
    }), { seed, numRuns: CLUSTERS_IN_A_BATCH });
  }
  peer.stop();
  const { certain, allowed, denied, unknown, turned } = comparison;
  const clusters = (seed - firstSeed) * CLUSTERS_IN_A_BATCH;
  console.log(`${certain + unknown} flows in ${clusters} clusters, from seed ${firstSeed} (${Math.round((Date.now() - start) / 1000)} s)
  ${certain} certain answers (${allowed} allowed, ${denied} denied): judge and peer agree on all
  ${unknown} unknown, not compared`);
  for (const { name, because } of MASKS) {
    console.log(`  masked ${turned.get(name)} times: ${name}\n    ${because}`);
  }
}

const [wanted = 100_000, firstSeed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
main(wanted, firstSeed).catch((error: Error) => {
  // fast-check keeps what was thrown for the smallest cluster as the cause; its own message says how to get there again.
  console.error([error.cause, error].map(one => (one instanceof Error ? one.message : '')).join('\n'));
  process.exit(1);
});
