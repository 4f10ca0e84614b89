import { isDeepStrictEqual } from 'node:util';
import { apiGroupOf, isSameGroup } from './api-group';
import { Problem, Severity } from '../../model/finding';
import { formatOrigin, Origin } from '../../model/origin';
import { ManifestObject } from '../reading/manifest-object';

interface Kept<Result> {
  readonly group: string | undefined;
  readonly origin: Origin;
  /** The whole object, kept only where a later one of its name has to be compared with it: a dump of a cluster is large. */
  readonly content: unknown;
  readonly result: Result;
}

/** What was read, by the object it was read from. Of two objects with one name the later one stays, as if applied. */
export class LastOfEachName<Result> {
  /** By kind and name; of one kind and name, those of different API groups, which are different objects. */
  private readonly kept = new Map<string | symbol, Kept<Result>[]>();

  /** @param severity how grave it is when two objects of one name differ: an error where their order is not known */
  public constructor(private readonly problems: Problem[], private readonly severity: Severity) {}

  public get results(): Result[] {
    return [...this.kept.values()].flat().map(({ result }) => result);
  }

  public add(object: ManifestObject, result: Result): void {
    const { kind, apiVersion, namespace, name, hasGeneratedName, origin, content } = object;
    const key = hasGeneratedName ? Symbol(name) : `${kind} ${namespace}/${name}`;
    const group = apiGroupOf(kind, apiVersion);
    const namesakes = this.kept.get(key) ?? [];
    const place = namesakes.findIndex(other => isSameGroup(other.group, group));
    const earlier = namesakes[place];
    if (earlier !== undefined) {
      this.report(object, earlier);
    }
    namesakes[earlier === undefined ? namesakes.length : place] = {
      group: group ?? earlier?.group, origin, content: this.severity === 'error' ? content : undefined, result,
    };
    this.kept.set(key, namesakes);
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
