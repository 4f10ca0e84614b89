import { valueText } from './shown';
import { sentence } from '../sets/visible';

/** So many arguments of a call stand in a message. */
const MOST_VALUES = 10;

/** Input that is wrong in itself; what is thrown at the line of code that gave it. */
export class BadInput extends Error {}

/**
 * Refuses bad input. Every refusal of this library has this one form.
 *
 * @param where the factory call or the path of the construct that was given the input
 * @param problem what is wrong, naming the field and its value
 * @param help what to write instead
 */
export function refuse(where: string, problem: string, help: string): never {
  throw new BadInput(`${sentence(`\`${where}\`: ${problem}`)}\nhelp: ${sentence(help)}`);
}

/** `Port.tcpRange(90, 80)`, `Cidr.of('10.0.0.0')`: a call as its author wrote it. */
export function callText(name: string, ...values: readonly unknown[]): string {
  const rest = values.length - MOST_VALUES;
  return `${name}(${values.slice(0, MOST_VALUES).map(valueText).join(', ')}${rest > 0 ? `, and ${rest} more` : ''})`;
}
