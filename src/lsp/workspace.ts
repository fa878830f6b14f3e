import { statSync } from 'node:fs';
import { sep } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { RULES } from '../../rules/index.ts';
import { emptyConfig, loadConfig } from '../config/load.ts';
import type { Config, ConfigProblem } from '../config/types.ts';
import { reportRun } from '../engine/lint.ts';
import { RunLog } from '../engine/log.ts';
import { Modelling, uniquelyNamed } from '../engine/modelling.ts';
import { withoutSuppressed } from '../engine/suppressions.ts';
import { applyWaivers, type Waiver } from '../engine/waivers.ts';
import {
  DEFAULT_MAX_FILE_SIZE,
  DISK,
  discover,
  displayPath,
  type FileContent,
  type FileGroup,
  type FileSystem,
  type FoundFile,
  groupFiles,
  LeftOut,
  readText,
  resolveInclude,
} from '../input/index.ts';
import type { Device } from '../model/types.ts';
import type { Report } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import type { SourceTable } from '../text/source.ts';

/** A text that is open in the editor; it counts instead of what is on disk. */
export interface OpenText {
  readonly version: number;
  getText(): string;
}

/** The rules that a configuration asks for, or why there are none: a policy pack that it names is wrong. */
export type RulesOf = (config: Config) => Promise<readonly Rule[] | { readonly problem: string }>;

/** What a workspace goes by. */
export interface WorkspaceOptions {
  /** Absolute, without links: paths are relative to it, and the search for a configuration begins there. */
  readonly root: string;
  /** Whether the files below the root belong to the fleet; else only open texts do. */
  readonly walk: boolean;
  readonly configFile?: string;
  readonly rulesOf: RulesOf;
  /** Says something to the people at the editor's log; never text of a configuration. */
  readonly tell: (message: string) => void;
}

/** The devices of a workspace at one moment. */
export interface Snapshot {
  readonly devices: readonly Device[];
  readonly sources: SourceTable;
  /** Absolute path of a source, by its id. */
  readonly absolute: ReadonlyMap<number, string>;
  readonly config: Config;
  readonly rules: readonly Rule[];
  /** What is wrong with the linter's own configuration and waivers. */
  readonly configProblems: readonly ConfigProblem[];
  readonly log: RunLog;
  readonly waivers: readonly Waiver[];
}

/** A device that was built from a group of files, and what the files were then. */
interface Built {
  readonly devices: readonly Device[];
  readonly log: RunLog;
  /** State of every file that was read, included ones too, by absolute path. */
  readonly files: ReadonlyMap<string, string>;
}

/** More files than this are no fleet that fits into an editor: then only open texts are linted. */
const MAX_FILES = 5000;

/** The event loop gets its turn after so many milliseconds of modelling. */
const SLICE = 30;

/** Sources are kept for good by a run; an editing session starts afresh when so many are stale. */
const MAX_STALE_SOURCES = 10_000;

/**
 * A folder of configurations, with the open texts laid over it. A device is built again only when one of its files has changed, so
 * that an edit costs one device, the pairs it is in and the rules about the fleet.
 */
export class Workspace {
  /** Open texts by absolute path. */
  readonly open = new Map<string, OpenText>();
  readonly #options: WorkspaceOptions;
  readonly #disk = new Map<string, string>();
  readonly #built = new Map<string, Built>();
  #stale = true;
  #toldSize = false;
  #groups: readonly FileGroup[] = [];
  #config: Config;
  #configProblems: readonly ConfigProblem[] = [];
  #waivers: readonly Waiver[] = [];
  #rules: readonly Rule[] = RULES;
  #modelling: Modelling;
  #snapshot: Snapshot | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#config = emptyConfig(options.root);
    this.#modelling = this.#newModelling();
  }

  get root(): string {
    return this.#options.root;
  }

  /** Files on disk have changed, or which texts are open. */
  invalidate(): void {
    this.#stale = true;
  }

  /** The devices as files and open texts are now. Calls wait for each other. */
  current(): Promise<Snapshot> {
    const next = this.#turn.then(() => this.#update());
    this.#turn = next.catch(() => undefined);
    return next;
  }

  /** What the rules say of some devices and of the pairs that they are in, without what comments and waivers silence. */
  report({ devices, sources, absolute, log, config, rules, waivers }: Snapshot, about: readonly Device[]): Report {
    const run = { devices, sources, absolute, files: 0, log };
    const report = withoutSuppressed(reportRun(run, config, rules, false, about), sources, { rules, config, whole: false });
    const today = new Date().toISOString().slice(0, 10);
    return { ...report, findings: applyWaivers(report.findings, waivers, { today, rules, tellUnused: false }).kept };
  }

  async #update(): Promise<Snapshot> {
    if (this.#stale) {
      this.#stale = false;
      await this.#rescan();
    }
    if (this.#modelling.sources.size > this.#disk.size * 2 + MAX_STALE_SOURCES) this.#forget();
    let changed = this.#snapshot === undefined;
    let sliceEnd = performance.now() + SLICE;
    for (const group of this.#groups) {
      if (this.#isFresh(group)) continue;
      this.#built.set(keyOf(group), this.#build(group));
      changed = true;
      if (performance.now() < sliceEnd) continue;
      await breathe();
      sliceEnd = performance.now() + SLICE;
    }
    if (changed || this.#snapshot === undefined) this.#snapshot = this.#assemble();
    return this.#snapshot;
  }

  async #rescan(): Promise<void> {
    this.#disk.clear();
    this.#snapshot = undefined;
    const config = await this.#loadConfig();
    const files = await this.#files(new LeftOut(config.ignore));
    const known = this.#groups.flatMap((group) => group.files.map((file) => file.path)).join('\n');
    const isOther = identityOf(config) !== identityOf(this.#config);
    this.#config = config;
    this.#groups = groupFiles(files, config, this.root);
    if (isOther || known !== this.#groups.flatMap((group) => group.files.map((file) => file.path)).join('\n')) this.#forget();
  }

  /** The configuration, or the last good one where it is wrong now. */
  async #loadConfig(): Promise<Config> {
    const { configFile } = this.#options;
    const ruleIds = RULES.map(({ meta }) => meta.id);
    const file = configFile === undefined ? {} : { file: configFile };
    const loaded = await loadConfig({ cwd: this.root, ruleIds, ...file });
    const config = 'config' in loaded ? loaded.config : this.#config;
    const { loadWaivers } = await import('../config/waivers.ts');
    const waivers = await loadWaivers(config.directory, this.root);
    if ('waivers' in waivers) this.#waivers = waivers.waivers;
    const rules = await this.#options.rulesOf(config);
    if (!('problem' in rules)) this.#rules = rules;
    const wrongPack = 'problem' in rules ? [{ path: config.path ?? '', line: 1, column: 1, message: rules.problem }] : [];
    this.#configProblems = [
      ...[loaded, waivers].flatMap((result) => ('problems' in result ? result.problems : [])),
      ...wrongPack,
    ];
    return config;
  }

  async #files(leftOut: LeftOut): Promise<readonly FoundFile[]> {
    const files = new Map<string, FoundFile>();
    if (this.#options.walk) {
      const disk = upTo(MAX_FILES);
      const found = await discover([this.root], this.root, { files: disk, leftOut });
      if (!disk.exceeded()) for (const file of found.files) files.set(file.absolute, file);
      else if (!this.#toldSize) {
        this.#toldSize = true;
        this.#options.tell(
          `${this.root} has more than ${MAX_FILES} files: each open text is linted without the rest of the fleet`,
        );
      }
    }
    for (const absolute of this.open.keys()) {
      const path = pathOf(absolute, this.root);
      if (!files.has(absolute) && leftOut.why(path) === undefined) files.set(absolute, { path, absolute, named: false });
    }
    return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #forget(): void {
    this.#built.clear();
    this.#modelling = this.#newModelling();
    this.#snapshot = undefined;
  }

  #newModelling(): Modelling {
    const read = (absolute: string): FileContent => {
      const open = this.open.get(absolute);
      if (open === undefined) return readText(absolute, DEFAULT_MAX_FILE_SIZE);
      const text = open.getText();
      return text.length <= DEFAULT_MAX_FILE_SIZE
        ? { kind: 'text', text, encoding: 'utf-8' }
        : { kind: 'problem', message: `it is too large: ${text.length} characters, the limit is ${DEFAULT_MAX_FILE_SIZE}` };
    };
    return new Modelling(this.#config, {
      cwd: this.root,
      keepTexts: false,
      everything: true,
      resolveInclude,
      read: ({ absolute }) => read(absolute),
      readBytes: ({ absolute }) => DISK.bytes(absolute, DEFAULT_MAX_FILE_SIZE),
      readIncluded: read,
    });
  }

  #isFresh(group: FileGroup): boolean {
    const built = this.#built.get(keyOf(group));
    return built !== undefined && [...built.files].every(([absolute, state]) => this.#stateOf(absolute) === state);
  }

  #build(group: FileGroup): Built {
    const log = new RunLog();
    const paths = group.files.map(({ absolute }) => absolute);
    const before = new Map(paths.map((absolute) => [absolute, this.#stateOf(absolute)]));
    const devices = this.#modelling.model(group, log);
    const included = devices.flatMap(({ sources }) => sources.flatMap((id) => this.#modelling.absolute.get(id) ?? []));
    return { devices, log, files: new Map([...included.map((path) => [path, this.#stateOf(path)] as const), ...before]) };
  }

  /** What tells two contents of a file apart: the version of its open text, or size and time on disk. */
  #stateOf(absolute: string): string {
    const open = this.open.get(absolute);
    if (open !== undefined) return `open ${open.version}`;
    let state = this.#disk.get(absolute);
    if (state === undefined) {
      const status = statSync(absolute, { throwIfNoEntry: false });
      state = status === undefined ? 'gone' : `${status.size} ${status.mtimeMs}`;
      this.#disk.set(absolute, state);
    }
    return state;
  }

  #assemble(): Snapshot {
    const log = new RunLog();
    const devices: Device[] = [];
    for (const group of this.#groups) {
      const built = this.#built.get(keyOf(group));
      devices.push(...(built?.devices ?? []));
      for (const { path, message, line } of built?.log.problems ?? []) log.problem(path, message, line);
    }
    const { sources, absolute } = this.#modelling;
    return {
      devices: uniquelyNamed(devices, this.#config, log),
      sources,
      absolute,
      config: this.#config,
      rules: this.#rules,
      configProblems: this.#configProblems,
      log,
      waivers: this.#waivers,
    };
  }
}

/** The disk, where no directory holds anything any more once so many entries were seen: walking a home directory has to end. */
function upTo(limit: number): FileSystem & { exceeded(): boolean } {
  let seen = 0;
  return {
    ...DISK,
    entries(directory) {
      if (seen > limit) return [];
      const entries = DISK.entries(directory);
      seen += entries.length;
      return entries;
    },
    exceeded: () => seen > limit,
  };
}

/** What tells two configurations apart: the texts that they were read from. */
function identityOf({ directory, files }: Config): string {
  return JSON.stringify([directory, files.map(({ path, text }) => [path, text])]);
}

function keyOf(group: FileGroup): string {
  return group.files[0]?.absolute ?? '';
}

/** A path as reports show it; a text that is no file is called as the editor calls it. */
function pathOf(absolute: string, root: string): string {
  return absolute.startsWith(root.endsWith(sep) ? root : `${root}${sep}`) ? displayPath(absolute, root) : absolute;
}
