import { Construct } from 'constructs';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

const WHERE = 'Reachability.ofManifests';

const PARSE = 'parse the YAML first: `Yaml.load(...)` of cdk8s makes such a list of a file';

/** Refuses what is no list of parsed documents. What a document says is read, and judged, elsewhere. */
export function checkManifests(manifests: unknown): void {
  if (!Array.isArray(manifests)) {
    refuse(WHERE, `\`manifests\` is ${shown(manifests)}, not a list of manifests`, helpWith(manifests));
  }
  // A gap in a list is no empty document: those come out of a parser as null.
  Array.from(manifests).forEach((manifest, index) => {
    const isDocument = typeof manifest === 'object' && !Construct.isConstruct(manifest) && !(manifest instanceof Promise);
    if (!isDocument) {
      refuse(WHERE, `\`manifests[${index}]\` is ${index in manifests ? shown(manifest) : 'missing'}, not a manifest`, helpWith(manifest));
    }
    if (isCyclic(manifest)) {
      refuse(WHERE, `\`manifests[${index}]\` holds itself, so that it has no end`, 'pass plain data, as it is parsed from YAML or JSON');
    }
  });
}

function helpWith(given: unknown): string {
  if (given instanceof Promise) {
    return 'await it: `Reachability.ofManifests(await ...)`';
  }
  if (Construct.isConstruct(given)) {
    return 'ask an app with `Reachability.ofApp(app)`; of a chart pass what it writes: `Reachability.ofManifests(chart.toJson())`';
  }
  return typeof given === 'string' ? PARSE : 'pass the parsed documents as a list: `[{ apiVersion, kind, ... }]`';
}

/** Whether there is a way from the value back to itself. The same object in two places is none: YAML has aliases. */
function isCyclic(value: unknown): boolean {
  const finished = new Set<unknown>();
  const open = new Set<unknown>();
  const stack: { readonly value: unknown; readonly isLeft: boolean }[] = [{ value, isLeft: false }];
  while (stack.length > 0) {
    const { value: next, isLeft } = stack.pop()!;
    if (isLeft) {
      open.delete(next);
      finished.add(next);
    } else if (open.has(next)) {
      return true;
    } else if (typeof next === 'object' && next !== null && !finished.has(next)) {
      open.add(next);
      stack.push({ value: next, isLeft: true });
      Object.values(next).forEach(child => stack.push({ value: child, isLeft: false }));
    }
  }
  return false;
}
