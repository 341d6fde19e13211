// A Chromium for tests and screenshots: the system's own when there is one, else the one that npm brought.
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openChromium(): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await unpacked());
  // The machine's fonts, where it has any.
  const fonts = existsSync('/etc/fonts') ? { FONTCONFIG_PATH: '/etc/fonts' } : {};
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-zygote'], env: { ...process.env, ...fonts } });
}

/** It unpacks itself into the temporary folder and takes whatever it finds there: so each version has a folder of its own. */
async function unpacked(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(packageOf(dirname(main)), 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `six-order-chromium-${version}`);
  await mkdir(folder, { recursive: true });
  process.env['TMPDIR'] = folder;
  // So that it brings the libraries it needs.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: own } = await import('@sparticuz/chromium');
  return own.executablePath();
}

const packageOf = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : packageOf(dirname(folder)));
