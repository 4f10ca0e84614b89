import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** What one run of a program took. */
export interface Usage {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** The most memory it ever held, in MiB; undefined where there is no /proc. */
  readonly peak: number | undefined;
  /** Whether it was stopped because it had taken too long. */
  readonly isStopped?: true;
}

/** So often the kernel is asked for the peak, which can only grow: what is missed is the growth of the last moment. */
const POLL_MS = 4;

/**
 * Runs a program to its end, its output into a file.
 *
 * The peak comes from /proc and not from the usage that a parent gets of its child, because Linux counts in that what
 * the parent itself held when it forked.
 *
 * @param limit after so many seconds it is stopped
 */
export async function measure(command: readonly string[], output: string, limit?: number): Promise<Usage> {
  const [program, ...args] = command;
  const file = openSync(output, 'w');
  try {
    return await new Promise((resolve, reject) => {
      const start = process.hrtime.bigint();
      const child = spawn(program, args, { stdio: ['ignore', file, 'pipe'] });
      let peak: number | undefined;
      let complaint = '';
      const poll = setInterval(() => { peak = peakOf(child.pid) ?? peak; }, POLL_MS);
      let isStopped = false;
      const clock = limit === undefined ? undefined : setTimeout(() => {
        isStopped = true;
        child.kill('SIGKILL');
      }, limit * 1_000);
      child.stderr!.on('data', chunk => { complaint += chunk; });
      child.on('error', reject);
      child.on('exit', () => {
        clearInterval(poll);
        clearTimeout(clock);
      });
      child.on('close', (code, signal) => {
        clearInterval(poll);
        if (code !== 0 && !isStopped) {
          reject(new Error(`${command.join(' ')} ended with ${code ?? signal}:\n${complaint}`));
          return;
        }
        resolve({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peak, ...isStopped && { isStopped } });
      });
    });
  } finally {
    closeSync(file);
  }
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? undefined : Number(found[1]) / 1024;
  } catch {
    return undefined;
  }
}
