import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { replaceMethod } from './replaced-method';
import { watchWriting, whileReading } from './written-objects';
import { objectsAmong } from '../analysis/app-manifests';
import { manifestOf } from '../values/workloads/manifest';

/** What was judged, and how it turned out. */
export interface Judged<Verdict> {
  readonly verdict: Verdict;
  /** Each object with the manifest that was read. */
  readonly contents: ReadonlyMap<ApiObject, unknown>;
  /** Whatever else was judged. */
  readonly others: readonly IConstruct[];
}

/** How an app, or a part of it, is judged. */
export interface Judge<Verdict> {
  /** Everything that is judged. */
  constructs(): readonly IConstruct[];
  /** Judges it, where these manifests have been written already, and all others are to be read. */
  judge(written: ReadonlyMap<ApiObject, unknown>): Judged<Verdict>;
  /** Everything beside objects that is judged among these constructs. */
  others(constructs: readonly IConstruct[]): readonly IConstruct[];
  /** Reports a verdict after the validation, or ends the synth. */
  report(verdict: Verdict): void;
}

/**
 * The verdict on an app, found once in each `synth()` or `synthYaml()`, and anew outside of them.
 *
 * cdk8s validates the whole app once for every chart. Between two of these an app seldom changes, but it may: a
 * validation of somebody else may change what is written next. So each manifest is compared with what was read, at the
 * moment when it is written, which takes no further rendering. When one differs, the app is judged again. An app may have
 * several such spans, each for some of its charts.
 */
export class SynthSpan<Verdict> {
  private depth = 0;
  private kept?: Watched<Verdict>;

  public constructor(app: App, private readonly judge: Judge<Verdict>) {
    // An app that cannot be wrapped is judged anew for every chart: slow, but no less right.
    replaceMethod(app, 'synth', synth => () => this.spanning(synth));
    replaceMethod(app, 'synthYaml', synthYaml => () => this.spanning(synthYaml));
  }

  public verdict(): Verdict {
    if (this.depth === 0) {
      return whileReading(() => this.judge.judge(new Map())).verdict;
    }
    this.kept ??= new Watched(this.judge);
    return this.kept.verdict;
  }

  private spanning<Result>(run: () => Result): Result {
    this.depth += 1;
    try {
      const result = run();
      if (this.depth === 1) {
        this.kept?.conclude();
      }
      return result;
    } finally {
      this.depth -= 1;
      if (this.depth === 0) {
        this.kept?.release();
        this.kept = undefined;
      }
    }
  }
}

/** An app that was judged, with an eye on what is written of it. */
class Watched<Verdict> {
  private judged: Judged<Verdict>;
  private texts: ReadonlyMap<ApiObject, string>;
  private readonly written = new Map<ApiObject, unknown>();
  private readonly writtenTexts = new Map<ApiObject, string>();
  private readonly releases: (() => void)[] = [];
  private readonly unwatched: ApiObject[] = [];
  private isJudgedAgain = false;

  public constructor(private readonly judge: Judge<Verdict>) {
    this.judged = whileReading(() => judge.judge(this.written));
    this.texts = textsOf(this.judged);
    [...this.texts.keys()].forEach(object => this.watch(object));
  }

  public get verdict(): Verdict {
    return this.judged.verdict;
  }

  /** What was written must be what was judged. */
  public conclude(): void {
    this.unwatched.forEach(object => this.see(object, whileReading(() => manifestOf(object))));
    const constructs = this.judge.constructs();
    const isSame = [...this.writtenTexts].every(([object, text]) => this.texts.get(object) === text)
      && isSameList(objectsAmong(constructs), [...this.judged.contents.keys()])
      && isSameList(this.judge.others(constructs), this.judged.others);
    if (!isSame) {
      this.judgeAgain();
    }
  }

  /** Leaves the objects as they were. */
  public release(): void {
    this.releases.forEach(release => release());
  }

  private watch(object: ApiObject): void {
    const release = watchWriting(object, content => this.see(object, content));
    if (release === undefined) {
      this.unwatched.push(object);
    } else {
      this.releases.push(release);
    }
  }

  private see(object: ApiObject, content: unknown): void {
    const text = JSON.stringify(content);
    this.written.set(object, content);
    this.writtenTexts.set(object, text);
    // An object may be different at each rendering, as with a time stamp. One more judgement before anything is written
    // is enough to stop what is wrong; whatever differs still is judged in the end.
    if (!this.isJudgedAgain && this.texts.get(object) !== text) {
      this.isJudgedAgain = true;
      this.judgeAgain();
    }
  }

  private judgeAgain(): void {
    this.judged = whileReading(() => this.judge.judge(this.written));
    this.texts = textsOf(this.judged);
    this.judge.report(this.judged.verdict);
  }
}

function textsOf({ contents }: Judged<unknown>): Map<ApiObject, string> {
  return new Map([...contents].map(([object, content]) => [object, JSON.stringify(content)]));
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element, index) => element === other[index]);
}
