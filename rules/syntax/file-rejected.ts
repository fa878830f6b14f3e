import type { Device, Finding, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { oncePerPlace, placeKey } from '../shared/grouping.ts';
import { findings } from '../shared/notice-rule.ts';

/**
 * What the platform refuses to load does not exist at run time, whatever it says. The verdict of its pairs is `config-rejected`; it is
 * told here, once for all of them.
 */
export const rule = defineRule({
  meta: {
    id: 'syntax/file-rejected',
    summary: 'the daemon refuses the file, or drops the connection',
    severity: 'error',
    scope: ['device'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['syntax'],
    offers: 'suggestion',
    references: [
      'strongSwan, swanctl/commands/load_conns.c',
      'strongSwan, libcharon/plugins/vici/vici_config.c',
      'strongSwan, src/starter/confread.c',
    ],
    messages: {
      notice: {
        text: '{message}{log}',
        help: 'Correct the setting that is shown, then load the configuration again and read what it says{release}',
      },
      suggested: { text: '{message}{log}', help: '{suggestion}{release}' },
      rejected: {
        text: '{gateway} is not loaded{whole}: {message}',
        help: 'Correct the setting that is shown, then run swanctl --load-all (ipsec reload) and read what it says',
      },
    },
  },
  *device(device) {
    const told = new Set<string>();
    for (const finding of oncePerPlace(findings(device, ['file-rejected', 'connection-rejected']))) {
      if ('undecided' in finding) continue;
      told.add(placeKey(finding.at));
      yield weighed(device, finding);
    }
    for (const finding of oncePerPlace(device.gateways.flatMap(refused))) {
      if ('undecided' in finding || !told.has(placeKey(finding.at))) yield finding;
    }
  },
});

/** What another release accepts is only likely to be refused where nobody told the release. */
function weighed<Found extends Finding<'notice' | 'suggested'>>({ release }: Device, finding: Found): Found {
  const [, other] = /strongSwan (\d\.\d) (?:takes|knows) it/.exec(String(finding.data?.message ?? '')) ?? [];
  if (other === undefined || release.basis !== 'assumed') return { ...finding, data: { ...finding.data, release: '' } };
  const advice = `; if the daemon is ${other}: --strongswan-version ${other}, or "version": "${other}" in the topology`;
  return { ...finding, data: { ...finding.data, release: advice }, likelihood: 'likely' };
}

function refused({ rejected: why, name, id }: Gateway): readonly Finding<'rejected'>[] {
  if (why === undefined) return [];
  const whole = why.wholeFile ? ', and nothing else of the file' : '';
  return [{ message: 'rejected', data: { gateway: name, message: why.message, whole }, at: why.origin, subject: id }];
}
