// What backups are encrypted with: SIX_ORDER_BACKUP_KEY, a key or a passphrase.
import { ConfigurationError } from '../configuration.ts';

const SHORTEST = 12;

/** Throws ConfigurationError when it is not set or too short. */
export function backupSecret(env: Readonly<Record<string, string | undefined>>): string {
  const secret = env['SIX_ORDER_BACKUP_KEY'] ?? '';
  if (secret === '') {
    throw new ConfigurationError(
      'SIX_ORDER_BACKUP_KEY is required: a passphrase, or a key from `openssl rand -base64 32`. Keep it apart from the backups and from SIX_ORDER_KEYS; without it no backup opens.',
    );
  }
  if (secret.length < SHORTEST) throw new ConfigurationError(`SIX_ORDER_BACKUP_KEY must have at least ${SHORTEST} characters.`);
  return secret;
}
