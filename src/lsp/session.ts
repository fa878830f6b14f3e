import { dirname, isAbsolute, resolve } from 'node:path';
import type { CodeAction, Diagnostic, Location as EditorLocation, Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { nearestConfig } from '../config/load.ts';
import { isBelow } from '../input/index.ts';
import type { Device } from '../model/types.ts';
import type { ReportFinding } from '../report/report.ts';
import type { Location, Span } from '../text/source.ts';
import { actionsFor, touches } from './actions.ts';
import { configDiagnostic, diagnosticOf, problemDiagnostic } from './diagnostics.ts';
import type { Spot } from './navigation.ts';
import { canonical, pathOfUri, rangesIn, uriOfPath } from './places.ts';
import { type RulesOf, type Snapshot, Workspace } from './workspace.ts';

/** What a session says to the editor by itself. */
export interface Client {
  publish(uri: string, diagnostics: readonly Diagnostic[], version?: number): void;
  /** For the log that people look at when something does not work; never text of a configuration. */
  tell(message: string): void;
  /** Something that should not have happened. */
  failed(error: unknown): void;
}

/** What a session goes by. */
export interface SessionOptions {
  /** Directory of the package. */
  readonly packageRoot: string;
  /** Configuration file of every workspace, in place of the nearest one. */
  readonly configFile?: string;
  readonly rulesOf: RulesOf;
}

/** A place in an open document, and the device that the document is part of. */
export interface DevicePlace {
  readonly device: Device;
  readonly spot: Spot;
  readonly document: TextDocument;
  readonly snapshot: Snapshot;
}

/** What was found in a document at a version of it. */
interface Found {
  readonly version: number;
  readonly findings: readonly ReportFinding[];
  readonly uriOf: (place: Pick<Location, 'path'>) => string;
}

interface OpenDocument {
  readonly document: TextDocument;
  readonly path: string;
  readonly workspace: Workspace;
  /** Version that it was opened with: the client tells of that one as a change, too. */
  readonly first: number;
}

/** An edit is answered when nobody has typed for so many milliseconds. */
const QUIET = 250;

/** No editor shows more of one file. */
const MAX_DIAGNOSTICS = 1000;

/** The open documents, the workspaces that they are in, and the diagnostics that the editor was given. */
export class Session {
  readonly #client: Client;
  readonly #options: SessionOptions;
  readonly #workspaces = new Map<string, Workspace>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #timers = new Map<Workspace, NodeJS.Timeout>();
  readonly #published = new Map<Workspace, ReadonlySet<string>>();
  readonly #found = new Map<string, Found>();
  #folders: readonly string[] = [];

  constructor(client: Client, options: SessionOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** The folders that are open in the editor, as URIs; documents move to the workspaces that they now belong to. */
  setFolders(uris: readonly string[]): void {
    this.#folders = uris.map(pathOfUri).filter((path) => isAbsolute(path));
    for (const { document } of [...this.#open.values()]) {
      this.close(document.uri);
      this.open(document);
    }
  }

  open(document: TextDocument): void {
    const path = pathOfUri(document.uri);
    const workspace = this.#workspaceOf(path);
    this.#open.set(document.uri, { document, path, workspace, first: document.version });
    workspace.open.set(path, document);
    workspace.invalidate();
    this.#lintSoon(workspace, 0);
  }

  change(uri: string): void {
    const opened = this.#open.get(uri);
    if (opened !== undefined && opened.document.version !== opened.first) this.#lintSoon(opened.workspace, QUIET);
  }

  close(uri: string): void {
    const opened = this.#open.get(uri);
    if (opened === undefined) return;
    this.#open.delete(uri);
    this.#found.delete(uri);
    opened.workspace.open.delete(opened.path);
    opened.workspace.invalidate();
    this.#lintSoon(opened.workspace, 0);
  }

  /** Files on disk have changed. */
  filesChanged(): void {
    for (const workspace of new Set([...this.#open.values()].map((opened) => opened.workspace))) {
      workspace.invalidate();
      this.#lintSoon(workspace, QUIET);
    }
  }

  /** Where a position is in the model of now; undefined where the document is of no dialect, or is edited meanwhile. */
  async at(uri: string, position: Position): Promise<DevicePlace | undefined> {
    const opened = this.#open.get(uri);
    if (opened === undefined) return undefined;
    const { document, path, workspace } = opened;
    const { version } = document;
    const snapshot = await workspace.current();
    if (document.version !== version) return undefined;
    for (const device of snapshot.devices)
      for (const source of device.sources)
        if (snapshot.absolute.get(source) === path)
          return { device, spot: { source, offset: document.offsetAt(position) }, document, snapshot };
    return undefined;
  }

  /** A span as the editor finds it. */
  locationOf(span: Span, { sources, absolute }: Snapshot): EditorLocation | undefined {
    const path = absolute.get(span.source);
    if (path === undefined) return undefined;
    const document = this.#documentAt(path);
    return { uri: document?.uri ?? uriOfPath(path), range: rangesIn(document)(sources.locate(span)) };
  }

  /** What can be done about what was last found in a range, if nobody has typed since. */
  actionsAt(uri: string, range: Range, diagnostics: readonly Diagnostic[]): CodeAction[] {
    const known = this.#found.get(uri);
    const document = this.#open.get(uri)?.document;
    if (known === undefined || document === undefined || known.version !== document.version) return [];
    const translate = rangesIn(document);
    const here = known.findings.filter(({ location }) => touches(translate(location), range));
    return actionsFor(here, diagnostics, { uriOf: known.uriOf, documentOf: (one) => this.#open.get(one)?.document });
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #documentAt(path: string): TextDocument | undefined {
    for (const opened of this.#open.values()) if (opened.path === path) return opened.document;
    return undefined;
  }

  /** The workspace of the innermost folder; else of the nearest configuration; else only of the open texts beside the document. */
  #workspaceOf(path: string): Workspace {
    const folder = this.#folders
      .filter((root) => isBelow(path, root))
      .sort((a, b) => b.length - a.length)
      .at(0);
    const root = folder ?? directoryOfConfig(path);
    const key = root === undefined ? `open texts of ${dirname(path)}` : root;
    let workspace = this.#workspaces.get(key);
    if (workspace === undefined) {
      const { configFile, rulesOf } = this.#options;
      workspace = new Workspace({
        root: root ?? canonical(resolve(dirname(path))),
        walk: root !== undefined,
        ...(configFile === undefined ? {} : { configFile }),
        rulesOf,
        tell: (message) => this.#client.tell(message),
      });
      this.#workspaces.set(key, workspace);
    }
    return workspace;
  }

  #lintSoon(workspace: Workspace, delay: number): void {
    clearTimeout(this.#timers.get(workspace));
    const timer = setTimeout(() => {
      this.#timers.delete(workspace);
      this.#lint(workspace).catch((error: unknown) => this.#client.failed(error));
    }, delay);
    this.#timers.set(workspace, timer);
  }

  async #lint(workspace: Workspace): Promise<void> {
    const versions = this.#versionsIn(workspace);
    const snapshot = await workspace.current();
    // Somebody has typed meanwhile: the run that follows answers.
    if (this.#timers.has(workspace) || versions !== this.#versionsIn(workspace)) return;
    const diagnostics = this.#diagnosticsOf(workspace, snapshot);
    for (const uri of this.#published.get(workspace) ?? []) if (!diagnostics.has(uri)) this.#client.publish(uri, []);
    for (const [uri, list] of diagnostics)
      this.#client.publish(uri, list.slice(0, MAX_DIAGNOSTICS), this.#open.get(uri)?.document.version);
    this.#published.set(workspace, new Set(diagnostics.keys()));
  }

  #versionsIn(workspace: Workspace): string {
    return [...workspace.open].map(([path, { version }]) => `${version} ${path}`).join('\n');
  }

  /** Diagnostics by URI: of every open document, and of the files where the devices of open documents show something. */
  #diagnosticsOf(workspace: Workspace, snapshot: Snapshot): ReadonlyMap<string, readonly Diagnostic[]> {
    const found = new Map<string, Diagnostic[]>();
    const add = (uri: string, diagnostic: Diagnostic): void => {
      const list = found.get(uri);
      if (list === undefined) found.set(uri, [diagnostic]);
      else list.push(diagnostic);
    };
    const opened = [...this.#open.values()].filter((one) => one.workspace === workspace);
    if (opened.length === 0) return found;
    for (const { document } of opened) found.set(document.uri, []);
    const uriOf = this.#urisOf(workspace, snapshot);
    const about = devicesOf(snapshot, new Set(opened.map(({ path }) => path)));
    const names = new Set(about.map(({ name }) => name));
    const report = workspace.report(snapshot, about);
    const rangeOf = this.#rangesOf(uriOf);
    const places = { packageRoot: this.#options.packageRoot, uriOf, rangeOf };
    const byDocument = new Map<string, ReportFinding[]>(opened.map(({ document }) => [document.uri, []]));
    for (const finding of report.findings) {
      const uri = uriOf(finding.location);
      byDocument.get(uri)?.push(finding);
      if (byDocument.has(uri) || names.has(finding.device) || names.has(finding.peer ?? ''))
        add(uri, diagnosticOf(finding, places));
    }
    for (const { document } of opened)
      this.#found.set(document.uri, { version: document.version, findings: byDocument.get(document.uri) ?? [], uriOf });
    for (const problem of report.problems) {
      const uri = uriOf({ path: problem.path });
      if (byDocument.has(uri)) add(uri, problemDiagnostic(problem));
    }
    for (const problem of snapshot.configProblems) add(uriOf(problem), configDiagnostic(problem));
    return found;
  }

  #urisOf({ root }: Workspace, { sources, absolute }: Snapshot): (place: Pick<Location, 'path'>) => string {
    const paths = new Map([...absolute].map(([id, path]) => [sources.get(id).path, path]));
    const uris = new Map([...this.#open.values()].map(({ path, document }) => [path, document.uri]));
    return ({ path }) => {
      const known = paths.get(path) ?? (uris.has(path) ? path : resolve(root, path));
      return uris.get(known) ?? uriOfPath(known);
    };
  }

  #rangesOf(uriOf: (place: Pick<Location, 'path'>) => string): (location: Location) => ReturnType<ReturnType<typeof rangesIn>> {
    const translators = new Map<string, ReturnType<typeof rangesIn>>();
    return (location) => {
      let translate = translators.get(location.path);
      if (translate === undefined) {
        translate = rangesIn(this.#open.get(uriOf(location))?.document);
        translators.set(location.path, translate);
      }
      return translate(location);
    };
  }
}

/** The devices that were built from some of these files. */
function devicesOf({ devices, absolute }: Snapshot, paths: ReadonlySet<string>): readonly Device[] {
  return devices.filter(({ sources }) => sources.some((id) => paths.has(absolute.get(id) ?? '')));
}

/** The directory of the nearest configuration of the linter, upward from a file. */
function directoryOfConfig(path: string): string | undefined {
  const config = isAbsolute(path) ? nearestConfig(dirname(path)) : undefined;
  return config === undefined ? undefined : dirname(config);
}
