import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Manifest } from '../model/manifest';
import { manifestOf } from '../values/manifest';
import { authored, sourceOf } from '../values/source-location';

/**
 * The manifests of all objects below a construct, each exactly as cdk8s will write it, with where it came from.
 *
 * Asks each object by itself: a chart's own `toJson()` validates the whole app, which inside a validation never ends.
 */
export function manifestsOf(scope: IConstruct): Manifest[] {
  return scope.node.findAll().filter(ApiObject.isApiObject).map(object => ({
    content: manifestOf(object),
    origin: { constructPath: authored(object).node.path, source: sourceOf(object) },
  }));
}
