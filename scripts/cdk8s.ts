import { spawnSync } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.join(__dirname, '..');

/** What the cdk8s command printed and how it ended. */
export interface Synth {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `cdk8s synth` in an example's folder, on its own app or on another one of the folder. */
export function synth(example: string, options: { readonly main?: string; readonly output?: string } = {}): Synth {
  const cli = path.join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  const args = [
    'synth',
    ...options.main === undefined ? [] : ['--app', `npx ts-node ${options.main}`],
    ...options.output === undefined ? [] : ['--output', options.output],
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: path.join(ROOT, 'examples', example),
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', npm_config_loglevel: 'error' },
  });
  return { ok: status === 0, stdout, stderr };
}
