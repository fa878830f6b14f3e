export { parseIpsecConf } from './parser.ts';
export { type ConfSection, type EffectiveConfSetting, type MergedIpsecConf, mergeIpsecConf } from './resolve.ts';
export type { ConfHeader, ConfSectionKind, ConfSetting, ConfStatement, IpsecConfFile } from './tree.ts';
