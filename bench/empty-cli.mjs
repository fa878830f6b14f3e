// An oclif CLI that does nothing: what start-up costs before the first line of ours. Bundled with the settings of the build.
import { Command } from '@oclif/core/command';

class Empty extends Command {
  run() {
    process.stdout.write('{}\n');
    return Promise.resolve();
  }
}

await Empty.run(process.argv.slice(2), { root: process.cwd() });
