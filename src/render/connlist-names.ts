import { MatrixCell, MatrixEndpoint } from '../model/matrix';
import { formatWorkload, Workload } from '../model/workload';

/** `shop/web[Deployment]` for each workload. */
export type Names = (workload: Workload) => string;

/**
 * Names pods after the controller that made them, even where only the pods are there, as in a dump of live pods. The
 * pods of one controller share its name as long as they are all allowed the same; else each keeps its own.
 */
export function namesIn(workloads: readonly Workload[], cells: readonly MatrixCell[]): Names {
  const owners = new Owners(workloads);
  cells.forEach(cell => owners.add(cell));
  const unlike = owners.ofUnlikePods();
  return workload => {
    const owner = ownerName(workload);
    return owner === undefined || unlike.has(owner) ? `${formatWorkload(workload)}[${workload.kind}]` : owner;
  };
}

/** What one endpoint may exchange with the pods of an owner, or these among themselves. */
interface Answers {
  readonly owner: string;
  readonly expected: number;
  readonly texts: string[];
}

/** The owners that are not there, and what their pods are allowed. */
class Owners {
  private readonly podCounts = new Map<string, number>();
  private readonly answers = new Map<string, Answers>();
  private readonly numbers = new Map<unknown, number>();

  public constructor(workloads: readonly Workload[]) {
    for (const owner of workloads.map(ownerName)) {
      if (owner !== undefined) {
        this.podCounts.set(owner, (this.podCounts.get(owner) ?? 0) + 1);
      }
    }
  }

  public add({ source, destination, connections: { allowed } }: MatrixCell): void {
    if (allowed.isEmpty) {
      return;
    }
    const [from, to] = [source, destination].map(ownerOf);
    const text = allowed.toString();
    if (from !== undefined && from === to) {
      const pods = this.podCounts.get(from)!;
      this.collect(from, `among ${from}`, text, pods * (pods - 1));
      return;
    }
    if (from !== undefined) {
      this.collect(from, `${from} to ${this.numberOf(destination)}`, text, this.podCounts.get(from)!);
    }
    if (to !== undefined) {
      this.collect(to, `${this.numberOf(source)} to ${to}`, text, this.podCounts.get(to)!);
    }
  }

  /** Those of whose pods some are allowed something else than others. */
  public ofUnlikePods(): Set<string> {
    return new Set([...this.answers.values()]
      .filter(({ expected, texts }) => texts.length < expected || texts.some(text => text !== texts[0]))
      .map(({ owner }) => owner));
  }

  private collect(owner: string, question: string, text: string, expected: number): void {
    const answers = this.answers.get(question) ?? { owner, expected, texts: [] };
    answers.texts.push(text);
    this.answers.set(question, answers);
  }

  private numberOf(endpoint: MatrixEndpoint): number {
    const key = endpoint.kind === 'workload' ? endpoint.workload : endpoint.cidrs.join();
    const number = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, number);
    return number;
  }
}

function ownerOf(endpoint: MatrixEndpoint): string | undefined {
  return endpoint.kind === 'workload' ? ownerName(endpoint.workload) : undefined;
}

/** Only of pods: other workloads are known by their own names, whoever made them. */
function ownerName({ namespace, absentOwner, isSinglePod }: Workload): string | undefined {
  return isSinglePod && absentOwner !== undefined
    ? `${namespace}/${absentOwner.name}[${absentOwner.kind}]` : undefined;
}
