// Text files that an operator names.
import { readFile } from 'node:fs/promises';
import { CommandFailure } from './failure.ts';

/** The whole file, without a byte order mark. Throws CommandFailure when it cannot be read, or is not in UTF-8 (a table saved in GBK, say). */
export async function readTextFile(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** What is wrong with the file, in words, where it is foreseen; else the fault itself. */
export function unreadable(file: string, error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return new CommandFailure(`There is no file ${file}.`);
  if (code === 'EISDIR') return new CommandFailure(`${file} is a folder: name a file.`);
  if (code === 'EACCES') return new CommandFailure(`${file} may not be read by this user.`);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new CommandFailure(`${file} is not in UTF-8: save it in that encoding and try again.`);
  }
  return error;
}
