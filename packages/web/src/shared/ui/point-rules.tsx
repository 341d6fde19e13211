// By which rules points are counted, in a sentence: the document's name and the minutes' are Chinese in every language.
interface Props {
  readonly said: (document: string, version: string, heldOn: string, record: string) => string;
  readonly rules: { readonly document: string; readonly version: string; readonly heldOn: string; readonly record: string };
}

const [DOCUMENT, RECORD] = ['\ue000', '\ue001'];

export const Rules = ({ said, rules: { document, version, heldOn, record } }: Props) => (
  <>
    {said(DOCUMENT, version, heldOn, RECORD)
      .split(/([\ue000\ue001])/)
      .map((part) =>
        part === DOCUMENT || part === RECORD ? (
          <span key={part} lang="zh-CN">
            {part === DOCUMENT ? document : record}
          </span>
        ) : (
          part
        ),
      )}
  </>
);
