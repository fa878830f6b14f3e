import {
  type CancellationToken,
  CodeActionKind,
  DidChangeWatchedFilesNotification,
  type DocumentSymbol,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  type Location,
  LSPErrorCodes,
  type Position,
  ProposedFeatures,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { RULES } from '../../rules/index.ts';
import type { Span } from '../text/source.ts';
import { EXPLAIN } from './actions.ts';
import { pageUri } from './diagnostics.ts';
import { hoverAt } from './hover.ts';
import { definitionsAt, referencesAt, symbolsOf } from './navigation.ts';
import { type DevicePlace, Session } from './session.ts';
import type { RulesOf } from './workspace.ts';

/** How the server is started. */
export interface ServerOptions {
  /** Directory of the package. */
  readonly packageRoot: string;
  readonly version: string;
  readonly configFile?: string;
  readonly rulesOf: RulesOf;
}

/** Files whose change on disk is worth a new look. Open documents are seen whatever they are called. */
const WATCHED: readonly string[] = [
  '**/ipsec-lint.{config,waivers}.{json,yaml}',
  '**/*.{cfg,conf,secrets,nft,rules,v4,v6}',
  '**/{x509,x509ca,certs,cacerts}/*',
];

/**
 * Speaks the Language Server Protocol over standard input and output until the client says exit or goes away, and then ends the
 * process: 0 if it was asked to shut down before, else 1, as the protocol has it. Nothing but the protocol is written to standard output.
 */
export function serve({ packageRoot, version, configFile, rulesOf }: ServerOptions): Promise<never> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  const documents = new TextDocuments(TextDocument);
  const failed = (error: unknown): void =>
    connection.console.error(`a bug in ipsec-lint; please report these lines:\n${framesOf(error)}`);
  const session = new Session(
    {
      publish: (uri, diagnostics, of) => {
        void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics], ...(of === undefined ? {} : { version: of }) });
      },
      tell: (message) => connection.console.warn(message),
      failed,
    },
    { packageRoot, rulesOf, ...(configFile === undefined ? {} : { configFile }) },
  );
  let client: InitializeParams['capabilities'] = {};
  let folders: readonly string[] = [];

  /** Runs a request; a crash is told in the log, and the answer is an error that has no text of a configuration. */
  const guarded = <Params, Result>(answer: (params: Params) => Promise<Result>) => {
    return async (params: Params, token: CancellationToken): Promise<Result | ResponseError> => {
      try {
        const result = await answer(params);
        return token.isCancellationRequested ? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled') : result;
      } catch (error) {
        failed(error);
        return new ResponseError(ErrorCodes.InternalError, 'a bug in ipsec-lint: see the log of the server');
      }
    };
  };
  const at = (params: { textDocument: { uri: string }; position: Position }): Promise<DevicePlace | undefined> =>
    session.at(params.textDocument.uri, params.position);
  const locations = (spans: readonly Span[], place: DevicePlace): Location[] =>
    spans.flatMap((span) => session.locationOf(span, place.snapshot) ?? []);

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    folders = params.workspaceFolders?.map(({ uri }) => uri) ?? [];
    return {
      serverInfo: { name: 'ipsec-lint', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentSymbolProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        executeCommandProvider: { commands: [EXPLAIN] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    session.setFolders(folders);
    if (client.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        session.setFolders(folders);
      });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: WATCHED.map((globPattern) => ({ globPattern })) })
        .catch(failed);
  });

  documents.onDidOpen(({ document }) => session.open(document));
  documents.onDidChangeContent(({ document }) => session.change(document.uri));
  documents.onDidSave(() => session.filesChanged());
  documents.onDidClose(({ document }) => session.close(document.uri));
  connection.onDidChangeWatchedFiles(() => session.filesChanged());

  connection.onHover(
    guarded(async (params) => {
      const place = await at(params);
      const value = place === undefined ? undefined : hoverAt(place.device, place.spot, place.snapshot.sources);
      return value === undefined ? null : { contents: { kind: 'markdown' as const, value } };
    }),
  );
  connection.onDefinition(
    guarded(async (params) => {
      const place = await at(params);
      return place === undefined ? [] : locations(definitionsAt(place.device, place.spot), place);
    }),
  );
  connection.onReferences(
    guarded(async (params) => {
      const place = await at(params);
      return place === undefined
        ? []
        : locations(referencesAt(place.device, place.spot, params.context.includeDeclaration), place);
    }),
  );
  connection.onDocumentSymbol(
    guarded(async ({ textDocument }): Promise<DocumentSymbol[]> => {
      const place = await session.at(textDocument.uri, { line: 0, character: 0 });
      return place === undefined ? [] : symbolsOf(place.device, place.spot.source, place.document);
    }),
  );
  connection.onCodeAction(
    guarded(({ textDocument, range, context }) => {
      if (context.only?.includes(CodeActionKind.QuickFix) === false) return Promise.resolve([]);
      return Promise.resolve(session.actionsAt(textDocument.uri, range, context.diagnostics));
    }),
  );
  connection.onExecuteCommand(
    guarded(async ({ command, arguments: words }) => {
      const id: unknown = words?.[0];
      const rule = RULES.find(({ meta }) => meta.id === id);
      if (command !== EXPLAIN || rule === undefined) return null;
      const uri = pageUri(rule.meta.id, packageRoot);
      if (uri !== undefined && client.window?.showDocument?.support === true) await connection.window.showDocument({ uri });
      else connection.window.showInformationMessage(`${rule.meta.id}: ${rule.meta.summary}. ipsec-lint explain ${rule.meta.id}`);
      return null;
    }),
  );
  connection.onShutdown(() => session.dispose());

  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
  documents.listen(connection);
  connection.listen();
  return new Promise<never>(() => undefined);
}

/** Where an error was thrown; never its message, which may hold text of a configuration. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...lines].join('\n');
}
