// Bundles the command line and the library into dist/, stores V8's compiled code for this Node beside it, and writes the licences of
// what is bundled and, with --types, the type declarations: node scripts/build.mjs [--types]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyForOclif } from './lazy-for-oclif.mjs';
import { protocolApart } from './protocol-apart.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Built aside and swapped in, so that whoever runs the command meanwhile has the old one or the new one.
const aside = `dist-${process.pid}`;
const dist = `${root}${aside}`;

const settings = {
  absWorkingDir: root,
  outdir: aside,
  bundle: true,
  minify: true,
  metafile: true,
  platform: 'node',
  target: 'node20',
  // oclif looks for it to run unbuilt plugins, which there are none of.
  external: ['typescript'],
  legalComments: 'none',
  logLevel: 'warning',
};

// The command is one CommonJS file, because Node stores compiled code for scripts only; what a run does not need is not evaluated.
const cli = await build({
  ...settings,
  entryPoints: { cli: 'src/cli/main.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  plugins: [lazyForOclif, protocolApart],
});
// What only the language server needs is a file of its own, so that no other run reads it.
const protocol = await build({
  ...settings,
  stdin: {
    contents: "export * from 'vscode-languageserver/node'; export { TextDocument } from 'vscode-languageserver-textdocument';",
    resolveDir: root,
    sourcefile: 'language-server-protocol.js',
  },
  entryNames: 'language-server-protocol',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});
const library = await build({ ...settings, entryPoints: { index: 'src/index.ts' }, format: 'esm' });
writeFileSync(
  `${dist}/THIRD_PARTY_NOTICES.txt`,
  notices({ ...cli.metafile.outputs, ...protocol.metafile.outputs, ...library.metafile.outputs }),
);
swapIn();
runScript('scripts/compile-cache.cjs');
if (process.argv.includes('--types')) runScript('node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json');

function runScript(...args) {
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (run.status !== 0) process.exitCode = 1;
}

function swapIn() {
  const old = `${root}dist-old-${process.pid}`;
  if (existsSync(`${root}dist`)) renameSync(`${root}dist`, old);
  renameSync(dist, `${root}dist`);
  rmSync(old, { recursive: true, force: true });
}

/** Licence texts of every package that a bundle holds code of, in name order. */
function notices(outputs) {
  const packages = new Set();
  for (const output of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match !== null && bytesInOutput > 0) packages.add(match[1]);
    }
  }
  return [...packages]
    .sort()
    .map(notice)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function notice(directory) {
  const { name, version, license } = JSON.parse(readFileSync(`${root}${directory}/package.json`, 'utf8'));
  const file = existsSync(`${root}${directory}`)
    ? readdirSync(`${root}${directory}`).find((entry) => /^licen[cs]e/i.test(entry))
    : undefined;
  const text = file === undefined ? '' : `\n${readFileSync(`${root}${directory}/${file}`, 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}
