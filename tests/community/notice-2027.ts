// A made-up notice of 2027 that keeps the law: 13 days, 除夕 is 5 February. The real one is not out.
export const notice2027 = `# made up for tests
kind,name_zh,name_en,from,to,days
year,国办发明电〔2026〕0号,Holidays of 2027,2027-01-01,2027-12-31,365
holiday,元旦,New Year's Day,2027-01-01,2027-01-03,3
holiday,春节,Spring Festival,2027-02-05,2027-02-12,8
workday,春节,Spring Festival,2027-02-14,2027-02-14,1
workday,春节,Spring Festival,2027-01-30,2027-01-30,1
holiday,清明节,Tomb-Sweeping Day,2027-04-03,2027-04-05,3
holiday,劳动节,Labour Day,2027-05-01,2027-05-05,5
workday,劳动节,Labour Day,2027-05-08,2027-05-08,1
holiday,端午节,Dragon Boat Festival,2027-06-09,2027-06-09,1
holiday,中秋节,Mid-Autumn Festival,2027-09-15,2027-09-15,1
holiday,国庆节,National Day,2027-10-01,2027-10-07,7
workday,国庆节,National Day,2027-09-26,2027-09-26,1
workday,国庆节,National Day,2027-10-09,2027-10-09,1
`;

/** The lines with the n-th (from 1) replaced, or dropped. */
export const withLine = (line: number, text: string | null): string =>
  notice2027
    .split('\n')
    .flatMap((old, n) => (n + 1 === line ? (text === null ? [] : [text]) : [old]))
    .join('\n');
