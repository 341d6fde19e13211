// A Chromium for tests and screenshots: the system's own when there is one, else the one that npm brought. It sees one family of
// fonts, whatever the machine has: so that Chinese is Chinese and a page measures the same everywhere.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const flags = ['--no-sandbox', '--no-zygote'];
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** `port`: where other tools may talk to it too. */
export async function openChromium(port?: number): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await unpacked());
  const fonts = await mkdtemp(join(tmpdir(), 'six-order-fonts-'));
  const browser = await chromium.launch({
    executablePath,
    args: [...flags, ...(port === undefined ? [] : [`--remote-debugging-port=${port}`])],
    env: { ...process.env, FONTCONFIG_FILE: await fontsOnly(fonts) },
  });
  browser.on('disconnected', () => void rm(fonts, { recursive: true, force: true }));
  return browser;
}

/** A configuration that knows of Noto Sans SC alone, regular and bold; it and its cache lie in `folder`. */
async function fontsOnly(folder: string): Promise<string> {
  const dirs = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'].map(
    (file) => `<dir>${dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${file}`)))}</dir>`,
  );
  const generic = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  );
  const path = join(folder, 'fonts.conf');
  const cache = `<cachedir>${join(folder, 'cache')}</cachedir>`;
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  await writeFile(path, `${head}<fontconfig>${dirs.join('')}${generic.join('')}${cache}</fontconfig>`);
  return path;
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
  const before = process.env['TMPDIR'];
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: env.AWS_LAMBDA_JS_RUNTIME });
  try {
    const { default: own } = await import('@sparticuz/chromium');
    return await own.executablePath();
  } finally {
    // Else the next file of this process would unpack one of its own within it.
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

const packageOf = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : packageOf(dirname(folder)));
