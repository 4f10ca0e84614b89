import { CompletedVerb, COMPLETIONS } from '../../src/render/completion';

const VERBS: readonly CompletedVerb[] = [{
  name: 'list',
  summary: 'it\'s "all" `here`: $HOME [x] \\',
  operands: [],
  options: [
    { name: 'format', short: 'f', summary: 'how [it] is \'written\'', value: 'FORMAT', values: ['text', 'json'] },
    { name: 'facts', summary: 'what is known', value: 'FILE', values: [] },
    { name: 'raw', summary: 'as it is', values: [] },
  ],
}, { name: 'checks', summary: 'all checks', operands: ['dns-blocked', 'starts-open'], options: [] }];

test('for bash', () => {
  expect(COMPLETIONS.bash(VERBS)).toBe(`# Completes netpol in bash: source <(netpol completion bash)
_netpol() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" verb="\${COMP_WORDS[1]}" words
  COMPREPLY=()
  if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=($(compgen -W 'list checks help --version' -- "$current"))
    return
  fi
  case "$verb $before" in
    'list --format' | 'list -f') words='text json' ;;
    'list --facts') words='' ;;
  *)
    case "$verb $current" in
    'list -'*) words='--format --facts --raw --help' ;;
    'checks -'*) words=' --help' ;;
    'checks '*) words='dns-blocked starts-open' ;;
    'help '*) words='list checks' ;;
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _netpol netpol kubectl-netpol
`);
});

test('for zsh, where brackets, colons and quotes of a text mean nothing', () => {
  expect(COMPLETIONS.zsh(VERBS)).toBe(`#compdef netpol kubectl-netpol
# Completes netpol in zsh: source <(netpol completion zsh)
_netpol() {
  local -a verbs
  verbs=(
    'list:it'\\''s "all" \`here\`: $HOME [x] \\'
    'checks:all checks'
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
    return
  fi
  shift words
  (( CURRENT-- ))
  case "$words[1]" in
  list)
    _arguments \\
      '*--format=[how \\[it\\] is '\\''written'\\'']:FORMAT:(text json)' \\
      '*--facts=[what is known]:FILE:_files' \\
      '*--raw[as it is]' \\
      '*:path:_files' ;;
  checks)
    _arguments \\
      '*:name:(dns-blocked starts-open)' ;;
  esac
}
if [[ "$funcstack[1]" == _netpol ]]; then _netpol "$@"; else compdef _netpol netpol kubectl-netpol; fi
`);
});

test('for fish', () => {
  const [, ...lines] = COMPLETIONS.fish(VERBS).split('\n').filter(line => !line.includes('kubectl'));
  expect(lines.join('\n')).toBe(`complete -c netpol -n __fish_use_subcommand -f -a list -d 'it\\'s "all" \`here\`: $HOME [x] \\\\'
complete -c netpol -n __fish_use_subcommand -f -a checks -d 'all checks'
complete -c netpol -n '__fish_seen_subcommand_from list' -l format -s f -x -a 'text json' -d 'how [it] is \\'written\\''
complete -c netpol -n '__fish_seen_subcommand_from list' -l facts -r -d 'what is known'
complete -c netpol -n '__fish_seen_subcommand_from list' -l raw -d 'as it is'
complete -c netpol -n '__fish_seen_subcommand_from checks' -f -a 'dns-blocked starts-open'
`);
});
