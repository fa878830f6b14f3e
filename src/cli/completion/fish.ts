import type { CompletedCommand, CompletedFlag } from './words.ts';

/** The script for fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const others = commands.filter(({ name }) => name !== 'check').map(({ name }) => name);
  return [
    '# fish completion of ipsec-lint: ipsec-lint completion fish | source',
    ...commands.map(({ name, summary }) => `complete -c ipsec-lint -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`),
    ...commands.flatMap((command) => commandLines(command, others)),
    '',
  ].join('\n');
}

/** `check` need not be said. */
function commandLines({ name, flags, words }: CompletedCommand, others: readonly string[]): readonly string[] {
  const when = name === 'check' ? `not __fish_seen_subcommand_from ${others.join(' ')}` : `__fish_seen_subcommand_from ${name}`;
  const start = `complete -c ipsec-lint -n ${quoted(when)}`;
  return [
    ...(words.length === 0 ? [] : [`${start} -a ${quoted(words.join(' '))}`]),
    ...flags.map((flag) => `${start}${flagWords(flag)}`),
  ];
}

function flagWords({ name, char, description, takesValue, values }: CompletedFlag): string {
  const value = !takesValue ? '' : values.length === 0 ? ' -r -F' : ` -x -a ${quoted(values.join(' '))}`;
  return ` -l ${name}${char === undefined ? '' : ` -s ${char}`}${value} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
