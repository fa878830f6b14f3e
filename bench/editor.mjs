// How long an editor waits, in milliseconds: node bench/editor.mjs FLEET [FLEET...]. A fleet is what ../shared/bench/gen_fleet.mjs writes.
// The server waits for a quarter of a second without typing before it answers an edit; that is in the figures.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

const CLI = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const EDITS = 5;

for (const fleet of process.argv.slice(2)) {
  const root = resolve(fleet);
  const file = join(root, oneRouter(root));
  const { opened, edited, files } = await session(root, file);
  console.log(`${fleet}: ${files} files, open ${opened.toFixed(0)} ms, edit ${edited.toFixed(0)} ms (median of ${EDITS})`);
}

function oneRouter(root) {
  return readdirSync(root, { recursive: true }).find((name) => /spoke-\d+\.cfg$/.test(name));
}

async function session(root, file) {
  const server = spawn(process.execPath, [CLI, 'lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, 'utf8');
  let answered = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', (params) => params.uri === uri && answered());
  connection.listen();
  const folder = { uri: pathToFileURL(root).href, name: 'fleet' };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [folder],
  });
  await connection.sendNotification('initialized', {});
  const time = async (method, params) => {
    const started = performance.now();
    const answer = new Promise((done) => {
      answered = done;
    });
    await connection.sendNotification(method, params);
    await answer;
    return performance.now() - started;
  };
  const opened = await time('textDocument/didOpen', { textDocument: { uri, languageId: 'text', version: 1, text } });
  const edits = [];
  for (let version = 2; version < EDITS + 2; version++)
    edits.push(
      await time('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text: `${text}! ${version}\n` }],
      }),
    );
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const edited = edits.sort((a, b) => a - b)[Math.floor(EDITS / 2)];
  return {
    opened,
    edited,
    files: readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length,
  };
}
