import { App } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { readLockText } from './lock-text';
import { isValidated } from './validated-app';
import { checkApp } from '../analysis/check-app';
import { HeldLock } from '../analysis/lock-messages';
import { checkBoolean, checkText } from '../values/given';
import { checkProperties, optional, Properties, refuseSurplus } from '../values/properties';
import { refuse } from '../values/refuse';

/** To which file an app is held. */
export interface ReachabilityLockOptions {
  /**
   * The file that `netpol lock` wrote, seen from the working folder.
   *
   * @default `reachability.lock`
   */
  readonly path?: string;

  /**
   * Whether what opened is said and stops nothing, for the one synth whose manifests `netpol lock` is then to accept.
   *
   * @default false
   */
  readonly accept?: boolean;
}

const OPTIONS: Properties<ReachabilityLockOptions> = { path: optional(checkText), accept: optional(checkBoolean) };

/** The id of the lock in the app: one that nobody gives to a chart. */
const ID = 'ReachabilityLock.of';

/** Shared by all copies of this package in one process, so that no copy overlooks the locks of another. */
const LOCK = Symbol.for('cdk8s-netpol.Lock');

/**
 * Holds an app to the connections that were accepted: `NetworkPolicyValidation` compares with the file at every synth, by
 * its own facts and target, and stops it when a connection has opened or become unknown since. The message names the policy
 * that admits it.
 *
 * The file is written by `netpol lock dist`, where `dist` is the folder with the synthesized manifests, and committed. A
 * synth never writes it. To accept what opened, synthesize with `accept: true` and run that command.
 *
 * @example
 * NetworkPolicyValidation.of(app);
 * ReachabilityLock.of(app);
 */
export class ReachabilityLock extends Construct {
  /**
   * Holds the app to the file at every synth.
   *
   * @param app the app
   * @param options which file it is
   * @throws Error when the app is held to a file already
   */
  public static of(app: App, options: ReachabilityLockOptions = {}): ReachabilityLock {
    const where = 'ReachabilityLock.of';
    checkApp(where, app, 'pass the app that holds the charts: `const app = new App()`');
    checkProperties(where, 'options', options, OPTIONS);
    refuseSurplus(where, arguments, 2, 'write everything into one object behind the app');
    if (options.path === '') {
      refuse(where, '`path` is an empty text, not the name of a file', 'name the file, or leave `path` out for `reachability.lock`');
    }
    if (app.node.tryFindChild(ID) !== undefined) {
      refuse(where, 'this app is held to a file already', 'call it once, where the app is made');
    }
    return new ReachabilityLock(app, options);
  }

  private constructor(app: App, { path: file = 'reachability.lock', accept = false }: ReachabilityLockOptions) {
    super(app, ID);
    const held = (dialect: string): HeldLock => ({
      file,
      text: readLockText(file),
      command: `netpol lock ${app.outdir}${dialect === DEFAULT_DIALECT ? '' : ` --dialect ${dialect}`}`
        + (file === 'reachability.lock' ? '' : ` --file ${file}`),
      isAccepting: accept,
    });
    Object.defineProperty(this, LOCK, { value: held });
    this.node.addValidation({ validate: () => (isValidated(app) ? [] : [UNCHECKED]) });
  }
}

/** What the command assumes by itself. */
const DEFAULT_DIALECT = 'kubernetes';

const UNCHECKED = 'nobody compares the app with the file of `ReachabilityLock`\n'
  + 'help: add `NetworkPolicyValidation.of(app)` where the app is made';

/** The constructs that hold the app to a file. */
export function locksAmong(constructs: readonly IConstruct[]): IConstruct[] {
  return constructs.filter(construct => LOCK in construct);
}

/** What is in the file of such a construct now. */
export function readHeldLock(lock: IConstruct, dialect: string): HeldLock {
  return (lock as unknown as Record<symbol, (dialect: string) => HeldLock>)[LOCK](dialect);
}
