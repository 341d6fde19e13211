// A rule as people read it: in both languages, with its source. The code that keeps it names it by its key.
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Rule extends Words {
  readonly source: Words;
}

/** What whoever is refused by a rule reads. */
export const refusalOf = (name: string, { zh, en, source }: Rule): string =>
  `${zh}（规则 ${name}，依据：${source.zh}） / ${en} (rule ${name}; ${source.en})`;
