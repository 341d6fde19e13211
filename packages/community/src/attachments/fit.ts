// A file as it came, made fit to keep, or why it is not taken.
import type { Fit, Unfit } from './attachment.ts';
import { fitPhoto } from './photo.ts';
import { refuse, sniff } from './sniff.ts';
import { fitVoice, isVoice } from './voice.ts';

export async function fit(bytes: Uint8Array): Promise<Fit | Unfit> {
  const sniffed = sniff(bytes);
  if (typeof sniffed === 'object') return sniffed;
  if (sniffed === 'pdf') return fitPaper(bytes);
  return isVoice(sniffed) ? fitVoice(sniffed, bytes) : fitPhoto(bytes);
}

/** A PDF is kept as it is, and only ever sent to be saved: nothing here opens it. */
function fitPaper(bytes: Uint8Array): Fit | Unfit {
  const end = Buffer.from(bytes.subarray(-1_024)).toString('latin1');
  return end.includes('%%EOF')
    ? { type: 'application/pdf', bytes }
    : refuse('PDF 文件损坏或不完整', 'the PDF is damaged or cut off');
}
