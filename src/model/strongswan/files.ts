import { type IpsecConfFile, type MergedIpsecConf, mergeIpsecConf, parseIpsecConf } from '../../parse/ipsec-conf/index.ts';
import { type IpsecSecretsFile, parseIpsecSecrets, type SecretLine } from '../../parse/ipsec-secrets/index.ts';
import type { Problem } from '../../parse/problem.ts';
import { type MergedSettings, mergeSettings, parseSettings, type SettingsFile } from '../../parse/settings/index.ts';
import type { SourceFile, Span } from '../../text/source.ts';
import type { BuildContext, DeviceDialect } from '../build.ts';
import type { DeviceDraft } from './draft.ts';
import { at } from './origin.ts';

/** What the settings files of one kind say together. */
export interface LoadedSettings extends MergedSettings {
  /** The syntax error for which the daemon uses none of it. */
  readonly error: Problem | undefined;
}

interface Parsed {
  readonly error?: Problem;
  readonly problems: readonly Problem[];
}

/**
 * Parses files and what they include, each file once, and keeps what stands in the way. Files of the device that the main file does
 * not include are not read by the daemon.
 */
class Loader<File extends Parsed> {
  readonly #draft: DeviceDraft;
  readonly #parse: (source: SourceFile) => File;
  readonly #parsed = new Map<string, File>();
  readonly #sources = new Map<number, SourceFile>();
  error: Problem | undefined;

  constructor(draft: DeviceDraft, parse: (source: SourceFile) => File) {
    this.#draft = draft;
    this.#parse = parse;
  }

  parse(source: SourceFile): File {
    const known = this.#parsed.get(source.path);
    if (known !== undefined) return known;
    const file = this.#parse(source);
    this.#parsed.set(source.path, file);
    this.#sources.set(source.id, source);
    this.#draft.sources.set(source.id, source);
    for (const problem of file.problems) this.#draft.problem(problem);
    this.error ??= file.error;
    return file;
  }

  has(path: string): boolean {
    return this.#parsed.has(path);
  }

  include = (pattern: string, span: Span): readonly File[] | undefined => {
    const from = this.#sources.get(span.source);
    if (from === undefined) return undefined;
    const result = this.#draft.context.include(from, pattern);
    if ('files' in result) return result.files.map((source) => this.parse(source));
    this.#draft.gaps.push({
      what: `include ${pattern}: ${result.problem}`,
      span: { source: span.source, start: span.start, end: span.end },
    });
    return [];
  };

  /** Says of files that nothing includes that the daemon does not read them. */
  noteUnread(files: readonly SourceFile[], main: string): void {
    for (const file of files) {
      if (this.has(file.path)) continue;
      const message = `The daemon does not read this file: ${main} does not include it`;
      this.#draft.notice('ignored', message, at({ source: file.id, start: 0, end: 0 }));
      this.parse(file);
    }
  }
}

function sourcesOf(context: BuildContext, dialect: DeviceDialect): SourceFile[] {
  return context.files.filter((file) => file.dialect === dialect).map(({ source }) => source);
}

function mainOf(sources: readonly SourceFile[], name: string): SourceFile | undefined {
  return sources.find(({ path }) => path === name || path.endsWith(`/${name}`));
}

/** Loads swanctl.conf or strongswan.conf; undefined when the device has none. Without a file of the usual name, all files count. */
export function loadSettings(draft: DeviceDraft, dialect: 'swanctl' | 'strongswan'): LoadedSettings | undefined {
  const sources = sourcesOf(draft.context, dialect);
  if (sources.length === 0) return undefined;
  const loader = new Loader<SettingsFile>(draft, parseSettings);
  const main = mainOf(sources, `${dialect}.conf`);
  const files = (main === undefined ? sources : [main]).map((source) => loader.parse(source));
  const merged = mergeSettings(files, loader.include);
  const error = loader.error;
  if (main !== undefined) loader.noteUnread(sources, `${dialect}.conf`);
  return { ...merged, error };
}

/** A loaded ipsec.conf. */
export interface LoadedIpsecConf {
  readonly conf: MergedIpsecConf;
  readonly error: Problem | undefined;
}

/** Loads ipsec.conf; undefined when the device has none. */
export function loadIpsecConf(draft: DeviceDraft): LoadedIpsecConf | undefined {
  const sources = sourcesOf(draft.context, 'ipsec.conf');
  const main = mainOf(sources, 'ipsec.conf') ?? sources[0];
  if (main === undefined) return undefined;
  const loader = new Loader<IpsecConfFile>(draft, parseIpsecConf);
  const conf = mergeIpsecConf(loader.parse(main), loader.include);
  for (const problem of conf.problems) draft.problem(problem);
  const error = loader.error ?? conf.problems.find(({ kind }) => kind === 'file-rejected');
  loader.noteUnread(sources, main.path.slice(main.path.lastIndexOf('/') + 1));
  return { conf, error };
}

/** Includes in ipsec.secrets are followed to this depth (strongSwan's own limit). */
const SECRETS_DEPTH = 10;

/** The secrets that the daemon has read, in order, or undefined when the device has no ipsec.secrets. */
export function loadIpsecSecrets(
  draft: DeviceDraft,
): readonly { readonly line: SecretLine; readonly source: SourceFile }[] | undefined {
  const sources = sourcesOf(draft.context, 'ipsec.secrets');
  const main = mainOf(sources, 'ipsec.secrets') ?? sources[0];
  if (main === undefined) return undefined;
  const loader = new Loader<IpsecSecretsFile>(draft, (source) => parseIpsecSecrets(source, { release: draft.release }));
  const out: { line: SecretLine; source: SourceFile }[] = [];
  const stack: { file: IpsecSecretsFile; source: SourceFile; next: number }[] = [
    { file: loader.parse(main), source: main, next: 0 },
  ];
  for (let work = stack.at(-1); work !== undefined && out.length < 1_000_000; work = stack.at(-1)) {
    const statement = work.file.statements[work.next++];
    if (statement === undefined) stack.pop();
    else if (statement.kind === 'secret') out.push({ line: statement, source: work.source });
    else if (stack.length <= SECRETS_DEPTH) {
      const result = draft.context.include(work.source, statement.pattern);
      if ('problem' in result) draft.gaps.push({ what: `include ${statement.pattern}: ${result.problem}`, span: statement.span });
      else for (const source of result.files.toReversed()) stack.push({ file: loader.parse(source), source, next: 0 });
    }
  }
  loader.noteUnread(sources, main.path.slice(main.path.lastIndexOf('/') + 1));
  return out;
}
