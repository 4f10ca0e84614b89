import { isDeepStrictEqual } from 'node:util';
import { Problem, Severity } from '../../model/finding';
import { formatOrigin, Origin } from '../../model/origin';
import { ManifestObject } from '../reading/manifest-object';

interface Kept<Result> {
  readonly origin: Origin;
  /** What two objects are compared by, if anybody does; else it is not kept. */
  readonly content: unknown;
  readonly result: Result;
}

/** What was read, by the object it was read from. Of two objects with one name the later one stays, as if applied. */
export class LastOfEachName<Result> {
  private readonly kept = new Map<string | symbol, Kept<Result>>();

  /** @param severity how grave it is when two objects of one name differ: an error where their order is not known */
  public constructor(private readonly problems: Problem[], private readonly severity: Severity) {}

  public get results(): Result[] {
    return [...this.kept.values()].map(({ result }) => result);
  }

  public add(object: ManifestObject, result: Result): void {
    const { kind, namespace, name, hasGeneratedName } = object;
    const key = hasGeneratedName ? Symbol(name) : `${kind} ${namespace}/${name}`;
    const earlier = this.kept.get(key);
    if (earlier !== undefined) {
      this.report(object, earlier);
    }
    this.kept.set(key, { origin: object.origin, content: this.severity === 'error' ? object.content : undefined, result });
  }

  private report({ origin, content }: ManifestObject, earlier: Kept<Result>): void {
    const other = formatOrigin(earlier.origin);
    const isError = this.severity === 'error' && !isDeepStrictEqual(content, earlier.content);
    this.problems.push({
      severity: isError ? 'error' : 'warning',
      message: isError
        ? `${origin.object} is there twice, and the other one, from ${other}, is different: which of the two stays in the cluster is not known`
        : `${origin.object} is there twice; this one replaces the one from ${other}`,
      at: origin,
      field: 'metadata.name',
      help: 'remove one of the two, or give it another name',
    });
  }
}
