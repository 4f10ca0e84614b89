import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { IConstruct } from 'constructs';

interface Place {
  readonly file: string;
  readonly line: number;
}

interface Frame extends Place {
  readonly caller: string;
}

const PACKAGE = path.join(__dirname, '..', '..');
const OURS = ['src', 'lib'].map(folder => path.join(PACKAGE, folder) + path.sep);

/** Deep enough for a construct in a construct in a construct. */
const FRAMES = 64;

const places = new WeakMap<IConstruct, Place>();

/** By a manifest: the constructs that say what is in it, where these are several. */
const contributors = new WeakMap<IConstruct, IConstruct[]>();

/** Remembers that the construct says a part of what is in the manifest. */
export function recordContributor(manifest: IConstruct, construct: IConstruct): void {
  const known = contributors.get(manifest) ?? [];
  contributors.set(manifest, known.includes(construct) ? known : [...known, construct]);
}

/** The constructs that say what is in the manifest; the manifest itself where it is not shared. */
export function contributorsOf(manifest: IConstruct): readonly IConstruct[] {
  return contributors.get(manifest) ?? [manifest];
}

/** Remembers the user's line of code that is making the construct. To be called by the construct's constructor. */
export function recordSource(construct: IConstruct): void {
  const place = placeOfCaller();
  if (place !== undefined) {
    places.set(construct, place);
  }
}

/**
 * The line of code that made the construct, or the nearest recorded construct around it: `lib/shop.ts:41`.
 * Undefined when it is not known, as in an app written in a language other than JavaScript.
 */
export function sourceOf(construct: IConstruct): string | undefined {
  const place = places.get(authored(construct));
  return place && `${path.relative('', place.file).split(path.sep).join('/')}:${place.line}`;
}

/** The construct that the user wrote: the nearest recorded one around it, or itself when there is none. */
export function authored(construct: IConstruct): IConstruct {
  let scope: IConstruct | undefined = construct;
  while (scope !== undefined && !places.has(scope)) {
    scope = scope.node.scope;
  }
  return scope ?? construct;
}

function placeOfCaller(): Place | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  // The text and not the call sites, because only the text has gone through the source maps of TypeScript runners.
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  return placeIn(stack);
}

/** The first frame that is the user's. Exported for its test. */
export function placeIn(stack: string): Place | undefined {
  for (const line of stack.split('\n')) {
    const frame = parseFrame(line);
    if (frame === undefined) {
      continue;
    }
    if (isOtherLanguage(frame)) {
      return undefined;
    }
    if (isUsers(frame)) {
      return { file: frame.file, line: frame.line };
    }
  }
  return undefined;
}

/** `    at new Shop (/app/lib/shop.ts:41:5)` or, at the top of a module, `    at /app/main.ts:3:1`. */
function parseFrame(text: string): Frame | undefined {
  const match = /^\s*at (?:(.*) \()?(.+?):(\d+):\d+\)?$/.exec(text);
  if (!match) {
    return undefined;
  }
  const file = match[2].startsWith('file:') ? fileURLToPath(match[2]) : match[2].replace(/^async /, '');
  return { caller: match[1] ?? '', file, line: Number(match[3]) };
}

function isUsers({ file }: Frame): boolean {
  return path.isAbsolute(file)
    && !/[\\/]node_modules[\\/]/.test(file)
    && !OURS.some(folder => file.startsWith(folder));
}

/** The process that serves Python, Java and Go: behind it there is no more of the user's code. */
function isOtherLanguage({ caller, file }: Frame): boolean {
  return /^Kernel(Host)?\./.test(caller) && /[\\/](program|runtime-index-worker)\.js$/.test(file);
}
