import { type Dialect, detect, type FileContent, type FileGroup, type FoundFile, isCredential } from '../input/index.ts';
import type { BinaryFile, DeviceFile } from '../model/build.ts';
import type { SourceTable } from '../text/source.ts';
import type { RunLog } from './log.ts';

/** How files are read. */
export interface ReadOptions {
  /** `--dialect`: every file is taken for this. */
  readonly dialect?: Dialect;
  readonly read: (file: FoundFile) => FileContent;
  readonly readBytes: (file: FoundFile) => Uint8Array | string;
}

/** The files of a group that are of a dialect, and the certificates and keys beside them. */
export interface ReadGroup {
  readonly files: readonly (DeviceFile & { readonly found: FoundFile })[];
  readonly binaries: readonly BinaryFile[];
}

/** Reads the files of a group and tells their dialects. Text that is in none is skipped if it was only met, else a problem. */
export function readGroup(group: FileGroup, options: ReadOptions, sources: SourceTable, log: RunLog): ReadGroup {
  const files: (DeviceFile & { found: FoundFile })[] = [];
  const binaries: BinaryFile[] = [];
  for (const found of group.files) {
    if (isCredential(found.path)) {
      const bytes = options.readBytes(found);
      if (typeof bytes === 'string') log.problem(found.path, bytes);
      else binaries.push({ path: found.path, bytes });
      continue;
    }
    const content = options.read(found);
    if (content.kind === 'problem') log.problem(found.path, content.message);
    else if (content.kind === 'binary') notOurs(found, 'it is binary', log);
    else {
      const { dialect, why } =
        options.dialect === undefined ? detect(found.path, content.text) : { dialect: options.dialect, why: 'told by --dialect' };
      if (dialect === undefined) notOurs(found, why, log);
      else {
        log.note(found.path, `read as ${dialect}: ${why} (${content.encoding})`);
        files.push({ dialect, source: sources.add(found.path, content.text), found });
      }
    }
  }
  return { files, binaries };
}

function notOurs(file: FoundFile, why: string, log: RunLog): void {
  if (file.named) log.problem(file.path, `${why}; --dialect says what it is`);
  else log.skip(file.path, why);
}
