// Bundles the command line and the library into dist/, with lazy chunks for what most runs do not need, and writes the type
// declarations and the licences of what is bundled: node scripts/build.mjs [--types]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Built aside and swapped in, so that whoever runs the command meanwhile has the old one or the new one.
const aside = `dist-${process.pid}`;
const dist = `${root}${aside}`;

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: aside,
  bundle: true,
  splitting: true,
  minify: true,
  // Class and function names stand in stack traces that users send.
  keepNames: false,
  metafile: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  // oclif looks for it to run unbuilt plugins, which there are none of.
  external: ['typescript'],
  legalComments: 'none',
  // CommonJS dependencies call require() for Node's own modules.
  banner: { js: "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);" },
  define: { __filename: '""', __dirname: '""' },
  logLevel: 'warning',
});
writeFileSync(`${dist}/meta.json`, JSON.stringify(metafile));
writeFileSync(`${dist}/THIRD_PARTY_NOTICES.txt`, notices(metafile));
swapIn();
if (process.argv.includes('--types')) {
  const run = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}tsconfig.types.json`], {
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exitCode = 1;
}

function swapIn() {
  const old = `${root}dist-old-${process.pid}`;
  if (existsSync(`${root}dist`)) renameSync(`${root}dist`, old);
  renameSync(dist, `${root}dist`);
  rmSync(old, { recursive: true, force: true });
}

/** Licence texts of every package that a bundle holds code of, in name order. */
function notices({ outputs }) {
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
