import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, AppProps } from 'cdk8s';

/** What one synth did. */
export interface Synthesized {
  /** The message of the error that stopped it. */
  readonly error?: string;
  /** What went to stderr, message by message, apart from the remark that the cluster is assumed. */
  readonly warnings: readonly string[];
  /** The files that were written. */
  readonly written: readonly string[];
}

const ASSUMED = /^warning\[enforcement-assumed\]/;

/** An app that writes into a new folder, which is gone after the test. */
export function newApp(props: AppProps = {}): App {
  const folder = mkdtempSync(path.join(tmpdir(), 'netpol-app-'));
  folders.push(folder);
  return new App({ outdir: path.join(folder, 'dist'), ...props });
}

const folders: string[] = [];

/** To be called after all tests of a file. */
export function removeApps(): void {
  folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true }));
}

/** Synthesizes the app, or runs `how`, and watches. */
export function synthesize(app: App, how: () => unknown = () => app.synth()): Synthesized {
  const stderr = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const error = messageOf(how);
    const warnings = stderr.mock.calls.map(([text]) => String(text)).filter(text => !ASSUMED.test(text));
    return { error, warnings, written: existsSync(app.outdir) ? readdirSync(app.outdir) : [] };
  } finally {
    stderr.mockRestore();
  }
}

function messageOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The checks that the messages are of: `error one-sided-connection`. */
export function checksIn(text: string | readonly string[] | undefined): string[] {
  return [...[text ?? []].flat().join('\n').matchAll(/^(error|warning|info|accepted)\[([\w-]+)\]/gm)].map(([, severity, check]) => `${severity} ${check}`);
}
