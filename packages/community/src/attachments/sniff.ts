// What a file is, by its first bytes: nobody's word for it is taken.
import type { Unfit } from './attachment.ts';

export type Sniffed = 'jpeg' | 'png' | 'webp' | 'avif' | 'webm' | 'ogg' | 'm4a' | 'mp3' | 'wav' | 'pdf';

const taken = {
  zh: '可用的格式：照片 JPEG、PNG、WebP、AVIF；录音 WebM、Ogg、M4A、MP3、WAV；文件 PDF',
  en: 'what is taken: photographs as JPEG, PNG, WebP or AVIF; recordings as WebM, Ogg, M4A, MP3 or WAV; papers as PDF',
};

export const refuse = (zh: string, en: string): Unfit => ({
  refused: { zh: `${zh}。${taken.zh}。`, en: `${en}; ${taken.en}` },
});

const ascii = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, n) => bytes[n] === byte);

const avif = new Set(['avif', 'avis']);
const heic = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** The kind of file, or why none that we take. */
export function sniff(bytes: Uint8Array): Sniffed | Unfit {
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (begins(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return 'webm';
  const four = ascii(bytes, 0, 4);
  const inner = ascii(bytes, 8, 12);
  if (four === 'RIFF' && inner === 'WEBP') return 'webp';
  if (four === 'RIFF' && inner === 'WAVE') return 'wav';
  if (four === 'OggS') return 'ogg';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'pdf';
  if (ascii(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'mp3';
  if (ascii(bytes, 4, 8) === 'ftyp') {
    if (avif.has(inner)) return 'avif';
    // HEIF files name their kind first or among what they are compatible with.
    const size = Buffer.from(bytes.subarray(0, 4)).readUInt32BE();
    const brands = [inner, ...(ascii(bytes, 16, Math.min(size, 64)).match(/.{4}/gs) ?? [])];
    if (brands.some((brand) => avif.has(brand))) return 'avif';
    if (brands.some((brand) => heic.has(brand)))
      return refuse(
        '这是 HEIC 照片，暂不能接收：请在手机相机设置中选择“兼容性最佳”（JPEG），或先转成 JPEG',
        'this is a HEIC photograph: set the camera to “most compatible” (JPEG), or convert it first',
      );
    return 'm4a';
  }
  if (four === 'GIF8') return refuse('不接收 GIF 动图', 'GIF is not taken');
  if (/^\s*(?:<\?xml|<svg|<!doctype|<html)/i.test(ascii(bytes, 0, 256).replace(/^\xef\xbb\xbf/, '')))
    return refuse('不接收网页或 SVG 文件', 'pages and SVG are not taken');
  return refuse('无法识别文件格式', 'the format of the file is not known');
}
