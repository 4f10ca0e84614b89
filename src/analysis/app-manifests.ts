import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Problem } from '../model/finding';
import { Manifest } from '../model/manifest';
import { Origin } from '../model/origin';
import { authored, contributorsOf, sourceOf } from '../values/source-location';
import { manifestOf } from '../values/workloads/manifest';

/** What objects are as manifests. */
interface Manifests {
  readonly manifests: readonly Manifest[];
  readonly contents: ReadonlyMap<ApiObject, unknown>;
  /** One for each object that cannot be rendered. */
  readonly problems: readonly Problem[];
}

/**
 * The manifests of all objects among the constructs, each exactly as cdk8s will write it, with where it came from.
 *
 * Asks each object by itself: a chart's own `toJson()` validates the whole app, which inside a validation never ends.
 *
 * @param written the manifests that are known already
 */
export function readManifests(
  constructs: readonly IConstruct[], written: ReadonlyMap<ApiObject, unknown>,
): Manifests {
  const contents = new Map<ApiObject, unknown>();
  const problems: Problem[] = [];
  for (const object of objectsAmong(constructs)) {
    attempt(object, problems, () => {
      contents.set(object, written.has(object) ? written.get(object) : manifestOf(object));
    });
  }
  const manifests = [...contents].map(([object, content]) => ({ content, origin: placeOf(object) }));
  return { manifests, contents, problems };
}

/** The constructs that are objects. */
export function objectsAmong(constructs: readonly IConstruct[]): ApiObject[] {
  return constructs.filter(ApiObject.isApiObject);
}

/** Runs the function; what it throws is a problem of the construct, so that one fault does not hide the others. */
export function attempt(construct: IConstruct, problems: Problem[], run: () => void): void {
  try {
    run();
  } catch (error) {
    problems.push({ severity: 'error', ...wordsOf(error), at: originOf(construct) });
  }
}

/** Where the construct is, for messages. */
export function originOf(construct: IConstruct): Origin {
  return { object: construct.node.path, ...placeOf(construct) };
}

function placeOf(construct: IConstruct): Omit<Origin, 'object'> {
  const makers = [...new Set(contributorsOf(construct).map(authored))];
  const sources = [...new Set(makers.flatMap(maker => sourceOf(maker) ?? []))];
  return {
    constructPath: makers.map(maker => maker.node.path).join(', '),
    source: sources.length === 0 ? undefined : sources.join(', '),
  };
}

/** What cdk8s puts before the message of whatever an object threw. */
const WRAPPING = /^Failed serializing construct at path '.*?' with name '.*?': (?:\w*Error: )?/;

function wordsOf(error: unknown): { readonly message: string; readonly help?: string } {
  const text = (error instanceof Error ? error.message : String(error)).replace(WRAPPING, '');
  const [message, ...help] = text.split('\nhelp: ');
  return help.length === 0 ? { message } : { message, help: help.join('\n') };
}
