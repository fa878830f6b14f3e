// Builds the bundle when the package is installed from its repository, as pre-commit does. npm may come here without the development
// dependencies; they are then installed without running any script, so that this cannot call itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command, args) => {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: environment(),
  });
  if (status !== 0) process.exit(status ?? 1);
};

/* A global installation sets these for its own purposes; here they would send the packages elsewhere. */
function environment() {
  const env = { ...process.env };
  for (const name of [
    'npm_config_global',
    'npm_config_location',
    'npm_config_prefix',
    'npm_config_local_prefix',
    'npm_config_omit',
    'npm_config_install_links',
  ])
    delete env[name];
  return env;
}

if (existsSync(`${root}src`)) {
  if (!existsSync(`${root}node_modules/esbuild`))
    run('npm', ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']);
  run(process.execPath, ['scripts/build.mjs']);
}
