import type { CompletedCommand, CompletedFlag } from './words.ts';

/** The script for bash, 3.2 and newer; file names are left to bash. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join('|');
  return `# bash completion of ipsec-lint: source <(ipsec-lint completion bash)
_ipsec_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=check first=1 words=
  # bash takes --flag=value apart
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case \${COMP_WORDS[1]} in ${names}) if ((COMP_CWORD > 1)); then command=\${COMP_WORDS[1]} first=2; fi ;; esac
  case "$command $prev" in
${commands.flatMap(({ name, flags }) => flags.filter(({ takesValue }) => takesValue).map((flag) => valueCase(name, flag))).join('\n')}
    *) case "$command" in
${commands.map(commandCase).join('\n')}
      esac
      if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then words='${commands.map(({ name }) => name).join(' ')}'; fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _ipsec_lint ipsec-lint
`;
}

function valueCase(command: string, { name, char, values }: CompletedFlag): string {
  const flags = [`--${name}`, ...(char === undefined ? [] : [`-${char}`])];
  return `    ${flags.map((flag) => `"${command} ${flag}"`).join('|')}) words='${values.join(' ')}' ;;`;
}

function commandCase({ name, flags, words }: CompletedCommand): string {
  const long = flags.map((flag) => `--${flag.name}`).join(' ');
  return `        ${name}) if [[ $cur == -* ]]; then words='${long}'; elif ((COMP_CWORD == first)); then words='${words.join(' ')}'; fi ;;`;
}
