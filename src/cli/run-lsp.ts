import { serve } from '../lsp/server.ts';
import { packageVersion } from './package.ts';
import { rulesOfRun } from './rules-of-run.ts';
import { UsageError } from './usage.ts';

/** Serves an editor until it is done; the process ends by itself. */
export function lsp(configFile: string | undefined, root: string): Promise<never> {
  if (process.stdin.isTTY === true)
    process.stderr.write('ipsec-lint: waiting for an editor on standard input; docs/editor.md shows how editors start it\n');
  return serve({
    packageRoot: root,
    version: packageVersion(root),
    ...(configFile === undefined ? {} : { configFile }),
    rulesOf: async (config) => {
      try {
        return await rulesOfRun(config);
      } catch (error) {
        if (error instanceof UsageError) return { problem: error.message };
        throw error;
      }
    },
  });
}
