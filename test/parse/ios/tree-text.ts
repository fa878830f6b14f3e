import { type IosStatement, type IosTree, parseIos } from '../../../src/parse/ios/index.ts';
import { SourceFile } from '../../../src/text/source.ts';

/** Reads a configuration given as lines. */
export function parseLines(...lines: readonly string[]): IosTree {
  return parseIos(new SourceFile(0, 'test.cfg', lines.join('\n')));
}

/** The tree as indented lines: `command(no): keyword $argument=text …`. */
export function treeText(tree: IosTree): string[] {
  const out: string[] = [];
  const add = (statements: readonly IosStatement[], depth: number): void => {
    for (const statement of statements) {
      const form = statement.form === 'set' ? '' : `(${statement.form})`;
      out.push(`${'  '.repeat(depth)}${statement.command}${form}:${wordsText(tree, statement)}`);
      add(statement.children, depth + 1);
    }
  };
  add(tree.statements, 0);
  return out;
}

function wordsText(tree: IosTree, statement: IosStatement): string {
  let text = '';
  for (let word = statement.first; word < statement.first + statement.count; word++) {
    const label = tree.labels[word] ?? '';
    text += label.startsWith('$') ? ` ${label}=${tree.text(word)}` : ` ${label}`;
  }
  return text;
}

/** Problems as `kind: message (suggestion)`. */
export function problemText(tree: IosTree): string[] {
  return tree.problems.map(
    ({ kind, message, suggestion }) => `${kind}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`,
  );
}

/** Texts that were marked as secret. */
export function secretText(tree: IosTree): string[] {
  return tree.source.secrets.map(({ start, end }) => tree.source.text.slice(start, end));
}
