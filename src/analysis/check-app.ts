import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

/** Refuses what is no app. One of another copy of cdk8s will do. */
export function checkApp(where: string, app: unknown, help: string): void {
  if (!Construct.isConstruct(app) || typeof (app as Partial<App>).synth !== 'function') {
    refuse(where, `\`app\` is ${shown(app)}, not an app`, help);
  }
}
