import { ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

/** A flow as the peer is asked about it: addresses, and no protocol for traffic that has no ports. */
export interface PeerFlow {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly port: number;
}

const PROGRAM = path.join(__dirname, '..', '.cache', 'kube-network-policies');

/** The program of this folder: one line to it is one cluster, and it answers with one line. */
export class Peer {
  /** Builds the program from what go.mod and go.sum name, and nothing newer, and starts it. */
  public static start(): Peer {
    execFileSync('go', ['build', '-mod=readonly', '-o', PROGRAM, '.'], {
      cwd: __dirname, stdio: 'inherit', env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false' },
    });
    return new Peer();
  }

  private readonly program: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private errors = '';

  private constructor() {
    this.program = spawn(PROGRAM);
    this.program.stderr.on('data', text => {
      this.errors += text;
    });
    this.lines = createInterface({ input: this.program.stdout })[Symbol.asyncIterator]();
  }

  /** Whether each of the flows is allowed. */
  public async ask(manifests: readonly object[], flows: readonly PeerFlow[]): Promise<boolean[]> {
    this.program.stdin.write(`${JSON.stringify({ manifests, flows })}\n`);
    const { value, done } = await this.lines.next();
    if (done === true || this.errors !== '') {
      throw new Error(`the peer gives no answer: ${this.errors}`);
    }
    return JSON.parse(value) as boolean[];
  }

  public stop(): void {
    this.program.stdin.end();
  }
}
