export { parseIpsecSecrets, type SecretsOptions } from './parser.ts';
export type { IpsecSecretsFile, SecretLine, SecretsStatement, SecretToken, SecretValue } from './tree.ts';
