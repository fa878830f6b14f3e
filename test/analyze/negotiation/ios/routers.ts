import { createAsk } from '../../../../src/analyze/ask.ts';
import type { Verdict } from '../../../../src/analyze/verdict.ts';
import { buildIosDevice } from '../../../../src/model/ios/index.ts';
import { SecretRegistry } from '../../../../src/model/secrets.ts';
import { SourceTable } from '../../../../src/text/source.ts';
import { fleet } from '../../devices.ts';

/** The verdicts that the first of two routers, given as texts, gets from the second. */
export function playRouters(from: string, to: string): readonly Verdict[] {
  const sources = new SourceTable();
  const secrets = new SecretRegistry();
  const build = (name: string, text: string) =>
    buildIosDevice({
      name,
      named: 'path',
      files: [{ dialect: 'ios', source: sources.add(`${name}.cfg`, text) }],
      binaries: [],
      secrets,
      include: () => ({ files: [] }),
    });
  const a = build('a', from);
  const b = build('b', to);
  return createAsk(fleet(a, b)).play(a, b);
}
