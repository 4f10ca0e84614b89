import { Construct } from 'constructs';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

const WHERE = 'Reachability.ofManifests';

/** Refuses what is no list of parsed documents. What a document says is read, and judged, elsewhere. */
export function checkManifests(manifests: unknown): void {
  if (!Array.isArray(manifests)) {
    refuse(WHERE, `\`manifests\` is ${shown(manifests)}, not a list of manifests`,
      helpFor(manifests) ?? 'give a list of parsed objects, as `yaml.loadAll(text)` does');
  }
  const hole = manifests.findIndex((_manifest, index) => !(index in manifests));
  if (hole >= 0) {
    refuse(WHERE, `\`manifests[${hole}]\` is a hole in the list`, 'give a list without holes');
  }
  for (const [index, manifest] of manifests.entries()) {
    const help = helpFor(manifest);
    if (help !== undefined) {
      refuse(WHERE, `\`manifests[${index}]\` is ${shown(manifest)}, not a manifest`, help);
    }
  }
}

/** How to come to a manifest from what is plainly on the way to one. */
function helpFor(given: unknown): string | undefined {
  if (given instanceof Promise) {
    return 'await it: `Reachability.ofManifests(await ...)`';
  }
  if (Construct.isConstruct(given)) {
    return 'ask an app with `Reachability.ofApp(app)`; of a chart pass what it writes: `Reachability.ofManifests(chart.toJson())`';
  }
  return undefined;
}
