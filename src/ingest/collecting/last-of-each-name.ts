import { isDeepStrictEqual } from 'node:util';
import { apiGroupOf, isSameGroup } from './api-group';
import { Problem, Severity } from '../../model/finding';
import { formatOrigin, Origin } from '../../model/origin';
import { ManifestObject } from '../reading/manifest-object';

interface Kept<Result> {
  readonly group: string | undefined;
  readonly origin: Origin;
  readonly result: Result;
}

/**
 * What was read, by the object it was read from. Of two objects with one name the later one stays, as if applied. Two
 * that differ only in what was not read, such as annotations that nobody asks for, managed fields or the status of a
 * controller, are no problem: no answer depends on which of them stays, because answers know nothing but what was read.
 */
export class LastOfEachName<Result> {
  /** By kind and name; of one kind and name, those of different API groups, which are different objects. */
  private readonly kept = new Map<string | symbol, Kept<Result>[]>();

  /**
   * @param severity how grave it is when two objects of one name differ: an error where their order is not known
   * @param factsOf the part of a result that answers depend on: all but where it was read
   */
  public constructor(
    private readonly problems: Problem[],
    private readonly severity: Severity,
    private readonly factsOf: (result: Result) => unknown,
  ) {}

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
      this.report(origin, earlier.origin);
    }
    namesakes[earlier === undefined ? namesakes.length : place] = { group: group ?? earlier?.group, origin, result };
    this.kept.set(key, namesakes);
  }

  private report(origin: Origin, earlier: Origin): void {
    const other = formatOrigin(earlier);
    this.problems.push({
      severity: this.severity,
      message: this.severity === 'error'
        ? `${origin.object} is there twice, and the other one, from ${other}, is different: which of the two stays in the cluster is not known`
        : `${origin.object} is there twice; this one replaces the one from ${other}, which is different`,
      at: origin,
      field: 'metadata.name',
      help: 'remove one of the two, or give it another name',
    });
  }
}
