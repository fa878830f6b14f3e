import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type LintConfig, lint, type Report } from '../../src/index.ts';

/** A place of an example where a rule has to report. */
export interface Expectation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}

/** One example of a rule's page, ready to be linted. */
export interface Example {
  readonly title: string;
  readonly verdict: 'fails' | 'passes';
  readonly formats: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly config: LintConfig;
  readonly expected: readonly Expectation[];
}

interface Block {
  readonly language: string;
  readonly options: ReadonlyMap<string, string>;
  readonly lines: readonly string[];
}

interface Case {
  readonly title: string;
  readonly verdict: Example['verdict'];
  readonly blocks: Block[];
}

const NAMES: Readonly<Record<string, string>> = {
  ios: 'router.cfg',
  swanctl: 'swanctl.conf',
  strongswan: 'strongswan.conf',
  'ipsec.conf': 'ipsec.conf',
  'ipsec.secrets': 'ipsec.secrets',
  iptables: 'rules.v4',
  nft: 'rules.nft',
};
const PAIRS = new URL('../../rules/pairs/', import.meta.url).pathname;

/** The examples of a rule's page, in order: each heading of the third level is one, else each block. */
export function examplesOf(page: string): readonly Example[] {
  return casesOf(page).map(exampleOf);
}

/** What the linter says about an example. */
export function reportOf({ files, config }: Example): Report {
  return lint(
    [...files].map(([path, text]) => ({ path, text })),
    config,
  );
}

function casesOf(page: string): readonly Case[] {
  const cases: Case[] = [];
  let verdict: Example['verdict'] | undefined;
  let titled = false;
  let block: { language: string; options: Map<string, string>; lines: string[] } | undefined;
  for (const line of page.split('\n')) {
    if (block !== undefined && line !== '```') block.lines.push(line);
    else if (block !== undefined) block = undefined;
    else if (line.startsWith('## ')) {
      verdict = line === '## Fails' ? 'fails' : line === '## Passes' ? 'passes' : undefined;
      titled = false;
    } else if (line.startsWith('### ') && verdict !== undefined) {
      cases.push({ title: line.slice(4), verdict, blocks: [] });
      titled = true;
    } else if (line.startsWith('```') && verdict !== undefined) {
      const [language = '', ...options] = line.slice(3).split(' ');
      block = { language, options: new Map(options.map(optionOf)), lines: [] };
      if (!titled) cases.push({ title: language, verdict, blocks: [] });
      cases.at(-1)?.blocks.push(block);
    }
  }
  return cases;
}

function optionOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function exampleOf({ title, verdict, blocks }: Case): Example {
  const files = new Map<string, string>();
  const expected: Expectation[] = [];
  const formats: string[] = [];
  let config: LintConfig = {};
  for (const { language, options, lines } of blocks) {
    const pair = options.get('pair');
    if (language === 'json') config = JSON.parse(lines.join('\n'));
    else if (pair !== undefined) {
      formats.push(formatOf(pair));
      config = readPair(pair, files);
      applyEdits(lines, files, expected);
    } else {
      formats.push(language);
      const device = options.get('device');
      const name = NAMES[language];
      if (name === undefined) throw new Error(`${title}: no language ${language}`);
      const path = options.get('path') ?? (device === undefined ? name : `${device}/${name}`);
      files.set(path, withoutMarks(lines, path, 1, expected).join('\n').concat('\n'));
    }
  }
  return { title, verdict, formats, files, config, expected };
}

function formatOf(pair: string): string {
  return pair.startsWith('ios') ? 'ios' : pair;
}

/** Takes the lines that say what is expected of the next one out of the text. */
function withoutMarks(lines: readonly string[], path: string, from: number, expected: Expectation[]): readonly string[] {
  const kept: string[] = [];
  for (const line of lines) {
    const mark = /^[+ ]?\s*[!#] expect: (\S+)$/.exec(line);
    if (mark?.[1] === undefined) kept.push(line);
    else expected.push({ rule: mark[1], path, line: from + kept.length });
  }
  return kept;
}

function readPair(name: string, files: Map<string, string>): LintConfig {
  const root = join(PAIRS, name);
  let config: LintConfig = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    if (entry.name === 'ipsec-lint.config.json') config = JSON.parse(text);
    else files.set(relative(root, path), text);
  }
  return config;
}

/** Edits of a pair: `--- path`, then runs of `-` lines that stand in the file and the `+` lines that take their place. */
function applyEdits(lines: readonly string[], files: Map<string, string>, expected: Expectation[]): void {
  let path = '';
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line === '' || line.startsWith('--- ')) {
      if (line !== '') path = line.slice(4);
      at++;
      continue;
    }
    const removed: string[] = [];
    for (; lines[at]?.startsWith('-') === true && lines[at]?.startsWith('--- ') === false; at++)
      removed.push(lines[at]?.slice(1) ?? '');
    const added: string[] = [];
    for (; lines[at]?.startsWith('+') === true; at++) added.push(lines[at]?.slice(1) ?? '');
    if (removed.length === 0) throw new Error(`an edit of ${path} removes nothing: ${line}`);
    replaceLines(files, path, removed, added, expected);
  }
}

function replaceLines(
  files: Map<string, string>,
  path: string,
  removed: readonly string[],
  added: readonly string[],
  expected: Expectation[],
): void {
  const text = (files.get(path) ?? '').split('\n');
  const at = text.findIndex((_, start) => removed.every((line, offset) => text[start + offset]?.trim() === line.trim()));
  if (at < 0) throw new Error(`${path} has no lines ${removed.join(' / ')}`);
  const kept = withoutMarks(added, path, at + 1, expected);
  text.splice(at, removed.length, ...kept);
  files.set(path, text.join('\n'));
}
