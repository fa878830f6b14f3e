import type { Finding, Rule } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { findings } from '../shared/notice-rule.ts';

/** What the platform refuses to load does not exist at run time, whatever it says. */
export const rule: Rule<'notice' | 'suggested' | 'rejected' | 'pair'> = defineRule({
  meta: {
    id: 'syntax/file-rejected',
    summary: 'the daemon refuses the file, or drops the connection',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['syntax'],
    references: [
      'strongSwan, swanctl/commands/load_conns.c',
      'strongSwan, libcharon/plugins/vici/vici_config.c',
      'strongSwan, src/starter/confread.c',
    ],
    messages: {
      notice: {
        text: '{message}{log}',
        help: 'Correct the setting that is shown, then load the configuration again and read what it says',
      },
      suggested: { text: '{message}{log}', help: '{suggestion}' },
      rejected: {
        text: '{gateway} is not loaded{whole}: {message}',
        help: 'Correct the setting that is shown, then run swanctl --load-all (ipsec reload) and read what it says',
      },
      pair: pairMessage('Correct the setting that is shown, then load the configuration again'),
    },
  },
  *device(device) {
    const rejected: Finding<'rejected'>[] = device.gateways.flatMap(({ rejected: why, name, id }): Finding<'rejected'>[] =>
      why === undefined
        ? []
        : [
            {
              message: 'rejected',
              data: { gateway: name, message: why.message, whole: why.wholeFile ? ', and nothing else of the file' : '' },
              at: why.origin,
              subject: id,
            },
          ],
    );
    const told = new Set(rejected.map(({ at }) => JSON.stringify(at)));
    yield* oncePerPlace(rejected);
    for (const finding of oncePerPlace(findings(device, ['file-rejected', 'connection-rejected']))) {
      if ('undecided' in finding || !told.has(JSON.stringify(finding.at))) yield finding;
    }
  },
  pair: (pair) => findingsOf('syntax/file-rejected', pair),
});
