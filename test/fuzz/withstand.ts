import { decode } from '../../src/cli/input/decode';
import { readDocuments } from '../../src/cli/input/documents';
import { netpol, Run } from '../cli/terminal';
import { compareFlows } from '../engine/agreement';
import { Scenario, snapshotOf } from '../generators/scenarios';
import { expectVisible } from '../hostile/expect-visible';

const FORMATS: readonly (readonly string[])[] = [[], ['--format', 'json'], ['--format', 'connlist'], ['--rows'], ['--format', 'json', '--group']];

/** More endpoints than this have too many flows to ask for each. */
const MOST_WORKLOADS = 8;
const MOST_POLICIES = 8;

/** Fails unless the command says what it makes of the file, in each format, in the ways in which it may. */
export async function withstand(content: Uint8Array): Promise<void> {
  for (const format of FORMATS) {
    const run = await netpol(['list', 'a.yaml', ...format], { 'a.yaml': content });
    expectSound(run, format.includes('json'));
  }
  for (const format of [[], ['--format', 'json'], ['--driver', 'cilium-1.15']]) {
    expectSound(await netpol(['check', 'a.yaml', ...format, '--fail-on', 'never'], { 'a.yaml': content }), format.includes('json'));
  }
  expectSound(await netpol(['list', 'a'], { 'a/a.yaml': content, 'a/b.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n' }), false);
  expectSound(await netpol(['list', '-', '--facts', 'facts.yaml'], { 'facts.yaml': content }), false);
  compare(content);
}

function expectSound({ code, out, err }: Run, isJson: boolean): void {
  if (code !== 0 && code !== 3) {
    throw new Error(`it ended with ${code}: ${err}`);
  }
  expectVisible(out, err);
  expectPlaces(err);
  if (isJson && out !== '') {
    JSON.parse(out);
  }
}

/** Each message about the input is followed by its place: a document of the file with its line, or the whole. */
const PLACE = /^ {2}--> (?:(?:a\.yaml|a\/[ab]\.yaml|stdin)#\d+ {2}\((?:a\.yaml|a\/[ab]\.yaml|stdin):\d+\)|(?:a\.yaml|a\/a\.yaml|a|facts\.yaml|the facts|stdin)(?: {2}\(.*\))?|the input|the cluster)$/;

function expectPlaces(err: string): void {
  const lines = err.split('\n');
  lines.forEach((line, index) => {
    if (/^(error|warning|info)\[input\]: ./.test(line) && !PLACE.test(lines[index + 1])) {
      throw new Error(`a problem without a place: ${line}\n${lines[index + 1]}`);
    }
  });
}

/** Judge and engine are asked for each flow of what can be read. */
function compare(content: Uint8Array): void {
  const text = decode(content);
  const manifests = typeof text !== 'string' ? [] : readDocuments(text).documents.map(document => document.content as object);
  const scenario: Scenario = { dialect: 'kubernetes', facts: {}, manifests };
  const { workloads, policies } = snapshotOf(scenario);
  if (workloads.length <= MOST_WORKLOADS && policies.length <= MOST_POLICIES) {
    compareFlows(scenario);
  }
}
