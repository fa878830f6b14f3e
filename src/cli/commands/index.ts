import type { LintCommandClass } from '../command.ts';
import { Baseline } from './baseline.ts';
import { Check } from './check.ts';
import { Completion } from './completion.ts';
import { Config } from './config.ts';
import { Explain } from './explain.ts';
import { Init } from './init.ts';
import { Lsp } from './lsp.ts';
import { Model } from './model.ts';
import { Pair } from './pair.ts';
import { Policy } from './policy.ts';
import { Rules } from './rules.ts';

/** The commands by name, in the order of the help. */
export const COMMANDS: ReadonlyMap<string, LintCommandClass> = new Map<string, LintCommandClass>([
  ['check', Check],
  ['pair', Pair],
  ['model', Model],
  ['rules', Rules],
  ['explain', Explain],
  ['policy', Policy],
  ['baseline', Baseline],
  ['init', Init],
  ['config', Config],
  ['completion', Completion],
  ['lsp', Lsp],
]);
