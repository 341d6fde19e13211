// A sentence of ours: its dates are not parted, and whom to call in danger is called at a press.
import { partsOf } from '@six-order/api/parts';

export const Sentence = ({ text }: { readonly text: string }) => (
  <>
    {partsOf(text).map(({ kind, text: part }, at) =>
      kind === 'text' ? (
        part
      ) : kind === 'date' ? (
        <span key={at} className="whole">
          {part}
        </span>
      ) : (
        <a key={at} href={`tel:${part}`}>
          {part}
        </a>
      ),
    )}
  </>
);
