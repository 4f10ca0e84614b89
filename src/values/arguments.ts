import { Construct } from 'constructs';
import { checkProperties, Properties, refuseSurplus } from './properties';
import { refuse } from './refuse';
import { shown } from './shown';

/**
 * Refuses wrong arguments of a construct's constructor before there is a construct. What no parameter takes is refused as
 * well: ports behind the properties would be no ports.
 *
 * @param name the name of the class
 * @param given the arguments: scope, id and properties
 */
export function checkArguments<Props>(name: string, given: ArrayLike<unknown>, properties: Properties<Props>): void {
  const [scope, id, props] = Array.from(given);
  if (!Construct.isConstruct(scope)) {
    refuse(`new ${name}`, `\`scope\` is ${shown(scope)}, not a construct`, 'pass the chart that it belongs to: `this` within a chart');
  }
  if (typeof id !== 'string' || id === '') {
    refuse(`new ${name}`, `\`id\` is ${id === '' ? 'empty' : `${shown(id)}, not a text`}`,
      'give it a name that is unique in its scope, behind the scope and before the properties');
  }
  const where = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
  checkProperties(where, 'props', props, properties);
  refuseSurplus(where, given, 3, 'write everything into one object behind the id');
}
