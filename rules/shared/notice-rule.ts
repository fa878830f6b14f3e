import type { Device, Finding, Notice, Rule, RuleMeta } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { oncePerPlace } from './grouping.ts';

/** A rule that reports what a parser or builder noticed about the text. */
export interface NoticeRule {
  readonly meta: Pick<RuleMeta, 'id' | 'summary' | 'severity' | 'formats' | 'tags' | 'references'> &
    Partial<Pick<RuleMeta, 'scope' | 'offers'>>;
  readonly kinds: readonly Notice['kind'][];
  /** Notices of these kinds that another rule tells. */
  readonly except?: (notice: Notice, device: Device) => boolean;
  /** What to do where the notice has no better idea. */
  readonly help: string;
}

/** A rule over {@link Device.notices}. */
export function noticeRule({ meta, kinds, except, help }: NoticeRule): Rule<'notice' | 'suggested'> {
  return defineRule({
    meta: {
      ...meta,
      scope: meta.scope ?? ['device'],
      messages: {
        notice: { text: '{message}{log}', help },
        suggested: { text: '{message}{log}', help: '{suggestion}' },
      },
    },
    device: (device) => oncePerPlace(findings(device, kinds, except)),
  });
}

/** Findings for the notices of some kinds, in the order of the text. */
export function* findings(
  device: Device,
  kinds: readonly Notice['kind'][],
  except: NoticeRule['except'] = () => false,
): Iterable<Finding<'notice' | 'suggested'>> {
  for (const notice of device.notices) {
    const { kind, message, suggestion, log, origin } = notice;
    if (!kinds.includes(kind) || except(notice, device)) continue;
    const data = { message, log: log === undefined ? '' : `; the daemon logs "${log}"` };
    const change = changeOf(notice);
    if (suggestion === undefined) yield { message: 'notice', data, at: origin, ...change };
    else yield { message: 'suggested', data: { ...data, suggestion: asAdvice(suggestion) }, at: origin, ...change };
  }
}

/** What has no effect goes without any; what was meant by a misspelt word takes effect, and that is somebody's decision. */
function changeOf({ suggestion = '', misspelt, idle }: Notice): Pick<Finding, 'fix' | 'suggestion'> {
  if (idle !== undefined) {
    const before = { ...idle, end: idle.start, text: '# ' };
    return { fix: { title: 'comment out what has no effect', edits: [before] } };
  }
  const word = /^did you mean `([^`]+)`\?$/.exec(suggestion)?.[1] ?? suggestion;
  if (misspelt === undefined || word === '' || word.includes(' ')) return {};
  return { suggestion: { title: `write ${word}`, edits: [{ ...misspelt, text: word }] } };
}

/** A single word is what should stand there. */
function asAdvice(suggestion: string): string {
  return suggestion.includes(' ') ? suggestion : `write ${suggestion}`;
}
