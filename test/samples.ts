import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import * as constructs from 'constructs';
import ts from 'typescript';
import { ROOT } from './compiled';
import * as netpol from 'cdk8s-netpol';

/** A code sample of a page. */
export interface Sample {
  /** The heading above it. */
  readonly heading: string;
  /** What stands behind its language: `fixture=imports`, `nofixture`, or nothing. */
  readonly fixture: string;
  readonly text: string;
}

/** Every sample of TypeScript in a page, in their order. */
export function samplesOf(page: string): Sample[] {
  const samples: Sample[] = [];
  let heading = '';
  const markdown = readFileSync(path.join(ROOT, page), 'utf8');
  for (const [, title, fixture, text] of markdown.matchAll(/^#+ (.*)$|^```ts ?(.*)\n([\s\S]*?)^```$/gm)) {
    heading = title ?? heading;
    if (text !== undefined) {
      samples.push({ heading, fixture, text });
    }
  }
  return samples;
}

const PACKAGES: Readonly<Record<string, object>> = { 'cdk8s': cdk8s, 'cdk8s-plus-29': kplus, 'constructs': constructs, 'cdk8s-netpol': netpol };

/** Runs the sample in the constructor of a chart. That it compiles is seen by `npm run rosetta`. */
export function runInChart(chart: cdk8s.Chart, text: string): void {
  const imports = [...text.matchAll(/^import \* as (\w+) from '(.*)';$/gm)];
  const names: Record<string, unknown> = {
    app: cdk8s.App.of(chart),
    chart,
    kplus,
    ...constructs,
    ...cdk8s,
    ...netpol,
    ...Object.fromEntries(imports.map(([, name, from]) => [name, PACKAGES[from]])),
  };
  const body = text.replace(/^import .*$/gm, '');
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  new Function(...Object.keys(names), outputText).call(chart, ...Object.values(names));
}
