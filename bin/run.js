#!/usr/bin/env node
// Nothing here may call process.exit: it would cut off what a slow reader has not taken yet. The status is set and Node ends by itself.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

module.enableCompileCache?.();
const { main } = await import('../dist/cli.js');
process.exitCode = await main(process.argv.slice(2), fileURLToPath(new URL('..', import.meta.url)));
