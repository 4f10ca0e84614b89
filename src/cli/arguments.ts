import { parseArgs } from 'node:util';
import { WrongUsage } from './wrong-usage';
import { nearest } from '../sets/nearest';
import { listed } from '../wording/lists';

/** An option of a verb. */
export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** A single letter that stands for it behind one dash. */
  readonly short?: string;
  readonly summary: string;
  /** What its value is, as help texts call it; without one it is a switch. */
  readonly value?: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  /** What it takes beside the choices. */
  readonly pattern?: RegExp;
  /** Whether it may be given several times, each time with a value. */
  readonly isRepeatable?: boolean;
}

/** What stands behind the verb on the command line. */
export class Arguments {
  public constructor(
    /** What is no option, in order. */
    public readonly operands: readonly string[],
    /** For each option that is given, what it is given each time; nothing for a switch. */
    private readonly given: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** The value of an option that takes one, or undefined when it is not given. */
  public value(name: string): string | undefined {
    return this.values(name)[0];
  }

  /** All values of an option that may be given several times, in order. */
  public values(name: string): readonly string[] {
    return this.given.get(name) ?? [];
  }

  /** Whether the option is given. */
  public has(name: string): boolean {
    return this.given.has(name);
  }
}

/**
 * Reads the arguments of a verb.
 *
 * @throws WrongUsage
 */
export function readArguments(args: readonly string[], options: readonly Option[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(options.map(({ name, short, value }) =>
      [name, { type: value === undefined ? 'boolean' : 'string', ...short !== undefined && { short } } as const])),
    strict: false,
    tokens: true,
  });
  const operands: string[] = [];
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      operands.push(token.value);
    } else if (token.kind === 'option') {
      const option = findOption(token.name, token.rawName, options);
      checkValue(option, token.value, token.inlineValue === true);
      const before = given.get(option.name);
      if (before !== undefined && option.isRepeatable !== true) {
        throw new WrongUsage(`\`--${option.name}\` is given twice`, 'give it once');
      }
      given.set(option.name, [...before ?? [], ...token.value === undefined ? [] : [token.value]]);
    }
  }
  return new Arguments(operands, given);
}

function findOption(name: string, written: string, options: readonly Option[]): Option {
  const option = options.find(candidate => candidate.name === name);
  if (option === undefined || (!written.startsWith('--') && written !== `-${option.short}`)) {
    const meant = nearest(name, options.map(candidate => candidate.name));
    throw new WrongUsage(`\`${written}\` is not an option`,
      meant === undefined ? '`--help` lists the options' : `did you mean \`--${meant}\`?`);
  }
  return option;
}

function checkValue(option: Option, value: string | undefined, isInline: boolean): void {
  const { name, choices, pattern } = option;
  if (option.value === undefined) {
    if (value !== undefined) {
      throw new WrongUsage(`\`--${name}\` takes no value`, `write just \`--${name}\``);
    }
    return;
  }
  if (value === undefined || value === '' || (!isInline && value.length > 1 && value.startsWith('-'))) {
    throw new WrongUsage(`\`--${name}\` needs a value`, `write \`--${name} ${choices?.[0] ?? option.value}\``);
  }
  if (choices !== undefined && !choices.includes(value) && pattern?.test(value) !== true) {
    const meant = nearest(value, choices);
    throw new WrongUsage(`\`--${name}\` is \`${value}\`, which it does not know`,
      meant === undefined ? `it knows ${listed(choices)}` : `did you mean \`${meant}\`?`);
  }
}
