// A Chromium for tests and screenshots: the system's own when there is one, else the one that npm brought.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const flags = ['--no-sandbox', '--no-zygote'];
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** `port`: where other tools may talk to it too. */
export async function openChromium(port?: number): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await unpacked());
  // The machine's fonts, where it has any.
  const fonts = existsSync('/etc/fonts') ? { FONTCONFIG_PATH: '/etc/fonts' } : {};
  return chromium.launch({
    executablePath,
    args: [...flags, ...(port === undefined ? [] : [`--remote-debugging-port=${port}`])],
    env: { ...process.env, ...fonts },
  });
}

/**
 * It unpacks itself into the temporary folder and takes whatever it finds there: so each version has a folder of its own, made
 * aside and then named, as several test files may come at once.
 */
async function unpacked(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(packageOf(dirname(main)), 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `six-order-chromium-${version}`);
  // So that it brings the libraries it needs.
  const env = { ...process.env, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  if (!existsSync(folder)) {
    const aside = await mkdtemp(`${folder}-`);
    const script = "import('@sparticuz/chromium').then(({ default: own }) => own.executablePath())";
    await promisify(execFile)(process.execPath, ['-e', script], { cwd: import.meta.dirname, env: { ...env, TMPDIR: aside } });
    // Another was faster: then its folder is as good.
    await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }));
  }
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: env.AWS_LAMBDA_JS_RUNTIME });
  const { default: own } = await import('@sparticuz/chromium');
  return own.executablePath();
}

const packageOf = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : packageOf(dirname(folder)));
