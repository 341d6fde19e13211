// A refusal as it stands on the screen: the words of the rule, and the law or document that it rests on.
//
// What only whoever builds or calls the system looks up, the name of the rule and the papers of its design, stays in the API's answer.

const inChinese = /（规则 [\w-]+，依据：((?:[^（）]|（[^（）]*）)*)）/g;
const inEnglish = / ?\(rule [\w-]+; ((?:[^()]|\([^()]*\))*)\)/g;
const binding = /《|法第|条例|清单|目录|办法|\b(?:PIPL|laws?|articles?|regulations?|catalogue|list of duties)\b/i;
const internal = /研究|设计|\b(?:research|design)\b/;

const lawsIn = (source: string, between: RegExp, joined: string): string =>
  source
    .split(between)
    .filter((part) => binding.test(part) && !internal.test(part))
    .join(joined);

export const shownRefusal = (message: string): string =>
  message
    .replace(inChinese, (_, source: string) => {
      const laws = lawsIn(source, /[；，]/, '，');
      return laws && `（依据：${laws}）`;
    })
    .replace(inEnglish, (_, source: string) => {
      const laws = lawsIn(source, /[;,] /, ', ');
      return laws && ` (${laws})`;
    });

interface Said {
  readonly detail?: string;
  readonly title?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Of a problem, all that is read on a screen; null where the answer was none. */
export const shownIn = (problem: Said | null): Said => ({
  ...problem,
  ...(problem?.detail !== undefined && { detail: shownRefusal(problem.detail) }),
  ...(problem?.errors && { errors: problem.errors.map((one) => ({ ...one, message: shownRefusal(one.message) })) }),
});
