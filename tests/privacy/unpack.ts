// The text of a packed answer: what a PDF shows and says of itself, what a workbook holds. A kind that is not here is a fault: nothing
// that goes out is left unread.
import { strFromU8, unzipSync } from 'fflate';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';

export async function textOf(type: string, bytes: Uint8Array): Promise<string> {
  if (/pdf/.test(type)) return textOfPdf(bytes);
  if (/sheet|zip/.test(type))
    return Object.entries(unzipSync(bytes))
      .map(([name, file]) => `${name}\n${strFromU8(file)}`)
      .join('\n');
  throw new Error(`nobody reads ${type}`);
}

/** Fonts of subsets and compressed streams hide a text from whoever looks for it among the bytes. */
async function textOfPdf(bytes: Uint8Array): Promise<string> {
  // It takes the bytes away.
  const pdf = await getDocumentProxy(bytes.slice());
  const { text } = await extractText(pdf, { mergePages: true });
  return `${text}\n${JSON.stringify(await getMeta(pdf))}`;
}
