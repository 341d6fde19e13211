// Small recordings in each container, made byte by byte: silence with what a recorder writes beside the sound.
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export function wav(seconds: number, extra = ''): Buffer {
  const data = Buffer.alloc(8_000 * seconds);
  const format = Buffer.alloc(24);
  format.write('fmt ');
  format.writeUInt32LE(16, 4);
  format.writeUInt16LE(1, 8);
  format.writeUInt16LE(1, 10);
  format.writeUInt32LE(8_000, 12);
  format.writeUInt32LE(8_000, 16);
  format.writeUInt16LE(1, 20);
  format.writeUInt16LE(8, 22);
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name);
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    format,
    ...(extra ? [chunk('LIST', Buffer.from(extra))] : []),
    chunk('data', data),
  ]);
  const head = Buffer.alloc(8);
  head.write('RIFF');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** 128 kbit/s at 44.1 kHz: frames of 417 bytes, 1,152 samples each. */
export function mp3(seconds: number, extra = ''): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  const frames = Math.ceil((seconds * 44_100) / 1_152);
  const text = Buffer.from(extra);
  const id3 = Buffer.concat([
    Buffer.from('ID3\x04\0\0', 'latin1'),
    Buffer.from([0, 0, text.length >> 7, text.length & 127]),
    text,
  ]);
  const tail = Buffer.concat([Buffer.from('TAG'), Buffer.from(extra), Buffer.alloc(125)]).subarray(0, 128);
  return Buffer.concat([...(extra ? [id3] : []), ...Array.from({ length: frames }, () => frame), ...(extra ? [tail] : [])]);
}

export function ogg(seconds: number, comment = ''): Buffer {
  const page = (granule: bigint, body: Buffer) => {
    const head = Buffer.alloc(27);
    head.write('OggS');
    head.writeBigInt64LE(granule, 6);
    const lengths = Buffer.from([...Array<number>(Math.floor(body.length / 255)).fill(255), body.length % 255]);
    head[26] = lengths.length;
    return Buffer.concat([head, lengths, body]);
  };
  const le = (value: number) => Buffer.from(u32(value).toReversed());
  const tags = Buffer.concat([
    Buffer.from('OpusTags'),
    le(4),
    Buffer.from('test'),
    le(comment ? 1 : 0),
    ...(comment ? [le(Buffer.byteLength(comment)), Buffer.from(comment)] : []),
  ]);
  return Buffer.concat([
    page(0n, Buffer.concat([Buffer.from('OpusHead'), Buffer.alloc(11)])),
    page(0n, tags),
    page(BigInt(seconds * 48_000), Buffer.alloc(100)),
  ]);
}

/** As browsers record: segment and clusters of open length. */
export function webm(seconds: number, { codec = 'A_OPUS', tag = '' } = {}): Buffer {
  const element = (id: string, body: Buffer, open = false) =>
    Buffer.concat([
      Buffer.from(id, 'hex'),
      open ? Buffer.from('01ffffffffffffff', 'hex') : Buffer.concat([Buffer.from([0x10]), u32(body.length).subarray(1)]),
      body,
    ]);
  const clusters = Array.from({ length: Math.ceil(seconds / 10) }, (_, n) =>
    element(
      '1f43b675',
      Buffer.concat([
        element('e7', u32(n * 10_000)),
        element('a3', Buffer.from([0x81, 0, 0, 0x80, 1, 2, 3])),
        element(
          'a3',
          Buffer.concat([
            Buffer.from([0x81]),
            u32(Math.min(9_999, seconds * 1_000 - n * 10_000)).subarray(2),
            Buffer.from([0x80, 1]),
          ]),
        ),
      ]),
      true,
    ),
  );
  return Buffer.concat([
    element('1a45dfa3', Buffer.from('webm')),
    element(
      '18538067',
      Buffer.concat([
        element(
          '1549a966',
          Buffer.concat([element('2ad7b1', u32(1_000_000)), ...(tag ? [element('7ba9', Buffer.from(tag))] : [])]),
        ),
        element('1654ae6b', element('ae', element('86', Buffer.from(codec)))),
        ...(tag ? [element('1254c367', Buffer.from(tag))] : []),
        ...clusters,
      ]),
      true,
    ),
  ]);
}

export function m4a(seconds: number, { place = '', handler = 'soun' } = {}): Buffer {
  const box = (name: string, ...body: readonly Buffer[]) => {
    const all = Buffer.concat(body);
    return Buffer.concat([u32(all.length + 8), Buffer.from(name, 'latin1'), all]);
  };
  const header = Buffer.concat([
    Buffer.alloc(4),
    u32(3_900_000_000),
    u32(3_900_000_000),
    u32(1_000),
    u32(seconds * 1_000),
    Buffer.alloc(80),
  ]);
  const media = Buffer.concat([Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(12), Buffer.from('SoundHandler\0')]);
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A isom')),
    box(
      'moov',
      box('mvhd', header),
      box('trak', box('mdia', box('hdlr', media))),
      ...(place ? [box('udta', box('©xyz', Buffer.from(place)))] : []),
    ),
    box('mdat', Buffer.alloc(1_000, 1)),
  ]);
}
