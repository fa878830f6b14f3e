import type { CompletedCommand, CompletedFlag } from './words.ts';

/** The script for zsh, to be sourced or to stand as `_ipsec-lint` in a directory of fpath. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef ipsec-lint
# zsh completion of ipsec-lint: source <(ipsec-lint completion zsh)
_ipsec_lint() {
  local -a commands=(
${commands.map(({ name, summary }) => `    '${name}:${plain(summary)}'`).join('\n')}
  )
  local command=check
  if (( CURRENT > 2 )) && [[ -n \${commands[(r)$words[2]:*]} ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
  fi
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ \${funcstack[1]} == _ipsec_lint ]]; then _ipsec_lint "$@"; else compdef _ipsec_lint ipsec-lint; fi
`;
}

function commandCase({ name, flags, words }: CompletedCommand): string {
  const first = words.length === 0 ? [] : [`'1:word:(${words.join(' ')})'`];
  return `    ${name}) _arguments ${[...flags.map(flagSpec), ...first, "'*:file:_files'"].join(' \\\n      ')} ;;`;
}

function flagSpec({ name, char, description, takesValue, values }: CompletedFlag): string {
  const action = values.length === 0 ? '_files' : `(${values.join(' ')})`;
  const rest = `[${plain(description)}]${takesValue ? `:${name}:${action}` : ''}'`;
  const long = `--${name}${takesValue ? '=' : ''}`;
  return char === undefined ? `'*${long}${rest}` : `'*'{-${char},${long}}'${rest}`;
}

/** Text without what zsh gives a meaning to. */
function plain(text: string): string {
  return text
    .replace(/'/g, '’')
    .replace(/[[\]\\]/g, '')
    .replace(/:/g, ' -');
}
