import { isDeepStrictEqual } from 'node:util';
import { apiGroupOf, isSameGroup } from './api-group';
import { Clash } from './clashes';
import { Origin } from '../../model/origin';
import { ManifestObject } from '../reading/manifest-object';

interface Kept<Result> {
  readonly group: string | undefined;
  readonly origin: Origin;
  readonly result: Result;
}

/**
 * What was read, by the object it was read from. Of two objects with one name the later one stays, as if applied.
 *
 * Two that differ in what was read are an error, since the answers would be about one of them only: cdk8s writes in the
 * order of dependencies and not of construction, and of files one may be a patch of the other, or its variant for
 * another cluster, so that which of the two stays, or what becomes of both, is not known. Two that differ only in what
 * was not read, such as annotations that nobody asks for, managed fields, or the status of a controller, are no problem:
 * answers know nothing but what was read, and depend on neither.
 */
export class LastOfEachName<Result> {
  /** By kind and name; of one kind and name, those of different API groups, which are different objects. */
  private readonly kept = new Map<string | symbol, Kept<Result>[]>();

  /** @param factsOf the part of a result that answers depend on: all but where it was read */
  public constructor(private readonly clashes: Clash[], private readonly factsOf: (result: Result) => unknown) {}

  public get results(): Result[] {
    return [...this.kept.values()].flat().map(({ result }) => result);
  }

  public add(object: ManifestObject, result: Result): void {
    const { kind, apiVersion, namespace, name, hasGeneratedName, origin } = object;
    const key = hasGeneratedName ? Symbol(name) : `${kind} ${namespace}/${name}`;
    const group = apiGroupOf(kind, apiVersion);
    const namesakes = this.kept.get(key) ?? [];
    const place = namesakes.findIndex(other => isSameGroup(other.group, group));
    const earlier = namesakes[place];
    if (earlier !== undefined && !isDeepStrictEqual(this.factsOf(result), this.factsOf(earlier.result))) {
      this.clashes.push({ origin, earlier: earlier.origin });
    }
    namesakes[earlier === undefined ? namesakes.length : place] = { group: group ?? earlier?.group, origin, result };
    this.kept.set(key, namesakes);
  }
}
