/** A verb as shells complete it. */
export interface CompletedVerb {
  readonly name: string;
  readonly summary: string;
  /** What may stand behind it beside paths. */
  readonly operands: readonly string[];
  readonly options: readonly CompletedOption[];
}

/** An option as shells complete it. */
export interface CompletedOption {
  readonly name: string;
  readonly short?: string;
  readonly summary: string;
  /** What its value is; undefined for a switch. */
  readonly value?: string;
  /** All values or the usual ones; none where nobody knows them. */
  readonly values: readonly string[];
}

/** The names under which the command is there: the second one makes it `kubectl netpol`. */
const COMMANDS = ['netpol', 'kubectl-netpol'];

/** What completes as a file: all that has no values of its own. */
export const COMPLETIONS: Readonly<Record<string, (verbs: readonly CompletedVerb[]) => string>> = {
  bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion,
};

function bashCompletion(verbs: readonly CompletedVerb[]): string {
  const values = verbs.flatMap(({ name, options }) => options.filter(option => option.value !== undefined)
    .map(option => `    '${name} --${option.name}'${option.short === undefined ? '' : ` | '${name} -${option.short}'`}) words='${option.values.join(' ')}' ;;`));
  return lines(
    '# Completes netpol in bash: source <(netpol completion bash)',
    '_netpol() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" verb="${COMP_WORDS[1]}" words',
    '  COMPREPLY=()',
    // `--format=json` is three words to bash.
    '  if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    '  if (( COMP_CWORD == 1 )); then',
    `    COMPREPLY=($(compgen -W '${[...verbs.map(({ name }) => name), 'help', '--version'].join(' ')}' -- "$current"))`,
    '    return',
    '  fi',
    '  case "$verb $before" in',
    ...values,
    '  *)',
    '    case "$verb $current" in',
    ...verbs.map(({ name, options }) => `    '${name} -'*) words='${options.map(option => `--${option.name}`).join(' ')} --help' ;;`),
    ...verbs.filter(({ operands }) => operands.length > 0).map(({ name, operands }) => `    '${name} '*) words='${operands.join(' ')}' ;;`),
    `    'help '*) words='${verbs.map(({ name }) => name).join(' ')}' ;;`,
    '    esac ;;',
    '  esac',
    // Without a reply the shell completes files.
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    `complete -o bashdefault -o default -F _netpol ${COMMANDS.join(' ')}`,
  );
}

function zshCompletion(verbs: readonly CompletedVerb[]): string {
  return lines(
    `#compdef ${COMMANDS.join(' ')}`,
    '# Completes netpol in zsh: source <(netpol completion zsh)',
    '_netpol() {',
    '  local -a verbs',
    '  verbs=(',
    ...verbs.map(({ name, summary }) => `    ${singleQuoted(`${name}:${summary}`)}`),
    '  )',
    '  if (( CURRENT == 2 )); then',
    '    _describe verb verbs',
    '    return',
    '  fi',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case "$words[1]" in',
    ...verbs.flatMap(({ name, options, operands }) => [
      `  ${name})`, '    _arguments \\', ...options.map(option => `      ${singleQuoted(zshOption(option))} \\`),
      `      ${singleQuoted(operands.length === 0 ? '*:path:_files' : `*:name:(${operands.join(' ')})`)} ;;`,
    ]),
    '  esac',
    '}',
    // Read by `source`, it has to say itself what it is for; found by its name, it is called.
    'if [[ "$funcstack[1]" == _netpol ]]; then _netpol "$@"; else compdef _netpol netpol kubectl-netpol; fi',
  );
}

function zshOption({ name, summary, value, values }: CompletedOption): string {
  const text = `*--${name}${value === undefined ? '' : '='}[${summary.replace(/[[\]\\]/g, '\\$&')}]`;
  return value === undefined ? text
    : `${text}:${value}:${values.length > 0 ? `(${values.join(' ')})` : value === 'FILE' ? '_files' : ' '}`;
}

function singleQuoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

function fishCompletion(verbs: readonly CompletedVerb[]): string {
  return lines(
    '# Completes netpol in fish: netpol completion fish | source',
    ...COMMANDS.flatMap(command => [
      ...verbs.map(({ name, summary }) => `complete -c ${command} -n __fish_use_subcommand -f -a ${name} -d ${fishQuoted(summary)}`),
      ...verbs.flatMap(({ name, options, operands }) => {
        const start = `complete -c ${command} -n ${fishQuoted(`__fish_seen_subcommand_from ${name}`)}`;
        return [
          ...operands.length === 0 ? [] : [`${start} -f -a ${fishQuoted(operands.join(' '))}`],
          ...options.map(option => `${start} ${fishOption(option)}`),
        ];
      }),
    ]),
  );
}

function fishOption({ name, short, summary, value, values }: CompletedOption): string {
  return [
    `-l ${name}`,
    ...short === undefined ? [] : [`-s ${short}`],
    ...value === undefined ? [] : [value === 'FILE' ? '-r' : '-x'],
    ...values.length === 0 ? [] : [`-a ${fishQuoted(values.join(' '))}`],
    `-d ${fishQuoted(summary)}`,
  ].join(' ');
}

function fishQuoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

function lines(...all: readonly string[]): string {
  return all.map(line => `${line}\n`).join('');
}
