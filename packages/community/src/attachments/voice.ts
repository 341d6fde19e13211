// Voice notes made fit to keep: read through to their end, no longer than a minute, one voice track and no picture, and
// without what a recorder writes beside the sound (titles, places).
//
// V1: nothing is decoded here: containers are walked by their own lengths, and what does not add up is refused.
import { MAX_VOICE_SECONDS, type Fit, type KeptType, type Unfit } from './attachment.ts';
import { refuse, type Sniffed } from './sniff.ts';

/** Where the container does not say how long it is: two minutes at the rate of a telephone's recorder. */
const MAX_UNTIMED_BYTES = 1024 * 1024;

interface Heard {
  readonly bytes: Uint8Array;
  /** null: the container does not say. */
  readonly seconds: number | null;
}

/** Thrown where a container does not add up. */
class Damaged extends Error {}

type Container = Extract<Sniffed, 'webm' | 'ogg' | 'm4a' | 'mp3' | 'wav'>;

const containers: Record<Container, { readonly type: KeptType; readonly hear: (bytes: Buffer) => Heard | Unfit }> = {
  wav: { type: 'audio/wav', hear: wav },
  mp3: { type: 'audio/mpeg', hear: mp3 },
  ogg: { type: 'audio/ogg', hear: ogg },
  webm: { type: 'audio/webm', hear: webm },
  m4a: { type: 'audio/mp4', hear: mp4 },
};

export const isVoice = (sniffed: Sniffed): sniffed is Container => Object.hasOwn(containers, sniffed);

export function fitVoice(sniffed: Container, bytes: Uint8Array): Fit | Unfit {
  const { type, hear } = containers[sniffed];
  try {
    // A copy: parts of it may be blanked.
    const heard = hear(Buffer.from(bytes));
    if ('refused' in heard) return heard;
    const long = heard.seconds === null ? heard.bytes.length > MAX_UNTIMED_BYTES : heard.seconds > MAX_VOICE_SECONDS;
    if (long) return refuse('录音最长 60 秒，请分段录制', 'a recording has 60 seconds at most');
    return { type, bytes: heard.bytes };
  } catch (error) {
    if (error instanceof Damaged || error instanceof RangeError)
      return refuse('录音文件损坏或不完整', 'the recording is damaged or cut off');
    throw error;
  }
}

const noPicture = (): Unfit => refuse('不接收视频，请只上传录音', 'video is not taken, only sound');

/** The format and the sound, and no other chunk. */
function wav(bytes: Buffer): Heard {
  const kept: Buffer[] = [];
  let rate = 0;
  let sound = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size;
    if (end > bytes.length) throw new Damaged();
    const name = bytes.toString('latin1', at, at + 4);
    if (name === 'fmt ') rate = bytes.readUInt32LE(at + 16);
    if (name === 'data') sound += size;
    if (name === 'fmt ' || name === 'data') {
      kept.push(bytes.subarray(at, end));
      if (size % 2 === 1) kept.push(Buffer.alloc(1));
    }
    at = end + (size % 2);
  }
  if (rate === 0 || sound === 0) throw new Damaged();
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return { bytes: Buffer.concat([head, body]), seconds: sound / rate };
}

/** Bit rates of layer III in kbit/s and sample rates, by version (1; 2 and 2.5). Source: ISO 11172-3, 13818-3. */
const mp3Rates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const mp3Samples = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] } as const;

/** The frames, and no tag before or behind them. */
function mp3(bytes: Buffer): Heard {
  let at = 0;
  while (bytes.toString('latin1', at, at + 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, n) => sum * 128 + ((bytes[at + n] ?? 0) & 127), 0);
    at += 10 + size + ((bytes[at + 5] ?? 0) & 0x10 ? 10 : 0);
  }
  const start = at;
  let seconds = 0;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && ((bytes[at + 1] as number) & 0xe0) === 0xe0) {
    const version = ((bytes[at + 1] as number) >> 3) & 3;
    const layer = ((bytes[at + 1] as number) >> 1) & 3;
    const rate = mp3Rates[version === 3 ? 0 : 1][(bytes[at + 2] as number) >> 4];
    const sample = version === 1 ? undefined : mp3Samples[version as 0 | 2 | 3][((bytes[at + 2] as number) >> 2) & 3];
    if (layer !== 1 || !rate || !sample) throw new Damaged();
    const padding = ((bytes[at + 2] as number) >> 1) & 1;
    const samples = version === 3 ? 1_152 : 576;
    at += Math.floor((samples / 8) * ((rate * 1_000) / sample)) + padding;
    seconds += samples / sample;
  }
  if (seconds === 0) throw new Damaged();
  return { bytes: bytes.subarray(start, Math.min(at, bytes.length)), seconds };
}

/** Its pages; a file with comments of its owner's is refused, since they lie under a checksum. */
function ogg(bytes: Buffer): Heard | Unfit {
  let granule = 0n;
  let rate = 0;
  let page = 0;
  for (let at = 0; at < bytes.length; page += 1) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Damaged();
    const count = bytes.readUInt8(at + 26);
    const size = bytes.subarray(at + 27, at + 27 + count).reduce((sum, length) => sum + length, 0);
    const body = bytes.subarray(at + 27 + count, at + 27 + count + size);
    if (body.length < size) throw new Damaged();
    if (page === 0) {
      if (body.toString('latin1', 0, 8) === 'OpusHead') rate = 48_000;
      else if (body.toString('latin1', 1, 7) === 'vorbis') rate = body.readUInt32LE(12);
      else return noPicture();
    }
    if (page === 1) {
      const from = rate === 48_000 && body.toString('latin1', 0, 8) === 'OpusTags' ? 8 : 7;
      const vendor = body.readUInt32LE(from);
      const comments = body.readUInt32LE(from + 4 + vendor);
      const texts = body.toString('latin1', from + 8 + vendor).split(/ENCODER/i).length - 1;
      if (comments > texts)
        return refuse('录音文件带有附加信息，请用本页面的录音按钮', 'the recording carries notes of its own: record it here');
    }
    const position = bytes.readBigInt64LE(at + 6);
    if (position > granule) granule = position;
    at += 27 + count + size;
  }
  if (rate === 0 || page < 2) throw new Damaged();
  return { bytes, seconds: Number(granule) / rate };
}

const webmIds = {
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  track: 0xae,
  codec: 0x86,
  tags: 0x1254c367,
  attachments: 0x1941a469,
  title: 0x7ba9,
  cluster: 0x1f43b675,
  time: 0xe7,
  group: 0xa0,
  simpleBlock: 0xa3,
  block: 0xa1,
} as const;
/** Their parts are looked at one by one; recorders leave the length of some of them open. */
const webmContainers: ReadonlySet<number> = new Set([
  webmIds.segment,
  webmIds.info,
  webmIds.tracks,
  webmIds.track,
  webmIds.cluster,
  webmIds.group,
]);
const webmBlanked: ReadonlySet<number> = new Set([webmIds.tags, webmIds.attachments, webmIds.title]);

/** Its elements; tags, attachments and title become nothing (Void). */
function webm(bytes: Buffer): Heard | Unfit {
  let scale = 1_000_000;
  let cluster = 0;
  let last = 0;
  let voices = 0;
  let at = 0;
  while (at < bytes.length) {
    const begin = at;
    const idLength = Math.clz32(bytes.readUInt8(at)) - 23;
    if (idLength > 4) throw new Damaged();
    const id = bytes.readUIntBE(at, idLength);
    at += idLength;
    const first = bytes.readUInt8(at);
    const sizeLength = Math.clz32(first) - 23;
    if (sizeLength > 8) throw new Damaged();
    let size = first & (0xff >> sizeLength);
    let open = size === 0xff >> sizeLength;
    for (let n = 1; n < sizeLength; n += 1) {
      const next = bytes.readUInt8(at + n);
      size = size * 256 + next;
      open &&= next === 0xff;
    }
    at += sizeLength;
    if (webmContainers.has(id)) continue;
    if (open || at + size > bytes.length) throw new Damaged();
    if (id === webmIds.scale) scale = bytes.readUIntBE(at, Math.min(size, 6));
    if (id === webmIds.time) cluster = size === 0 ? 0 : bytes.readUIntBE(at, Math.min(size, 6));
    if (id === webmIds.simpleBlock || id === webmIds.block) last = Math.max(last, cluster + bytes.readInt16BE(at + 1));
    if (id === webmIds.codec) {
      if (!bytes.toString('latin1', at, at + size).startsWith('A_')) return noPicture();
      voices += 1;
    }
    at += size;
    if (webmBlanked.has(id)) blank(bytes, begin, idLength + sizeLength, at);
  }
  if (voices === 0) throw new Damaged();
  return { bytes, seconds: (last * scale) / 1e9 };
}

/** A Void element of the same length in its place. */
function blank(bytes: Buffer, begin: number, head: number, end: number): void {
  bytes.fill(0, begin, end);
  bytes[begin] = 0xec;
  const sizeLength = head - 1;
  bytes.writeUIntBE(end - begin - head, begin + 1 + Math.max(0, sizeLength - 6), Math.min(sizeLength, 6));
  bytes[begin + 1] = (bytes[begin + 1] as number) | (0x80 >> (sizeLength - 1));
}

const mp4Containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf']);
const mp4Blanked: ReadonlySet<string> = new Set(['udta', 'meta', 'uuid']);

/** Its boxes; those for the user's data and for metadata become free space. */
function mp4(bytes: Buffer): Heard | Unfit {
  let seconds: number | null = null;
  let sound = false;
  let picture = false;
  const walk = (from: number, to: number): void => {
    for (let at = from; at < to;) {
      let size = bytes.readUInt32BE(at);
      const name = bytes.toString('latin1', at + 4, at + 8);
      let head = 8;
      if (size === 1) {
        size = Number(bytes.readBigUInt64BE(at + 8));
        head = 16;
      } else if (size === 0) size = to - at;
      if (size < head || at + size > to) throw new Damaged();
      if (mp4Containers.has(name)) walk(at + head, at + size);
      else if (mp4Blanked.has(name)) {
        bytes.write('free', at + 4, 'latin1');
        bytes.fill(0, at + head, at + size);
      } else if (name === 'hdlr') {
        const handler = bytes.toString('latin1', at + 16, at + 20);
        sound ||= handler === 'soun';
        picture ||= handler !== 'soun';
        // The handler's name is free text.
        bytes.fill(0, at + 32, at + size);
      } else if (name === 'mvhd') {
        const long = bytes.readUInt8(at + 8) === 1;
        const scale = bytes.readUInt32BE(at + (long ? 28 : 20));
        const duration = long ? Number(bytes.readBigUInt64BE(at + 32)) : bytes.readUInt32BE(at + 24);
        if (duration > 0 && scale > 0) seconds = duration / scale;
        // When it was recorded.
        bytes.fill(0, at + 12, at + (long ? 28 : 20));
      }
      at += size;
    }
  };
  walk(0, bytes.length);
  if (picture) return noPicture();
  if (!sound) throw new Damaged();
  return { bytes, seconds };
}
