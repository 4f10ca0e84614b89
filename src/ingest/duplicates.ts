import { ManifestObject } from './objects';
import { Problem } from '../model/finding';
import { formatOrigin, Origin } from '../model/origin';

interface Kept<Result> {
  readonly origin: Origin;
  readonly result: Result;
}

/** What was read, by the object it was read from. Of two objects with one name the later one stays, as if applied. */
export class LastOfEachName<Result> {
  private readonly kept = new Map<unknown, Kept<Result>>();

  public constructor(private readonly problems: Problem[]) {}

  public get results(): Result[] {
    return [...this.kept.values()].map(({ result }) => result);
  }

  public add(object: ManifestObject, result: Result): void {
    const { kind, namespace, name, hasGeneratedName, origin } = object;
    const key = hasGeneratedName ? object : `${kind} ${namespace}/${name}`;
    const earlier = this.kept.get(key);
    if (earlier !== undefined) {
      this.problems.push({
        severity: 'warning',
        message: `${origin.object} is there twice; this one replaces the one from ${formatOrigin(earlier.origin)}`,
        at: origin,
        field: 'metadata.name',
        help: 'remove one of the two, or give it another name',
      });
    }
    this.kept.set(key, { origin, result });
  }
}
