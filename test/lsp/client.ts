import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  CodeAction,
  CodeActionRequest,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ReferencesRequest,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { CLI, cleanEnvironment } from '../cli/run.ts';

const CAPABILITIES: ClientCapabilities = {
  window: { showDocument: { support: true } },
  workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
  textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true } },
};

/** How long a test waits for something that the server says by itself. */
const PATIENCE = 20_000;

/** An editor that speaks to the built command. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcessWithoutNullStreams;
  /** All that the server wrote, and what it logged. */
  readonly wire: string[] = [];
  readonly log: string[] = [];
  readonly errors: string[] = [];
  readonly shown: string[] = [];
  readonly watchers: unknown[] = [];
  readonly #texts = new Map<string, string>();
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting = new Set<() => void>();
  readonly #versions = new Map<string, number>();

  constructor(args: readonly string[] = [], node: readonly string[] = []) {
    this.process = spawn(process.execPath, [...node, CLI, 'lsp', ...args], { env: cleanEnvironment() });
    this.process.stdout.on('data', (chunk: Buffer) => this.wire.push(chunk.toString()));
    this.process.stderr.on('data', (chunk: Buffer) => this.errors.push(chunk.toString()));
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.#published.set(params.uri, params);
      for (const wake of this.#waiting) wake();
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
      for (const wake of this.#waiting) wake();
    });
    this.connection.onNotification(ShowMessageNotification.type, ({ message }) => void this.shown.push(message));
    this.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      this.shown.push(uri);
      return { success: true };
    });
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.watchers.push(...registrations);
      for (const wake of this.#waiting) wake();
    });
    this.connection.listen();
  }

  /** Starts a session over folders. */
  async start(folders: readonly string[], capabilities: ClientCapabilities = CAPABILITIES): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders: folders.map((path) => ({ uri: pathToFileURL(path).href, name: path })),
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  /** Ends the session as editors do; gives the status of the process. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.on('close', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return await ended;
  }

  async open(uri: string, text: string, languageId = 'plaintext'): Promise<void> {
    this.#texts.set(uri, text);
    this.#versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces one occurrence of a text, as an incremental change. */
  async replace(uri: string, old: string, text: string): Promise<void> {
    const before = this.#texts.get(uri) ?? '';
    const at = before.indexOf(old);
    assert.notEqual(at, -1, `no ${old}`);
    this.#texts.set(uri, before.slice(0, at) + text + before.slice(at + old.length));
    await this.change(uri, [{ range: { start: positionAt(before, at), end: positionAt(before, at + old.length) }, text }]);
  }

  async change(uri: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async watched(uri: string): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type: 2 }] });
  }

  /** Where a text stands in an open document; `within` moves from its start. */
  place(uri: string, text: string, within = 0): { textDocument: { uri: string }; position: Position } {
    const all = this.#texts.get(uri) ?? '';
    const at = all.indexOf(text);
    assert.notEqual(at, -1, `no ${text}`);
    return { textDocument: { uri }, position: positionAt(all, at + within) };
  }

  /** The text of a range of an open document. */
  textAt(uri: string, { start, end }: Diagnostic['range']): string {
    const lines = (this.#texts.get(uri) ?? '').split('\n');
    return start.line === end.line
      ? (lines[start.line] ?? '').slice(start.character, end.character)
      : lines.slice(start.line, end.line + 1).join('\n');
  }

  async hover(uri: string, text: string, within = 0): Promise<string> {
    const hover = await this.connection.sendRequest(HoverRequest.type, this.place(uri, text, within));
    return hover === null ? '' : (hover.contents as { value: string }).value;
  }

  /** Lines that a name leads to, as text. */
  async definitions(uri: string, text: string, within = 0): Promise<string[]> {
    const found = await this.connection.sendRequest(DefinitionRequest.type, this.place(uri, text, within));
    return [found ?? []]
      .flat()
      .map((place) => ('range' in place ? `${place.uri} ${this.lineOf(place.uri, place.range.start.line)}` : ''));
  }

  async references(uri: string, text: string, includeDeclaration = false): Promise<string[]> {
    const params = { ...this.place(uri, text), context: { includeDeclaration } };
    const found = await this.connection.sendRequest(ReferencesRequest.type, params);
    return (found ?? []).map((place) => this.lineOf(place.uri, place.range.start.line));
  }

  lineOf(uri: string, line: number): string {
    return (this.#texts.get(uri) ?? '').split('\n')[line]?.trim() ?? '';
  }

  async symbols(uri: string) {
    return (await this.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) ?? [];
  }

  async actions(uri: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    const params = { textDocument: { uri }, range: diagnostic.range, context: { diagnostics: [diagnostic] } };
    const found = (await this.connection.sendRequest(CodeActionRequest.type, params)) ?? [];
    return found.filter((action) => CodeAction.is(action));
  }

  async run(command: string, ...words: unknown[]): Promise<void> {
    await this.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: words });
  }

  /** The diagnostics of a document, as soon as they are as expected. */
  async diagnostics(uri: string, expected: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    const now = (): readonly Diagnostic[] | undefined => this.#published.get(uri)?.diagnostics;
    await this.until(
      () => {
        const found = now();
        return found !== undefined && expected(found);
      },
      () =>
        `diagnostics of ${uri}: ${JSON.stringify(
          now()?.map(({ code, message }) => `${code} ${message}`),
          null,
          1,
        )}\n${this.log.join('\n')}`,
    );
    return now() ?? [];
  }

  /** The version that the diagnostics of a document are of. */
  versionOf(uri: string): number | undefined {
    return this.#published.get(uri)?.version;
  }

  /** Waits until something has been said. */
  async until(holds: () => boolean, why: () => string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(wake);
        reject(new Error(`waited in vain for ${why()}`));
      }, PATIENCE);
      const wake = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      wake();
    });
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** Whether a rule is among diagnostics. */
export function has(code: string): (found: readonly Diagnostic[]) => boolean {
  return (found) => found.some((diagnostic) => diagnostic.code === code);
}

/** Whether a rule is not among diagnostics. */
export function lacks(code: string): (found: readonly Diagnostic[]) => boolean {
  return (found) => !has(code)(found);
}
