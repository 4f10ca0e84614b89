import { Problem } from '../../model/finding';
import { formatOrigin, Origin } from '../../model/origin';
import { list } from '../../wording/lists';

/** Two objects of one name that differ in what answers depend on. */
export interface Clash {
  readonly origin: Origin;
  readonly earlier: Origin;
}

/**
 * Says which objects clash. Of files that many do is one fault, mostly that variants of one application were read
 * together; of an app each is one of its own, since somebody wrote both.
 */
export function clashProblems(clashes: readonly Clash[]): Problem[] {
  const ofFiles = clashes.filter(isOfFiles);
  return ofFiles.length < 2 ? clashes.map(single)
    : [...clashes.filter(clash => !isOfFiles(clash)).map(single), together(ofFiles)];
}

function isOfFiles({ origin, earlier }: Clash): boolean {
  return [origin, earlier].every(({ file, constructPath }) => file !== undefined && constructPath === undefined);
}

function single({ origin, earlier }: Clash): Problem {
  return {
    severity: 'error',
    message: `${origin.object} is there twice, and the other one, from ${formatOrigin(earlier)}, is different: which of the two stays in the cluster is not known`,
    at: origin,
    field: 'metadata.name',
    help: 'remove one of the two, or give it another name',
  };
}

/** Of more objects than these, the rest are counted. */
const SHOWN_OBJECTS = 6;

function together(clashes: readonly Clash[]): Problem {
  const objects = [...new Set(clashes.map(({ origin }) => origin.object))];
  const places = [...new Set(clashes.flatMap(placesOf))].map(place => `\`${place}\``);
  const areVariants = places.length > 1;
  return {
    severity: 'error',
    message: `${objects.length === 1 ? '1 object is' : `${objects.length} objects are`} there more than once and differ, so that which of them `
      + `stays in the cluster is not known: ${list(objects, SHOWN_OBJECTS)}; they stand in ${list(places, places.length)}`
      + (areVariants ? ', which seem to be variants of each other' : ''),
    at: clashes[0].origin,
    field: 'metadata.name',
    help: areVariants ? 'read only what is applied together: name one of these in place of what holds them all'
      : 'of each, keep one, or give the others names of their own',
  };
}

/** The folders of the two, or the files themselves where they are in one folder. */
function placesOf({ origin, earlier }: Clash): string[] {
  const files = [earlier, origin].map(({ file = '' }) => file.replace(/#\d+$/, ''));
  const folders = files.map(file => file.replace(/[\\/]?[^\\/]*$/, ''));
  return folders[0] === folders[1] ? files : folders.map(folder => folder || '.');
}
