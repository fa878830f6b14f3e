import type { Reporter } from '../report.ts';
import { checkstyle } from './checkstyle.ts';
import { concise } from './concise.ts';
import { csv } from './csv.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json, jsonl } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { rdjson } from './rdjson.ts';
import { sarif } from './sarif.ts';

/** Every format but `text`, which needs the sources and a terminal. */
export const FORMATS: readonly Reporter[] = [
  concise,
  json,
  jsonl,
  sarif,
  junit,
  github,
  gitlab,
  checkstyle,
  rdjson,
  markdown,
  csv,
];
