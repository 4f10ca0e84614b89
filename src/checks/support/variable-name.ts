import { Workload } from '../../model/workload';

/** Ids that constructs give to the one object inside them, and that nobody calls a variable after. */
const INNER_IDS = ['Resource', 'Default'];

/** Words that no variable can be called. */
const RESERVED = new Set(('arguments await break case catch class const continue debugger default delete do else enum eval export '
  + 'extends false finally for function if implements import in instanceof interface let new null package private protected '
  + 'public return static super switch this throw true try typeof var void while with yield').split(' '));

/**
 * What the variable with the workload is probably called: as the construct, with as many of the constructs around it as
 * it takes to tell it from the other workloads. Undefined for a workload that no construct has made.
 */
export function variableFor(workload: Workload, workloads: readonly Workload[]): string | undefined {
  const ids = idsOf(workload);
  if (ids.length === 0) {
    return undefined;
  }
  const others = workloads.filter(other => other !== workload);
  const isTaken = (name: string, length: number) => others.some(other => nameOf(other, idsOf(other), length) === name);
  let length = 1;
  while (length < ids.length
    && (isKind(workload, ids.slice(-length)) || isTaken(nameOf(workload, ids, length), length))) {
    length += 1;
  }
  return nameOf(workload, ids, length);
}

function idsOf({ origin: { constructPath = '' } }: Workload): string[] {
  const ids = constructPath.split('/').filter(id => id !== '');
  return ids.filter((id, index) => index < ids.length - 1 || index === 0 || !INNER_IDS.includes(id));
}

/** Whether the ids say no more than what kind of workload it is, as in `shop/web/Deployment`. */
function isKind({ kind }: Workload, ids: readonly string[]): boolean {
  return ids.join('').toLowerCase() === kind.toLowerCase();
}

function nameOf({ kind }: Workload, ids: readonly string[], length: number): string {
  const name = inCamelCase(ids.slice(-length));
  return /^[a-z]/.test(name) && !RESERVED.has(name) ? name : inCamelCase([kind, name]);
}

function inCamelCase(texts: readonly string[]): string {
  const words = texts.flatMap(text => text.split(/[^A-Za-z0-9]+/)).filter(word => word !== '');
  const [first = '', ...rest] = words;
  // Of `HTTPServer` the first word is `HTTP`; of `Server`, one letter is all that is large.
  const start = first.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, capitals => capitals.toLowerCase());
  return start + rest.map(word => word[0].toUpperCase() + word.slice(1)).join('');
}
