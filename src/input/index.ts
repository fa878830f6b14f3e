export { detect } from './detect.ts';
export { type Discovered, discover, displayPath } from './discover.ts';
export { DISK, type FileSystem } from './file-system.ts';
export { compileGlob, type GlobMatcher, isGlob, literalDirectory } from './glob.ts';
export { type FileGroup, groupFiles, isCredential } from './group.ts';
export { type IncludeTarget, resolveInclude } from './include.ts';
export { LeftOut } from './left-out.ts';
export { contentOf, DEFAULT_MAX_FILE_SIZE, readText } from './read.ts';
export { DIALECTS, type Dialect, type FileContent, type FoundFile, type InputProblem, type SkippedFile } from './types.ts';
