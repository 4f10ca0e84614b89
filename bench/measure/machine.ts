import { spawnSync } from 'node:child_process';
import * as os from 'node:os';

/** Where the figures come from. */
export function machine(): string {
  const [{ model }] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${model.trim()}, ${os.cpus().length} cores, ${memory} GiB of memory`,
    `${os.type()} ${os.arch()}`,
    `Node.js ${process.version}`,
    goVersion() ?? 'no Go',
  ].join('; ');
}

/** `Go 1.26.8`, or undefined where there is none. */
export function goVersion(): string | undefined {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace(/^go/, 'Go ') : undefined;
}
